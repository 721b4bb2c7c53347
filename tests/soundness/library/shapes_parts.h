/* Closures of parts, of objects that count their owners, and of what waits for them. Part of
 * shapes.h. */
#ifndef SH_SHAPES_PARTS_H
#define SH_SHAPES_PARTS_H
#include "shapes.h"

FFI_HANDLE(sh_organ, close = sh_organ_close, threads = send)
/** Has pipes. */
typedef struct sh_organ sh_organ;
FFI_HANDLE(sh_pipe, threads = send)
/** Belongs to a organ. */
typedef struct sh_pipe sh_pipe;
/** Is told that something sounds. */
typedef void (*sh_turned)(void* user, int64_t number);
/** Sees two pipes, which may be one. */
typedef void (*sh_pipes)(void* user, sh_pipe* first, sh_pipe* second);
sh_status sh_organ_open(FFI_OUT sh_organ** organ);
void sh_organ_close(sh_organ* organ);
FFI_BORROWED sh_pipe* sh_organ_pipe(sh_organ* organ, uint32_t index);
/** Calls for all pipes. */
sh_status sh_organ_turn(sh_organ* organ, int64_t number);
/** Shows the first pipe twice. */
sh_status sh_organ_pair(sh_organ* organ,
                        FFI_CALLBACK(user_data = user, lifetime = call) sh_pipes pipes, void* user);
/** A pipe's slow work, not const. */
sh_status sh_pipe_work(sh_pipe* pipe, FFI_UNIT("ms") int32_t ms) FFI_BLOCKING;
/** One for each pipe. */
sh_status sh_pipe_on_turn(sh_pipe* pipe,
                          FFI_CALLBACK(user_data = user, lifetime = until, until = sh_pipe_off_turn)
                              sh_turned turned,
                          void* user);
sh_status sh_pipe_off_turn(sh_pipe* pipe);

FFI_HANDLE(sh_gong, close = sh_gong_close, threads = safe)
/** Waits for closures that run on other threads before it takes another one. */
typedef struct sh_gong sh_gong;
sh_status sh_gong_open(FFI_OUT sh_gong** gong);
void sh_gong_close(sh_gong* gong);
sh_status sh_gong_on(sh_gong* gong,
                     FFI_CALLBACK(user_data = user, lifetime = until, until = sh_gong_off,
                                  thread = any) sh_turned struck,
                     void* user) FFI_BLOCKING;
sh_status sh_gong_off(sh_gong* gong) FFI_BLOCKING;
/** A second one, which has nothing to do with the first. */
sh_status sh_gong_on_echo(sh_gong* gong,
                          FFI_CALLBACK(user_data = user, lifetime = until, until = sh_gong_off_echo,
                                       thread = any) sh_turned echoed,
                          void* user) FFI_BLOCKING;
sh_status sh_gong_off_echo(sh_gong* gong) FFI_BLOCKING;
/** Calls the first. */
sh_status sh_gong_strike(sh_gong* gong, int64_t number) FFI_BLOCKING;

FFI_HANDLE(sh_badge, close = sh_badge_unref, retain = sh_badge_ref, threads = safe)
/** Counts its owners. */
typedef struct sh_badge sh_badge;
sh_status sh_badge_create(FFI_OUT sh_badge** badge);
void sh_badge_ref(sh_badge* badge);
void sh_badge_unref(sh_badge* badge);
/** The same one, with an owner more. */
FFI_OWNED(sh_badge_unref) sh_badge* sh_badge_again(sh_badge* badge) FFI_INDEPENDENT;
sh_status sh_badge_on_show(sh_badge* badge,
                           FFI_CALLBACK(user_data = user, lifetime = until,
                                        until = sh_badge_off_show, thread = any) sh_turned shown,
                           void* user);
sh_status sh_badge_off_show(sh_badge* badge);
sh_status sh_badge_show(sh_badge* badge, int64_t number);
#endif
