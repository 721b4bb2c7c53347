/** What lends memory, whatever else is true of it. */
#ifndef LENDERS_H
#define LENDERS_H
#include <ffigen/annotations.h>
#include <stdint.h>

FFI_MODULE(lenders, prefix = ln_, library = lenders)
typedef enum FFI_ERROR_ENUM(ok = LN_OK) ln_status { LN_OK = 0, LN_GONE = 1, LN_FULL = 2 } ln_status;
/** What is lent. */
typedef struct ln_block {
    uint32_t values[4];
} ln_block;

FFI_HANDLE(ln_pool, close = ln_pool_close, threads = send)
/** Has children, says how it closed, is given to callbacks and taken over. */
typedef struct ln_pool ln_pool;
ln_status ln_pool_open(FFI_OUT ln_pool** pool);
ln_status ln_pool_close(ln_pool* pool);
ln_status ln_pool_claim(ln_pool* pool, FFI_OUT ln_block** block)
    FFI_LEND(end = ln_pool_commit, cancel = ln_pool_abandon);
ln_status ln_pool_commit(ln_pool* pool, ln_block* block);
void ln_pool_abandon(ln_pool* pool, ln_block* block);
typedef void (*ln_use)(void* user, ln_pool* pool);
ln_status ln_pool_with(ln_pool* pool, FFI_CALLBACK(user_data = user, lifetime = call) ln_use use,
                       void* user);
ln_status ln_give_up(FFI_CONSUMED ln_pool* pool);

FFI_HANDLE(ln_view, close = ln_view_close, threads = send)
/** Is a child, and lends. */
typedef struct ln_view ln_view;
ln_status ln_pool_view(ln_pool* pool, FFI_OUT ln_view** view);
void ln_view_close(ln_view* view);
ln_status ln_view_peek(ln_view* view, FFI_OUT const ln_block** block) FFI_LEND(end = ln_view_done);
void ln_view_done(ln_view* view, const ln_block* block);

FFI_HANDLE(ln_plain, close = ln_plain_close, threads = send)
/** Lends, says how it closed, and is taken over. */
typedef struct ln_plain ln_plain;
ln_status ln_plain_open(FFI_OUT ln_plain** plain);
ln_status ln_plain_close(ln_plain* plain);
ln_status ln_plain_claim(ln_plain* plain, FFI_OUT ln_block** block) FFI_LEND(end = ln_plain_commit);
ln_status ln_plain_commit(ln_plain* plain, ln_block* block);
ln_status ln_plain_give_up(FFI_CONSUMED ln_plain* plain);

FFI_HANDLE(ln_here, close = ln_here_close, threads = confined)
/** Lends on one thread. */
typedef struct ln_here ln_here;
ln_status ln_here_open(FFI_OUT ln_here** here);
void ln_here_close(ln_here* here);
ln_status ln_here_claim(ln_here* here, FFI_OUT ln_block** block) FFI_LEND(end = ln_here_commit);
void ln_here_commit(ln_here* here, ln_block* block);
#endif
