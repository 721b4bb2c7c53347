// Looking at everything there is in shared memory without disturbing anybody.
//
// Files are opened and mapped to be read alone; no life is taken, nothing is counted, marked or
// locked, and nobody waits for a looker. What is damaged, foreign or half there is told as such.
#pragma once

#include "rt/process.hpp"
#include "rt/process_report.hpp"
#include "rt/segment_label.hpp"
#include "rt/types.hpp"

#include <cstdint>
#include <string>
#include <vector>

namespace rt {

struct SeenSegment {
    SegmentKind kind{};
    std::string name;
    std::uint64_t bytes = 0;
    /// Who created it, and whether that lives. Registries are nobody's.
    std::int32_t pid = 0;
    Verdict creator = Verdict::unknown;
    bool closed = false;
};

/// A process at one end of a ring.
struct SeenEnd {
    bool taken = false;
    std::int32_t pid = 0; ///< 0 when it is dead.
};

struct SeenRing : SeenSegment {
    ring_mode mode{};
    std::uint32_t slots = 0;
    std::uint64_t written = 0;
    std::uint64_t abandoned = 0;
    std::uint64_t tail = 0; ///< Lossless rings: how far the reader is.
    SeenEnd writer;
    SeenEnd reader;
};

struct SeenChannel : SeenSegment {
    channel_mode mode{};
    std::string content; ///< What its messages are.
    std::uint32_t slots = 0;
    std::uint32_t message_bytes = 0;
    std::uint64_t sent = 0;   ///< Nearly: others may be ahead of what is told.
    std::uint64_t unread = 0; ///< Queues: messages that nobody took yet.
    std::uint64_t abandoned = 0;
    std::uint64_t passed = 0;
    /// Living handles that sent, and in queues those that received.
    std::uint32_t senders = 0;
    std::uint32_t receivers = 0;
};

struct SeenState : SeenSegment {
    stream_format format{};
    float gain = 0;
    float pan = 0;
    bool active = false;
    stream_counters counters{};
    bool has_heartbeat = false;
    std::uint64_t heartbeat_age_ns = 0;
};

struct SeenService {
    service_info info{};
    Verdict verdict = Verdict::unknown;
};

struct SeenRegistry : SeenSegment {
    std::vector<SeenService> services; ///< In order of name.
};

struct SeenProcess : SeenSegment {
    SeenReport report;
};

/// What cannot be looked at, and why.
struct Unseen {
    std::string file;
    std::string problem;
};

struct Sight {
    std::uint64_t time_ns = 0;
    std::vector<SeenRegistry> registries;
    std::vector<SeenRing> rings;
    std::vector<SeenChannel> channels;
    std::vector<SeenState> states;
    std::vector<SeenProcess> processes;
    std::vector<Unseen> unseen;
};

/// Everything in order of name.
Sight look_around();

} // namespace rt
