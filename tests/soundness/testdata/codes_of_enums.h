/* Codes that C has as enumerators and constants of several types. */
#include <ffigen/annotations.h>
FFI_MODULE(ce, prefix = ce_, library = ce)
typedef enum ce_code { CE_OK = 0, CE_BAD = -1, CE_WORSE = -2 } ce_code;
enum { CE_LATE = 7 };
#define CE_FULL 8u
#define CE_FAR 9L
FFI_ERROR_CODES(ce_error, ok = CE_OK, members = "CE_BAD CE_WORSE CE_LATE CE_FULL CE_FAR")
int ce_do(int x) FFI_STATUS(ce_error);
int ce_step(int x) FFI_STATUS(ce_error, ok = CE_FULL);
typedef int (*ce_seen)(void *user, int x) FFI_STATUS(ce_error);
int ce_show(FFI_CALLBACK(user_data = user, lifetime = call) ce_seen seen, void *user) FFI_STATUS(ce_error);
typedef enum FFI_ERROR_ENUM(ok = CE_FINE) ce_kind {
    CE_FINE = 0,
    CE_POOR = 2
} ce_kind;
ce_kind ce_try(int x);
typedef ce_kind (*ce_tried)(void *user, int x);
ce_kind ce_try_all(FFI_CALLBACK(user_data = user, lifetime = call) ce_tried tried, void *user);
