#include "endpoint.hpp"

#include "openmetrics.hpp"

#include <asio.hpp>

#include <array>
#include <chrono>
#include <csignal>
#include <memory>

namespace {

using asio::ip::tcp;

/// Of a request's head; whoever sends more, or takes longer, is cut off.
constexpr std::size_t most_head_bytes = 8192;
constexpr std::chrono::seconds most_time{5};
constexpr int most_connections = 32;

std::string response(const char* status, const char* type, const std::string& body,
                     bool with_body) {
    std::string text = std::string("HTTP/1.1 ") + status + "\r\nContent-Type: " + type +
                       "\r\nContent-Length: " + std::to_string(body.size()) +
                       "\r\nConnection: close\r\nCache-Control: no-store\r\n\r\n";
    return with_body ? text + body : text;
}

std::string answer(const std::string& head, const std::function<std::string()>& text) {
    const std::string line = head.substr(0, head.find("\r\n"));
    const auto first = line.find(' ');
    const auto second = line.find(' ', first == std::string::npos ? first : first + 1);
    if (second == std::string::npos || line.compare(second + 1, 5, "HTTP/") != 0) {
        return response("400 Bad Request", "text/plain", "no HTTP\n", true);
    }
    const std::string method = line.substr(0, first);
    const std::string path = line.substr(first + 1, second - first - 1);
    if (method != "GET" && method != "HEAD") {
        return response("405 Method Not Allowed", "text/plain", "GET alone\n", true);
    }
    if (path.substr(0, path.find('?')) != "/metrics") {
        return response("404 Not Found", "text/plain", "there is /metrics\n", method == "GET");
    }
    return response("200 OK", openmetrics_type, text(), method == "GET");
}

class Connection : public std::enable_shared_from_this<Connection> {
  public:
    Connection(tcp::socket socket, const std::function<std::string()>& text,
               std::shared_ptr<int> count)
        : socket_(std::move(socket)), timer_(socket_.get_executor()), text_(text),
          count_(std::move(count)) {
        ++*count_;
    }
    Connection(const Connection&) = delete;
    Connection& operator=(const Connection&) = delete;
    ~Connection() { --*count_; }

    void run() {
        timer_.expires_after(most_time);
        timer_.async_wait([self = shared_from_this()](const asio::error_code& error) {
            if (!error) {
                self->end();
            }
        });
        asio::async_read_until(
            socket_, asio::dynamic_buffer(head_, most_head_bytes), "\r\n\r\n",
            [self = shared_from_this()](const asio::error_code& error, std::size_t /*bytes*/) {
                if (error) {
                    self->end();
                } else {
                    self->reply();
                }
            });
    }

  private:
    void reply() {
        reply_ = answer(head_, text_);
        asio::async_write(socket_, asio::buffer(reply_),
                          [self = shared_from_this()](const asio::error_code& /*error*/,
                                                      std::size_t /*bytes*/) { self->end(); });
    }
    void end() {
        asio::error_code ignored;
        timer_.cancel();
        socket_.shutdown(tcp::socket::shutdown_both, ignored);
        socket_.close(ignored);
    }

    tcp::socket socket_;
    asio::steady_timer timer_;
    const std::function<std::string()>& text_;
    std::shared_ptr<int> count_;
    std::string head_;
    std::string reply_;
};

void accept_next(tcp::acceptor& acceptor, const std::function<std::string()>& text,
                 const std::shared_ptr<int>& count) {
    acceptor.async_accept([&, count](const asio::error_code& error, tcp::socket socket) {
        if (error == asio::error::operation_aborted) {
            return;
        }
        if (!error && *count < most_connections) {
            std::make_shared<Connection>(std::move(socket), text, count)->run();
        }
        accept_next(acceptor, text, count);
    });
}

} // namespace

std::string serve_metrics(std::uint16_t port, const std::function<std::string()>& text,
                          const std::function<void(std::uint16_t)>& started) {
    asio::io_context context;
    tcp::acceptor acceptor(context);
    const tcp::endpoint here(asio::ip::address_v4::loopback(), port);
    asio::error_code error;
    acceptor.open(here.protocol(), error);
    if (!error) {
        acceptor.set_option(asio::socket_base::reuse_address(true), error);
    }
    if (!error) {
        acceptor.bind(here, error);
    }
    if (!error) {
        acceptor.listen(asio::socket_base::max_listen_connections, error);
    }
    if (error) {
        return "127.0.0.1:" + std::to_string(port) + ": " + error.message();
    }
    asio::signal_set signals(context, SIGTERM, SIGINT);
    signals.async_wait([&](const asio::error_code&, int) { context.stop(); });
    accept_next(acceptor, text, std::make_shared<int>(0));
    started(acceptor.local_endpoint().port());
    context.run();
    return "";
}
