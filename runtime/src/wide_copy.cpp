#include "wide_copy.hpp"

#include "rt/words.hpp"

#include <cstdint>

#if defined(FFIGEN_SANITIZED) || !defined(__GNUC__)
#define RT_WIDE_COPY 0
#elif defined(__x86_64__) || defined(__aarch64__)
#define RT_WIDE_COPY 1
#else
#define RT_WIDE_COPY 0
#endif

namespace rt {

#if RT_WIDE_COPY

namespace {

constexpr std::size_t line_bytes = 64;

#if defined(__x86_64__)

// The compiler is told that memory changes, and no more: the accesses are the instructions below,
// in this order, which x86 keeps.
void copy_lines_16(void*& to, const void*& from, std::size_t lines) noexcept {
    asm volatile("1:\n\t"
                 "movups (%1), %%xmm0\n\t"
                 "movups 16(%1), %%xmm1\n\t"
                 "movups 32(%1), %%xmm2\n\t"
                 "movups 48(%1), %%xmm3\n\t"
                 "movups %%xmm0, (%0)\n\t"
                 "movups %%xmm1, 16(%0)\n\t"
                 "movups %%xmm2, 32(%0)\n\t"
                 "movups %%xmm3, 48(%0)\n\t"
                 "add $64, %1\n\t"
                 "add $64, %0\n\t"
                 "dec %2\n\t"
                 "jnz 1b"
                 : "+r"(to), "+r"(from), "+r"(lines)
                 :
                 : "xmm0", "xmm1", "xmm2", "xmm3", "cc", "memory");
}

void copy_lines_32(void*& to, const void*& from, std::size_t lines) noexcept {
    asm volatile("1:\n\t"
                 "vmovups (%1), %%ymm0\n\t"
                 "vmovups 32(%1), %%ymm1\n\t"
                 "vmovups %%ymm0, (%0)\n\t"
                 "vmovups %%ymm1, 32(%0)\n\t"
                 "add $64, %1\n\t"
                 "add $64, %0\n\t"
                 "dec %2\n\t"
                 "jnz 1b\n\t"
                 "vzeroupper"
                 : "+r"(to), "+r"(from), "+r"(lines)
                 :
                 : "xmm0", "xmm1", "cc", "memory");
}

const bool has_avx = __builtin_cpu_supports("avx") != 0;

void copy_lines(void*& to, const void*& from, std::size_t lines) noexcept {
    if (has_avx) {
        copy_lines_32(to, from, lines);
    } else {
        copy_lines_16(to, from, lines);
    }
}

#else

// Order among these accesses means nothing; the fences around the copy order all of them.
void copy_lines(void*& to, const void*& from, std::size_t lines) noexcept {
    asm volatile("1:\n\t"
                 "ldp q0, q1, [%1]\n\t"
                 "ldp q2, q3, [%1, #32]\n\t"
                 "stp q0, q1, [%0]\n\t"
                 "stp q2, q3, [%0, #32]\n\t"
                 "add %1, %1, #64\n\t"
                 "add %0, %0, #64\n\t"
                 "subs %2, %2, #1\n\t"
                 "b.ne 1b"
                 : "+r"(to), "+r"(from), "+r"(lines)
                 :
                 : "v0", "v1", "v2", "v3", "cc", "memory");
}

#endif

constexpr std::size_t words_in_line = line_bytes / sizeof(std::uint64_t);

} // namespace

void store_wide(void* shared, const void* source, std::size_t words) noexcept {
    if (const std::size_t lines = words / words_in_line; lines > 0) {
        copy_lines(shared, source, lines);
    }
    store_words(shared, source, words % words_in_line);
}

void load_wide(void* target, const void* shared, std::size_t words) noexcept {
    if (const std::size_t lines = words / words_in_line; lines > 0) {
        copy_lines(target, shared, lines);
    }
    load_words(target, shared, words % words_in_line);
}

#else

void store_wide(void* shared, const void* source, std::size_t words) noexcept {
    store_words(shared, source, words);
}

void load_wide(void* target, const void* shared, std::size_t words) noexcept {
    load_words(target, shared, words);
}

#endif

} // namespace rt
