/* Lent records that not every number may stand in, and closures that are called as they come back.
 * Part of shapes.h. */
#ifndef SH_SHAPES_LOANS_H
#define SH_SHAPES_LOANS_H
#include "shapes.h"

FFI_HANDLE(sh_press, close = sh_press_close, threads = send)
/** Lends proofs, and tells of each that comes back. */
typedef struct sh_press sh_press;
/** What is printed, by the tray that it goes to. */
typedef struct sh_proof {
    sh_side side;
    FFI_RANGE(0, 3) uint32_t tray;
    uint32_t copies;
} sh_proof;
sh_status sh_press_open(FFI_OUT sh_press** press);
void sh_press_close(sh_press* press);
/** Told whenever a proof comes back, used or not, and in each wait. */
sh_status sh_press_on_return(sh_press* press,
                             FFI_CALLBACK(user_data = user, lifetime = close) sh_turned returned,
                             void* user);
sh_status sh_press_take(sh_press* press, FFI_OUT sh_proof** proof)
    FFI_LEND(end = sh_press_print, cancel = sh_press_waste);
/** The same, if there is any paper. */
sh_status sh_press_find(sh_press* press, bool any, FFI_OUT FFI_NULLABLE sh_proof** proof)
    FFI_LEND(end = sh_press_print, cancel = sh_press_waste);
sh_status sh_press_print(sh_press* press, sh_proof* proof);
void sh_press_waste(sh_press* press, sh_proof* proof);
/** The same, where nothing takes back what must not be printed. */
sh_status sh_press_borrow(sh_press* press, FFI_OUT sh_proof** proof)
    FFI_LEND(end = sh_press_give_back);
sh_status sh_press_give_back(sh_press* press, sh_proof* proof);
/** Copies that lie in all trays. */
uint32_t sh_press_copies(const sh_press* press);
/** The trays' proofs, which the next print reads. */
FFI_BORROWED FFI_COUNTED_BY(count)
sh_proof* sh_press_trays(sh_press* press, FFI_OUT size_t* count);
/** Waits until enough is printed. */
sh_status sh_press_wait(sh_press* press, int32_t timeout_ms) FFI_BLOCKING;
/** The same, for 50 ms at most. */
sh_status sh_press_wait_briefly(sh_press* press, FFI_RANGE(0, 50) uint8_t timeout_ms) FFI_BLOCKING;

/** Frees a text, and forgets why the calling thread's last call failed. */
void sh_forget(char* text) FFI_RAW_ONLY;
/** What is wrong, there even when it fails, unless it cannot say. */
sh_status sh_proofread(bool fail, bool say, FFI_OUT FFI_ON_ERROR FFI_OWNED(sh_forget) char** text);
/** A footnote, if there is one. */
FFI_NULLABLE FFI_OWNED(sh_forget)
char* sh_footnote(bool any);

/** Is dry, or is not. */
typedef struct sh_stamp {
    uint32_t number;
    bool dry[2];
} sh_stamp;
/** How many are dry. */
uint32_t sh_dry(FFI_COUNTED_BY(n) const sh_stamp* stamps, size_t n);
uint32_t sh_dry_one(const sh_stamp* stamp);
uint32_t sh_dry_given(sh_stamp stamp);
/** Wets it. */
sh_status sh_wet(FFI_INOUT FFI_ONE sh_stamp* stamp);
/** Dries stamps. */
typedef void (*sh_drying)(void* user, FFI_BORROWED sh_stamp* stamp,
                          FFI_INOUT FFI_BORROWED FFI_COUNTED_BY(n) bool* flags, uint32_t n);
/** Makes one. */
typedef sh_stamp (*sh_stamping)(void* user);
/** How many are dry when the closure is done: of a stamp's two, and of two. */
uint32_t sh_dried(FFI_CALLBACK(user_data = user, lifetime = call) sh_drying drying, void* user);
/** How many of the stamp's that the closure makes. */
uint32_t sh_stamped(FFI_CALLBACK(user_data = user, lifetime = call) sh_stamping stamping,
                    void* user);
#endif
