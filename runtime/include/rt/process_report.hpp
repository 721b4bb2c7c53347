// What a process tells of itself to whoever looks on: which scheduling it was granted and why not
// more, how late its periods begin, which sound was lost and why.
//
// Its own threads write single atomics and wait for nobody; lookers read what is there.
#pragma once

#include "rt/life.hpp"
#include "rt/segment.hpp"
#include "rt/types.hpp"

#include <array>
#include <atomic>
#include <cstdint>
#include <string>
#include <utility>
#include <vector>

namespace rt {

/// Why a period was silent, or sound was lost.
enum class XrunCause : std::uint32_t {
    writer_late, ///< The service lives and had not written the block.
    writer_gone, ///< Nobody was writing: the service had died, or was being replaced.
    overrun,     ///< Blocks were overwritten before they were played.
    player_late, ///< The player itself began its period too late.
    device,      ///< The sound card said that it ran dry.
    damaged,     ///< The ring's memory, or a block in it, was impossible.
};
inline constexpr std::size_t xrun_causes = 6;
const char* cause_name(XrunCause cause) noexcept;

/// One loss of sound, as it is listed.
struct Xrun {
    std::uint64_t time_ns = 0;
    XrunCause cause{};
    std::uint32_t periods = 0;
};

/// Bucket 0 counts periods that began less than 2 µs late, bucket i those from 2^i to 2^(i+1) µs.
inline constexpr std::size_t lateness_buckets = 20;
std::size_t lateness_bucket(std::uint64_t late_ns) noexcept;

inline constexpr std::size_t listed_xruns = 64;
inline constexpr std::size_t grant_words = sizeof(realtime_grant) / sizeof(std::uint64_t);
static_assert(sizeof(realtime_grant) % sizeof(std::uint64_t) == 0);

struct ReportShared {
    /// Odd while the words below are being written.
    std::atomic<std::uint64_t> grant_version;
    std::array<std::atomic<std::uint64_t>, grant_words> grant;
    std::atomic<std::uint64_t> period_ns;
    alignas(64) std::atomic<std::uint64_t> periods;
    std::atomic<std::uint64_t> late_ns; ///< Of all periods together.
    std::array<std::atomic<std::uint64_t>, lateness_buckets> lateness;
    std::array<std::atomic<std::uint64_t>, xrun_causes> xruns;
    /// How many were listed; the last ones are in `list`, each in one word: see process_report.cpp.
    std::atomic<std::uint64_t> listed;
    std::array<std::atomic<std::uint64_t>, listed_xruns> list;
};

/// What a looker reads, each number by itself.
struct SeenReport {
    bool has_grant = false;
    realtime_grant grant{};
    std::uint64_t period_ns = 0;
    std::uint64_t periods = 0;
    std::uint64_t late_ns = 0;
    std::array<std::uint64_t, lateness_buckets> lateness{};
    std::array<std::uint64_t, xrun_causes> xruns{};
    std::vector<Xrun> last; ///< Oldest first.
};
SeenReport read_report(const ReportShared& shared);

/// Name of the segment in which the process of this life reports.
std::string report_name(LifeToken life);

class ProcessReport {
  public:
    /// The caller's process's; made when it is first asked for. Null when it cannot be made: a
    /// report is missed by nobody but lookers.
    static ProcessReport* own() noexcept;

    void granted(const realtime_grant& grant, std::uint64_t period_ns) noexcept;
    // Real-time safe.
    void period_began(std::uint64_t late_ns) noexcept;
    void lost(XrunCause cause, std::uint32_t periods, std::uint64_t time_ns) noexcept;

  private:
    explicit ProcessReport(Segment segment)
        : segment_(std::move(segment)), shared_(static_cast<ReportShared*>(segment_.payload())) {}
    static void remove_at_exit() noexcept;

    Segment segment_;
    ReportShared* shared_;
};

} // namespace rt
