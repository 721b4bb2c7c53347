#include "call_parts.hpp"

#include <algorithm>

namespace rt {
namespace {

/// Requests that were taken and not answered yet.
constexpr std::size_t most_under_way = 4096;
/// Clients whose channels are kept open.
constexpr std::size_t most_clients = 256;

} // namespace

Server::Server(std::unique_ptr<Channel> requests, std::string content)
    : requests_(std::move(requests)), content_(std::move(content)),
      out_(requests_->shape().message_bytes - sizeof(CallHead) + sizeof(AnswerHead)),
      in_(static_cast<std::uint32_t>(requests_->shape().message_bytes - sizeof(CallHead))) {
    requests_->outlast_senders();
}

Result<std::unique_ptr<Server>> Server::create(const char* name, const char* content,
                                               std::uint32_t slots, std::uint32_t message_bytes) {
    if (const ErrorCode error = check_content(name, content); error != ErrorCode::ok) {
        return error;
    }
    if (message_bytes == 0 || message_bytes > call_max_message) {
        return fail(ErrorCode::invalid_argument, "calls '%.63s': %u bytes must be from 1 to %u",
                    name, message_bytes, call_max_message);
    }
    const auto longest = static_cast<std::uint32_t>(message_bytes + sizeof(CallHead));
    Result<std::unique_ptr<Channel>> requests = Channel::create(
        name, request_content(content).c_str(), {slots, channel_mode::queue, longest});
    if (!requests) {
        return requests.error();
    }
    return std::unique_ptr<Server>(new Server(std::move(*requests), content));
}

Server::~Server() {
    try {
        tell_of_end();
    } catch (...) { // NOLINT(bugprone-empty-catch)
        // Out of memory: they learn of it when they look next.
    }
}

// Those who wait sleep on their own channels, where nothing would ring.
void Server::tell_of_end() {
    while (in_.fetch(*requests_) == ErrorCode::ok) {
        under_way_.emplace(++last_call_, in_.head());
        in_.drop();
    }
    std::vector<Channel*> waiting;
    for (const auto& [call, head] : under_way_) {
        if (const Result<Channel*> channel = channel_of(head)) {
            waiting.push_back(*channel);
        }
    }
    requests_.reset();
    for (Channel* channel : waiting) {
        channel->ring();
    }
}

void Server::forget_expired() noexcept {
    const std::uint64_t now = now_ns();
    std::erase_if(under_way_, [&](const auto& each) { return each.second.deadline_ns <= now; });
}

ErrorCode Server::receive(std::byte* request, std::size_t capacity, std::size_t& bytes,
                          std::uint64_t& call) {
    if (under_way_.size() >= most_under_way) {
        forget_expired();
        if (under_way_.size() >= most_under_way) {
            return fail(ErrorCode::busy, "%zu calls wait for an answer", most_under_way);
        }
    }
    for (;;) {
        if (const ErrorCode error = in_.fetch(*requests_); error != ErrorCode::ok) {
            return error;
        }
        if (in_.head().deadline_ns > now_ns()) {
            break;
        }
        in_.drop(); // Nobody waits for it any more.
    }
    const CallHead head = in_.head();
    const ErrorCode error = in_.hand_out(request, capacity, bytes);
    if (error == ErrorCode::ok) {
        call = ++last_call_;
        under_way_.emplace(call, head);
    }
    return error;
}

Result<Channel*> Server::channel_of(const CallHead& head) {
    const ClientName client{head.life, head.number};
    if (const auto found = clients_.find(client); found != clients_.end()) {
        return found->second.get();
    }
    Result<std::unique_ptr<Channel>> opened = Channel::open(
        answers_name(head.life, head.number).c_str(), answer_content(content_.c_str()).c_str());
    if (!opened) {
        return opened.error();
    }
    if (clients_.size() >= most_clients) {
        std::erase_if(clients_,
                      [](const auto& each) { return each.second->check() != ErrorCode::ok; });
        if (clients_.size() >= most_clients) {
            clients_.clear();
        }
    }
    return clients_.emplace(client, std::move(*opened)).first->second.get();
}

ErrorCode Server::reply(std::uint64_t call, const std::byte* answer, std::size_t bytes) {
    const auto found = under_way_.find(call);
    if (found == under_way_.end()) {
        return fail(ErrorCode::invalid_argument, "no call %llu waits for an answer",
                    static_cast<unsigned long long>(call));
    }
    if (bytes > out_.size() - sizeof(AnswerHead)) {
        return fail(ErrorCode::invalid_argument, "an answer of %zu bytes where at most %zu go",
                    bytes, out_.size() - sizeof(AnswerHead));
    }
    const CallHead head = found->second;
    under_way_.erase(found);
    if (head.deadline_ns <= now_ns()) {
        return fail_literal(ErrorCode::timeout, "its client no longer waits for this answer");
    }
    const Result<Channel*> channel = channel_of(head);
    const ErrorCode error =
        channel ? send_with(**channel, out_, AnswerHead{head.id}, answer, bytes) : channel.error();
    if (error == ErrorCode::not_found || error == ErrorCode::closed || error == ErrorCode::stale ||
        (channel && (*channel)->check() != ErrorCode::ok)) {
        clients_.erase({head.life, head.number});
        return fail_literal(ErrorCode::stale, "its client is gone");
    }
    return error;
}

} // namespace rt
