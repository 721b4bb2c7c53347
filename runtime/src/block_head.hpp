// The part of a block before its samples, and what of the samples is in use.
#pragma once

#include "rt/types.hpp"
#include "rt/words.hpp"

#include <atomic>
#include <cstddef>
#include <cstring>

namespace rt {

struct BlockHead {
    std::uint64_t sequence;
    std::uint32_t sample_rate;
    std::uint32_t channels;
    std::uint32_t frames;
    std::uint32_t reserved0;
    std::uint64_t timestamp_ns;
};
static_assert(sizeof(BlockHead) == offsetof(audio_block, samples));

/// The head of a block of the caller's. His type may be the contract's, and lie anywhere: only
/// bytes are looked at.
inline BlockHead head_of(const void* block) noexcept {
    const auto* at = static_cast<const std::byte*>(block);
    BlockHead head;
    // Each by itself, so that they stay in registers.
    std::memcpy(&head.sequence, at + offsetof(audio_block, sequence), sizeof head.sequence);
    std::memcpy(&head.sample_rate, at + offsetof(audio_block, sample_rate),
                sizeof head.sample_rate);
    std::memcpy(&head.channels, at + offsetof(audio_block, channels), sizeof head.channels);
    std::memcpy(&head.frames, at + offsetof(audio_block, frames), sizeof head.frames);
    std::memcpy(&head.reserved0, at + offsetof(audio_block, reserved0), sizeof head.reserved0);
    std::memcpy(&head.timestamp_ns, at + offsetof(audio_block, timestamp_ns),
                sizeof head.timestamp_ns);
    return head;
}

/// Gives a block of the caller's a head that was loaded by words, by words: wider loads would have
/// to wait for the stores of what was just loaded.
inline void set_head(void* block, const BlockHead& head) noexcept {
    auto* to = static_cast<std::byte*>(block);
    const auto* from = reinterpret_cast<const std::byte*>(&head);
#pragma GCC unroll 4
    for (std::size_t at = 0; at < sizeof head; at += sizeof(SharedWord)) {
        std::memcpy(to + at, from + at, sizeof(SharedWord));
        std::atomic_signal_fence(std::memory_order_seq_cst);
    }
}

inline constexpr std::size_t head_words = word_count(sizeof(BlockHead));

/// The head of the block in a slot, which others may be writing.
inline BlockHead load_head(const std::byte* block) noexcept {
    BlockHead head;
#pragma GCC unroll 4
    for (std::size_t at = 0; at < sizeof head; at += sizeof(SharedWord)) {
        load_words(reinterpret_cast<std::byte*>(&head) + at, block + at, 1);
    }
    return head;
}

constexpr bool is_valid(const BlockHead& head) noexcept {
    return head.frames <= max_frames && head.channels >= 1 && head.channels <= max_channels;
}

/// Words that hold the samples in use. Only for a valid head.
constexpr std::size_t sample_words(const BlockHead& head) noexcept {
    return word_count(std::size_t{head.frames} * head.channels * sizeof(float));
}

} // namespace rt
