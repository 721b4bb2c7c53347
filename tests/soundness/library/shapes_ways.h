/* Objects that come in more than one way. Part of shapes.h. */
#ifndef SH_SHAPES_WAYS_H
#define SH_SHAPES_WAYS_H
#include "shapes.h"

FFI_HANDLE(sh_fair, close = sh_fair_close, threads = safe)
/** Has one booth, and guests. */
typedef struct sh_fair sh_fair;
FFI_HANDLE(sh_booth, threads = send)
/** Belongs to a fair that any thread may ask for it, and is for one thread at a time itself. */
typedef struct sh_booth sh_booth;
FFI_HANDLE(sh_guest, close = sh_guest_close, threads = safe)
/** Has an owner, or belongs to a fair. */
typedef struct sh_guest sh_guest;
sh_status sh_fair_open(FFI_OUT sh_fair** fair);
void sh_fair_close(sh_fair* fair);
/** The same one, whoever asks. */
FFI_BORROWED sh_booth* sh_fair_booth(sh_fair* fair);
/** A booth's slow work, not const. */
sh_status sh_booth_work(sh_booth* booth, FFI_UNIT("ms") int32_t ms) FFI_BLOCKING;
/** All samples, to be written, until the next change. */
FFI_BORROWED FFI_COUNTED_BY(count)
float* sh_booth_samples(sh_booth* booth, FFI_OUT size_t* count);
/** Moves the samples. */
sh_status sh_booth_move(sh_booth* booth);
FFI_HANDLE(sh_stall, threads = send)
/** Like a booth, and given to nobody. */
typedef struct sh_stall sh_stall;
/** Slow work, not const. */
sh_status sh_stall_work(sh_stall* stall, FFI_UNIT("ms") int32_t ms) FFI_BLOCKING;
/** All samples, to be written, until the next change. */
FFI_BORROWED FFI_COUNTED_BY(count)
float* sh_stall_samples(sh_stall* stall, FFI_OUT size_t* count);
/** What is shown a stall. */
typedef void (*sh_tour)(void* user, sh_stall* stall);
/** Shows a stall that is gone afterwards. */
sh_status sh_fair_tour(sh_fair* fair, FFI_CALLBACK(user_data = user, lifetime = call) sh_tour tour,
                       void* user);

sh_status sh_guest_open(FFI_OUT sh_guest** guest);
void sh_guest_close(sh_guest* guest);
sh_status sh_guest_wait(const sh_guest* guest, FFI_UNIT("ms") int32_t ms) FFI_BLOCKING;
/** The first one. */
FFI_BORROWED sh_guest* sh_fair_host(sh_fair* fair);
/** The fair has the guest until it is closed. */
sh_status sh_fair_seat(sh_fair* fair, FFI_CONSUMED sh_guest* guest);
sh_status sh_guest_leave(FFI_ENDED sh_guest* guest);
/** What meets a guest. */
typedef void (*sh_greet)(void* user, sh_guest* guest);
/** Introduces a guest who is gone afterwards. */
sh_status sh_fair_greet(sh_fair* fair,
                        FFI_CALLBACK(user_data = user, lifetime = call) sh_greet greet, void* user);

FFI_HANDLE(sh_tag, threads = safe)
/** A part of a guest. */
typedef struct sh_tag sh_tag;
FFI_BORROWED const sh_tag* sh_guest_tag(const sh_guest* guest);
int32_t sh_tag_number(const sh_tag* tag);

/** The same brush for all that ask as long as one of them has it. */
FFI_OWNED(sh_brush_unref) sh_brush* sh_brush_shared(void);
/** A brush's slow work, not const. */
sh_status sh_brush_work(sh_brush* brush, FFI_UNIT("ms") int32_t ms) FFI_BLOCKING;

FFI_HANDLE(sh_easel, close = sh_easel_close, threads = send)
/** May have a brush, which others have as well. */
typedef struct sh_easel sh_easel;
sh_status sh_easel_open(FFI_OUT sh_easel** easel);
void sh_easel_close(sh_easel* easel);
/** The easel has the brush as well, until it gets another one or is closed. */
sh_status sh_easel_hold(sh_easel* easel, sh_brush* brush);
/** Strokes with the brush that it has. */
sh_status sh_easel_paint(sh_easel* easel);
/** Strokes with the brush, and keeps nothing. */
sh_status sh_store_test(sh_store* store, sh_brush* brush) FFI_HARMLESS;
/** Any thread may close the fair, and end the brush that it would have. */
sh_status sh_fair_hang(sh_fair* fair, sh_brush* brush);

FFI_HANDLE(sh_pot, close = sh_pot_unref, retain = sh_pot_ref, threads = confined)
/** Counted, for the thread that made it. */
typedef struct sh_pot sh_pot;
FFI_HANDLE(sh_board, close = sh_board_close, threads = confined)
/** May have a pot, in the same thread. */
typedef struct sh_board sh_board;
sh_status sh_pot_create(FFI_OUT sh_pot** pot);
void sh_pot_ref(sh_pot* pot);
void sh_pot_unref(sh_pot* pot);
uint32_t sh_pot_references(const sh_pot* pot);
sh_status sh_board_open(FFI_OUT sh_board** board);
void sh_board_close(sh_board* board);
/** The board has the pot as well, until it gets another one or is closed. */
sh_status sh_board_place(sh_board* board, sh_pot* pot);
#endif
