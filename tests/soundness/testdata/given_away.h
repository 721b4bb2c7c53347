/* Objects that functions end, or take over: with closures that C keeps for them, and with owners. */
#include "ffigen/annotations.h"

FFI_MODULE(given_away, prefix = ga_)

FFI_HANDLE(ga_mixer, close = ga_mixer_close, threads = safe)
typedef struct ga_mixer ga_mixer;
FFI_HANDLE(ga_voice, close = ga_voice_close, threads = send)
typedef struct ga_voice ga_voice;
FFI_HANDLE(ga_take, close = ga_take_close, threads = send)
typedef struct ga_take ga_take;
typedef void (*ga_heard)(void *user, int what);

FFI_OWNED(ga_mixer_close) ga_mixer *ga_mixer_open(void);
void ga_mixer_close(ga_mixer *mixer);
FFI_OWNED(ga_voice_close) ga_voice *ga_voice_open(void);
void ga_voice_close(ga_voice *voice);
/** A take needs its mixer. */
FFI_OWNED(ga_take_close) ga_take *ga_mixer_take(ga_mixer *mixer);
void ga_take_close(ga_take *take);

void ga_voice_hear(ga_voice *voice, FFI_CALLBACK(user_data = user, lifetime = close) ga_heard heard,
                   void *user);
void ga_take_hear(ga_take *take, FFI_CALLBACK(user_data = user, lifetime = once) ga_heard heard, void *user);
int ga_take_watch(ga_take *take,
                  FFI_CALLBACK(user_data = user, lifetime = until, until = ga_take_unwatch) ga_heard heard,
                  void *user);
void ga_take_unwatch(ga_take *take, int id);

/* The first parameter, or another one, that may be none or not. */
void ga_voice_stop(FFI_ENDED ga_voice *voice);
void ga_voice_cut(FFI_NULLABLE FFI_ENDED ga_voice *voice, int how);
int ga_mixer_stop(ga_mixer *mixer, FFI_ENDED ga_voice *voice);
int ga_mixer_cut(ga_mixer *mixer, FFI_NULLABLE FFI_ENDED ga_voice *voice);
int ga_take_print(FFI_ENDED ga_take *take);
void ga_take_drop(FFI_NULLABLE FFI_ENDED ga_take *take, const char *why);
int ga_mixer_print(ga_mixer *mixer, FFI_ENDED ga_take *take);
int ga_mixer_drop(ga_mixer *mixer, FFI_NULLABLE FFI_ENDED ga_take *take);
void ga_voice_keep(FFI_CONSUMED ga_voice *voice);
void ga_voice_hold(FFI_NULLABLE FFI_CONSUMED ga_voice *voice, int how);
void ga_mixer_add(ga_mixer *mixer, FFI_CONSUMED ga_voice *voice);
void ga_take_keep(FFI_CONSUMED ga_take *take);
void ga_take_hold(FFI_NULLABLE FFI_CONSUMED ga_take *take, int how);
int ga_mixer_add_take(ga_mixer *mixer, FFI_NULLABLE FFI_CONSUMED ga_take *take);
