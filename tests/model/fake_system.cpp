#include "fake_system.hpp"

#include "explorer.hpp"

#include "rt/clock.hpp"
#include "rt/futex.hpp"
#include "rt/life.hpp"
#include "rt/process.hpp"
#include "rt/segment.hpp"
#include "rt/wake_set.hpp"
#include "segment_state.hpp"

#include <algorithm>
#include <cstdlib>
#include <cstring>
#include <map>
#include <new>
#include <string>
#include <utility>
#include <vector>

namespace {

/// Memory of a segment, used again by the next execution.
struct Buffer {
    void* at = nullptr;
    std::size_t bytes = 0;
    bool in_use = false;
};
std::map<std::string, Buffer> buffers;
rt::GuardedRange whole;
bool far_barriers_are_accepted = true;

/// A pipe by its number, which is its descriptor too.
struct Pipe {
    std::uint64_t knocks = 0;
    std::uint64_t forgotten = 0;
    /// Threads whose deaths are waited for as well.
    std::vector<std::size_t> watched;
};
std::map<std::uint64_t, Pipe> pipes;

std::size_t thread_of(rt::LifeToken token) { return rt::life_number(token) - 1; }

Buffer& take(const std::string& name, std::size_t bytes) {
    Buffer& buffer = buffers[name];
    if (buffer.bytes < bytes) {
        std::free(buffer.at);
        buffer.at = std::aligned_alloc(64, (bytes + 63) / 64 * 64);
        buffer.bytes = bytes;
    }
    std::memset(buffer.at, 0, bytes);
    buffer.in_use = true;
    return buffer;
}

} // namespace

void accept_far_barriers(bool accepted) { far_barriers_are_accepted = accepted; }

void forget_segments() {
    far_barriers_are_accepted = true;
    for (auto& [name, buffer] : buffers) {
        buffer.in_use = false;
    }
    pipes.clear();
}

void poll_descriptor(int descriptor) {
    const Pipe& pipe = pipes[static_cast<std::uint64_t>(descriptor)];
    if (pipe.knocks == pipe.forgotten &&
        std::none_of(pipe.watched.begin(), pipe.watched.end(), model::was_killed)) {
        model::sleep_long_on(&pipe);
    }
}

namespace rt {

bool accepts_far_barriers() noexcept { return far_barriers_are_accepted; }
void accept_far_barriers() noexcept {}

// Threads are processes here.
LifeToken own_life() noexcept {
    return make_life(1, static_cast<std::uint32_t>(model::current_thread() + 1));
}
LifeToken joined_life() noexcept { return own_life(); }
ErrorCode join_lives() { return ErrorCode::ok; }
LifeToken find_life(const ProcessIdentity&) noexcept { return 0; }
std::uint64_t lives_epoch() noexcept { return 1; }
ProcessIdentity life_identity(LifeToken token) noexcept {
    return {static_cast<std::int32_t>(life_number(token)), 1, 1};
}
Verdict verdict_on(LifeToken token) noexcept {
    if (token == 0) {
        return Verdict::unknown;
    }
    return model::learn_of_death(thread_of(token)) ? Verdict::dead : Verdict::alive;
}
Verdict verdict_on(const ProcessIdentity&) noexcept { return Verdict::unknown; }
ProcessIdentity find_process(std::int32_t) noexcept { return {}; }

std::uint64_t now_ns() noexcept { return model::passing_time(); }
std::uint64_t deadline_after(std::int32_t timeout_ms) noexcept {
    return timeout_ms < 0 ? no_deadline : 0;
}
void sleep_until(std::uint64_t) noexcept {}

void futex_wait(const Atomic<std::uint32_t>& word, std::uint32_t expected, std::uint64_t) noexcept {
    std::uint32_t value = 0;
    std::memcpy(&value, static_cast<const void*>(&word), sizeof value);
    model::sleep_on(&word, value, expected);
}
void futex_wake(const Atomic<std::uint32_t>& word) noexcept { model::wake(&word); }

std::uint64_t new_pipe_number() noexcept { return pipes.size() + 1; }
void knock(LifeToken, std::uint64_t number) noexcept {
    Pipe& pipe = pipes[number];
    ++pipe.knocks;
    model::wake(&pipe);
}
WakeSet::~WakeSet() = default;
ErrorCode WakeSet::open(LifeToken, std::uint64_t number) {
    pipes[number] = {};
    set_ = static_cast<int>(number);
    return ErrorCode::ok;
}
void WakeSet::clear() noexcept {
    Pipe& pipe = pipes[static_cast<std::uint64_t>(set_)];
    pipe.forgotten = pipe.knocks;
}
bool WakeSet::watch(std::span<const LifeToken> lives) noexcept {
    Pipe& pipe = pipes[static_cast<std::uint64_t>(set_)];
    pipe.watched.clear();
    for (const LifeToken life : lives) {
        if (life != own_life() && verdict_on(life) == Verdict::alive) {
            pipe.watched.push_back(thread_of(life));
        }
    }
    model::wake_by_deaths(&pipe, pipe.watched);
    return true;
}
void WakeSet::set_alarm(std::uint64_t) noexcept {}

Mapping::Mapping(Mapping&& other) noexcept
    : at_(other.at_), bytes_(other.bytes_), range_(other.range_) {}
Mapping& Mapping::operator=(Mapping&& other) noexcept {
    at_ = other.at_;
    bytes_ = other.bytes_;
    range_ = other.range_;
    return *this;
}
Mapping::~Mapping() = default;
Result<Mapping> Mapping::map(int, std::size_t bytes, const char* name) {
    Mapping mapping;
    mapping.at_ = buffers[name].at;
    mapping.bytes_ = bytes;
    mapping.range_ = &whole;
    return mapping;
}

Segment::Segment(Segment&&) noexcept = default;
Segment& Segment::operator=(Segment&&) noexcept = default;
Segment::~Segment() = default;
ErrorCode Segment::condition() const noexcept { return ErrorCode::ok; }
bool Segment::is_creator() const noexcept { return false; }
void Segment::retire() noexcept {}
Verdict verdict_on_creator(const SegmentLabel&) noexcept { return Verdict::alive; }
ErrorCode remove_segment(SegmentKind, const char*) { return ErrorCode::ok; }

Result<Segment> Segment::create(SegmentKind kind, const char* name, std::size_t payload_bytes,
                                const SegmentParameters& parameters, const Build& build) {
    const Buffer& buffer = take(name, sizeof(SegmentHeader) + payload_bytes);
    Segment segment;
    segment.label_.kind = static_cast<std::uint32_t>(kind);
    segment.label_.payload_bytes = payload_bytes;
    segment.label_.parameters = parameters;
    segment.mapping_ = std::move(*Mapping::map(0, buffer.bytes, name));
    auto* header = new (buffer.at) SegmentHeader;
    header->label = segment.label_;
    header->state.store(state_open);
    build(segment.payload());
    return segment;
}

Result<Segment> Segment::open(SegmentKind, const char* name) {
    const Buffer& buffer = buffers[name];
    if (!buffer.in_use) {
        return ErrorCode::not_found;
    }
    Segment segment;
    segment.label_ = static_cast<const SegmentHeader*>(buffer.at)->label;
    segment.mapping_ = std::move(*Mapping::map(0, buffer.bytes, name));
    return segment;
}

Result<Segment> Segment::open_or_create(SegmentKind kind, const char* name,
                                        std::size_t payload_bytes,
                                        const SegmentParameters& parameters, const Build& build) {
    Result<Segment> opened = open(kind, name);
    return opened ? std::move(opened) : create(kind, name, payload_bytes, parameters, build);
}

} // namespace rt
