/* Closures that C keeps: who ends them, when they answer C, and what counts its owners. Part of
 * shapes.h. */
#ifndef SH_SHAPES_KEPT_H
#define SH_SHAPES_KEPT_H
#include "shapes.h"

/** Says whether something goes. */
typedef sh_status (*sh_verdict)(void* user, int64_t number);
/** The process has one umpire, who is there before this returns, which takes a while. */
sh_status sh_umpire_on(FFI_CALLBACK(user_data = user, lifetime = until, until = sh_umpire_off,
                                    thread = any) sh_verdict verdict,
                       void* user, FFI_UNIT("ms") uint32_t linger) FFI_BLOCKING;
sh_status sh_umpire_off(void);
/** What the umpire says, as a number. */
int32_t sh_umpire(int64_t number);
/** Against the contract: what the umpire says that was there before. */
int32_t sh_umpire_stale(int64_t number);
/** Asks the umpire as it comes, and takes one alone that agrees. */
sh_status sh_umpire_elect(FFI_CALLBACK(user_data = user, lifetime = until, until = sh_umpire_off,
                                       thread = any) sh_verdict verdict,
                          void* user);
/** Has no user data. */
typedef void (*sh_slogan)(int64_t number);
/** A hook that is called, with -1, as it comes. SH_REFUSED where the library does not like that:
 * then the one before stays. Takes a while when it is there. */
sh_status sh_set_slogan(FFI_NULLABLE FFI_CALLBACK(lifetime = process, thread = any)
                            sh_slogan slogan,
                        bool refuse, FFI_UNIT("ms") uint32_t linger) FFI_BLOCKING;
sh_status sh_run_slogan(int64_t number);

FFI_HANDLE(sh_beacon, close = sh_beacon_unref, retain = sh_beacon_ref, threads = safe)
/** Counts its owners. */
typedef struct sh_beacon sh_beacon;
/** Is told of a light. */
typedef void (*sh_lit)(void* user, int64_t number);
sh_status sh_beacon_create(FFI_OUT sh_beacon** beacon);
void sh_beacon_ref(sh_beacon* beacon);
void sh_beacon_unref(sh_beacon* beacon);
/** Until the library says that it is done with the user data. */
sh_status sh_beacon_watch(sh_beacon* beacon,
                          FFI_CALLBACK(user_data = user, lifetime = close, destroy = destroy,
                                       thread = any) sh_lit lit,
                          void* user, sh_destroy destroy);
/** Until it ends. */
sh_status sh_beacon_follow(sh_beacon* beacon,
                           FFI_CALLBACK(user_data = user, lifetime = close, thread = any)
                               sh_lit lit,
                           void* user);
sh_status sh_beacon_light(sh_beacon* beacon, int64_t number);
/** The library has an owner more, in the place of another beacon's. */
sh_status sh_coast_keep(sh_beacon* beacon) FFI_HARMLESS;
sh_status sh_coast_light(int64_t number);
/** The library gives its beacon up, from a thread of its own. */
sh_status sh_coast_clear(void) FFI_BLOCKING;

FFI_HANDLE(sh_loom, close = sh_loom_close, threads = send)
/** Has shafts. */
typedef struct sh_loom sh_loom;
FFI_HANDLE(sh_shaft, threads = send)
/** Belongs to a loom. */
typedef struct sh_shaft sh_shaft;
sh_status sh_loom_open(FFI_OUT sh_loom** loom);
void sh_loom_close(sh_loom* loom);
FFI_BORROWED sh_shaft* sh_loom_shaft(sh_loom* loom, uint32_t index);
/** A shaft within it. */
FFI_BORROWED sh_shaft* sh_shaft_inner(sh_shaft* shaft);
/** Until the loom closes. */
sh_status sh_shaft_follow(sh_shaft* shaft,
                          FFI_CALLBACK(user_data = user, lifetime = close) sh_lit lit, void* user);
/** Calls for all shafts. */
sh_status sh_loom_turn(sh_loom* loom, int64_t number);
#endif
