/** Every shape of a C interface whose safe use can go wrong, made for proving what the emitted
 *  packages promise. The library checks its callers: see `sh_faults`. */
#ifndef SHAPES_H
#define SHAPES_H
#include <ffigen/annotations.h>
#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

FFI_MODULE(shapes, prefix = sh_, library = shapes, last_error = sh_last_error)

/* ---- what the library saw of its callers ------------------------------------------------------
 */

/** What a caller did wrong. */
typedef enum sh_fault {
    SH_FAULT_DEAD_USE = 0,     /**< Used an object that was closed. */
    SH_FAULT_DOUBLE_CLOSE = 1, /**< Closed one twice. */
    SH_FAULT_ORPHANED = 2,     /**< Closed one while others that need it lived. */
    SH_FAULT_THREAD = 3,       /**< Used a confined object on another thread. */
    SH_FAULT_CONCURRENT = 4,   /**< Two calls at once on an object that allows one. */
    SH_FAULT_LATE_WRITE = 5,   /**< Wrote into memory that it had given back. */
    SH_FAULT_FOREIGN_FREE = 6, /**< Freed what the library did not make. */
    SH_FAULT_NULL = 7,         /**< Passed NULL where none is allowed. */
    SH_FAULT_VALUE = 8,        /**< Passed a value that its type does not have. */
    SH_FAULT_MOVED = 9,        /**< An argument changed or went away while the call ran. */
} sh_fault;
/** What the library makes. */
typedef enum sh_kind {
    SH_KIND_TREE = 0,         /**< Objects of the three families. */
    SH_KIND_DOC = 1,          /**< Documents. */
    SH_KIND_BUS = 2,          /**< Buses, and what they registered. */
    SH_KIND_SHARED = 3,       /**< Reference-counted objects. */
    SH_KIND_MEMORY = 4,       /**< Texts and buffers that the caller frees. */
    SH_KIND_OTHER = 5,        /**< The rest. */
    SH_KIND_REGISTRATION = 6, /**< Functions that the library keeps. */
} sh_kind;
/** Faults of all kinds since the last reset. */
uint32_t sh_faults(void);
/** Faults of one kind since the last reset. */
uint32_t sh_faults_of(sh_fault fault);
/** The first fault since the last reset, in words; empty when there was none. */
const char* sh_first_fault(void);
/** Objects of all kinds that are alive; registrations are none. */
uint32_t sh_live(void);
/** Objects of one kind that are alive. */
uint32_t sh_live_of(sh_kind kind);
/** Forgets the faults. What is alive stays alive. */
void sh_reset(void);
/** Whether an address is given out again as soon as its object is closed. By default never. */
void sh_reuse_addresses(bool reuse);

/* ---- errors ------------------------------------------------------------------------------------
 */

/** How a call ended. */
typedef enum FFI_ERROR_ENUM(ok = SH_OK, text = sh_status_text) sh_status {
    SH_OK = 0,                                 /**< Well. */
    SH_MISSING FFI_ERROR_KIND(not_found) = 1,  /**< There is no such thing. */
    SH_TOO_SMALL = 2,                          /**< It does not fit. */
    SH_INVALID FFI_ERROR_KIND(invalid) = 3,    /**< A bad argument. */
    SH_TIMEOUT FFI_ERROR_KIND(timeout) = 4,    /**< The time ran out. */
    SH_END FFI_ERROR_KIND(end) = 5,            /**< Nothing is left. */
    SH_REFUSED FFI_ERROR_KIND(permission) = 6, /**< Not allowed. */
    SH_GONE FFI_ERROR_KIND(closed) = 7,        /**< Closed. */
} sh_status;
/** A status in words. */
const char* sh_status_text(sh_status status);
/** Why the calling thread's last call failed. */
const char* sh_last_error(void);
/** Fails with a code; says why only if `fresh`, else an earlier call's text stays. */
sh_status sh_fail(int32_t code, bool fresh);
/** A negative result, and errno says why. */
int32_t sh_fail_errno(int32_t code) FFI_ERRNO;
/** NULL, and errno says why; the code 0 succeeds. */
FFI_OWNED(sh_free) char* sh_text_errno(int32_t code) FFI_ERRNO;
/** Frees a text or a buffer. */
void sh_free(FFI_NULLABLE void* memory);

/* ---- parents, children and grandchildren: one thread at a time --------------------------------
 */

FFI_HANDLE(sh_store, close = sh_store_close, threads = send)
/** Numbers. */
typedef struct sh_store sh_store;
FFI_HANDLE(sh_cursor, close = sh_cursor_close, threads = send)
/** A walk over a store; it needs its store. */
typedef struct sh_cursor sh_cursor;
FFI_HANDLE(sh_mark, close = sh_mark_close, threads = send)
/** A place of a walk; it needs its cursor. */
typedef struct sh_mark sh_mark;
sh_status sh_store_open(const char* name, FFI_OUT sh_store** store);
void sh_store_close(sh_store* store);
sh_status sh_store_put(sh_store* store, int64_t value);
uint64_t sh_store_count(const sh_store* store);
/** The same at once, in a real-time thread too; and how many there were when it was asked last. */
uint64_t sh_store_count_now(sh_store* store, FFI_OUT uint64_t* before) FFI_REALTIME;
sh_status sh_store_walk(sh_store* store, FFI_OUT sh_cursor** cursor);
void sh_cursor_close(sh_cursor* cursor);
/** The next number; SH_END after the last. */
sh_status sh_cursor_next(sh_cursor* cursor, FFI_OUT int64_t* value);
uint64_t sh_cursor_at(const sh_cursor* cursor);
sh_status sh_cursor_mark(sh_cursor* cursor, FFI_OUT sh_mark** mark);
void sh_mark_close(sh_mark* mark);
int64_t sh_mark_value(const sh_mark* mark);

/* ---- the same, at any time from any thread -----------------------------------------------------
 */

FFI_HANDLE(sh_hub, close = sh_hub_close, threads = safe)
/** Numbers, for all threads. */
typedef struct sh_hub sh_hub;
FFI_HANDLE(sh_probe, close = sh_probe_close, threads = safe)
/** A walk over a hub. */
typedef struct sh_probe sh_probe;
FFI_HANDLE(sh_tap, close = sh_tap_close, threads = safe)
/** A place of a walk. */
typedef struct sh_tap sh_tap;
sh_status sh_hub_open(const char* name, FFI_OUT sh_hub** hub);
void sh_hub_close(sh_hub* hub);
sh_status sh_hub_put(sh_hub* hub, int64_t value);
uint64_t sh_hub_count(const sh_hub* hub);
sh_status sh_hub_walk(sh_hub* hub, FFI_OUT sh_probe** probe);
void sh_probe_close(sh_probe* probe);
sh_status sh_probe_next(sh_probe* probe, FFI_OUT int64_t* value);
uint64_t sh_probe_at(const sh_probe* probe);
sh_status sh_probe_mark(sh_probe* probe, FFI_OUT sh_tap** tap);
void sh_tap_close(sh_tap* tap);
int64_t sh_tap_value(const sh_tap* tap);

/* ---- the same, on the thread that made it ------------------------------------------------------
 */

FFI_HANDLE(sh_desk, close = sh_desk_close)
/** Numbers of one thread. */
typedef struct sh_desk sh_desk;
FFI_HANDLE(sh_sheet, close = sh_sheet_close)
/** A walk over a desk. */
typedef struct sh_sheet sh_sheet;
FFI_HANDLE(sh_cell, close = sh_cell_close)
/** A place of a walk. */
typedef struct sh_cell sh_cell;
sh_status sh_desk_open(const char* name, FFI_OUT sh_desk** desk);
void sh_desk_close(sh_desk* desk);
sh_status sh_desk_put(sh_desk* desk, int64_t value);
uint64_t sh_desk_count(const sh_desk* desk);
sh_status sh_desk_walk(sh_desk* desk, FFI_OUT sh_sheet** sheet);
void sh_sheet_close(sh_sheet* sheet);
sh_status sh_sheet_next(sh_sheet* sheet, FFI_OUT int64_t* value);
uint64_t sh_sheet_at(const sh_sheet* sheet);
sh_status sh_sheet_mark(sh_sheet* sheet, FFI_OUT sh_cell** cell);
void sh_cell_close(sh_cell* cell);
int64_t sh_cell_value(const sh_cell* cell);

/* ---- other relations ---------------------------------------------------------------------------
 */

FFI_HANDLE(sh_link, close = sh_link_close, threads = send)
/** Needs two stores. */
typedef struct sh_link sh_link;
sh_status sh_store_join(const sh_store* first, const sh_store* second, FFI_OUT sh_link** link);
void sh_link_close(sh_link* link);
/** How many numbers both have. */
uint64_t sh_link_count(const sh_link* link);
FFI_HANDLE(sh_lens, close = sh_lens_close, threads = send)
/** Needs the store that it was made from, and not the hub. */
typedef struct sh_lens sh_lens;
sh_status sh_store_focus(const sh_store* store, const sh_hub* hub,
                         FFI_OUT FFI_CHILD_OF(store) sh_lens** lens);
void sh_lens_close(sh_lens* lens);
uint64_t sh_lens_count(const sh_lens* lens);
FFI_HANDLE(sh_snapshot, close = sh_snapshot_close, threads = send)
/** Needs nothing. */
typedef struct sh_snapshot sh_snapshot;
sh_status sh_store_snapshot(const sh_store* store, FFI_OUT FFI_INDEPENDENT sh_snapshot** snapshot);
void sh_snapshot_close(sh_snapshot* snapshot);
uint64_t sh_snapshot_count(const sh_snapshot* snapshot);
/** The same as a result. */
FFI_OWNED(sh_snapshot_close)
sh_snapshot* sh_snapshot_copy(const sh_snapshot* snapshot) FFI_INDEPENDENT;
/** The store of a cursor. */
FFI_BORROWED sh_store* sh_cursor_store(const sh_cursor* cursor);
/** Exchanges the numbers of two stores. */
sh_status sh_store_swap(sh_store* store, sh_store* other) FFI_HARMLESS;
/** A walk over a hub for one thread at a time. */
FFI_HANDLE(sh_lane, close = sh_lane_close, threads = send)
typedef struct sh_lane sh_lane;
sh_status sh_hub_lane(sh_hub* hub, FFI_OUT sh_lane** lane);
void sh_lane_close(sh_lane* lane);
uint64_t sh_lane_count(const sh_lane* lane);
/** Ends the lane; one that is ended by a negative number has failed. */
sh_status sh_lane_finish(FFI_ENDED sh_lane* lane, int32_t number);
/** The library has the lane from then on, whatever it says. */
sh_status sh_lane_leave(FFI_CONSUMED sh_lane* lane, int32_t number);
/** Counts on the lane that was left, and ends it, and its hub. */
uint64_t sh_left_end(void) FFI_HARMLESS;
/** A walk over a hub for this thread. */
FFI_HANDLE(sh_pen, close = sh_pen_close, threads = confined)
typedef struct sh_pen sh_pen;
sh_status sh_hub_pen(sh_hub* hub, FFI_OUT sh_pen** pen);
void sh_pen_close(sh_pen* pen);
uint64_t sh_pen_count(const sh_pen* pen);

FFI_HANDLE(sh_ticket, close = sh_ticket_close, threads = safe)
/** Can be handed in. */
typedef struct sh_ticket sh_ticket;
sh_status sh_ticket_create(int32_t number, FFI_OUT sh_ticket** ticket);
/** NULL when there is none; why, only if asked to say so: else an earlier call's text stays. */
FFI_OWNED(sh_ticket_close) sh_ticket* sh_ticket_search(int32_t number, bool say);
void sh_ticket_close(FFI_NULLABLE sh_ticket* ticket);
int32_t sh_ticket_number(const sh_ticket* ticket);
/** The hub owns the ticket from then on, whatever the outcome; takes a while. */
sh_status sh_hub_submit(sh_hub* hub, FFI_CONSUMED sh_ticket* ticket);
/** The same, and there may be none. */
sh_status sh_hub_offer(sh_hub* hub, FFI_NULLABLE FFI_CONSUMED sh_ticket* ticket);
/** Takes a cursor over; its store is still needed by nobody then. */
sh_status sh_store_absorb(sh_store* store, FFI_CONSUMED sh_cursor* cursor);
/** Takes a cursor over and has it until the store is closed, or takes another one over. */
sh_status sh_store_adopt(sh_store* store, FFI_CONSUMED sh_cursor* cursor);
/** The same with the place of a walk: the mark is closed, and its cursor is still needed. */
sh_status sh_cursor_adopt(sh_cursor* cursor, FFI_CONSUMED sh_mark* mark);
/** Takes a link over, and closes it at once. */
sh_status sh_store_untie(sh_store* store, FFI_CONSUMED sh_link* link);
/** Walks the cursor that it has, slowly; SH_MISSING if there is none. */
sh_status sh_store_follow(sh_store* store, FFI_UNIT("ms") int32_t ms) FFI_BLOCKING;
/** A ticket of this number that nobody took, if there is one. */
FFI_NULLABLE FFI_OWNED(sh_ticket_close)
sh_ticket* sh_hub_find(sh_hub* hub, int32_t number) FFI_INDEPENDENT;
/** Reads a ticket, if there is one: its number, or -1. */
int32_t sh_hub_inspect(const sh_hub* hub, FFI_NULLABLE const sh_ticket* ticket);
/** Fails, and has made an object all the same. */
sh_status sh_store_half_open(FFI_OUT FFI_ON_ERROR sh_store** store);
/** Sum of what some stores have. */
uint64_t sh_total(FFI_COUNTED_BY(n) const sh_store* const* stores, size_t n);

/** Waits until the hub has this many numbers. */
sh_status sh_hub_wait(const sh_hub* hub, uint64_t count,
                      FFI_UNIT("ms") int32_t timeout_ms) FFI_BLOCKING;
/** Its name, slowly. */
FFI_BORROWED_UNTIL(close) const char* sh_hub_slow_name(const sh_hub* hub) FFI_BLOCKING;
/** A store's slow work, not const. */
sh_status sh_store_work(sh_store* store, FFI_UNIT("ms") int32_t ms) FFI_BLOCKING;
/** A store's slow reading. */
sh_status sh_store_study(const sh_store* store, FFI_UNIT("ms") int32_t ms) FFI_BLOCKING;

/* ---- reference-counted -------------------------------------------------------------------------
 */

FFI_HANDLE(sh_image, close = sh_image_release, retain = sh_image_retain, threads = safe)
/** Lives while somebody retains it. */
typedef struct sh_image sh_image;
FFI_HANDLE(sh_brush, close = sh_brush_unref, retain = sh_brush_ref, threads = send)
/** The same, for one thread at a time; retaining gives it back. */
typedef struct sh_brush sh_brush;
sh_status sh_image_create(uint32_t width, FFI_OUT sh_image** image);
void sh_image_retain(sh_image* image);
void sh_image_release(sh_image* image);
uint32_t sh_image_width(const sh_image* image);
uint32_t sh_image_references(const sh_image* image);
sh_status sh_brush_create(FFI_OUT sh_brush** brush);
sh_brush* sh_brush_ref(sh_brush* brush);
void sh_brush_unref(sh_brush* brush);
sh_status sh_brush_stroke(sh_brush* brush);
uint32_t sh_brush_strokes(const sh_brush* brush);

/* ---- borrowed ----------------------------------------------------------------------------------
 */

/** A rectangle. */
typedef struct sh_box {
    int32_t x, y, w, h;
} sh_box;
/** A list in read-only memory. */
typedef struct sh_node {
    int32_t value;
    const struct sh_node* next;
    const char* label;
} sh_node;
FFI_HANDLE(sh_doc, close = sh_doc_close, threads = send)
/** Has a name, boxes, samples and pages. */
typedef struct sh_doc sh_doc;
FFI_HANDLE(sh_page, threads = send)
/** Belongs to a document. */
typedef struct sh_page sh_page;
FFI_HANDLE(sh_line, threads = send)
/** Belongs to a page. */
typedef struct sh_line sh_line;
sh_status sh_doc_open(const char* name, FFI_OUT sh_doc** doc);
void sh_doc_close(sh_doc* doc);
FFI_BORROWED const char* sh_doc_name(const sh_doc* doc);
sh_status sh_doc_rename(sh_doc* doc, const char* name);
/** Until the next change, which moves it. */
FFI_BORROWED const sh_box* sh_doc_box(const sh_doc* doc);
/** The same, to be written. */
FFI_BORROWED sh_box* sh_doc_box_to_edit(sh_doc* doc);
/** Moves the box, and everything else, to another place in memory. */
sh_status sh_doc_move(sh_doc* doc, int32_t dx, int32_t dy);
/** As long as the document. */
FFI_BORROWED_UNTIL(close) const sh_box* sh_doc_frame(const sh_doc* doc);
/** For ever, in read-only memory. */
FFI_BORROWED_UNTIL(forever) const sh_box* sh_default_box(void);
/** For ever, in read-only memory, with more behind it. */
FFI_BORROWED_UNTIL(forever) const sh_node* sh_default_nodes(void);
/** All boxes, until the next change. */
FFI_BORROWED FFI_COUNTED_BY(count) const sh_box* sh_doc_boxes(const sh_doc* doc,
                                                              FFI_OUT size_t* count);
/** All samples, until the next change. */
FFI_BORROWED FFI_COUNTED_BY(count) const
    float* sh_doc_samples(const sh_doc* doc, FFI_OUT size_t* count);
/** All samples, to be written, until the next change. */
FFI_BORROWED FFI_COUNTED_BY(count)
float* sh_doc_samples_to_edit(sh_doc* doc, FFI_OUT size_t* count);
FFI_BORROWED sh_page* sh_doc_page(sh_doc* doc, uint32_t index);
/** A page with this many words, if there is one. */
FFI_NULLABLE FFI_BORROWED const sh_page* sh_doc_find(const sh_doc* doc, uint32_t words);
uint32_t sh_page_words(const sh_page* page);
sh_status sh_page_write(sh_page* page, uint32_t words);
FFI_BORROWED sh_line* sh_page_line(sh_page* page);
uint32_t sh_line_words(const sh_line* line);
/** The document's picture, which it shares. */
FFI_BORROWED sh_image* sh_doc_image(const sh_doc* doc);

/* ---- lent ---------------------------------------------------------------------------------------
 */

/** A block of a ring. */
typedef struct sh_block {
    uint64_t sequence;
    uint32_t count;
    uint32_t values[8];
} sh_block;
FFI_HANDLE(sh_ring, close = sh_ring_close, threads = send)
/** Lends its blocks. */
typedef struct sh_ring sh_ring;
sh_status sh_ring_open(FFI_OUT sh_ring** ring);
void sh_ring_close(sh_ring* ring);
/** Lends a block to be filled. */
sh_status sh_ring_claim(sh_ring* ring, FFI_OUT sh_block** block)
    FFI_LEND(end = sh_ring_commit, cancel = sh_ring_abandon);
sh_status sh_ring_commit(sh_ring* ring, sh_block* block);
sh_status sh_ring_abandon(sh_ring* ring, sh_block* block);
/** Lends the oldest block to be read. */
sh_status sh_ring_peek(sh_ring* ring, FFI_OUT const sh_block** block) FFI_LEND(end = sh_ring_done);
sh_status sh_ring_done(sh_ring* ring, const sh_block* block);
/** Blocks that wait to be read. */
uint64_t sh_ring_pending(const sh_ring* ring);
/** Blocks that are lent. */
uint32_t sh_ring_lent(const sh_ring* ring);
/** A ring's slow work, not const. */
sh_status sh_ring_work(sh_ring* ring, FFI_UNIT("ms") int32_t ms) FFI_BLOCKING;

#include "shapes_aligned.h"
#include "shapes_calls.h"
#include "shapes_data.h"
#include "shapes_echoes.h"
#include "shapes_given.h"
#include "shapes_kept.h"
#include "shapes_kin.h"
#include "shapes_lending.h"
#include "shapes_looked.h"
#include "shapes_parts.h"
#include "shapes_shown.h"
#include "shapes_twice.h"
#include "shapes_ways.h"
/* Of panels. */
#include "shapes_bounds.h"
/* Of sides and of what turns. */
#include "shapes_loans.h"
#endif
