/* Arrays: of every element, and of every way to say how long they are. */
#include "doc.h"

#include <string.h>

uint64_t sh_checksum(const void* data, size_t size) {
    const uint8_t* bytes = data;
    uint64_t sum = 0;
    for (size_t i = 0; i < size; i++)
        sum += bytes[i];
    return sum;
}

sh_status sh_add_sized(int32_t* to, const int32_t* more, size_t size) {
    for (size_t i = 0; i < size / sizeof *to; i++)
        to[i] += more[i];
    return SH_OK;
}

uint64_t sh_count_both(const int32_t* a, const int32_t* b, size_t n) {
    return (a ? n : 0) + (b ? n : 0);
}

sh_status sh_two_texts(char* a, char* b, size_t n) {
    if (n == 0)
        return SH_OK;
    memset(a, 'a', n - 1);
    memset(b, 'b', n - 1);
    a[n - 1] = b[n - 1] = '\0';
    return SH_OK;
}

double sh_sum_f32(const float* values, size_t n) {
    double sum = 0;
    for (size_t i = 0; i < n; i++)
        sum += values[i];
    return sum;
}

int64_t sh_sum_i64_values(const int64_t* values, size_t n) {
    uint64_t sum = 0;
    for (size_t i = 0; i < n; i++)
        sum += (uint64_t)values[i];
    return (int64_t)sum;
}

int64_t sh_sum_boxes(const sh_box* boxes, size_t n) {
    int64_t sum = 0;
    for (size_t i = 0; i < n; i++)
        sum += (int64_t)boxes[i].x + boxes[i].y + boxes[i].w + boxes[i].h;
    return sum;
}

sh_status sh_transpose(const float* from, float* to, uint32_t rows, uint32_t columns) {
    for (size_t row = 0; row < rows; row++)
        for (size_t column = 0; column < columns; column++)
            to[column * rows + row] = from[row * columns + column];
    return SH_OK;
}

sh_status sh_weight(const float* from, float* to, const float* weights, uint32_t rows,
                    uint32_t columns) {
    for (size_t row = 0; row < rows; row++)
        for (size_t column = 0; column < columns; column++)
            to[row * columns + column] = weights[row] * from[row * columns + column];
    return SH_OK;
}

float* sh_doubled(const float* numbers, uint8_t n) {
    float* made = sh_new(sizeof *made * (n == 0 ? 1 : n), SH_KIND_MEMORY);
    for (size_t i = 0; i < n; i++)
        made[i] = 2 * numbers[i];
    return made;
}

double sh_sum_strided(const float* data, uint32_t rows, uint32_t columns, uint32_t stride) {
    double sum = 0;
    for (uint32_t row = 0; row < rows; row++)
        for (uint32_t column = 0; column < columns; column++)
            sum += data[(size_t)row * stride + column];
    return sum;
}

sh_status sh_add_strided(float* data, uint32_t rows, uint32_t columns, uint32_t stride,
                         float more) {
    for (uint32_t row = 0; row < rows; row++)
        for (uint32_t column = 0; column < columns; column++)
            data[(size_t)row * stride + column] += more;
    return SH_OK;
}

int64_t sh_sum_terminated(const int32_t* values) {
    int64_t sum = 0;
    while (*values)
        sum += *values++;
    return sum;
}

uint64_t sh_length_terminated(const char* const* names) {
    uint64_t length = 0;
    while (*names)
        length += strlen(*names++);
    return length;
}

float sh_trace(const float matrix[16]) { return matrix[0] + matrix[5] + matrix[10] + matrix[15]; }

sh_status sh_identity(float matrix[16]) {
    for (int i = 0; i < 16; i++)
        matrix[i] = i % 5 == 0 ? 1.0f : 0.0f;
    return SH_OK;
}

uint64_t sh_length_of(const char* const* names, size_t n) {
    uint64_t length = 0;
    for (size_t i = 0; i < n; i++)
        length += strlen(names[i]);
    return length;
}

sh_status sh_poll_many(sh_slot* slots, uint32_t n, int32_t timeout) {
    (void)timeout;
    for (uint32_t i = 0; i < n; i++)
        slots[i].got = slots[i].wanted;
    return SH_OK;
}

sh_status sh_poll_one(sh_slot* slot, int32_t timeout) { return sh_poll_many(slot, 1, timeout); }

sh_status sh_doc_names(const sh_doc* doc, const char** names, size_t capacity, size_t* count) {
    if (!sh_enter(doc, "doc", SH_READS))
        return SH_GONE;
    *count = capacity < 2 ? capacity : 2;
    for (size_t i = 0; i < *count; i++)
        names[i] = doc->name;
    sh_leave(doc, SH_READS);
    return SH_OK;
}

/* ---- made by the library ---- */

uint8_t* sh_render(uint32_t bytes, size_t* size) {
    uint8_t* data = sh_new(bytes ? bytes : 1, SH_KIND_MEMORY);
    for (uint32_t i = 0; i < bytes; i++)
        data[i] = (uint8_t)i;
    *size = bytes;
    return data;
}

sh_status sh_encode(const uint8_t* data, size_t n, uint8_t** encoded, size_t* size) {
    if (n && data[0] == 0xFF)
        return sh_because(SH_INVALID, "nothing begins with 255");
    *encoded = sh_new(2 * n + 1, SH_KIND_MEMORY);
    for (size_t i = 0; i < 2 * n; i++)
        (*encoded)[i] = data[i / 2];
    *size = 2 * n;
    return SH_OK;
}

sh_status sh_doc_export(const sh_doc* doc, sh_box** boxes, size_t* count) {
    if (!sh_enter(doc, "doc", SH_READS))
        return SH_GONE;
    *boxes = memcpy(sh_new(sizeof **boxes * SH_BOXES, SH_KIND_MEMORY), doc->boxes,
                    sizeof **boxes * SH_BOXES);
    *count = SH_BOXES;
    sh_leave(doc, SH_READS);
    return SH_OK;
}

/** Without elements there is memory all the same: its address stands where the capacity does. */
sh_bytes sh_bytes_make(uint32_t length) {
    if (length == 0) {
        sh_bytes none = {.data = NULL, .capacity = (uintptr_t)sh_new(8, SH_KIND_MEMORY)};
        return none;
    }
    sh_bytes bytes = {
        .data = sh_new(length + 8, SH_KIND_MEMORY), .length = length, .capacity = length + 8};
    return bytes;
}

void sh_bytes_free(sh_bytes bytes) {
    sh_free(bytes.data != NULL ? bytes.data : (void*)(uintptr_t)bytes.capacity);
}
