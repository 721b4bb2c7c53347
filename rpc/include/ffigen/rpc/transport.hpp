// Another way to a server than a connection: messages. Given to serve() or Server::add, so that
// only programs that want one link what it takes.
#pragma once

#include <memory>
#include <string>
#include <string_view>

namespace ffigen::rpc {

class Carrier; // the library's own
struct Host;

struct Transport {
    std::string_view scheme; ///< of addresses: "nats" has nats:// and nats+tls://
    /// Throws AddressError.
    std::unique_ptr<Carrier> (*open)(const std::string& address, Host& host);
};

} // namespace ffigen::rpc
