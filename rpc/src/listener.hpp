// An address, and the streams of those that connect to it.
#pragma once

#include "ffigen/rpc/server.hpp"
#include "stream.hpp"

namespace ffigen::rpc {

class Listener {
  public:
    using Accepted = std::function<void(std::unique_ptr<Stream>)>;
    virtual ~Listener() = default;
    virtual void accept(Accepted accepted) = 0;
    virtual void close() = 0;
    std::string address;
};

/// Throws AddressError.
std::unique_ptr<Listener> listen_unix(asio::io_context& io, const std::string& path);
std::unique_ptr<Listener> listen_tcp(asio::io_context& io, const std::string& host_and_port,
                                     asio::ssl::context* tls);

/// Calls `accepted` with each socket. Without descriptors or memory it tries again after a while:
/// those that connect wait.
template <class Acceptor, class Take>
void accept_all(Acceptor& acceptor, asio::steady_timer& pause, Take take) {
    acceptor.async_accept([&acceptor, &pause, take](const asio::error_code& error, auto socket) {
        if (error == asio::error::operation_aborted || !acceptor.is_open())
            return;
        if (!error) {
            take(std::move(socket));
            return accept_all(acceptor, pause, take);
        }
        pause.expires_after(std::chrono::milliseconds(100));
        pause.async_wait([&acceptor, &pause, take](const asio::error_code& ended) {
            if (!ended)
                accept_all(acceptor, pause, take);
        });
    });
}

} // namespace ffigen::rpc
