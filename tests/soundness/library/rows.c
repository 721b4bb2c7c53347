/* Arrays of arrays. */
#include "core.h"

sh_status sh_mix_rows(const float* const* source, float* const* target, int32_t channels,
                      uint16_t frames) {
    for (int32_t channel = 0; channel < channels; channel++)
        for (uint16_t frame = 0; frame < frames; frame++)
            target[channel][frame] += source[channel][frame];
    return SH_OK;
}

static int64_t sum_of(const int32_t** numbers, uint8_t rows, size_t columns) {
    int64_t sum = 0;
    for (uint8_t row = 0; row < rows; row++)
        for (size_t column = 0; column < columns; column++)
            sum += numbers[row][column];
    return sum;
}

int64_t sh_sum_rows_around(const int32_t** numbers, uint8_t rows, size_t columns, sh_map map,
                           void* user) {
    const int64_t before = sum_of(numbers, rows, columns);
    const int64_t more = map(user, before);
    if (sum_of(numbers, rows, columns) != before)
        sh_report(SH_FAULT_MOVED, "rows changed or went away while a callback ran");
    return before + more;
}

uint32_t sh_weigh_rows(uint8_t* const* bytes, size_t rows, size_t columns, const uint8_t* weights) {
    uint32_t sum = 0;
    for (size_t row = 0; row < rows; row++)
        for (size_t column = 0; column < columns; column++)
            sum += (uint32_t)bytes[row][column]++ * weights[column];
    return sum;
}
