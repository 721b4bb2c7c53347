/* Names that begin as the package is called, and parameters named as what goes with their neighbours. */
#include <stddef.h>
typedef struct frame_session frame_session;
typedef void (*frame_hook)(frame_session *session, void *user_data);
struct frame_frame { int outer; };
int frame_enter(struct frame_frame *frame);
int frame_leave(struct frame_frame *frame);
int frame_thread(void);
int frame_top, frame_state(void), frame_panicked(void);
void frame_destroy(void);
frame_session *frame_session_new(void);
void frame_session_free(frame_session *session);
void frame_session_each(frame_session *session, frame_hook hook, void *user_data);
/** Strings with their lengths, called as a program that had them beside each other would. */
int frame_session_set(frame_session *session, const char *key, size_t key_size, const char *value, size_t value_size);
