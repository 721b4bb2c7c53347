#include "call_parts.hpp"

#include <algorithm>
#include <atomic>

namespace rt {
namespace {

std::uint64_t new_number() noexcept {
    static std::atomic<std::uint64_t> last{0};
    return last.fetch_add(1, std::memory_order_relaxed) + 1;
}

/// What is left until then, as a timeout; rounded up, so that it is over afterwards.
std::int32_t milliseconds_until(std::uint64_t deadline) noexcept {
    constexpr std::uint64_t ms = 1'000'000;
    constexpr std::uint64_t longest = 1'000'000'000;
    const std::uint64_t now = now_ns();
    if (deadline == no_deadline) {
        return wait_forever;
    }
    return deadline <= now
               ? no_wait
               : static_cast<std::int32_t>(std::min((deadline - now + ms - 1) / ms, longest));
}

} // namespace

Client::Client(std::unique_ptr<Channel> requests, std::unique_ptr<Channel> answers, LifeToken life,
               std::uint64_t number)
    : requests_(std::move(requests)), answers_(std::move(answers)), life_(life), number_(number),
      out_(requests_->shape().message_bytes),
      in_(static_cast<std::uint32_t>(out_.size() - sizeof(CallHead))) {
    under_way_.reserve(most_calls);
    answers_->end_with(*requests_);
}

Result<std::unique_ptr<Client>> Client::open(const char* name, const char* content) {
    if (const ErrorCode error = check_content(name, content); error != ErrorCode::ok) {
        return error;
    }
    Result<std::unique_ptr<Channel>> requests =
        Channel::open(name, request_content(content).c_str());
    if (!requests) {
        return requests.error();
    }
    const std::uint32_t message_bytes = (*requests)->shape().message_bytes;
    if (message_bytes <= sizeof(CallHead)) {
        return fail(ErrorCode::corrupt, "calls '%s' are too short for any", name);
    }
    const std::uint64_t number = new_number();
    const auto longest =
        static_cast<std::uint32_t>(message_bytes - sizeof(CallHead) + sizeof(AnswerHead));
    const LifeToken life = own_life();
    Result<std::unique_ptr<Channel>> answers =
        Channel::create(answers_name(life, number).c_str(), answer_content(content).c_str(),
                        {most_calls, channel_mode::queue, longest});
    if (!answers) {
        return answers.error();
    }
    return std::unique_ptr<Client>(
        new Client(std::move(*requests), std::move(*answers), life, number));
}

void Client::forget_expired() noexcept {
    const std::uint64_t now = now_ns();
    std::erase_if(under_way_, [&](const Call& call) { return call.deadline_ns <= now; });
}

ErrorCode Client::send(const std::byte* request, std::size_t bytes, std::int32_t timeout_ms,
                       std::uint64_t& call) {
    if (life_ != joined_life()) {
        return fail_literal(ErrorCode::invalid_argument,
                            "a forked child opens a client of its own: answers are its parent's");
    }
    forget_expired();
    if (under_way_.size() == most_calls) {
        return fail(ErrorCode::busy, "%u calls are under way", most_calls);
    }
    const CallHead head{life_, number_, last_id_ + 1, deadline_after(timeout_ms)};
    const ErrorCode error = send_with(*requests_, out_, head, request, bytes);
    if (error == ErrorCode::ok) {
        call = ++last_id_;
        under_way_.push_back({head.id, head.deadline_ns});
    }
    return error;
}

ErrorCode Client::receive(std::byte* answer, std::size_t capacity, std::size_t& bytes,
                          std::uint64_t& call) noexcept {
    for (;;) {
        if (const ErrorCode error = in_.fetch(*answers_); error != ErrorCode::ok) {
            return error;
        }
        forget_expired();
        const std::uint64_t id = in_.head().id;
        const auto found = std::find_if(under_way_.begin(), under_way_.end(),
                                        [&](const Call& each) { return each.id == id; });
        if (found == under_way_.end()) {
            in_.drop(); // It came too late.
            continue;
        }
        const ErrorCode error = in_.hand_out(answer, capacity, bytes);
        if (error == ErrorCode::ok) {
            call = id;
            under_way_.erase(found);
        }
        return error;
    }
}

ErrorCode Client::wait(std::int32_t timeout_ms) noexcept {
    return in_.is_there() ? ErrorCode::ok : answers_->wait(timeout_ms);
}

ErrorCode Client::send_in_time(const std::byte* request, std::size_t bytes, std::int32_t timeout_ms,
                               std::uint64_t& call) {
    const std::uint64_t deadline = deadline_after(timeout_ms);
    for (;;) {
        const ErrorCode error = send(request, bytes, milliseconds_until(deadline), call);
        if (error != ErrorCode::full) {
            return error;
        }
        const ErrorCode waited = requests_->wait_space(milliseconds_until(deadline));
        if (waited != ErrorCode::ok) {
            return waited;
        }
    }
}

ErrorCode Client::call(const std::byte* request, std::size_t bytes, std::int32_t timeout_ms,
                       std::byte* answer, std::size_t capacity, std::size_t& answer_bytes) {
    forget_expired();
    if (!under_way_.empty()) {
        return fail_literal(ErrorCode::busy, "other calls are under way");
    }
    const std::uint64_t deadline = deadline_after(timeout_ms);
    std::uint64_t mine = 0;
    ErrorCode error = send_in_time(request, bytes, timeout_ms, mine);
    while (error == ErrorCode::ok) {
        std::uint64_t call = 0;
        const ErrorCode received = receive(answer, capacity, answer_bytes, call);
        if (received != ErrorCode::empty) {
            error = received;
            break;
        }
        error = answers_->wait(milliseconds_until(deadline));
    }
    // Whatever comes of it later is dropped.
    under_way_.clear();
    in_.drop();
    return error == ErrorCode::timeout
               ? fail_literal(error, "the server did not answer in the time given")
               : error;
}

} // namespace rt
