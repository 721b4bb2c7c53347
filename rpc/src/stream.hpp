// A connection's bytes, whatever carries them.
#pragma once

#include <asio.hpp>
#include <asio/ssl.hpp>

#include <functional>
#include <memory>
#include <span>

namespace ffigen::rpc {

class Stream {
  public:
    using Handler = std::function<void(const asio::error_code&, std::size_t)>;
    virtual ~Stream() = default;
    /// Comes before all else: of TLS, who is there.
    virtual void shake_hands(Handler handler) = 0;
    virtual void read(std::span<std::uint8_t> to, Handler handler) = 0;
    /// Some of it.
    virtual void write(std::span<const std::uint8_t> from, Handler handler) = 0;
    /// As much as is taken at once, which saves a turn of the loop; none where there is no such
    /// way.
    virtual std::size_t write_now(std::span<const std::uint8_t> from, asio::error_code& error) = 0;
    virtual void close() = 0;
};

/// Of a socket, or of TLS over one.
template <class Socket>
class AsioStream : public Stream {
  public:
    template <class... Arguments>
    explicit AsioStream(Arguments&&... arguments)
        : socket_(std::forward<Arguments>(arguments)...) {}

    void shake_hands(Handler handler) override {
        if constexpr (requires {
                          socket_.async_handshake(asio::ssl::stream_base::server,
                                                  [](asio::error_code) {});
                      })
            socket_.async_handshake(
                asio::ssl::stream_base::server,
                [handler](const asio::error_code& error) { handler(error, 0); });
        else
            handler({}, 0);
    }
    void read(std::span<std::uint8_t> to, Handler handler) override {
        socket_.async_read_some(asio::buffer(to.data(), to.size()), std::move(handler));
    }
    void write(std::span<const std::uint8_t> from, Handler handler) override {
        socket_.async_write_some(asio::buffer(from.data(), from.size()), std::move(handler));
    }
    std::size_t write_now(std::span<const std::uint8_t> from, asio::error_code& error) override {
        error = asio::error::would_block;
        if constexpr (requires { socket_.native_non_blocking(); }) {
            if (!socket_.non_blocking())
                socket_.non_blocking(true, error);
            return socket_.write_some(asio::buffer(from.data(), from.size()), error);
        }
        return 0; // TLS: what one write needs may be a read
    }
    void close() override {
        asio::error_code ignored;
        socket_.lowest_layer().shutdown(asio::socket_base::shutdown_both, ignored);
        socket_.lowest_layer().close(ignored);
    }

  private:
    Socket socket_;
};

} // namespace ffigen::rpc
