/* libFuzzer: any bytes are a message or an error. What was decoded is encoded to bytes that are
 * decoded, strictly, to the same bytes again. The first byte says which record. */
#include <stdlib.h>

#include "zoo_cbor.h"

static uint8_t once[1 << 13], twice[1 << 13];

#define RECORD(number, record)                                                                     \
    case number: {                                                                                 \
        zoo_##record value, again;                                                                 \
        const ffi_cbor_options strict = {true, 32, SIZE_MAX};                                      \
        if (zoo_##record##_from_cbor(&value, data, size, NULL).status != FFI_CBOR_OK)              \
            return 0;                                                                              \
        const ffi_cbor_result first = zoo_##record##_to_cbor(&value, once, sizeof once);           \
        if (first.status != FFI_CBOR_OK ||                                                         \
            zoo_##record##_from_cbor(&again, once, first.position, &strict).status != FFI_CBOR_OK) \
            abort();                                                                               \
        const ffi_cbor_result second = zoo_##record##_to_cbor(&again, twice, sizeof twice);        \
        if (second.position != first.position || memcmp(once, twice, first.position) != 0)         \
            abort();                                                                               \
        return 0;                                                                                  \
    }

int LLVMFuzzerTestOneInput(const uint8_t* data, size_t size) {
    if (size == 0)
        return 0;
    const uint8_t which = *data++;
    --size;
    switch (which % 9) {
        RECORD(0, point)
        RECORD(1, numbers)
        RECORD(2, floats)
        RECORD(3, arrays)
        RECORD(4, keyed)
        RECORD(5, cage)
        RECORD(6, grown)
        RECORD(7, meal)
        RECORD(8, wide)
    default:
        return 0;
    }
}
