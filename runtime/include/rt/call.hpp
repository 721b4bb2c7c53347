// A request and its answer, over two channels: the server's, which all clients send to, and each
// client's own, which the server answers on. So nobody can get another's answer.
//
// A request says who asks, which of his calls it is, and until when he waits. The server drops what
// nobody waits for any more; the client drops answers to calls that it has given up.
#pragma once

#include "rt/channel.hpp"

#include <cstddef>
#include <cstdint>
#include <map>
#include <memory>
#include <string>
#include <utility>
#include <vector>

namespace rt {

/// Before a request's bytes. The client's channel is called after the first two.
struct CallHead {
    std::uint64_t life;
    std::uint64_t number;
    std::uint64_t id;
    std::uint64_t deadline_ns;
};
static_assert(call_max_message + sizeof(CallHead) == channel_max_message);

/// Before an answer's bytes.
struct AnswerHead {
    std::uint64_t id;
};

/// A message in private memory, taken apart: kept until there is room enough for it.
template <class Head>
class Opened {
  public:
    explicit Opened(std::uint32_t longest) : bytes_(sizeof(Head) + longest) {}
    /// The next one, unless the last is still there.
    ErrorCode fetch(Channel& from) noexcept;
    const Head& head() const noexcept { return head_; }
    /// Hands the bytes behind the head over; invalid_argument when there is too little room.
    ErrorCode hand_out(std::byte* to, std::size_t capacity, std::size_t& bytes) noexcept;
    void drop() noexcept { length_ = 0; }
    bool is_there() const noexcept { return length_ != 0; }

  private:
    std::vector<std::byte> bytes_;
    std::size_t length_ = 0;
    Head head_{};
};

class Client {
  public:
    static Result<std::unique_ptr<Client>> open(const char* name, const char* content);

    /// Sends a request that is waited for so long. full when the server is behind, busy with
    /// most_calls under way.
    ErrorCode send(const std::byte* request, std::size_t bytes, std::int32_t timeout_ms,
                   std::uint64_t& call);
    /// The next answer to a call that is still waited for.
    ErrorCode receive(std::byte* answer, std::size_t capacity, std::size_t& bytes,
                      std::uint64_t& call) noexcept;
    /// Until receive() may have something; closed or stale when the server is gone.
    ErrorCode wait(std::int32_t timeout_ms) noexcept;
    Result<int> descriptor() { return answers_->descriptor(); }
    /// send() and receive() in one, for one call at a time.
    ErrorCode call(const std::byte* request, std::size_t bytes, std::int32_t timeout_ms,
                   std::byte* answer, std::size_t capacity, std::size_t& answer_bytes);

  private:
    Client(std::unique_ptr<Channel> requests, std::unique_ptr<Channel> answers, LifeToken life,
           std::uint64_t number);
    void forget_expired() noexcept;
    ErrorCode send_in_time(const std::byte* request, std::size_t bytes, std::int32_t timeout_ms,
                           std::uint64_t& call);

    struct Call {
        std::uint64_t id;
        std::uint64_t deadline_ns;
    };
    std::unique_ptr<Channel> requests_;
    std::unique_ptr<Channel> answers_;
    LifeToken life_;
    std::uint64_t number_;
    std::uint64_t last_id_ = 0;
    std::vector<Call> under_way_;
    std::vector<std::byte> out_;
    Opened<AnswerHead> in_;
};

class Server {
  public:
    static Result<std::unique_ptr<Server>> create(const char* name, const char* content,
                                                  std::uint32_t slots, std::uint32_t message_bytes);
    Server(const Server&) = delete;
    Server& operator=(const Server&) = delete;
    /// Clients that wait are told.
    ~Server();

    /// The next request that is still waited for; `call` names it for reply().
    ErrorCode receive(std::byte* request, std::size_t capacity, std::size_t& bytes,
                      std::uint64_t& call);
    ErrorCode wait(std::int32_t timeout_ms) noexcept {
        return in_.is_there() ? ErrorCode::ok : requests_->wait(timeout_ms);
    }
    Result<int> descriptor() { return requests_->descriptor(); }
    /// Ends a call. timeout when its client no longer waits, stale when it is gone: nothing is sent
    /// then.
    ErrorCode reply(std::uint64_t call, const std::byte* answer, std::size_t bytes);

  private:
    Server(std::unique_ptr<Channel> requests, std::string content);
    using ClientName = std::pair<std::uint64_t, std::uint64_t>;
    Result<Channel*> channel_of(const CallHead& head);
    void forget_expired() noexcept;
    void tell_of_end();

    std::unique_ptr<Channel> requests_;
    std::string content_;
    std::uint64_t last_call_ = 0;
    std::map<std::uint64_t, CallHead> under_way_;
    std::map<ClientName, std::unique_ptr<Channel>> clients_;
    std::vector<std::byte> out_;
    Opened<CallHead> in_;
};

} // namespace rt
