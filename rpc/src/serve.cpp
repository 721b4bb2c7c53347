#include "ffigen/rpc/server.hpp"

#include <CLI/CLI.hpp>
#include <asio.hpp>

#include <algorithm>
#include <csignal>
#include <cstdio>
#include <cstdlib>

namespace ffigen::rpc {
namespace {

/// What a server is told on its command line.
struct Settings {
    Limits limits;
    Tls tls;
    std::vector<std::string> addresses, published;
    long drain_ms = limits.drain_time.count(), idle_ms = 0,
         request_ms = limits.request_time.count(), reply_ms = limits.reply_time.count(),
         lease_ms = limits.lease_time.count(), publish_ms = limits.publish_time.count();

    void add_to(CLI::App& app, std::initializer_list<Transport> transports);
    void add_limits_to(CLI::App& app);
    void settle();
    void check() const;
};

void Settings::add_to(CLI::App& app, std::initializer_list<Transport> transports) {
    std::string forms = "unix:PATH, tcp:HOST:PORT (loopback) or tls:HOST:PORT";
    for (const Transport& transport : transports)
        forms += ", " + std::string(transport.scheme) + "://HOST:PORT,HOST:PORT/MODULE.INSTANCE";
    app.add_option("--listen", addresses, forms + "; may be repeated")->required();
    app.add_option("--certificate", tls.certificate, "PEM, for tls: and nats+tls:");
    app.add_option("--key", tls.key, "PEM, of the certificate");
    app.add_option("--authority", tls.authority,
                   "PEM: who signs the certificates of clients, and of nats-servers");
    if (transports.size() > 0) {
        app.add_option(
            "--publish", published,
            "NATS: '[NAME=]METHOD [JSON] METHOD [JSON] ...', of which the last is called "
            "again and again, and its answer published; may be repeated");
        app.add_option("--publish-ms", publish_ms, "NATS: between answers of what does not wait")
            ->capture_default_str()
            ->check(CLI::Range(100, 3'600'000));
    }
    add_limits_to(app);
}

void Settings::add_limits_to(CLI::App& app) {
    app.add_option("--connections", limits.connections, "Most at a time")->capture_default_str();
    app.add_option("--objects", limits.objects, "Most of a connection")->capture_default_str();
    app.add_option("--request-bytes", limits.request, "Longest request")->capture_default_str();
    app.add_option("--reply-bytes", limits.reply, "Longest reply")->capture_default_str();
    app.add_option("--memory-bytes", limits.memory, "Most that one call may take")
        ->capture_default_str();
    app.add_option("--request-ms", request_ms, "Longest from a request's first byte to its last")
        ->capture_default_str();
    app.add_option("--reply-ms", reply_ms, "Longest that a peer may take nothing")
        ->capture_default_str();
    app.add_option("--idle-ms", idle_ms, "Longest without a request; 0: for ever")
        ->capture_default_str();
    app.add_option("--lease-ms", lease_ms, "NATS: longest silence of a client")
        ->capture_default_str()
        ->check(CLI::Range(200, 3'600'000));
    app.add_option("--drain-ms", drain_ms, "Longest from SIGTERM to the end")
        ->capture_default_str();
}

void Settings::settle() {
    limits.drain_time = std::chrono::milliseconds(drain_ms);
    limits.idle_time = std::chrono::milliseconds(idle_ms);
    limits.lease_time = std::chrono::milliseconds(lease_ms);
    limits.publish_time = std::chrono::milliseconds(publish_ms);
    limits.request_time = std::chrono::milliseconds(request_ms);
    limits.reply_time = std::chrono::milliseconds(reply_ms);
}

void Settings::check() const {
    if (!published.empty() && std::ranges::none_of(addresses, [](const std::string& address) {
            return address.find("://") != std::string::npos;
        }))
        throw AddressError("--publish needs an address where somebody can listen: nats://");
}

} // namespace

int serve(const Contract& contract, int argc, char** argv,
          std::initializer_list<Transport> transports) {
    Settings settings;
    CLI::App app{"Serves the contract " + std::string(contract.name)};
    settings.add_to(app, transports);
    CLI11_PARSE(app, argc, argv);
    settings.settle();
    // Who tells twice must not kill what ends in order: caught until there is no process any more.
    [[maybe_unused]] static const auto& caught =
        *new asio::signal_set(*new asio::io_context, SIGTERM, SIGINT);
    try {
        settings.check();
        Server server(contract, settings.limits, settings.tls);
        for (const Transport& transport : transports)
            server.add(transport);
        for (const std::string& calls : settings.published)
            server.publish(calls);
        server.catch_signals(); // whoever reads that it listens may end it at once
        for (const std::string& address : settings.addresses)
            std::printf("listening on %s\n", server.listen(address).c_str());
        std::fflush(stdout);
        if (server.run(true))
            return 0;
        std::fprintf(stderr, "stopped while a call was still running\n");
        std::_Exit(1); // its thread would not return
    } catch (const AddressError& error) {
        std::fprintf(stderr, "%s\n", error.what());
        return 2;
    }
}

} // namespace ffigen::rpc
