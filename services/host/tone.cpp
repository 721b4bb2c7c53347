#include "tone.hpp"

#include <algorithm>
#include <cmath>
#include <numbers>

namespace {

/// A sinusoid obeys x[n+1] = 2 cos(w) x[n] - x[n-1]. A block lost, doubled or silenced departs from
/// it by up to the amplitude; a gain that moves over a whole block of the smallest size by less
/// than this.
constexpr double break_threshold = 0.01;

struct Projection {
    double amplitude = 0;
    double energy = 0;
    std::size_t count = 0;
};

// Goertzel: the signal's component at one frequency.
Projection project(std::span<const float> samples, std::uint32_t channels, std::uint32_t channel,
                   double radians) {
    Projection result;
    double before = 0;
    double last = 0;
    const double turn = 2 * std::cos(radians);
    for (std::size_t i = channel; i < samples.size(); i += channels) {
        const double next = samples[i] + turn * last - before;
        before = last;
        last = next;
        result.energy += static_cast<double>(samples[i]) * samples[i];
        ++result.count;
    }
    const double power = last * last + before * before - turn * last * before;
    result.amplitude =
        result.count == 0 ? 0
                          : 2 * std::sqrt(std::max(power, 0.0)) / static_cast<double>(result.count);
    return result;
}

double crossing_frequency(std::span<const float> samples, std::uint32_t channels,
                          std::uint32_t channel, std::uint32_t sample_rate) {
    double first = -1;
    double last = -1;
    std::size_t cycles = 0;
    double previous = 0;
    for (std::size_t i = channel, frame = 0; i < samples.size(); i += channels, ++frame) {
        const double now = samples[i];
        if (frame > 0 && previous < 0 && now >= 0) {
            const double at = static_cast<double>(frame) - now / (now - previous);
            if (first < 0) {
                first = at;
            } else {
                ++cycles;
            }
            last = at;
        }
        previous = now;
    }
    return cycles == 0 ? 0 : static_cast<double>(cycles) * sample_rate / (last - first);
}

} // namespace

double tone_amplitude(std::span<const float> samples, std::uint32_t channels, std::uint32_t channel,
                      std::uint32_t sample_rate, double tone_hz) {
    // Least squares over sine and cosine: exact for any number of frames, whole cycles or not.
    const double radians = 2 * std::numbers::pi * tone_hz / sample_rate;
    double ss = 0, cc = 0, sc = 0, xs = 0, xc = 0;
    for (std::size_t i = channel, frame = 0; i < samples.size(); i += channels, ++frame) {
        const double sine = std::sin(radians * static_cast<double>(frame));
        const double cosine = std::cos(radians * static_cast<double>(frame));
        ss += sine * sine;
        cc += cosine * cosine;
        sc += sine * cosine;
        xs += samples[i] * sine;
        xc += samples[i] * cosine;
    }
    const double determinant = ss * cc - sc * sc;
    if (determinant == 0) {
        return 0;
    }
    return std::hypot((xs * cc - xc * sc) / determinant, (xc * ss - xs * sc) / determinant);
}

ToneFindings examine_tone(std::span<const float> samples, std::uint32_t channels,
                          std::uint32_t channel, std::uint32_t sample_rate, double tone_hz) {
    ToneFindings findings;
    findings.frequency_hz = crossing_frequency(samples, channels, channel, sample_rate);
    const double radians = 2 * std::numbers::pi * tone_hz / sample_rate;
    const double turn = 2 * std::cos(radians);
    const std::size_t frames = samples.size() / channels;
    const auto at = [&](std::size_t frame) {
        return static_cast<double>(samples[frame * channels + channel]);
    };
    for (std::size_t frame = 0; frame < frames; ++frame) {
        findings.peak = std::max(findings.peak, std::abs(at(frame)));
        if (frame >= 2 &&
            std::abs(at(frame) - (turn * at(frame - 1) - at(frame - 2))) > break_threshold) {
            // One fault shows in two neighbouring sums: it is one break.
            if (findings.breaks.empty() || frame > findings.breaks.back() + 2) {
                findings.breaks.push_back(frame);
            }
        }
    }
    // Windows of whole cycles: what is not in the projection is noise, not leakage.
    const auto window =
        static_cast<std::size_t>(std::llround(std::round(tone_hz / 10) * sample_rate / tone_hz));
    findings.purity = frames >= window ? 1 : 0;
    for (std::size_t start = 0; start + window <= frames; start += window) {
        const Projection part = project(samples.subspan(start * channels, window * channels),
                                        channels, channel, radians);
        const double mean = part.energy / static_cast<double>(part.count);
        if (mean > 0) {
            findings.purity = std::min(findings.purity, part.amplitude * part.amplitude / 2 / mean);
        }
    }
    return findings;
}
