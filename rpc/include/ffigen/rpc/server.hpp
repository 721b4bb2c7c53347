// A server of one contract, on any number of addresses. One thread serves everybody; functions that
// block have threads of their own.
#pragma once

#include "ffigen/rpc/contract.hpp"
#include "ffigen/rpc/limits.hpp"
#include "ffigen/rpc/transport.hpp"

#include <initializer_list>
#include <memory>
#include <stdexcept>
#include <string>

namespace ffigen::rpc {

/// PEM files. Clients need a certificate of the authority.
struct Tls {
    std::string certificate, key, authority;
};

/// An address that cannot be served, and why.
struct AddressError : std::runtime_error {
    using std::runtime_error::runtime_error;
};

class Server {
  public:
    explicit Server(const Contract& contract, const Limits& limits = {}, const Tls& tls = {});
    ~Server();

    /// "unix:/run/x.sock": for this user alone. The file of a server that died is replaced.
    /// "tcp:127.0.0.1:7000": loopback only. "tls:host:7000": with certificates on both sides.
    /// Beside these what was added. Returns the address with the port that it got. Throws
    /// AddressError.
    std::string listen(const std::string& address);
    void add(const Transport& transport);
    /// What transports that can publish give to all who listen, on each address that is listened to
    /// from now on: "NAME=METHOD {JSON} METHOD {JSON}", calls of which the last is made again and
    /// again. See docs/nats.md.
    void publish(const std::string& calls);
    /// From now on SIGTERM and SIGINT end run(), also one that is still to come.
    void catch_signals();
    /// Until stop(), or SIGTERM or SIGINT where these are asked for. False when something was still
    /// running at the end of Limits::drain_time.
    bool run(bool until_signalled = false);
    /// From any thread: no more connections, what runs is answered, then run() returns.
    void stop();

  private:
    struct Parts;
    std::unique_ptr<Parts> parts_;
};

/// A whole server program: --listen ADDRESS, limits, TLS. Returns its exit status.
int serve(const Contract& contract, int argc, char** argv,
          std::initializer_list<Transport> transports = {});

} // namespace ffigen::rpc
