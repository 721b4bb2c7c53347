/* Callbacks: every lifetime, every shape of registering, every thread. Part of shapes.h. */
#ifndef SH_SHAPES_CALLS_H
#define SH_SHAPES_CALLS_H
#include "shapes.h"

/* ---- for the time of a call ---------------------------------------------------------------------
 */

/** Sees a box; false stops. */
typedef bool (*sh_visit)(void* user, const sh_box* box, uint32_t index);
/** May change a box. */
typedef void (*sh_edit)(void* user, sh_box* box);
/** Shows all boxes; the document does not change. */
sh_status sh_doc_each(const sh_doc* doc,
                      FFI_CALLBACK(user_data = user, lifetime = call) sh_visit visit, void* user);
/** Shows all boxes to be changed, and may move them between two. */
sh_status sh_doc_update(sh_doc* doc, FFI_CALLBACK(user_data = user, lifetime = call) sh_edit edit,
                        void* user);
/** Makes one number of another. */
typedef int64_t (*sh_map)(void* user, int64_t value);
int64_t sh_map_number(FFI_CALLBACK(user_data = user, lifetime = call) sh_map map, void* user,
                      int64_t value);
/** Makes a small number: what comes back is checked. */
typedef uint8_t (*sh_narrow)(void* user, int64_t value);
uint8_t sh_map_narrow(FFI_CALLBACK(user_data = user, lifetime = call) sh_narrow map, void* user,
                      int64_t value);
/** Makes a fraction. */
typedef float (*sh_fraction)(void* user, float value);
float sh_map_fraction(FFI_CALLBACK(user_data = user, lifetime = call) sh_fraction map, void* user,
                      float value);
/** Makes a box. */
typedef sh_box (*sh_make_box)(void* user, int32_t seed);
int64_t sh_box_area_of(FFI_CALLBACK(user_data = user, lifetime = call) sh_make_box make, void* user,
                       int32_t seed);
#pragma pack(push, 1)
/** As few bytes as it needs. */
typedef struct sh_slip {
    uint8_t mark;
    int32_t number;
} sh_slip;
#pragma pack(pop)
/** Gets a slip itself. */
typedef int64_t (*sh_slip_seen)(void* user, sh_slip slip);
int64_t sh_show_slip(FFI_CALLBACK(user_data = user, lifetime = call) sh_slip_seen seen, void* user,
                     int32_t number);
/** Gets bytes; -1 says that there are no more, as some libraries do. */
typedef void (*sh_chunk)(void* user, FFI_COUNTED_BY(n) const uint8_t* data, int32_t n);
sh_status sh_read_chunks(FFI_CALLBACK(user_data = user, lifetime = call) sh_chunk chunk, void* user,
                         int32_t last);
/** Gets a text, if there is one. */
typedef void (*sh_line_seen)(void* user, FFI_NULLABLE const char* text);
sh_status sh_read_lines(FFI_CALLBACK(user_data = user, lifetime = call) sh_line_seen seen,
                        void* user);
/** Gets the store itself, which it may use. */
typedef void (*sh_with_store)(void* user, sh_store* store);
sh_status sh_store_with(sh_store* store,
                        FFI_CALLBACK(user_data = user, lifetime = call) sh_with_store with,
                        void* user);
/** Two functions with one user data. */
typedef void (*sh_word)(void* user, const char* word);
typedef void (*sh_gap)(void* user, uint32_t spaces);
sh_status sh_parse(const char* text, FFI_CALLBACK(user_data = user, lifetime = call) sh_word word,
                   FFI_CALLBACK(user_data = user, lifetime = call) sh_gap gap, void* user);
/** Calls from a thread of its own, and waits for it. */
sh_status sh_call_elsewhere(uint32_t times,
                            FFI_CALLBACK(user_data = user, lifetime = call, thread = any)
                                sh_map map,
                            void* user) FFI_BLOCKING;
/** Calls from several threads at once, and waits for them. */
sh_status sh_call_crowd(uint32_t threads,
                        FFI_CALLBACK(user_data = user, lifetime = call, thread = any) sh_map map,
                        void* user) FFI_BLOCKING;
/** Shows each ticket's number, then gives a ticket: what a call made is not lost when the callback
 * fails. */
sh_status sh_hub_each(sh_hub* hub, FFI_CALLBACK(user_data = user, lifetime = call) sh_map map,
                      void* user, FFI_OUT FFI_INDEPENDENT sh_ticket** ticket);
/** Sums bytes before and after the callback, which may do what it likes with them. */
uint64_t sh_sum_around(FFI_COUNTED_BY(n) const uint8_t* data, size_t n,
                       FFI_CALLBACK(user_data = user, lifetime = call) sh_map map, void* user);
/** Compares numbers; there is no user data. */
typedef int32_t (*sh_compare)(int32_t a, int32_t b);
sh_status sh_sort(FFI_INOUT FFI_COUNTED_BY(n) int32_t* values, size_t n,
                  FFI_CALLBACK(lifetime = call) sh_compare compare);
/** Against the contract: compares on a thread of the library. */
sh_status sh_compare_elsewhere(FFI_CALLBACK(lifetime = call) sh_compare compare,
                               FFI_OUT int32_t* order) FFI_BLOCKING;
/** Against the contract: compares with what the last `sh_sort` was given. */
int32_t sh_compare_stale(int32_t a, int32_t b);
/** Compares boxes. */
typedef int32_t (*sh_compare_boxes)(const sh_box* a, const sh_box* b);
/** Index of the largest box of a document. */
sh_status sh_doc_largest(const sh_doc* doc, FFI_CALLBACK(lifetime = call) sh_compare_boxes compare,
                         FFI_OUT uint32_t* index);
/** Compared by several threads: no user data says whose closure they call. */
sh_status sh_sort_crowd(FFI_INOUT FFI_COUNTED_BY(n) int32_t* values, size_t n,
                        FFI_CALLBACK(lifetime = call, thread = any) sh_compare compare);
/** Functions for `sh_parse`, in one record. */
typedef struct sh_parser {
    sh_word word;
    FFI_NULLABLE sh_gap gap; /**< Not called if there is none. */
} sh_parser;
sh_status sh_parse_with(const char* text,
                        FFI_CALLBACK(user_data = user, lifetime = call) const sh_parser* parser,
                        void* user);

/* ---- registered
 * ---------------------------------------------------------------------------------- */

FFI_HANDLE(sh_bus, close = sh_bus_close, threads = safe)
/** Tells those that registered; never holds a lock while it calls. */
typedef struct sh_bus sh_bus;
/** Is told of something. */
typedef void (*sh_event)(void* user, const char* what, int64_t number);
sh_status sh_bus_open(FFI_OUT sh_bus** bus);
/** Returns at once, also when calls are running. */
void sh_bus_close(sh_bus* bus);
/** Calls all, on the caller's thread. */
sh_status sh_bus_emit(sh_bus* bus, int64_t number);

FFI_HANDLE(sh_office, close = sh_office_close, threads = send)
/** Has a bus of its own once it got one. */
typedef struct sh_office sh_office;
FFI_OWNED(sh_office_close) sh_office* sh_office_new(void);
/** Closes the bus as well. */
void sh_office_close(sh_office* office);
/** The office has the bus from then on, in the place of an earlier one, which is closed. */
void sh_office_hire(sh_office* office, FFI_CONSUMED sh_bus* bus);
/** Calls all that was registered with the bus. */
sh_status sh_office_emit(sh_office* office, int64_t number);
/** The library has the bus from then on: `sh_bus_left_emit` emits on it, and closes it. */
void sh_bus_leave(FFI_CONSUMED sh_bus* bus);
sh_status sh_bus_left_emit(int64_t number);
/** Closes the bus. */
void sh_bus_finish(FFI_ENDED sh_bus* bus);
/** Calls all from a thread of its own, and waits for it. */
sh_status sh_bus_emit_elsewhere(sh_bus* bus, int64_t number) FFI_BLOCKING;
/** Calls all from a thread of its own some time later; does not wait. */
sh_status sh_bus_emit_later(sh_bus* bus, int64_t number, FFI_UNIT("ms") uint32_t delay);
/** Waits for all threads of the library. */
void sh_join_threads(void) FFI_BLOCKING;
/** Against the contract: calls what was registered last by `sh_bus_on`, although it was taken away.
 */
sh_status sh_bus_emit_stale(sh_bus* bus, int64_t number);

/** By object: one at a time, and the next replaces it. */
sh_status sh_bus_on(sh_bus* bus,
                    FFI_CALLBACK(user_data = user, lifetime = until, until = sh_bus_off,
                                 thread = any) sh_event event,
                    void* user);
/** Calls it a last time, with "bye", before it is forgotten. */
sh_status sh_bus_off(sh_bus* bus);
/** By id, which may be given out again. */
sh_status sh_bus_listen(sh_bus* bus,
                        FFI_CALLBACK(user_data = user, lifetime = until, until = sh_bus_unlisten,
                                     thread = any) sh_event event,
                        void* user, FFI_OUT uint32_t* id);
sh_status sh_bus_unlisten(sh_bus* bus, uint32_t id);
/** Forgets all that listen; their ids are given out again. */
sh_status sh_bus_hush(sh_bus* bus);
/** By object, function and user data; one that is not there is SH_MISSING. */
sh_status sh_bus_add(sh_bus* bus,
                     FFI_CALLBACK(user_data = user, lifetime = until, until = sh_bus_remove,
                                  thread = any) sh_event event,
                     void* user);
sh_status sh_bus_remove(sh_bus* bus, sh_event event, void* user);
/** By function and user data. */
sh_status sh_watch(FFI_CALLBACK(user_data = user, lifetime = until, until = sh_unwatch,
                                thread = any) sh_event event,
                   void* user);
sh_status sh_unwatch(sh_event event, void* user);
/** By nothing: one at a time in the process. */
sh_status sh_tell(FFI_CALLBACK(user_data = user, lifetime = until, until = sh_tell_nobody,
                               thread = any) sh_event event,
                  void* user);
sh_status sh_tell_nobody(void);
/** Calls those of `sh_watch` and `sh_tell`. */
sh_status sh_announce(int64_t number);
/** Once, at the next emit. */
sh_status sh_bus_defer(sh_bus* bus,
                       FFI_CALLBACK(user_data = user, lifetime = once, thread = any) sh_event event,
                       void* user);
/** Once, from a thread of the library, some time later. */
sh_status sh_later(FFI_UNIT("ms") uint32_t delay,
                   FFI_CALLBACK(user_data = user, lifetime = once, thread = any) sh_event event,
                   void* user);
/** Against the contract: calls it twice. */
sh_status sh_twice(FFI_CALLBACK(user_data = user, lifetime = once, thread = any) sh_event event,
                   void* user);
/** Refuses, and keeps nothing. */
sh_status sh_bus_refuse(sh_bus* bus,
                        FFI_CALLBACK(user_data = user, lifetime = until, until = sh_bus_off,
                                     thread = any) sh_event event,
                        void* user);
/** By object, on one for one thread at a time: called by `sh_doc_touch` alone. */
sh_status sh_doc_on_touch(sh_doc* doc,
                          FFI_CALLBACK(user_data = user, lifetime = until, until = sh_doc_off_touch,
                                       thread = caller) sh_event event,
                          void* user);
sh_status sh_doc_off_touch(sh_doc* doc);
sh_status sh_doc_touch(sh_doc* doc, int64_t number);
/** How many functions the library keeps. */
uint32_t sh_registrations(void);

/** Gets rid of user data. */
typedef void (*sh_destroy)(void* user);
/** Until the bus closes, which calls it a last time with "closed". */
sh_status sh_bus_follow(sh_bus* bus,
                        FFI_CALLBACK(user_data = user, lifetime = close, thread = any)
                            sh_event event,
                        void* user);
/** Until the library says that it is done with the user data: when the bus closes, or the next
 * takes its place. */
sh_status sh_bus_attach(sh_bus* bus,
                        FFI_CALLBACK(user_data = user, lifetime = close, destroy = destroy,
                                     thread = any) sh_event event,
                        void* user, sh_destroy destroy);
/** A hook of the process, with user data; NULL takes it away. */
void sh_set_hook(FFI_NULLABLE FFI_CALLBACK(user_data = user, lifetime = process, thread = any)
                     sh_event event,
                 void* user);
/** A hook of the process, without user data. */
typedef void (*sh_log)(const char* text);
void sh_set_log(FFI_NULLABLE FFI_CALLBACK(lifetime = process, thread = any) sh_log log);
/** Calls the hooks of the process. */
sh_status sh_run_hooks(int64_t number);
/** Calls them from a thread of the library. */
sh_status sh_run_hooks_elsewhere(int64_t number) FFI_BLOCKING;

/* ---- the same on an object that lends nothing else
 * ------------------------------------------------------------------------ */

FFI_HANDLE(sh_drawer, close = sh_drawer_close, threads = send)
/** Has one box, which every change moves. */
typedef struct sh_drawer sh_drawer;
sh_status sh_drawer_open(FFI_OUT sh_drawer** drawer);
void sh_drawer_close(sh_drawer* drawer);
sh_status sh_drawer_move(sh_drawer* drawer, int32_t dx);
sh_status sh_drawer_look(const sh_drawer* drawer, FFI_OUT sh_box* box);
/** Cannot fail. */
int32_t sh_drawer_x(const sh_drawer* drawer);
/** Shows the box; the drawer does not change. */
sh_status sh_drawer_show(const sh_drawer* drawer,
                         FFI_CALLBACK(user_data = user, lifetime = call) sh_visit visit,
                         void* user);
/** Shows the box to be changed. */
sh_status sh_drawer_update(sh_drawer* drawer,
                           FFI_CALLBACK(user_data = user, lifetime = call) sh_edit edit,
                           void* user);
/** Called by `sh_drawer_touch` alone. */
sh_status sh_drawer_on_touch(sh_drawer* drawer,
                             FFI_CALLBACK(user_data = user, lifetime = until,
                                          until = sh_drawer_off_touch, thread = caller)
                                 sh_event event,
                             void* user);
sh_status sh_drawer_off_touch(sh_drawer* drawer);
sh_status sh_drawer_touch(sh_drawer* drawer, int64_t number);

/* ---- the same on the thread that made it
 * ------------------------------------------------------------------------ */

FFI_HANDLE(sh_bell, close = sh_bell_close)
/** Rings on one thread. */
typedef struct sh_bell sh_bell;
sh_status sh_bell_open(FFI_OUT sh_bell** bell);
void sh_bell_close(sh_bell* bell);
/** Called by `sh_bell_ring` alone. */
sh_status sh_bell_on_ring(sh_bell* bell,
                          FFI_CALLBACK(user_data = user, lifetime = until, until = sh_bell_off_ring,
                                       thread = caller) sh_event event,
                          void* user);
sh_status sh_bell_off_ring(sh_bell* bell);
sh_status sh_bell_ring(sh_bell* bell, int64_t number);
/** Against the contract: rings the bell that was opened last, on whatever thread. */
void sh_toll(int64_t number);

/* ---- a table of functions
 * ------------------------------------------------------------------------ */

/** Fills a buffer; how many bytes it got. */
typedef int32_t (*sh_read)(void* user, FFI_OUT FFI_BORROWED FFI_COUNTED_BY(n) uint8_t* buffer,
                           size_t n);
/** What a player reads from; `close` is called when the player is done with it. */
typedef struct sh_device {
    sh_read read;
    int64_t (*seek)(void* user, int64_t to);
    void (*close)(void* user);
    void* user;
} sh_device;
FFI_HANDLE(sh_player, close = sh_player_close, threads = send)
/** Reads from a device. */
typedef struct sh_player sh_player;
/** Keeps a copy of the table until the player closes. */
sh_status sh_player_open(FFI_CALLBACK(user_data = user, destroy = close, lifetime = close)
                             const sh_device* device,
                         FFI_OUT sh_player** player);
/** Reads nothing, and tells how loud it is until it closes, which it tells last, as -1. */
sh_status sh_player_watched(FFI_CALLBACK(user_data = user, lifetime = close, thread = any)
                                sh_event event,
                            void* user, bool refuse, FFI_OUT sh_player** player);
/** The same, where there may be none. */
FFI_NULLABLE FFI_OWNED(sh_player_close)
sh_player* sh_player_found(FFI_CALLBACK(user_data = user, lifetime = close, thread = any)
                               sh_event event,
                           void* user, bool is_there);
void sh_player_close(sh_player* player);
/** Sum of the next bytes. */
sh_status sh_player_play(sh_player* player, uint32_t bytes, FFI_OUT uint64_t* sum);

FFI_HANDLE(sh_stage, close = sh_stage_close, threads = safe)
/** Calls actors; never holds a lock while it calls. */
typedef struct sh_stage sh_stage;
/** What an actor does. */
typedef struct sh_actor {
    sh_event enter;
    /** Gets what is to be said. */
    sh_event speak;
    FFI_NULLABLE sh_event leave; /**< At the end. */
} sh_actor;
sh_status sh_stage_open(FFI_OUT sh_stage** stage);
/** Lets all actors leave. */
void sh_stage_close(sh_stage* stage);
/** Keeps the record where it is until the actor is sent off. */
sh_status sh_stage_join(sh_stage* stage,
                        FFI_CALLBACK(user_data = user, lifetime = until, until = sh_stage_send_off,
                                     thread = any) const sh_actor* actor,
                        void* user);
/** One that is not there is SH_MISSING. */
sh_status sh_stage_send_off(sh_stage* stage, void* user);
/** Refuses, and keeps nothing. */
sh_status sh_stage_audition(sh_stage* stage,
                            FFI_CALLBACK(user_data = user, lifetime = until,
                                         until = sh_stage_send_off, thread = any)
                                const sh_actor* actor,
                            void* user);
/** Joins, and enters at once. */
sh_status sh_stage_enroll(sh_stage* stage,
                          FFI_CALLBACK(user_data = user, lifetime = until,
                                       until = sh_stage_send_off, thread = any)
                              const sh_actor* actor,
                          void* user);
/** Every actor enters and speaks. */
sh_status sh_stage_play(sh_stage* stage, int64_t number);
sh_status sh_stage_play_elsewhere(sh_stage* stage, int64_t number) FFI_BLOCKING;
/** How many actors there are. */
uint32_t sh_stage_actors(const sh_stage* stage);
/** The process has a choir, which knows its singers by their user data alone and keeps the record
 * where it is. */
sh_status sh_choir_join(FFI_CALLBACK(user_data = user, lifetime = until, until = sh_choir_leave,
                                     thread = any) const sh_actor* actor,
                        void* user);
/** One that is not there is SH_MISSING. */
sh_status sh_choir_leave(void* user);
/** Every singer speaks. */
sh_status sh_choir_sing(int64_t number);
#endif
