#include "connection.hpp"

namespace ffigen::rpc {

Connection::Connection(std::unique_ptr<Stream> stream, Shared& shared, asio::io_context& io,
                       Workers& workers, Ended ended)
    : stream_(std::move(stream)), shared_(shared), io_(io), workers_(workers),
      ended_(std::move(ended)), session_(shared), incoming_(64u << 10) {
    progress_ = request_begin_ = write_progress_ = Clock::now();
}

void Connection::start() {
    stream_->shake_hands([self = shared_from_this()](const asio::error_code& error, std::size_t) {
        if (error)
            return self->drop();
        self->is_ready_ = true;
        self->progress_ = Clock::now();
        self->read();
    });
}

void Connection::read() {
    if (is_reading_ || is_at_end_ || has_ended_ || !session_.has_room())
        return;
    is_reading_ = true;
    stream_->read(incoming_,
                  [self = shared_from_this()](const asio::error_code& error, std::size_t size) {
                      self->is_reading_ = false;
                      if (error) { // gone, or done with sending: what it sent is answered
                          self->is_at_end_ = true;
                          self->session_.leave();
                          return self->pump();
                      }
                      const auto now = Clock::now();
                      if (!self->session_.is_within_request())
                          self->request_begin_ = now;
                      self->progress_ = now;
                      self->session_.receive(std::span(self->incoming_).first(size));
                      self->pump();
                  });
}

void Connection::pump() {
    bool is_held_up = true; // by replies that are not sent
    while (is_held_up && !has_ended_) {
        if (!session_.is_running() && session_.turn())
            work();
        is_held_up = session_.output.size() >= shared_.limits.unsent;
        is_held_up = write() && is_held_up;
    }
    if (has_ended_)
        return;
    read();
    end_if_done();
}

void Connection::work() {
    workers_.run([self = shared_from_this()]() mutable {
        self->session_.run();
        asio::io_context& io = self->io_;
        // The connection ends in the thread that serves, not in this one.
        asio::post(io, [self = std::move(self)] {
            self->session_.end_run();
            self->request_begin_ = self->progress_ = Clock::now();
            if (self->has_ended_)
                self->session_.close();
            self->pump();
        });
    });
}

/// True when all is sent.
bool Connection::write() {
    if (is_writing_ || has_ended_)
        return false;
    if (sent_ == outgoing_.size()) {
        outgoing_.clear();
        outgoing_.swap(session_.output);
        sent_ = 0;
        if (outgoing_.empty() || write_now())
            return true;
        if (has_ended_)
            return false;
        write_progress_ = Clock::now();
    }
    is_writing_ = true;
    stream_->write(std::span(outgoing_).subspan(sent_),
                   [self = shared_from_this()](const asio::error_code& error, std::size_t size) {
                       self->is_writing_ = false;
                       if (error)
                           return self->drop();
                       self->sent_ += size;
                       self->shared_.stats.sent += size;
                       self->progress_ = self->write_progress_ = Clock::now();
                       self->request_begin_ = self->write_progress_;
                       self->pump();
                   });
    return false;
}

/// True when the peer took all at once, as it does unless it is behind.
bool Connection::write_now() {
    asio::error_code error;
    sent_ = stream_->write_now(outgoing_, error);
    shared_.stats.sent += sent_;
    if (error && error != asio::error::would_block && error != asio::error::try_again) {
        drop();
        return false;
    }
    request_begin_ = progress_; // what is there of the next request came with the end of this one
    return sent_ == outgoing_.size();
}

void Connection::end_if_done() {
    const bool is_sent = !is_writing_ && session_.output.empty() && sent_ == outgoing_.size();
    if (is_sent && !session_.is_running() && (session_.is_done() || is_at_end_ || is_draining_))
        drop();
}

void Connection::check_time(Clock::time_point now) {
    const Limits& limits = shared_.limits;
    const bool is_slow_to_send =
        (!is_ready_ || session_.is_within_request()) && !is_writing_ &&
        now - (is_ready_ ? request_begin_ : progress_) > limits.request_time;
    const bool is_slow_to_take = is_writing_ && now - write_progress_ > limits.reply_time;
    const bool is_idle = limits.idle_time.count() > 0 && !session_.is_running() &&
                         now - progress_ > limits.idle_time;
    if (is_slow_to_send || is_slow_to_take || is_idle)
        drop();
}

void Connection::drain() {
    is_draining_ = true;
    if (!is_ready_)
        return drop();
    pump(); // refuses what came
}

void Connection::drop() {
    if (has_ended_)
        return;
    has_ended_ = true;
    session_.leave();
    stream_->close();
    if (!session_.is_running())
        session_.close();
    ended_(shared_from_this());
}

} // namespace ffigen::rpc
