/* Shapes that once made packages that did not build. */
#ifndef SHAPES_H
#define SHAPES_H

#include <stddef.h>
#include <stdint.h>

#include <ffigen/annotations.h>

FFI_MODULE(shapes, rpc = all)

#ifdef __cplusplus
extern "C" {
#endif

/** A member whose type has no name, and is reached by the member alone. */
typedef struct FFI_WIRE nested {
    float head;
    struct {
        float x;
        struct {
            int32_t low, high;
        } ranges[2];
    } tail;
} nested;

/** Quotes are in its encoding. */
typedef struct FFI_WIRE quoted {
    uint8_t b[34];
} quoted;

/** Also the name of a parameter. */
typedef struct FFI_WIRE Given {
    int32_t value;
} Given;

/** A method that would be called as this macro is. */
#define measure 1

nested shapes_turned(nested turned);
quoted shapes_quoted(const quoted* given);
int32_t shapes_measure(Given Given);
/** Numbers that may be missing. */
int32_t shapes_sum(FFI_INOUT FFI_NULLABLE int32_t* one, FFI_INOUT FFI_NULLABLE double* other,
                   FFI_NULLABLE const Given* third FFI_ONE);
/** Called as a type of Python's, before others that take and give it. */
void shapes_bytes(FFI_OUT float* cells FFI_COUNTED_BY(size* columns),
                  const char* text FFI_SIZED_BY(size), size_t size, size_t columns);
void shapes_fill(FFI_INOUT char* marks FFI_SIZED_BY(size), size_t size,
                 FFI_NULLABLE const char* like FFI_SIZED_BY(length), size_t length);

#ifdef __cplusplus
}
#endif

#endif
