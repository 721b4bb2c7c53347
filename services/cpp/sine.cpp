#include "sine.hpp"

#include <cmath>
#include <cstdint>
#include <numbers>

namespace {

constexpr std::uint64_t tone_hz = 440;
constexpr double amplitude = 0.5;

} // namespace

void render_sine(rt_ffi_audio_block& block, Level before, Level after) {
    using std::numbers::pi;
    const std::uint64_t first = block.sequence * block.frames;
    for (std::uint32_t i = 0; i < block.frames; ++i) {
        // Whole cycles drop out in integers: the phase is as exact after days as at the start.
        const std::uint64_t cycle = (tone_hz * (first + i)) % block.sample_rate;
        const double phase = 2 * pi * static_cast<double>(cycle) / block.sample_rate;
        const double along = static_cast<double>(i + 1) / block.frames;
        const double gain = before.gain + (after.gain - before.gain) * along;
        const double tone = amplitude * gain * std::sin(phase);
        if (block.channels == 1) {
            block.samples[i] = static_cast<float>(tone);
            continue;
        }
        const double pan = before.pan + (after.pan - before.pan) * along;
        const double angle = (pan + 1) * pi / 4;
        block.samples[std::size_t{2} * i] = static_cast<float>(tone * std::cos(angle));
        block.samples[std::size_t{2} * i + 1] = static_cast<float>(tone * std::sin(angle));
    }
}
