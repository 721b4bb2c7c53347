#include "wide_copy.hpp"

#include <cstdint>

#if RT_WIDE_COPY

namespace rt {
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

#if defined(__x86_64__)
void copy_word(void* to, const void* from) noexcept {
    std::uint64_t word;
    asm volatile("movq (%2), %0\n\t"
                 "movq %0, (%1)"
                 : "=&r"(word)
                 : "r"(to), "r"(from)
                 : "memory");
}
#else
void copy_word(void* to, const void* from) noexcept {
    std::uint64_t word;
    asm volatile("ldr %0, [%2]\n\t"
                 "str %0, [%1]"
                 : "=&r"(word)
                 : "r"(to), "r"(from)
                 : "memory");
}
#endif

} // namespace

void detail::copy_wide(void* to, const void* from, std::size_t words) noexcept {
    const auto* const from_end = static_cast<const SharedWord*>(from) + words;
    auto* const to_end = static_cast<SharedWord*>(to) + words;
    if (words >= words_in_line) {
        copy_lines(to, from, words / words_in_line);
        if (words % words_in_line != 0) { // The last line, some of it for the second time.
            copy_short(to_end - words_in_line, from_end - words_in_line, words_in_line);
        }
        return;
    }
    for (std::size_t left = words; left > 0; --left) {
        copy_word(to_end - left, from_end - left);
    }
}

} // namespace rt

#endif
