// The part of a block before its samples, and what of the samples is in use.
#pragma once

#include "rt/types.hpp"
#include "rt/words.hpp"

#include <cstddef>

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

inline constexpr std::size_t head_words = word_count(sizeof(BlockHead));

constexpr bool is_valid(const BlockHead& head) noexcept {
    return head.frames <= max_frames && head.channels >= 1 && head.channels <= max_channels;
}

/// Words that hold the samples in use. Only for a valid head.
constexpr std::size_t sample_words(const BlockHead& head) noexcept {
    return word_count(std::size_t{head.frames} * head.channels * sizeof(float));
}

} // namespace rt
