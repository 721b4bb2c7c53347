/* Modelled on ALSA's library 1.1: a record that callers allocate by a macro, constants of an enum with a last one. */
#include <stddef.h>
typedef struct sound_pcm sound_pcm;
typedef struct sound_params sound_params;
typedef long sound_frames;
typedef unsigned long sound_uframes;
typedef enum { STREAM_PLAYBACK = 0, STREAM_CAPTURE, STREAM_LAST = STREAM_CAPTURE } sound_stream;
typedef enum { STATE_OPEN = 0, STATE_SETUP, STATE_RUNNING, STATE_DISCONNECTED, STATE_LAST = STATE_DISCONNECTED } sound_state;
typedef struct { void *address; unsigned first, step; } sound_area;
int sound_open(sound_pcm **pcm, const char *name, sound_stream stream, int mode);
int sound_close(sound_pcm *pcm);
size_t sound_params_sizeof(void);
#define sound_params_alloca(p) __builtin_alloca(sound_params_sizeof())
sound_frames sound_write(sound_pcm *pcm, const void *from, sound_uframes count);
sound_state sound_state_of(sound_pcm *pcm);
int sound_rate_near(sound_pcm *pcm, sound_params *params, unsigned *value, int *direction);
