// A message of any number of bytes between private memory and words that others may be writing.
#pragma once

#include "wide_copy.hpp"

#include "rt/words.hpp"

#include <cstddef>
#include <cstdint>
#include <cstring>

namespace rt {

inline void store_message(void* shared, const std::byte* message, std::size_t bytes) noexcept {
    const std::size_t words = bytes / sizeof(SharedWord);
    store_wide(shared, message, words);
    if (const std::size_t rest = bytes % sizeof(SharedWord); rest > 0) {
        std::uint64_t last = 0;
        std::memcpy(&last, message + words * sizeof last, rest);
        store_word(static_cast<SharedWord*>(shared) + words, last);
    }
}

inline void load_message(std::byte* message, const void* shared, std::size_t bytes) noexcept {
    const std::size_t words = bytes / sizeof(SharedWord);
    load_wide(message, shared, words);
    if (const std::size_t rest = bytes % sizeof(SharedWord); rest > 0) {
        const std::uint64_t last = load_word(static_cast<const SharedWord*>(shared) + words);
        std::memcpy(message + words * sizeof last, &last, rest);
    }
}

} // namespace rt
