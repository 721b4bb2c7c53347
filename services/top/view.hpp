// What rt-top shows: two looks at shared memory, and what went on between them.
#pragma once

#include "rt/observer.hpp"

#include <cstdint>
#include <map>
#include <optional>
#include <string>
#include <vector>

enum class SortBy { name, pid, rate, loss };

struct RingRow {
    rt::SeenRing ring;
    /// Blocks a second; nothing at the first look.
    std::optional<double> rate;
};

struct ChannelRow {
    rt::SeenChannel channel;
    /// Messages a second; nothing at the first look.
    std::optional<double> rate;
};

struct StreamRow {
    rt::SeenState state;
    std::optional<double> rate;
    /// Of the gaps and losses, since the look before.
    std::uint64_t new_losses = 0;
};

struct ServiceRow {
    rt::SeenService service;
    std::string registry;
    /// Of its control state: whether it plays, and how old its heartbeat is.
    std::optional<bool> plays;
    std::optional<std::uint64_t> heartbeat_age_ns;
    /// What its process reports of its scheduling.
    std::optional<rt::realtime_grant> grant;
};

struct ProcessRow {
    rt::SeenProcess process;
    /// Names under which it is registered, or the states that it created.
    std::string who;
    std::uint64_t lost = 0;
    /// Upper ends of the histogram's buckets, in µs, that hold the median, 99 % and all.
    std::uint64_t late_p50_us = 0;
    std::uint64_t late_p99_us = 0;
    std::uint64_t late_most_us = 0;
};

struct View {
    std::uint64_t time_ns = 0;
    std::vector<ServiceRow> services;
    std::vector<RingRow> rings;
    std::vector<ChannelRow> channels;
    std::vector<StreamRow> streams;
    std::vector<ProcessRow> processes;
    std::vector<rt::Unseen> unseen;
};

/// Only names that begin with `prefix`; `before` may be null.
View make_view(const rt::Sight& now, const rt::Sight* before, SortBy sort,
               const std::string& prefix);

const char* verdict_name(rt::Verdict verdict);
const char* mode_name(rt::ring_mode mode);
const char* mode_name(rt::channel_mode mode);
