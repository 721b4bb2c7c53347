// What one peer and a server say to each other, without any input or output: bytes come in, bytes
// go out. Answers are in the order of requests. All of it but run() is for one thread, and nothing
// of it while run() is in another one, except receive() and leave().
#pragma once

#include "ffigen/rpc/call.hpp"
#include "protocol.hpp"

#include <atomic>
#include <chrono>

namespace ffigen::rpc {

/// What the sessions of a server share.
struct Shared {
    const Contract& contract;
    Limits limits;
    Stats stats;
    std::chrono::steady_clock::time_point start = std::chrono::steady_clock::now();
    bool is_stopping = false;
};

class Session {
  public:
    explicit Session(Shared& shared) : Session(shared, shared.limits.objects) {}
    Session(Shared& shared, std::size_t most_objects) : shared_(shared), objects_(most_objects) {}
    ~Session() { close(); }

    void receive(std::span<const std::uint8_t> bytes);
    /// Whether more should be read before something is answered.
    [[nodiscard]] bool has_room() const;
    /// A request has begun that is not there yet.
    [[nodiscard]] bool is_within_request() const { return !running_ && !input_.empty(); }

    /// Answers what can be answered at once. True when run() has to be called, in another thread,
    /// and end_run() afterwards.
    bool turn();
    void run();
    void end_run();
    [[nodiscard]] bool is_running() const { return running_; }

    /// What is to be sent; the caller takes it out.
    std::vector<std::uint8_t> output;
    /// Whether the last answer is a failure.
    [[nodiscard]] bool has_failed() const { return failed_; }
    /// Nothing more can be understood or should be heard: to be closed once `output` is sent.
    [[nodiscard]] bool is_done() const { return done_; }
    /// Nobody is there any more.
    void leave() { left_ = over_ = true; }
    /// Nobody waits for what runs.
    void interrupt() { over_ = true; }
    /// Ends the objects; not while running.
    void close();

  private:
    void answer(const Frame& frame);
    void answer_now(const Frame& frame, const Method* method, Call& call);
    bool answer_protocol(const Frame& frame, Call& call);
    void hello(const Frame& frame, Call& call);
    void send(Call& call, const std::vector<std::uint8_t>& payload);
    void heed_cancel();
    void call_method(const Method& method, Call& call);
    void count(std::string_view name, const Call& call, std::chrono::nanoseconds time);

    Shared& shared_;
    Objects objects_;
    std::vector<std::uint8_t> input_;
    std::atomic<bool> over_ = false;
    bool done_ = false, failed_ = false, left_ = false;
    // Of the function that blocks.
    bool running_ = false;
    const Method* method_ = nullptr;
    std::vector<std::uint8_t> request_, answer_;
    std::chrono::nanoseconds time_{0};
    std::size_t counted_objects_ = 0;
};

} // namespace ffigen::rpc
