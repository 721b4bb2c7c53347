/* Several texts of one call: none of them is asked for again. */
#include <ffigen/annotations.h>
#include <stddef.h>
#include <stdint.h>
FFI_MODULE(several_texts, prefix = tx_, library = texts)
typedef enum FFI_ERROR_ENUM(ok = TX_OK) tx_status { TX_OK = 0, TX_BAD = 1 } tx_status;
tx_status tx_names(FFI_OUT FFI_COUNTED_BY(n) char *first, size_t n, FFI_OUT FFI_COUNTED_BY(m) char *last, size_t m) FFI_REPEATABLE;
tx_status tx_told(FFI_OUT FFI_COUNTED_BY(n) char *first, size_t n, FFI_OUT FFI_COUNT_OF(first) size_t *wrote,
                  FFI_OUT FFI_COUNTED_BY(m) char *last, uint8_t m, FFI_OUT FFI_COUNT_OF(last) uint8_t *said) FFI_REPEATABLE;
tx_status tx_alike(FFI_OUT FFI_COUNTED_BY(n) char *first, FFI_OUT FFI_COUNTED_BY(n) char *last, size_t n) FFI_REPEATABLE;
tx_status tx_with(FFI_OUT FFI_COUNTED_BY(n) char *to, FFI_COUNTED_BY(n) const int32_t *each, size_t n) FFI_REPEATABLE;
