#include "ffigen/rpc/server.hpp"

#include "carrier.hpp"
#include "connection.hpp"
#include "listener.hpp"

#include <algorithm>
#include <csignal>
#include <set>
#include <utility>
#include <vector>

namespace ffigen::rpc {

struct Server::Parts {
    Parts(const Contract& contract, const Limits& limits, const Tls& files)
        : shared{.contract = contract, .limits = limits, .stats = {}}, tls_files(files) {}

    void accepted(std::unique_ptr<Stream> stream);
    void tick();
    void begin_stop();
    void stop_if_empty();
    asio::ssl::context& tls_context();

    Shared shared;
    Tls tls_files;
    asio::io_context io{1};
    asio::executor_work_guard<asio::io_context::executor_type> work = asio::make_work_guard(io);
    asio::steady_timer timer{io}, deadline{io};
    asio::signal_set signals{io};
    bool catches_signals = false;
    std::unique_ptr<asio::ssl::context> tls;
    std::vector<std::unique_ptr<Listener>> listeners;
    std::set<std::shared_ptr<Connection>> connections;
    std::vector<Transport> transports;
    std::vector<std::string> published;
    Host host{shared, io, workers, tls_files, published, [this] { stop_if_empty(); }};
    std::vector<std::unique_ptr<Carrier>> carriers;
    bool is_clean = true;
    // Last: what runs is over before the rest goes.
    Workers workers{shared.limits.connections};
};

void Server::Parts::accepted(std::unique_ptr<Stream> stream) {
    if (connections.size() >= shared.limits.connections || shared.is_stopping) {
        ++shared.stats.refused;
        return stream->close();
    }
    auto connection = std::make_shared<Connection>(
        std::move(stream), shared, io, workers, [this](const std::shared_ptr<Connection>& ended) {
            connections.erase(ended);
            shared.stats.connections = connections.size();
            stop_if_empty();
        });
    connections.insert(connection);
    shared.stats.connections = connections.size();
    connection->start();
}

void Server::Parts::tick() {
    timer.expires_after(std::chrono::milliseconds(100));
    timer.async_wait([this](const asio::error_code& error) {
        if (error)
            return;
        const auto now = Connection::Clock::now();
        const auto all = connections; // a check may end one
        for (const auto& connection : all)
            connection->check_time(now);
        for (const auto& carrier : carriers)
            carrier->check_time(now);
        tick();
    });
}

void Server::Parts::begin_stop() {
    if (shared.is_stopping)
        return;
    shared.is_stopping = true;
    for (const auto& listener : listeners)
        listener->close();
    const auto all = connections;
    for (const auto& connection : all)
        connection->drain();
    for (const auto& carrier : carriers)
        carrier->drain();
    deadline.expires_after(shared.limits.drain_time);
    deadline.async_wait([this](const asio::error_code& error) {
        if (error)
            return;
        is_clean = false;
        io.stop();
    });
    stop_if_empty();
}

void Server::Parts::stop_if_empty() {
    if (shared.is_stopping && connections.empty() &&
        std::ranges::all_of(carriers, [](const auto& carrier) { return carrier->is_empty(); }))
        io.stop();
}

asio::ssl::context& Server::Parts::tls_context() {
    if (tls)
        return *tls;
    if (tls_files.certificate.empty() || tls_files.key.empty() || tls_files.authority.empty())
        throw AddressError("tls: needs a certificate, its key, and the authority of clients");
    auto context = std::make_unique<asio::ssl::context>(asio::ssl::context::tls_server);
    try {
        context->set_options(asio::ssl::context::no_tlsv1 | asio::ssl::context::no_tlsv1_1);
        context->use_certificate_chain_file(tls_files.certificate);
        context->use_private_key_file(tls_files.key, asio::ssl::context::pem);
        context->load_verify_file(tls_files.authority);
        context->set_verify_mode(asio::ssl::verify_peer | asio::ssl::verify_fail_if_no_peer_cert);
    } catch (const std::system_error& error) {
        throw AddressError(std::string("tls: ") + error.what());
    }
    tls = std::move(context);
    return *tls;
}

Server::Server(const Contract& contract, const Limits& limits, const Tls& tls)
    : parts_(std::make_unique<Parts>(contract, limits, tls)) {
    // A peer that goes away is an error of its connection.
    std::signal(SIGPIPE, SIG_IGN);
}

Server::~Server() {
    for (const auto& connection : std::set(parts_->connections))
        connection->drop();
}

void Server::add(const Transport& transport) { parts_->transports.push_back(transport); }

void Server::publish(const std::string& calls) { parts_->published.push_back(calls); }

std::string Server::listen(const std::string& address) {
    for (const Transport& transport : parts_->transports)
        if (const std::string scheme(transport.scheme);
            address.starts_with(scheme + "://") || address.starts_with(scheme + "+tls://")) {
            parts_->workers.allow(parts_->shared.limits.connections);
            parts_->carriers.push_back(transport.open(address, parts_->host));
            return parts_->carriers.back()->address;
        }
    const std::size_t colon = address.find(':');
    const std::string kind = address.substr(0, colon);
    const std::string rest = colon == std::string::npos ? "" : address.substr(colon + 1);
    std::unique_ptr<Listener> listener;
    if (kind == "unix" && !rest.empty())
        listener = listen_unix(parts_->io, rest);
    else if (kind == "tcp" || kind == "tls")
        listener = listen_tcp(parts_->io, rest, kind == "tls" ? &parts_->tls_context() : nullptr);
    else
        throw AddressError("'" + address + "' is neither unix:, tcp: nor tls:" +
                           (address.starts_with("nats:") ? ", and this server has no NATS" : ""));
    listener->accept([parts = parts_.get()](std::unique_ptr<Stream> stream) {
        parts->accepted(std::move(stream));
    });
    parts_->listeners.push_back(std::move(listener));
    return parts_->listeners.back()->address;
}

void Server::catch_signals() {
    if (std::exchange(parts_->catches_signals, true))
        return;
    parts_->signals.add(SIGTERM);
    parts_->signals.add(SIGINT);
    parts_->signals.async_wait([this](const asio::error_code& error, int) {
        if (!error)
            parts_->begin_stop();
    });
}

bool Server::run(bool until_signalled) {
    if (until_signalled)
        catch_signals();
    parts_->tick();
    parts_->io.run();
    return parts_->is_clean;
}

void Server::stop() {
    asio::post(parts_->io, [this] { parts_->begin_stop(); });
}

} // namespace ffigen::rpc
