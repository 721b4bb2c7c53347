// What serves its clients without connections, and what of a server it does that with.
#pragma once

#include "ffigen/rpc/server.hpp"
#include "session.hpp"
#include "workers.hpp"

#include <asio.hpp>

namespace ffigen::rpc {

struct Host {
    Shared& shared;
    asio::io_context& io; ///< of the thread that serves everybody, in which all is called
    Workers& workers;
    const Tls& tls;
    const std::vector<std::string>& published; ///< as Server::publish() was given it
    std::function<void()> emptied;             ///< to be called when is_empty() has become true
};

class Carrier {
  public:
    virtual ~Carrier() = default;
    /// Called again and again.
    virtual void check_time(std::chrono::steady_clock::time_point now) = 0;
    /// Takes no new clients, and ends what it has as soon as what runs is answered.
    virtual void drain() = 0;
    [[nodiscard]] virtual bool is_empty() const = 0;
    std::string address;
};

} // namespace ffigen::rpc
