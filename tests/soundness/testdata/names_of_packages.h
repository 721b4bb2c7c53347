/* Names. */
#include <ffigen/annotations.h>
#include <stdint.h>
#include <stddef.h>
#define NM_VERSION "1.0.0"
FFI_MODULE(namy, prefix = nm_, library = nm, version = NM_VERSION)
/** Codes. */
typedef enum FFI_ERROR_ENUM(ok = NM_OK) nm_status { NM_OK = 0, NM_BAD = 1 } nm_status;
FFI_HANDLE(nm_kin, close = nm_kin_drop, threads = send)
/** Hall. */
typedef struct nm_kin nm_kin;
FFI_HANDLE(nm_origin, close = nm_origin_end, threads = send)
/** Part. */
typedef struct nm_origin nm_origin;
/** Opens. */
nm_status nm_kin_open(FFI_OUT nm_kin** kin);
/** Ends. */
void nm_kin_drop(nm_kin* kin);
/** Makes. */
nm_status nm_kin_origin(nm_kin* kin, FFI_OUT nm_origin** origin);
/** Ends. */
void nm_origin_end(nm_origin* origin);
/** Keeps. */
nm_status nm_kin_keep(nm_kin* kin, FFI_NULLABLE nm_origin* origin);
/** Kin. */
int32_t nm_origin_kin(const nm_origin* origin);
/** Descends. */
int32_t nm_origin_descending(const nm_origin* origin);
/** Within. */
int32_t nm_origin_within(nm_origin* origin);
/** Lend. */
int32_t nm_origin_lend(nm_origin* origin);
/** Own. */
int32_t nm_origin_own(nm_origin* origin);
/** Raw. */
int32_t nm_origin_as_raw(nm_origin* origin);
/** Raw. */
int32_t nm_origin_from_raw(nm_origin* origin);
/** Raw. */
int32_t nm_origin_into_raw(nm_origin* origin);
/** Raw. */
int32_t nm_origin_raw(nm_origin* origin);
/** Inner. */
int32_t nm_origin_inner(nm_origin* origin);
/** Error. */
int32_t nm_origin_error(nm_origin* origin);
/** String. */
int32_t nm_origin_string(nm_origin* origin);
/** Lineage. */
int32_t nm_origin_lineage(nm_origin* origin);
/** Closed. */
int32_t nm_origin_closed(nm_origin* origin);
/** Checks. */
nm_status nm_check_kin(FFI_OUT int32_t* object);
/** Waits. */
nm_status nm_origin_wait(nm_origin* origin, int32_t keeper) FFI_BLOCKING;
/** Waits. */
nm_status nm_origin_wait_async(nm_origin* origin, int32_t object);
/** Waits. */
nm_status nm_origin_pause(nm_origin* origin, FFI_UNIT("ms") int32_t timeout) FFI_BLOCKING FFI_REPEATABLE;
/** Waits. */
nm_status nm_origin_pause_async(nm_origin* origin);
/** Waits. */
nm_status nm_sleep(int32_t keeper) FFI_BLOCKING;
/** Waits. */
nm_status nm_sleep_async(int32_t object);
/** Clash of locals. */
nm_status nm_kin_mix(nm_kin* kin, const nm_origin* object, FFI_NULLABLE const nm_origin* keeper, int32_t lineage, FFI_OUT int32_t* uses);
/** Roots. */
int32_t nm_origin_roots(nm_origin* origin);
/** Belongs. */
int32_t nm_origin_is_in_use(nm_origin* origin);
