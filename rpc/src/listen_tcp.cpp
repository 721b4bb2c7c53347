#include "listener.hpp"

#include <netinet/tcp.h>
#include <sys/socket.h>

namespace ffigen::rpc {
namespace {

using asio::ip::tcp;

tcp::endpoint resolve(asio::io_context& io, const std::string& host_and_port) {
    const std::size_t colon = host_and_port.rfind(':');
    if (colon == std::string::npos)
        throw AddressError(host_and_port + ": no port");
    std::string host = host_and_port.substr(0, colon);
    if (host.starts_with('[') && host.ends_with(']'))
        host = host.substr(1, host.size() - 2);
    asio::error_code error;
    tcp::resolver resolver(io);
    const auto found =
        resolver.resolve(host, host_and_port.substr(colon + 1), tcp::resolver::passive, error);
    if (error || found.empty())
        throw AddressError(host_and_port + ": " + error.message());
    return found.begin()->endpoint();
}

/// A peer whose machine went away is noticed within a minute.
void watch(tcp::socket& socket) {
    asio::error_code ignored;
    socket.set_option(tcp::no_delay(true), ignored);
    socket.set_option(asio::socket_base::keep_alive(true), ignored);
    const std::pair<int, int> times[] = {
        {TCP_KEEPIDLE, 30}, {TCP_KEEPINTVL, 10}, {TCP_KEEPCNT, 3}, {TCP_USER_TIMEOUT, 60'000}};
    for (const auto& [option, value] : times)
        ::setsockopt(socket.native_handle(), IPPROTO_TCP, option, &value, sizeof value);
}

class TcpListener : public Listener {
  public:
    TcpListener(asio::io_context& io, const std::string& host_and_port, asio::ssl::context* tls)
        : tls_(tls), acceptor_(io), pause_(io) {
        const tcp::endpoint endpoint = resolve(io, host_and_port);
        if (tls == nullptr && !endpoint.address().is_loopback())
            throw AddressError(host_and_port + ": reachable from elsewhere, which needs tls: with "
                                               "certificates");
        try {
            acceptor_.open(endpoint.protocol());
            acceptor_.set_option(asio::socket_base::reuse_address(true));
            acceptor_.bind(endpoint);
            acceptor_.listen();
        } catch (const std::system_error& error) {
            throw AddressError(host_and_port + ": " + error.code().message());
        }
        address = (tls != nullptr ? "tls:" : "tcp:") +
                  host_and_port.substr(0, host_and_port.rfind(':') + 1) +
                  std::to_string(acceptor_.local_endpoint().port());
    }

    void accept(Accepted accepted) override {
        accept_all(acceptor_, pause_, [this, accepted](tcp::socket socket) {
            watch(socket);
            if (tls_ == nullptr)
                accepted(std::make_unique<AsioStream<tcp::socket>>(std::move(socket)));
            else
                accepted(std::make_unique<AsioStream<asio::ssl::stream<tcp::socket>>>(
                    std::move(socket), *tls_));
        });
    }
    void close() override {
        asio::error_code ignored;
        pause_.cancel();
        acceptor_.close(ignored);
    }

  private:
    asio::ssl::context* tls_;
    tcp::acceptor acceptor_;
    asio::steady_timer pause_;
};

} // namespace

std::unique_ptr<Listener> listen_tcp(asio::io_context& io, const std::string& host_and_port,
                                     asio::ssl::context* tls) {
    return std::make_unique<TcpListener>(io, host_and_port, tls);
}

} // namespace ffigen::rpc
