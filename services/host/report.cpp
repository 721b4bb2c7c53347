#include "report.hpp"

#include "rt/realtime.hpp"

#include <fmt/format.h>
#include <nlohmann/json.hpp>

#include <algorithm>
#include <iterator>

namespace {

constexpr double ns_per_us = 1e3;
constexpr double ns_per_ms = 1e6;

double seconds_heard(const Recording& recording) {
    return static_cast<double>(recording.blocks * recording.frames_per_block) /
           recording.sample_rate;
}

} // namespace

std::string table_text(const Summary& summary) {
    const Recording& recording = summary.recording;
    const double period_ms = 1e3 * recording.frames_per_block / std::max(recording.sample_rate, 1U);
    std::string text;
    auto out = std::back_inserter(text);
    std::size_t width = 7;
    for (const LegRow& row : summary.rows) {
        width = std::max(width, row.name.size());
    }
    fmt::format_to(out, "\n{:<{}}  {:<10} {:>8} {:>9} {:>8}  {:>13}  {:>12}  {:>12}  {}\n",
                   "service", width, "language", "blocks", "underruns", "overruns", "death noticed",
                   "failover gap", "silence", "ended");
    for (const LegRow& row : summary.rows) {
        fmt::format_to(out, "{:<{}}  {:<10} {:>8} {:>9} {:>8}", row.name, width, row.label,
                       row.blocks, row.underruns, row.overruns);
        if (row.was_killed) {
            fmt::format_to(out, "  {:>10.0f} us  {:>9.2f} ms  {:>9.2f} ms",
                           static_cast<double>(row.noticed_after_ns) / ns_per_us,
                           static_cast<double>(row.gap_ns) / ns_per_ms,
                           static_cast<double>(row.silent_periods) * period_ms);
        } else {
            fmt::format_to(out, "  {:>13}  {:>12}  {:>12}", "-", "-", "-");
        }
        fmt::format_to(out, "  {}\n", row.ended);
    }
    fmt::format_to(out, "\nheard {:.2f} s: {} blocks of {} frames at {} Hz, player {} {}{}\n",
                   seconds_heard(recording), recording.blocks, recording.frames_per_block,
                   recording.sample_rate, rt::level_name(recording.grant.level),
                   recording.grant.reason[0] != '\0' ? "because " : "", recording.grant.reason);
    for (std::size_t channel = 0; channel < summary.tones.size(); ++channel) {
        const ToneFindings& tone = summary.tones[channel];
        fmt::format_to(out,
                       "channel {}: {:.3f} Hz, {:.4f} % of the energy in the tone, {} "
                       "discontinuities\n",
                       channel, tone.frequency_hz, 100 * tone.purity, tone.breaks.size());
    }
    if (summary.gaps_outside_failover > 0 || recording.late_wakeups > 0) {
        fmt::format_to(
            out,
            "timing of this machine: {} silent periods outside failovers, {} late wake-ups "
            "of the player\n",
            summary.gaps_outside_failover, recording.late_wakeups);
    }
    for (const std::string& problem : summary.problems) {
        fmt::format_to(out, "PROBLEM: {}\n", problem);
    }
    fmt::format_to(out, "{}\n", summary.problems.empty() ? "all good" : "not good");
    return text;
}

std::string summary_json(const HostOptions& options, const Summary& summary) {
    using nlohmann::ordered_json;
    const Recording& recording = summary.recording;
    ordered_json services = ordered_json::array();
    for (const LegRow& row : summary.rows) {
        services.push_back({{"service", row.name},
                            {"language", row.label},
                            {"pid", row.pid},
                            {"first_position", row.first_position},
                            {"blocks", row.blocks},
                            {"underruns", row.underruns},
                            {"overruns", row.overruns},
                            {"killed", row.was_killed},
                            {"death_noticed_ns", row.noticed_after_ns},
                            {"failover_gap_ns", row.gap_ns},
                            {"silent_periods", row.silent_periods},
                            {"ended", row.ended},
                            {"gain", row.gain},
                            {"pan", row.pan},
                            {"amplitudes", row.amplitudes},
                            {"expected_amplitudes", row.expected_amplitudes}});
    }
    ordered_json tones = ordered_json::array();
    for (const ToneFindings& tone : summary.tones) {
        tones.push_back({{"frequency_hz", tone.frequency_hz},
                         {"purity", tone.purity},
                         {"peak", tone.peak},
                         {"discontinuities", tone.breaks}});
    }
    const ordered_json document{{"schema_version", 1},
                                {"ok", summary.problems.empty()},
                                {"problems", summary.problems},
                                {"stream",
                                 {{"sample_rate", recording.sample_rate},
                                  {"channels", recording.channels},
                                  {"frames_per_block", recording.frames_per_block},
                                  {"slots", options.slots},
                                  {"blocks", recording.blocks},
                                  {"out_of_order", recording.out_of_order},
                                  {"overruns", recording.overruns},
                                  {"abandoned", summary.abandoned},
                                  {"gaps_outside_failover", summary.gaps_outside_failover},
                                  {"late_wakeups", recording.late_wakeups},
                                  {"realtime", rt::level_name(recording.grant.level)},
                                  {"realtime_reason", recording.grant.reason}}},
                                {"services", services},
                                {"tones", tones},
                                {"wav", options.wav_path}};
    return document.dump(2) + "\n";
}
