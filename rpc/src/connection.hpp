// One peer: moves its bytes between a stream and a session, and drops it when it is too slow.
#pragma once

#include "session.hpp"
#include "stream.hpp"
#include "workers.hpp"

namespace ffigen::rpc {

class Connection : public std::enable_shared_from_this<Connection> {
  public:
    using Clock = std::chrono::steady_clock;
    using Ended = std::function<void(const std::shared_ptr<Connection>&)>;

    Connection(std::unique_ptr<Stream> stream, Shared& shared, asio::io_context& io,
               Workers& workers, Ended ended);

    void start();
    /// Called again and again.
    void check_time(Clock::time_point now);
    /// Ends as soon as what runs is answered.
    void drain();
    /// Ends now, or when the function that blocks returns.
    void drop();

  private:
    void read();
    void pump();
    void work();
    bool write();
    bool write_now();
    void end_if_done();

    std::unique_ptr<Stream> stream_;
    Shared& shared_;
    asio::io_context& io_;
    Workers& workers_;
    Ended ended_;
    Session session_;
    std::vector<std::uint8_t> incoming_, outgoing_;
    std::size_t sent_ = 0;
    Clock::time_point progress_, request_begin_, write_progress_;
    bool is_ready_ = false, is_reading_ = false, is_writing_ = false, is_at_end_ = false,
         is_draining_ = false, has_ended_ = false;
};

} // namespace ffigen::rpc
