#include "rt/observer.hpp"

#include "rt/channel.hpp"
#include "rt/clock.hpp"
#include "rt/registry_shared.hpp"
#include "rt/ring.hpp"
#include "rt/segment.hpp"
#include "rt/shared_state.hpp"
#include "segment_file.hpp"
#include "segment_remove.hpp"

#include <algorithm>
#include <cstring>
#include <filesystem>

namespace rt {
namespace {

/// File names are anybody's: nothing of them reaches a terminal that is not plain text.
std::string printable(const std::string& text) {
    constexpr std::size_t longest = 300;
    std::string plain = text.substr(0, longest);
    for (char& c : plain) {
        c = c >= ' ' && c <= '~' ? c : '?';
    }
    return plain;
}

SeenSegment describe(const Segment& segment, SegmentKind kind, const std::string& name) {
    const SegmentLabel& label = segment.label();
    return {kind,
            name,
            label.total_bytes,
            label.pid,
            label.creator == 0 ? Verdict::unknown : verdict_on_creator(label),
            segment.says_closed()};
}

template <class Shared>
const Shared* payload_as(const Segment& segment, const std::string& name) {
    if (segment.payload_bytes() != sizeof(Shared)) {
        fail(ErrorCode::corrupt, "'%s' holds %zu bytes instead of %zu", name.c_str(),
             segment.payload_bytes(), sizeof(Shared));
        return nullptr;
    }
    return static_cast<const Shared*>(segment.payload());
}

SeenEnd look_at_end(const OwnerWord& owner) {
    const LifeToken life = owner.load(std::memory_order_acquire);
    return {life != 0, life_identity(life).pid};
}

bool look_at(const Segment& segment, SeenRing& seen) {
    const Result<RingShape> shape = ring_shape(segment, seen.name.c_str());
    if (!shape) {
        return false;
    }
    const auto* shared = static_cast<const RingShared*>(segment.payload());
    seen.mode = shape->mode;
    seen.slots = shape->slots;
    // The tail first: it is never ahead of a head that is read later.
    seen.tail = shared->tail.load(std::memory_order_acquire);
    seen.written = shared->head.load(std::memory_order_acquire);
    seen.abandoned = shared->abandoned.load(std::memory_order_relaxed);
    seen.writer = look_at_end(shared->writer);
    seen.reader = look_at_end(shared->reader);
    return true;
}

std::uint32_t living(const Seats& seats) {
    return static_cast<std::uint32_t>(
        std::count_if(seats.begin(), seats.end(), [](const Seat& seat) {
            return verdict_on(seat.owner.load(std::memory_order_acquire)) == Verdict::alive;
        }));
}

bool look_at(const Segment& segment, SeenChannel& seen) {
    const Result<ChannelShape> shape = channel_shape(segment, seen.name.c_str());
    if (!shape) {
        return false;
    }
    const auto* shared = static_cast<const ChannelShared*>(segment.payload());
    seen.mode = shape->mode;
    seen.slots = shape->slots;
    seen.message_bytes = shape->message_bytes;
    char content[channel_type_max];
    std::memcpy(content, shared->type, sizeof content);
    content[sizeof content - 1] = '\0';
    seen.content = printable(content);
    const std::uint64_t tail = shared->tail.load(std::memory_order_acquire);
    seen.sent = shared->head.load(std::memory_order_acquire);
    seen.unread = seen.mode == channel_mode::queue && seen.sent > tail ? seen.sent - tail : 0;
    seen.abandoned = shared->abandoned.load(std::memory_order_relaxed);
    seen.passed = shared->passed.load(std::memory_order_relaxed);
    seen.senders = living(shared->writers);
    seen.receivers = living(shared->readers);
    return true;
}

bool look_at(const Segment& segment, SeenState& seen) {
    const auto* shared = payload_as<StateShared>(segment, seen.name);
    if (shared == nullptr) {
        return false;
    }
    const std::uint64_t format = shared->format.load(std::memory_order_acquire);
    seen.format = {static_cast<std::uint32_t>(format >> 32),
                   static_cast<std::uint32_t>(format >> 16) & 0xffff,
                   static_cast<std::uint32_t>(format) & 0xffff, 0};
    seen.gain = shared->gain.load(std::memory_order_relaxed);
    seen.pan = shared->pan.load(std::memory_order_relaxed);
    seen.active = (shared->active.load(std::memory_order_acquire) & 1U) != 0;
    seen.counters = {shared->produced.load(std::memory_order_relaxed),
                     shared->consumed.load(std::memory_order_relaxed),
                     shared->underruns.load(std::memory_order_relaxed),
                     shared->overruns.load(std::memory_order_relaxed)};
    const std::uint64_t beat = shared->heartbeat_ns.load(std::memory_order_relaxed);
    const std::uint64_t now = now_ns();
    seen.has_heartbeat = beat != 0;
    seen.heartbeat_age_ns = beat != 0 && now > beat ? now - beat : 0;
    return true;
}

bool look_at(const Segment& segment, SeenRegistry& seen) {
    const auto* shared = payload_as<RegistryShared>(segment, seen.name);
    if (shared == nullptr) {
        return false;
    }
    for (std::uint32_t number = 0; number < registry_capacity; ++number) {
        const std::uint64_t state = shared->states[number].load(std::memory_order_acquire);
        SeenService service;
        if (phase_of(state) == Phase::used && copy_entry(*shared, number, state, service.info)) {
            service.verdict = verdict_on_entry(*shared, number);
            for (char* text : {service.info.name, service.info.control, service.info.reply}) {
                std::strcpy(text, printable(text).c_str()); // Never longer than it was.
            }
            seen.services.push_back(service);
        }
    }
    std::sort(seen.services.begin(), seen.services.end(), [](const auto& left, const auto& right) {
        return std::strcmp(left.info.name, right.info.name) < 0;
    });
    return true;
}

bool look_at(const Segment& segment, SeenProcess& seen) {
    const auto* shared = payload_as<ReportShared>(segment, seen.name);
    if (shared == nullptr) {
        return false;
    }
    seen.report = read_report(*shared);
    const std::string reason = printable(seen.report.grant.reason);
    std::memset(seen.report.grant.reason, 0, sizeof seen.report.grant.reason);
    reason.copy(seen.report.grant.reason, sizeof seen.report.grant.reason - 1);
    return true;
}

template <class Seen>
void look_into(SegmentKind kind, const std::string& name, std::vector<Seen>& list,
               std::vector<Unseen>& unseen) {
    const std::string file = std::string(kind_name(kind)) + " " + printable(name);
    const Result<Segment> segment = Segment::look(kind, name.c_str());
    if (!segment) {
        if (segment.error() != ErrorCode::not_found) { // It went while it was looked for.
            unseen.push_back({file, printable(last_error())});
        }
        return;
    }
    Seen seen;
    static_cast<SeenSegment&>(seen) = describe(*segment, kind, name);
    if (!look_at(*segment, seen)) {
        unseen.push_back({file, printable(last_error())});
    } else if (segment->is_broken()) {
        unseen.push_back({file, "it was cut short while it was looked at"});
    } else {
        list.push_back(std::move(seen));
    }
}

void look_into_file(const std::string& file, Sight& sight) {
    const std::string rest = file.substr(std::strlen(segment_prefix));
    const auto dot = rest.find('.');
    const std::string kind = rest.substr(0, dot);
    const std::string name = dot == std::string::npos ? "" : rest.substr(dot + 1);
    if (kind == kind_name(SegmentKind::ring)) {
        look_into(SegmentKind::ring, name, sight.rings, sight.unseen);
    } else if (kind == kind_name(SegmentKind::channel)) {
        look_into(SegmentKind::channel, name, sight.channels, sight.unseen);
    } else if (kind == kind_name(SegmentKind::state)) {
        look_into(SegmentKind::state, name, sight.states, sight.unseen);
    } else if (kind == kind_name(SegmentKind::registry)) {
        look_into(SegmentKind::registry, name, sight.registries, sight.unseen);
    } else if (kind == kind_name(SegmentKind::report)) {
        look_into(SegmentKind::report, name, sight.processes, sight.unseen);
    }
}

} // namespace

Sight look_around() {
    Sight sight;
    sight.time_ns = now_ns();
    if (const ErrorCode error = look_at_lives();
        error != ErrorCode::ok && error != ErrorCode::not_found) {
        sight.unseen.push_back({"table of lives", last_error()});
    }
    std::vector<std::string> files;
    std::error_code problem;
    std::filesystem::directory_iterator entry(segment_directory(), problem);
    for (; !problem && entry != std::filesystem::directory_iterator(); entry.increment(problem)) {
        std::string file = entry->path().filename().string();
        if (file.starts_with(segment_prefix)) {
            files.push_back(std::move(file));
        }
    }
    if (problem) {
        sight.unseen.push_back({segment_directory(), problem.message()});
    }
    std::sort(files.begin(), files.end());
    for (const std::string& file : files) {
        look_into_file(file, sight);
    }
    return sight;
}

} // namespace rt
