// Copying many bytes between private memory and memory that another process may be writing, as wide
// as the machine. Like the words of words.hpp it may be torn, and the number around it tells;
// unlike them it is made of instructions of its own: a race that the language would not allow is
// none that it knows of. Under sanitizers, which watch each access, and on other machines, it is
// words.
#pragma once

#include "rt/words.hpp"

#include <cstddef>

#if !defined(FFIGEN_SANITIZED) && defined(__GNUC__) && (defined(__x86_64__) || defined(__aarch64__))
#define RT_WIDE_COPY 1
#else
#define RT_WIDE_COPY 0
#endif

namespace rt {

/// Asks for memory that will be written soon, as far as another processor has it: that takes as
/// long as many instructions, and the stores of a block would wait for it one after another.
inline void own_lines([[maybe_unused]] void* shared, [[maybe_unused]] std::size_t words) noexcept {
#if RT_WIDE_COPY
    constexpr std::size_t words_in_line = 8;
    for (std::size_t word = 0; word < words; word += words_in_line) {
        const void* line = static_cast<const SharedWord*>(shared) + word;
#if defined(__x86_64__)
        asm volatile("prefetchw (%0)" : : "r"(line));
#else
        __builtin_prefetch(line, 1);
#endif
    }
#endif
}

/// Asks for a line that will be read soon, for the same reason: those behind it come by themselves,
/// as whatever is read in order does.
inline void want_line([[maybe_unused]] const void* shared) noexcept {
#if RT_WIDE_COPY
    __builtin_prefetch(shared);
#endif
}

/// How many blocks ahead a writer asks: as much is on its way as a processor keeps track of.
constexpr std::uint64_t blocks_ahead(std::size_t words) noexcept {
    constexpr std::size_t words_in_line = 8;
    return words <= words_in_line        ? 8
           : words <= 2 * words_in_line  ? 4
           : words <= 10 * words_in_line ? 2
                                         : 1;
}

#if RT_WIDE_COPY

namespace detail {

/// Any number of words.
void copy_wide(void* to, const void* from, std::size_t words) noexcept;

inline constexpr std::size_t short_words = 8;

/// Four to eight words: the first four and the last four, which may be the same in part.
inline void copy_short(void* to, const void* from, std::size_t words) noexcept {
    const std::size_t last = words * sizeof(SharedWord);
#if defined(__x86_64__)
    asm volatile("movups (%1), %%xmm0\n\t"
                 "movups 16(%1), %%xmm1\n\t"
                 "movups -32(%1,%2), %%xmm2\n\t"
                 "movups -16(%1,%2), %%xmm3\n\t"
                 "movups %%xmm0, (%0)\n\t"
                 "movups %%xmm1, 16(%0)\n\t"
                 "movups %%xmm2, -32(%0,%2)\n\t"
                 "movups %%xmm3, -16(%0,%2)"
                 :
                 : "r"(to), "r"(from), "r"(last)
                 : "xmm0", "xmm1", "xmm2", "xmm3", "memory");
#else
    const void* from_end = static_cast<const std::byte*>(from) + last;
    void* to_end = static_cast<std::byte*>(to) + last;
    asm volatile("ldp q0, q1, [%1]\n\t"
                 "ldp q2, q3, [%3, #-32]\n\t"
                 "stp q0, q1, [%0]\n\t"
                 "stp q2, q3, [%2, #-32]"
                 :
                 : "r"(to), "r"(from), "r"(to_end), "r"(from_end)
                 : "v0", "v1", "v2", "v3", "memory");
#endif
}

inline void copy_any(void* to, const void* from, std::size_t words) noexcept {
    if (words - 4 <= short_words - 4) {
        copy_short(to, from, words);
    } else {
        copy_wide(to, from, words);
    }
}

} // namespace detail

inline void store_wide(void* shared, const void* source, std::size_t words) noexcept {
    detail::copy_any(shared, source, words);
}
inline void load_wide(void* target, const void* shared, std::size_t words) noexcept {
    detail::copy_any(target, shared, words);
}

#else

inline void store_wide(void* shared, const void* source, std::size_t words) noexcept {
    store_words(shared, source, words);
}
inline void load_wide(void* target, const void* shared, std::size_t words) noexcept {
    load_words(target, shared, words);
}

#endif

} // namespace rt
