// Whether a signal is the tone it should be, all the way through.
#pragma once

#include <cstddef>
#include <cstdint>
#include <span>
#include <vector>

struct ToneFindings {
    /// From the first to the last upward zero crossing, interpolated between samples.
    double frequency_hz = 0;
    /// Frames at which the signal leaves the sinusoid's course.
    std::vector<std::size_t> breaks;
    /// Energy at 440 Hz (Goertzel) over all energy, worst window.
    double purity = 0;
    double peak = 0;
};

/// Channel `channel` of interleaved `samples`.
ToneFindings examine_tone(std::span<const float> samples, std::uint32_t channels,
                          std::uint32_t channel, std::uint32_t sample_rate, double tone_hz);

/// Amplitude of the tone in `samples`, fitted to sine and cosine.
double tone_amplitude(std::span<const float> samples, std::uint32_t channels, std::uint32_t channel,
                      std::uint32_t sample_rate, double tone_hz);
