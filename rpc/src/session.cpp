#include "session.hpp"

#include <algorithm>
#include <exception>
#include <string>

namespace ffigen::rpc {
namespace {

const Method* find(const Contract& contract, std::string_view name) {
    const auto found = std::ranges::lower_bound(contract.methods, name, {}, &Method::name);
    return found != contract.methods.end() && found->name == name ? &*found : nullptr;
}

using Clock = std::chrono::steady_clock;

} // namespace

void Session::receive(std::span<const std::uint8_t> bytes) {
    if (done_)
        return; // whatever it is
    input_.insert(input_.end(), bytes.begin(), bytes.end());
    shared_.stats.received += bytes.size();
    heed_cancel();
}

/// The request behind the one that runs says that nobody waits for that one any more.
void Session::heed_cancel() {
    Frame frame;
    if (running_ && read_frame(input_, shared_.limits.request, frame) == Framing::whole &&
        frame.method == "ffi.cancel")
        interrupt();
}

bool Session::has_room() const {
    // One whole request, even the largest, always has room.
    const std::size_t largest = 8 + longest_method + shared_.limits.request;
    return !done_ && output.size() < shared_.limits.unsent && input_.size() < largest;
}

bool Session::turn() {
    std::size_t at = 0;
    while (!running_ && !done_ && output.size() < shared_.limits.unsent) {
        Frame frame;
        const Framing framing =
            read_frame(std::span(input_).subspan(at), shared_.limits.request, frame);
        if (framing == Framing::incomplete)
            break;
        if (framing == Framing::broken) {
            Call call({}, objects_, shared_.limits, output, over_);
            call.refuse(Refusal::too_large, "a length that no request may have");
            done_ = true;
            break;
        }
        answer(frame);
        at += frame.size;
    }
    input_.erase(input_.begin(), input_.begin() + static_cast<std::ptrdiff_t>(at));
    heed_cancel();
    return running_;
}

void Session::answer(const Frame& frame) {
    const Method* method = find(shared_.contract, frame.method);
    if (method != nullptr && method->is_blocking && !shared_.is_stopping) {
        request_.assign(frame.payload.begin(), frame.payload.end());
        answer_.clear();
        method_ = method;
        running_ = true;
        return;
    }
    Call call(frame.payload, objects_, shared_.limits, output, over_);
    answer_now(frame, method, call);
    failed_ = call.has_failed();
}

void Session::answer_now(const Frame& frame, const Method* method, Call& call) {
    if (shared_.is_stopping)
        return call.refuse(Refusal::stopping, "the server ends; the call was not made");
    const auto start = Clock::now();
    if (method != nullptr)
        call_method(*method, call);
    else if (!answer_protocol(frame, call))
        return call.refuse(Refusal::unknown_method,
                           "the contract has no method '" + std::string(frame.method) + "'");
    count(frame.method, call, Clock::now() - start);
}

void Session::call_method(const Method& method, Call& call) {
    try {
        method.run(call);
    } catch (const std::exception& error) {
        call.refuse(Refusal::internal, error.what());
    }
}

void Session::run() {
    const auto start = Clock::now();
    Call call(request_, objects_, shared_.limits, answer_, over_);
    call_method(*method_, call);
    failed_ = call.has_failed();
    time_ = Clock::now() - start;
}

void Session::end_run() {
    running_ = false;
    over_ = left_; // an interruption is of one call
    output.insert(output.end(), answer_.begin(), answer_.end());
    Call call({}, objects_, shared_.limits, answer_, over_);
    if (failed_)
        call.refuse(Refusal::internal, {}); // for the count alone
    count(method_->name, call, time_);
    request_ = {};
    answer_ = {};
}

bool Session::answer_protocol(const Frame& frame, Call& call) {
    if (frame.method == "ffi.hello") {
        hello(frame, call);
    } else if (frame.method == "ffi.cancel") { // was heeded, or came too late
        send(call, {0xa0});
    } else if (frame.method == "ffi.describe") {
        send(call, describe_payload(shared_.contract));
    } else if (frame.method == "ffi.stats") {
        shared_.stats.uptime_ns = static_cast<std::uint64_t>((Clock::now() - shared_.start) /
                                                             std::chrono::nanoseconds(1));
        send(call, stats_payload(shared_.stats));
    } else {
        return false;
    }
    return true;
}

void Session::hello(const Frame& frame, Call& call) {
    const std::optional<Hello> hello = read_hello(frame.payload);
    if (!hello)
        return call.refuse(Refusal::malformed, "no ffi.hello-request");
    const Contract& mine = shared_.contract;
    if (hello->contract == mine.name &&
        (hello->is_tolerant || hello->fingerprint == mine.fingerprint))
        return send(call, hello_payload(mine, shared_.limits));
    call.refuse(Refusal::other_contract, "the client was made from " + hello->contract + " " +
                                             hello->fingerprint + ", the server from " +
                                             std::string(mine.name) + " " +
                                             std::string(mine.fingerprint));
    done_ = true;
}

void Session::send(Call& call, const std::vector<std::uint8_t>& payload) {
    const std::span<std::uint8_t> room = call.room(payload.size());
    if (room.empty())
        return;
    std::ranges::copy(payload, room.begin());
    call.answer(0, payload.size());
}

void Session::count(std::string_view name, const Call& call, std::chrono::nanoseconds time) {
    Stats& stats = shared_.stats;
    auto at = stats.methods.find(name);
    if (at == stats.methods.end())
        at = stats.methods.emplace(std::string(name), MethodStats{}).first;
    MethodStats& method = at->second;
    const auto took = static_cast<std::uint64_t>(time.count());
    ++method.calls;
    method.errors += call.has_failed() ? 1 : 0;
    method.total_ns += took;
    method.longest_ns = std::max(method.longest_ns, took);
    stats.objects += objects_.size() - counted_objects_;
    counted_objects_ = objects_.size();
}

void Session::close() {
    objects_.close_all();
    shared_.stats.objects -= counted_objects_;
    counted_objects_ = 0;
}

} // namespace ffigen::rpc
