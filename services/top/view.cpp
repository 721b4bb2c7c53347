#include "view.hpp"

#include <algorithm>
#include <cstring>
#include <numeric>

namespace {

template <class Seen>
const Seen* find(const std::vector<Seen>& list, const std::string& name) {
    const auto found =
        std::find_if(list.begin(), list.end(), [&](const Seen& seen) { return seen.name == name; });
    return found == list.end() ? nullptr : &*found;
}

/// A number that fell belongs to another life of the name: no rate then.
std::optional<double> rate(std::uint64_t now, std::uint64_t before, std::uint64_t ns) {
    if (ns == 0 || now < before) {
        return std::nullopt;
    }
    return static_cast<double>(now - before) * 1e9 / static_cast<double>(ns);
}

std::uint64_t losses(const rt::SeenState& state) {
    return state.counters.underruns + state.counters.overruns;
}

std::uint64_t upper_end_us(std::size_t bucket) { return std::uint64_t{2} << bucket; }

/// Upper end of the bucket below or in which `share` of all lie.
std::uint64_t lateness(const rt::SeenReport& report, double share) {
    const auto& buckets = report.lateness;
    const auto all = std::accumulate(buckets.begin(), buckets.end(), std::uint64_t{0});
    std::uint64_t below = 0;
    for (std::size_t i = 0; i < buckets.size() && all > 0; ++i) {
        below += buckets[i];
        if (static_cast<double>(below) >= share * static_cast<double>(all)) {
            return upper_end_us(i);
        }
    }
    return 0;
}

std::string who_is(std::int32_t pid, const rt::Sight& sight) {
    std::string names;
    const auto add = [&](const std::string& name) { names += (names.empty() ? "" : " ") + name; };
    for (const rt::SeenRegistry& registry : sight.registries) {
        for (const rt::SeenService& service : registry.services) {
            if (service.info.pid == pid) {
                add(service.info.name);
            }
        }
    }
    for (const rt::SeenState& state : sight.states) {
        if (names.empty() && state.pid == pid) {
            add("creator of " + state.name);
        }
    }
    return names;
}

ServiceRow make_service(const rt::SeenService& service, const rt::SeenRegistry& registry,
                        const rt::Sight& sight) {
    ServiceRow row{service, registry.name, {}, {}, {}};
    if (const rt::SeenState* control = find(sight.states, service.info.control)) {
        row.plays = control->active;
        if (control->has_heartbeat) {
            row.heartbeat_age_ns = control->heartbeat_age_ns;
        }
    }
    for (const rt::SeenProcess& process : sight.processes) {
        if (process.pid == service.info.pid && process.creator == rt::Verdict::alive &&
            process.report.has_grant) {
            row.grant = process.report.grant;
        }
    }
    return row;
}

template <class Row, class Key>
void sort_down(std::vector<Row>& rows, const Key& key) {
    std::stable_sort(rows.begin(), rows.end(),
                     [&](const Row& left, const Row& right) { return key(left) > key(right); });
}

void sort_rows(View& view, SortBy sort) {
    const auto pid = [](auto& rows, const auto& of) {
        std::stable_sort(rows.begin(), rows.end(),
                         [&](const auto& left, const auto& right) { return of(left) < of(right); });
    };
    switch (sort) {
    case SortBy::name: // As it was looked at; reports are named by numbers.
        std::stable_sort(
            view.processes.begin(), view.processes.end(),
            [](const ProcessRow& left, const ProcessRow& right) { return left.who < right.who; });
        break;
    case SortBy::pid:
        pid(view.services, [](const ServiceRow& row) { return row.service.info.pid; });
        pid(view.rings, [](const RingRow& row) { return row.ring.writer.pid; });
        pid(view.channels, [](const ChannelRow& row) { return row.channel.pid; });
        pid(view.streams, [](const StreamRow& row) { return row.state.pid; });
        pid(view.processes, [](const ProcessRow& row) { return row.process.pid; });
        break;
    case SortBy::rate:
        sort_down(view.rings, [](const RingRow& row) { return row.rate.value_or(0); });
        sort_down(view.channels, [](const ChannelRow& row) { return row.rate.value_or(0); });
        sort_down(view.streams, [](const StreamRow& row) { return row.rate.value_or(0); });
        break;
    case SortBy::loss:
        sort_down(view.rings, [](const RingRow& row) { return row.ring.abandoned; });
        sort_down(view.channels, [](const ChannelRow& row) { return row.channel.abandoned; });
        sort_down(view.streams, [](const StreamRow& row) { return losses(row.state); });
        sort_down(view.processes, [](const ProcessRow& row) { return row.lost; });
        break;
    }
}

/// Control states count nothing.
bool counts_anything(const rt::SeenState& state) {
    return state.counters.blocks_produced + state.counters.blocks_consumed + losses(state) > 0;
}

/// `old` is what was seen of it before; null: nothing.
StreamRow make_stream(const rt::SeenState& state, const rt::SeenState* old, std::uint64_t ns) {
    StreamRow row{state, {}, 0};
    if (old != nullptr) {
        row.rate = rate(state.counters.blocks_consumed, old->counters.blocks_consumed, ns);
        row.new_losses = losses(state) - std::min(losses(state), losses(*old));
    }
    return row;
}

void add_processes(View& view, const rt::Sight& now, const std::string& prefix) {
    for (const rt::SeenProcess& process : now.processes) {
        std::string who = who_is(process.pid, now);
        if (prefix.empty() || who.find(prefix) != std::string::npos) {
            const auto& xruns = process.report.xruns;
            view.processes.push_back({process, std::move(who),
                                      std::accumulate(xruns.begin(), xruns.end(), std::uint64_t{0}),
                                      lateness(process.report, 0.5), lateness(process.report, 0.99),
                                      lateness(process.report, 1)});
        }
    }
}

} // namespace

View make_view(const rt::Sight& now, const rt::Sight* before, SortBy sort,
               const std::string& prefix) {
    const rt::Sight nothing{};
    const rt::Sight& last = before == nullptr ? nothing : *before;
    const std::uint64_t ns = before == nullptr ? 0 : now.time_ns - before->time_ns;
    View view;
    view.time_ns = now.time_ns;
    view.unseen = now.unseen;
    for (const rt::SeenRing& ring : now.rings) {
        if (ring.name.starts_with(prefix)) {
            const rt::SeenRing* old = find(last.rings, ring.name);
            view.rings.push_back(
                {ring, old == nullptr ? std::nullopt : rate(ring.written, old->written, ns)});
        }
    }
    for (const rt::SeenChannel& channel : now.channels) {
        if (channel.name.starts_with(prefix)) {
            const rt::SeenChannel* old = find(last.channels, channel.name);
            view.channels.push_back(
                {channel, old == nullptr ? std::nullopt : rate(channel.sent, old->sent, ns)});
        }
    }
    for (const rt::SeenState& state : now.states) {
        if (state.name.starts_with(prefix) && counts_anything(state)) {
            view.streams.push_back(make_stream(state, find(last.states, state.name), ns));
        }
    }
    for (const rt::SeenRegistry& registry : now.registries) {
        for (const rt::SeenService& service : registry.services) {
            if (std::string(service.info.name).starts_with(prefix)) {
                view.services.push_back(make_service(service, registry, now));
            }
        }
    }
    add_processes(view, now, prefix);
    sort_rows(view, sort);
    return view;
}

const char* verdict_name(rt::Verdict verdict) {
    return verdict == rt::Verdict::alive  ? "alive"
           : verdict == rt::Verdict::dead ? "dead"
                                          : "unknown";
}

const char* mode_name(rt::channel_mode mode) {
    return mode == rt::channel_mode::queue ? "queue" : "broadcast";
}

const char* mode_name(rt::ring_mode mode) {
    return mode == rt::ring_mode::lossless ? "lossless" : "overwrite";
}
