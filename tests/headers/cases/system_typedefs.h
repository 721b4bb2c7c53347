/* Types of the C library by value and behind pointers. */
#include <pthread.h>
#include <setjmp.h>
#include <signal.h>
#include <stdio.h>
#include <sys/socket.h>
#include <sys/time.h>
#include <time.h>
struct server { pthread_mutex_t lock; struct timeval since; sigset_t mask; jmp_buf back; fd_set set; };
int server_wait(struct server *s, const struct timespec *until, FILE *log);
int server_jump(jmp_buf env, sigjmp_buf other);
int server_address(struct sockaddr *a, socklen_t *n, struct tm when);
void server_signal(void (*handler)(int, siginfo_t *, void *));
