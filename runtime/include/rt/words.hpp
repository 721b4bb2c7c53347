// Copying between private memory and memory that another process may be writing.
//
// Plain copies would be data races. Each word is moved by a relaxed atomic access instead; the
// sequence number around the copy tells whether the words belong together.
#pragma once

#include "rt/atomic.hpp"

#include <cstddef>
#include <cstdint>
#include <cstring>

namespace rt {

/// Words that hold `bytes` bytes.
constexpr std::size_t word_count(std::size_t bytes) noexcept {
    return (bytes + sizeof(SharedWord) - 1) / sizeof(SharedWord);
}

inline void store_words(void* shared, const void* source, std::size_t words) noexcept {
    auto* to = static_cast<SharedWord*>(shared);
    const auto* from = static_cast<const std::byte*>(source);
    for (std::size_t i = 0; i < words; ++i) {
        std::uint64_t word;
        std::memcpy(&word, from + i * sizeof word, sizeof word);
        store_word(to + i, word);
    }
}

inline void load_words(void* target, const void* shared, std::size_t words) noexcept {
    const auto* from = static_cast<const SharedWord*>(shared);
    auto* to = static_cast<std::byte*>(target);
    for (std::size_t i = 0; i < words; ++i) {
        const std::uint64_t word = load_word(from + i);
        std::memcpy(to + i * sizeof word, &word, sizeof word);
    }
}

} // namespace rt
