/* Objects that C lends to closures together with their relatives. Part of shapes.h. */
#ifndef SH_SHAPES_LENDING_H
#define SH_SHAPES_LENDING_H
#include "shapes.h"

FFI_HANDLE(sh_chest, close = sh_chest_close, threads = send)
/** Has books. */
typedef struct sh_chest sh_chest;
FFI_HANDLE(sh_book, threads = send)
/** Belongs to a chest. */
typedef struct sh_book sh_book;
FFI_HANDLE(sh_cart, close = sh_cart_close, threads = send)
/** Has nothing to do with chests by what is said of it, and shows the last. */
typedef struct sh_cart sh_cart;
FFI_HANDLE(sh_porter, close = sh_porter_close, threads = safe)
/** Tells whoever asks of the chest that was opened last. */
typedef struct sh_porter sh_porter;
typedef void (*sh_with_book)(void* user, sh_book* book);
typedef void (*sh_with_chest)(void* user, sh_chest* chest);
typedef void (*sh_with_both)(void* user, sh_chest* chest, sh_book* book);

sh_status sh_chest_open(FFI_OUT sh_chest** chest);
void sh_chest_close(sh_chest* chest);
/** What is written in all books. */
uint64_t sh_chest_words(const sh_chest* chest);
/** The same, slowly. */
sh_status sh_chest_study(const sh_chest* chest, FFI_UNIT("ms") int32_t ms) FFI_BLOCKING;
/** Writes into all books, slowly. */
sh_status sh_chest_work(sh_chest* chest, FFI_UNIT("ms") int32_t ms) FFI_BLOCKING;
FFI_BORROWED sh_book* sh_chest_book(sh_chest* chest, uint32_t index);
uint64_t sh_book_words(const sh_book* book);
/** Writes into the book, slowly. */
sh_status sh_book_write(sh_book* book, FFI_UNIT("ms") int32_t ms) FFI_BLOCKING;
/** Changes nothing itself, and shows the first book, which the closure may change. */
sh_status sh_chest_lend(const sh_chest* chest,
                        FFI_CALLBACK(user_data = user, lifetime = call) sh_with_book with,
                        void* user);
/** The same with the chest beside it. */
sh_status sh_chest_show(const sh_chest* chest,
                        FFI_CALLBACK(user_data = user, lifetime = call) sh_with_both with,
                        void* user);
/** The same with the chest alone. */
sh_status sh_chest_give(const sh_chest* chest,
                        FFI_CALLBACK(user_data = user, lifetime = call) sh_with_chest with,
                        void* user);
/** The first book is shown whenever the chest is turned, which changes nothing itself. */
sh_status sh_chest_on_turn(sh_chest* chest,
                           FFI_CALLBACK(user_data = user, lifetime = until,
                                        until = sh_chest_off_turn) sh_with_book with,
                           void* user);
sh_status sh_chest_off_turn(sh_chest* chest);
sh_status sh_chest_turn(const sh_chest* chest);

sh_status sh_cart_open(FFI_OUT sh_cart** cart);
void sh_cart_close(sh_cart* cart);
/** Shows the chest that was opened last. */
sh_status sh_cart_give(const sh_cart* cart,
                       FFI_CALLBACK(user_data = user, lifetime = call) sh_with_chest with,
                       void* user);

sh_status sh_porter_open(FFI_OUT sh_porter** porter);
void sh_porter_close(sh_porter* porter);
/** Shows the chest that was opened last to whoever calls sh_porter_bring. */
sh_status sh_porter_on_bring(sh_porter* porter,
                             FFI_CALLBACK(user_data = user, lifetime = until,
                                          until = sh_porter_off_bring) sh_with_chest with,
                             void* user);
sh_status sh_porter_off_bring(sh_porter* porter);
sh_status sh_porter_bring(sh_porter* porter);
#endif
