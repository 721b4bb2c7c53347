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

FFI_HANDLE(sh_atlas, close = sh_atlas_close, threads = send)
/** Finds things in towns. */
typedef struct sh_atlas sh_atlas;
FFI_HANDLE(sh_town, close = sh_town_close, threads = send)
/** Has one street. */
typedef struct sh_town sh_town;
FFI_HANDLE(sh_street, threads = send)
/** A part of a town. */
typedef struct sh_street sh_street;
sh_status sh_atlas_open(FFI_OUT sh_atlas** atlas);
void sh_atlas_close(sh_atlas* atlas);
sh_status sh_town_open(FFI_OUT sh_town** town);
void sh_town_close(sh_town* town);
/** The town's street: which of the two it belongs to is not said. */
const sh_street* sh_atlas_street(const sh_atlas* atlas, const sh_town* town);
/** The town's heights, of which the same is not said. */
FFI_COUNTED_BY(count)
const float* sh_atlas_heights(const sh_atlas* atlas, const sh_town* town, FFI_OUT size_t* count);
/** The street again, which is the town's and the atlas's. */
FFI_BORROWED FFI_CHILD_OF(atlas town) const sh_street* sh_atlas_known(const sh_atlas* atlas,
                                                                      const sh_town* town);
int32_t sh_street_houses(const sh_street* street);
/** The town goes on growing: what is shown of it may not be looked at meanwhile. */
sh_status sh_town_grow(sh_town* town, FFI_UNIT("ms") int32_t ms) FFI_BLOCKING;
FFI_HANDLE(sh_hamlet, close = sh_hamlet_close, threads = send)
/** Has a street as well, and is shown to closures. */
typedef struct sh_hamlet sh_hamlet;
sh_status sh_hamlet_open(FFI_OUT sh_hamlet** hamlet);
void sh_hamlet_close(sh_hamlet* hamlet);
FFI_BORROWED const sh_street* sh_hamlet_street(const sh_hamlet* hamlet);
/** Its street, which of the two it belongs to is not said. */
const sh_street* sh_atlas_lane(const sh_atlas* atlas, const sh_hamlet* hamlet);
/** What is shown a hamlet. */
typedef void (*sh_stroll)(void* user, sh_hamlet* hamlet);
/** Shows a hamlet that is gone afterwards. */
sh_status sh_visit_hamlet(FFI_CALLBACK(user_data = user, lifetime = call) sh_stroll stroll,
                          void* user);
/** Until when these are there is not said: raw only. */
const sh_town* sh_guess_town(const sh_atlas* atlas);
const sh_town* sh_guess_some_town(void);
sh_street* sh_guess_street(void);
/** A new text, and what frees it, which takes no other. */
FFI_OWNED(sh_verse_drop) char* sh_verse(void);
void sh_verse_drop(const char* verse);
/** Seems to free a text of an atlas's: raw only. */
void sh_guess_free_text(const sh_atlas* atlas, const char* text);
sh_status sh_guess_given_town(const sh_atlas* atlas, FFI_OUT const sh_town** town);
#endif
