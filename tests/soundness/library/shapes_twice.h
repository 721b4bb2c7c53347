/* What C gives closures more than once, and what closures give C. Part of shapes.h. */
#ifndef SH_SHAPES_TWICE_H
#define SH_SHAPES_TWICE_H
#include "shapes.h"

/* ---- one object by several names ---------------------------------------------------------------
 */

/** Gets two stores, which may be one. */
typedef void (*sh_with_two)(void* user, sh_store* first, sh_store* second);
/** Shows the store twice. */
sh_status sh_store_twice(sh_store* store,
                         FFI_CALLBACK(user_data = user, lifetime = call) sh_with_two with,
                         void* user);
/** Changes nothing itself, and shows a store that the closure may change. */
sh_status sh_store_open_up(const sh_store* store,
                           FFI_CALLBACK(user_data = user, lifetime = call) sh_with_store with,
                           void* user);
/** Looks at the store while the closure runs. */
sh_status sh_store_each(const sh_store* store,
                        FFI_CALLBACK(user_data = user, lifetime = call) sh_map map, void* user);
/** Looks at the second store while the closure gets the first. */
sh_status sh_store_beside(sh_store* store, const sh_store* other,
                          FFI_CALLBACK(user_data = user, lifetime = call) sh_with_store with,
                          void* user) FFI_HARMLESS;

/* ---- one place in memory by several names ------------------------------------------------------
 */

/** May change both boxes. */
typedef void (*sh_edit_two)(void* user, FFI_BORROWED sh_box* first, FFI_BORROWED sh_box* second);
/** Shows two boxes, or one box twice; the sum of what is in them then. */
int64_t sh_edit_boxes(FFI_CALLBACK(user_data = user, lifetime = call) sh_edit_two edit, void* user,
                      bool same);
/** May change a box beside one that it may only look at. */
typedef void (*sh_edit_beside)(void* user, FFI_BORROWED sh_box* box, const sh_box* beside);
int64_t sh_edit_box_beside(FFI_CALLBACK(user_data = user, lifetime = call) sh_edit_beside edit,
                           void* user, bool same);
/** May change bytes, and bytes among them where `apart` of sh_edit_bytes is less than 4. */
typedef void (*sh_edit_bytes_two)(void* user,
                                  FFI_INOUT FFI_BORROWED FFI_COUNTED_BY(n) uint8_t* data,
                                  uint32_t n, FFI_COUNTED_BY(m) const uint8_t* more, uint32_t m);
int64_t sh_edit_bytes(FFI_CALLBACK(user_data = user, lifetime = call) sh_edit_bytes_two edit,
                      void* user, FFI_RANGE(0, 8) uint32_t apart);
/** May change a box that is always there. */
typedef void (*sh_edit_lasting)(void* user, FFI_BORROWED sh_box* box);
/** Shows the library's only box, whoever calls. */
int64_t sh_edit_only(FFI_CALLBACK(user_data = user, lifetime = call) sh_edit_lasting edit,
                     void* user);
/** The same box, to be looked at. */
int64_t sh_look_only(FFI_CALLBACK(user_data = user, lifetime = call) sh_visit visit, void* user);
/** May change bytes beside a text that begins with the second of them. */
typedef void (*sh_edit_label)(void* user, FFI_INOUT FFI_BORROWED FFI_COUNTED_BY(n) uint8_t* data,
                              uint32_t n, const char* name);
/** Shows the library's only label, "label". */
int64_t sh_label_edit(FFI_CALLBACK(user_data = user, lifetime = call) sh_edit_label edit,
                      void* user);
/** The same label, to be read. */
typedef void (*sh_read_label)(void* user, const char* label);
int64_t sh_label_read(FFI_CALLBACK(user_data = user, lifetime = call) sh_read_label read,
                      void* user);

/* ---- one object in two places of a call --------------------------------------------------------
 */

/** Changes nothing itself, and shows its box for the closure to change. */
sh_status sh_drawer_edit(const sh_drawer* drawer,
                         FFI_CALLBACK(user_data = user, lifetime = call) sh_edit edit, void* user);
/** Gets a drawer, and what is in it: its box, its label, and the label's bytes. */
typedef void (*sh_report_drawer)(void* user, sh_drawer* drawer, const sh_box* box,
                                 const char* label, FFI_COUNTED_BY(n) const uint8_t* data,
                                 uint32_t n);
/** Lets the drawer be used while what is in it is shown. */
sh_status sh_drawer_report(sh_drawer* drawer,
                           FFI_CALLBACK(user_data = user, lifetime = call) sh_report_drawer report,
                           void* user);
/** Gets a drawer, and its box to change. */
typedef void (*sh_adjust)(void* user, sh_drawer* drawer, sh_box* box);
sh_status sh_drawer_adjust(sh_drawer* drawer,
                           FFI_CALLBACK(user_data = user, lifetime = call) sh_adjust adjust,
                           void* user);
/** Moves both boxes to where the other one was. */
sh_status sh_drawer_swap(sh_drawer* drawer, sh_drawer* other) FFI_HARMLESS;
/** Moves the box as far as the other one's x, which is given back. */
int32_t sh_drawer_follow(sh_drawer* drawer, const sh_drawer* other) FFI_HARMLESS;
/** Moves the box as far as all of theirs. */
sh_status sh_drawer_gather(sh_drawer* drawer, FFI_COUNTED_BY(n) const sh_drawer* const* others,
                           size_t n) FFI_HARMLESS;
#endif
