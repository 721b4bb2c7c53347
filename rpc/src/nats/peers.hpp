// The clients of a server on NATS: sessions that have an id in place of a connection, and end when
// their client says so or says nothing for as long as a lease. A call without a session is one of
// its own.
#pragma once

#include "carrier.hpp"
#include "nats/bus.hpp"

#include <deque>
#include <map>

namespace ffigen::rpc {

struct Request {
    Message message;
    std::string method;
    std::uint64_t call = 0; ///< its number in the session
    std::chrono::steady_clock::time_point came = std::chrono::steady_clock::now();
};

struct Answer {
    std::int32_t status = 0;
    std::span<const std::uint8_t> payload;
    bool is_failure = false;
};

struct Peer {
    Peer(Shared& shared, std::size_t most_objects) : session(shared, most_objects) {}
    std::string id;
    Session session;
    std::deque<Request> waiting;
    std::chrono::steady_clock::time_point heard = std::chrono::steady_clock::now();
    std::uint64_t last_call = 0;
    bool has_lease = false; ///< else it ends with its only call
    bool has_left = false;
};
using PeerPointer = std::shared_ptr<Peer>;

class Peers {
  public:
    /// Calls `answer` for each request; of the last one of a peer that has gone, too.
    using Answered = std::function<void(Peer&, const Request&, const Answer&)>;
    Peers(Host& host, Answered answered) : host_(host), answered_(std::move(answered)) {}
    ~Peers();

    [[nodiscard]] PeerPointer find(std::string_view id) const;
    [[nodiscard]] bool is_full() const { return peers_.size() >= host_.shared.limits.connections; }
    [[nodiscard]] bool is_empty() const { return peers_.empty(); }
    /// One with a lease keeps objects.
    PeerPointer add(bool has_lease);
    void ask(const PeerPointer& peer, Request request);
    /// Ends a wait that runs, and drops a call that waits.
    void cancel(const PeerPointer& peer, std::uint64_t call);
    /// Its objects are closed, when what runs has ended.
    void end(const PeerPointer& peer);
    void end_silent(std::chrono::steady_clock::time_point now);
    /// Refuses what waits, and lets go all that do not run.
    void drain();

    static constexpr std::size_t most_waiting = 1024; ///< requests of a peer

  private:
    void pump(const PeerPointer& peer);
    void work(const PeerPointer& peer);
    void answer(const PeerPointer& peer);
    void remove(const PeerPointer& peer);

    Host& host_;
    Answered answered_;
    std::map<std::string, PeerPointer, std::less<>> peers_;
};

/// 128 bits that nobody guesses, as text.
std::string secret();

} // namespace ffigen::rpc
