#include "rt/process_report.hpp"

#include <algorithm>
#include <bit>
#include <cstdio>
#include <cstdlib>
#include <cstring>
#include <mutex>
#include <new>
#if !defined(_WIN32)
#include <pthread.h>
#endif

namespace rt {
namespace {

std::mutex own_report_mutex;
ProcessReport* own_report = nullptr;
/// Whose it is: a forked child has one of its own.
LifeToken own_report_life = 0;

// A listed loss is one word, so that nobody sees half of one: microseconds of the contract's clock
// above 12 bits of periods above 4 bits of cause.
constexpr unsigned cause_bits = 4;
constexpr unsigned period_bits = 12;
constexpr std::uint64_t most_periods = (1U << period_bits) - 1;
static_assert(xrun_causes <= 1U << cause_bits);

constexpr std::uint64_t pack_loss(const Xrun& loss) noexcept {
    return (loss.time_ns / 1000) << (cause_bits + period_bits) |
           std::min<std::uint64_t>(loss.periods, most_periods) << cause_bits |
           static_cast<std::uint64_t>(loss.cause);
}

constexpr Xrun unpack_loss(std::uint64_t word) noexcept {
    const auto cause = static_cast<std::uint32_t>(word & ((1U << cause_bits) - 1));
    return {(word >> (cause_bits + period_bits)) * 1000,
            cause < xrun_causes ? static_cast<XrunCause>(cause) : XrunCause::damaged,
            static_cast<std::uint32_t>(word >> cause_bits & most_periods)};
}

// False while it is being written, or when it was written meanwhile.
bool copy_grant(const ReportShared& shared, realtime_grant& grant) noexcept {
    std::array<std::uint64_t, grant_words> words{};
    const std::uint64_t version = shared.grant_version.load(std::memory_order_acquire);
    for (std::size_t i = 0; i < grant_words; ++i) {
        words[i] = shared.grant[i].load(std::memory_order_relaxed);
    }
    std::atomic_thread_fence(std::memory_order_acquire);
    if (version == 0 || version % 2 != 0 ||
        shared.grant_version.load(std::memory_order_relaxed) != version) {
        return false;
    }
    std::memcpy(static_cast<void*>(&grant), words.data(), sizeof grant);
    grant.reason[sizeof grant.reason - 1] = '\0';
    return true;
}

// No child is born with the lock taken.
void watch_forks() {
#if !defined(_WIN32)
    [[maybe_unused]] static const int registered =
        pthread_atfork([] { own_report_mutex.lock(); }, [] { own_report_mutex.unlock(); },
                       [] { own_report_mutex.unlock(); });
#endif
}

} // namespace

const char* cause_name(XrunCause cause) noexcept {
    switch (cause) {
    case XrunCause::writer_late:
        return "writer_late";
    case XrunCause::writer_gone:
        return "writer_gone";
    case XrunCause::overrun:
        return "overrun";
    case XrunCause::player_late:
        return "player_late";
    case XrunCause::device:
        return "device";
    case XrunCause::damaged:
        return "damaged";
    }
    return "unknown";
}

std::size_t lateness_bucket(std::uint64_t late_ns) noexcept {
    const std::uint64_t late_us = late_ns / 1000;
    const auto bucket = late_us < 2 ? 0 : static_cast<std::size_t>(std::bit_width(late_us)) - 1;
    return std::min(bucket, lateness_buckets - 1);
}

std::string report_name(LifeToken life) {
    char text[32];
    std::snprintf(text, sizeof text, "life-%llx", static_cast<unsigned long long>(life));
    return text;
}

SeenReport read_report(const ReportShared& shared) {
    constexpr int most_attempts = 1000;
    SeenReport seen;
    for (int attempt = 0; attempt < most_attempts && !seen.has_grant; ++attempt) {
        seen.has_grant = copy_grant(shared, seen.grant);
    }
    seen.period_ns = shared.period_ns.load(std::memory_order_relaxed);
    seen.periods = shared.periods.load(std::memory_order_relaxed);
    seen.late_ns = shared.late_ns.load(std::memory_order_relaxed);
    for (std::size_t i = 0; i < lateness_buckets; ++i) {
        seen.lateness[i] = shared.lateness[i].load(std::memory_order_relaxed);
    }
    for (std::size_t i = 0; i < xrun_causes; ++i) {
        seen.xruns[i] = shared.xruns[i].load(std::memory_order_relaxed);
    }
    const std::uint64_t listed = shared.listed.load(std::memory_order_acquire);
    for (std::uint64_t i = listed - std::min<std::uint64_t>(listed, listed_xruns); i < listed;
         ++i) {
        seen.last.push_back(
            unpack_loss(shared.list[i % listed_xruns].load(std::memory_order_relaxed)));
    }
    return seen;
}

ProcessReport* ProcessReport::own() noexcept {
    try {
        const LifeToken life = own_life();
        watch_forks();
        const std::scoped_lock lock(own_report_mutex);
        if (life == 0 || own_report_life == life) {
            return life == 0 ? nullptr : own_report;
        }
        Result<Segment> made =
            Segment::create(SegmentKind::report, report_name(life).c_str(), sizeof(ReportShared),
                            {}, [](void* payload) { new (payload) ReportShared{}; });
        // A parent's is left as it is: other threads of this process may not know yet.
        own_report = made ? new ProcessReport(std::move(*made)) : nullptr;
        own_report_life = life;
        [[maybe_unused]] static const int registered = std::atexit([] { remove_at_exit(); });
        return own_report;
    } catch (...) {
        return nullptr;
    }
}

// The memory stays: threads may be writing to it until the very end.
void ProcessReport::remove_at_exit() noexcept {
    if (own_report != nullptr && own_report->segment_.is_creator()) {
        own_report->segment_.retire();
    }
}

void ProcessReport::granted(const realtime_grant& grant, std::uint64_t period_ns) noexcept {
    std::array<std::uint64_t, grant_words> words{};
    std::memcpy(words.data(), static_cast<const void*>(&grant), sizeof grant);
    const std::scoped_lock lock(own_report_mutex);
    const std::uint64_t version = shared_->grant_version.load(std::memory_order_relaxed);
    shared_->grant_version.store(version + 1, std::memory_order_release);
    std::atomic_thread_fence(std::memory_order_release);
    for (std::size_t i = 0; i < grant_words; ++i) {
        shared_->grant[i].store(words[i], std::memory_order_relaxed);
    }
    shared_->period_ns.store(period_ns, std::memory_order_relaxed);
    shared_->grant_version.store(version + 2, std::memory_order_release);
}

void ProcessReport::period_began(std::uint64_t late_ns) noexcept {
    shared_->periods.fetch_add(1, std::memory_order_relaxed);
    shared_->late_ns.fetch_add(late_ns, std::memory_order_relaxed);
    shared_->lateness[lateness_bucket(late_ns)].fetch_add(1, std::memory_order_relaxed);
}

void ProcessReport::lost(XrunCause cause, std::uint32_t periods, std::uint64_t time_ns) noexcept {
    shared_->xruns[static_cast<std::size_t>(cause)].fetch_add(periods, std::memory_order_relaxed);
    const std::uint64_t place = shared_->listed.load(std::memory_order_relaxed);
    shared_->list[place % listed_xruns].store(pack_loss({time_ns, cause, periods}),
                                              std::memory_order_relaxed);
    shared_->listed.store(place + 1, std::memory_order_release);
}

} // namespace rt
