/* Answers "<record> <strict> <hexadecimal message>" lines: decodes, encodes what came out, and
 * prints "ok <hexadecimal>" or "<error> <position> <key>". */
#include <stdio.h>
#include <stdlib.h>

#include "zoo_cbor.h"

#define RECORDS(X) X(point) X(numbers) X(floats) X(arrays) X(keyed) X(cage) X(grown) X(meal) X(wide)

static uint8_t message[1 << 20], again[1 << 16];
static char line[(1 << 21) + 64];

static void answer(ffi_cbor_result read, ffi_cbor_result written) {
    if (read.status != FFI_CBOR_OK) {
        printf("%s %zu %s\n", ffi_cbor_status_text(read.status), read.position,
               read.key ? read.key : "-");
    } else if (written.status != FFI_CBOR_OK) {
        printf("encoding: %s\n", ffi_cbor_status_text(written.status));
    } else {
        printf("ok ");
        for (size_t i = 0; i < written.position; ++i)
            printf("%02x", again[i]);
        printf("\n");
    }
}

/* What is read lies at the end of a block of its own, so that a sanitizer sees a byte too much. */
static uint8_t* alone(size_t size) {
    uint8_t* copy = malloc(size ? size : 1);
    memcpy(copy, message, size);
    return copy;
}

#define RECODE(record)                                                                             \
    if (strcmp(name, #record) == 0) {                                                              \
        zoo_##record value;                                                                        \
        memset(&value, 0xa5, sizeof value);                                                        \
        const ffi_cbor_result read = zoo_##record##_from_cbor(&value, copy, size, &options);       \
        ffi_cbor_result written = {FFI_CBOR_FULL, 0, NULL};                                        \
        if (read.status == FFI_CBOR_OK) {                                                          \
            const ffi_cbor_result exact = zoo_##record##_to_cbor(&value, again, sizeof again);     \
            /* Exactly enough is enough, and one byte less is not. */                              \
            written = zoo_##record##_to_cbor(&value, again, exact.position);                       \
            if (exact.status == FFI_CBOR_OK && exact.position > 0 &&                               \
                zoo_##record##_to_cbor(&value, again, exact.position - 1).status != FFI_CBOR_FULL) \
                abort();                                                                           \
            written = zoo_##record##_to_cbor(&value, again, exact.position);                       \
        }                                                                                          \
        answer(read, written);                                                                     \
    }

static unsigned nibble(char digit) {
    return (unsigned)(digit <= '9' ? digit - '0' : digit - 'a' + 10);
}

int main(void) {
    while (fgets(line, sizeof line, stdin)) {
        char name[32];
        int strict, used;
        if (sscanf(line, "%31s %d %n", name, &strict, &used) != 2)
            return 2;
        size_t size = 0;
        for (const char* at = line + used; at[0] > ' '; at += 2) {
            message[size++] = (uint8_t)(nibble(at[0]) << 4 | nibble(at[1]));
        }
        uint8_t* const copy = alone(size);
        const ffi_cbor_options options = {strict != 0, 32, SIZE_MAX};
        RECORDS(RECODE)
        free(copy);
        fflush(stdout);
    }
    return 0;
}
