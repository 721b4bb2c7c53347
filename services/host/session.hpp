// One run of the host: all services in their order, each killed while the next stands by.
#pragma once

#include "options.hpp"
#include "player.hpp"
#include "tone.hpp"

#include <cstdint>
#include <string>
#include <vector>

/// What one service did while it was the primary.
struct LegRow {
    std::string label;
    std::string name;
    std::int32_t pid = 0;
    std::uint64_t first_position = 0;
    std::uint64_t blocks = 0;
    std::uint64_t underruns = 0;
    std::uint64_t overruns = 0;
    bool was_killed = false;
    /// From the kill until the supervisor knew; until the standby's first block was in the ring.
    std::uint64_t noticed_after_ns = 0;
    std::uint64_t gap_ns = 0;
    /// Periods of silence heard because of the failover.
    std::uint64_t silent_periods = 0;
    /// "SIGKILL", "exit 0", ...
    std::string ended;
    float gain = 0;
    float pan = 0;
    /// Samples of the recording at the end of its time, when the level had settled.
    std::size_t settled_begin = 0;
    std::size_t settled_end = 0;
    /// Amplitudes measured there, and what they should be.
    std::vector<double> amplitudes;
    std::vector<double> expected_amplitudes;
};

struct Summary {
    std::vector<LegRow> rows;
    std::vector<ToneFindings> tones; ///< By channel.
    /// Blocks a killed writer left unfinished in the ring.
    std::uint64_t abandoned = 0;
    std::uint64_t gaps_outside_failover = 0;
    /// What makes the run a failure, each a sentence.
    std::vector<std::string> problems;
    Recording recording;
};

/// Runs everything. `error` says why when it could not even begin.
Summary run_session(const HostOptions& options, std::string& error);
