/* Threads of the library itself. */
#include "core.h"

#include <stdlib.h>
#include <time.h>

typedef struct job {
    void (*run)(void* argument);
    void* argument;
    pthread_t thread;
    struct job* next;
} job;

static pthread_mutex_t mutex = PTHREAD_MUTEX_INITIALIZER;
static job* jobs;

static void* run(void* argument) {
    job* one = argument;
    one->run(one->argument);
    return NULL;
}

void sh_start(void (*function)(void* argument), void* argument) {
    job* one = calloc(1, sizeof *one);
    if (!one)
        abort();
    one->run = function;
    one->argument = argument;
    pthread_mutex_lock(&mutex);
    if (pthread_create(&one->thread, NULL, run, one) != 0)
        abort();
    one->next = jobs;
    jobs = one;
    pthread_mutex_unlock(&mutex);
}

void sh_join_threads(void) {
    for (;;) {
        pthread_mutex_lock(&mutex);
        job* one = jobs;
        if (one)
            jobs = one->next;
        pthread_mutex_unlock(&mutex);
        if (!one)
            return;
        pthread_join(one->thread, NULL);
        free(one);
    }
}

void sh_run_elsewhere(void (*function)(void* argument), void* argument) {
    job one = {.run = function, .argument = argument};
    if (pthread_create(&one.thread, NULL, run, &one) != 0)
        abort();
    pthread_join(one.thread, NULL);
}

void sh_sleep(uint32_t ms) {
    struct timespec left = {.tv_sec = ms / 1000, .tv_nsec = (long)(ms % 1000) * 1000000};
    while (nanosleep(&left, &left) != 0) {
    }
}
