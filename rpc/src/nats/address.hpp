// nats://HOST:PORT,HOST:PORT/MODULE.INSTANCE, or nats+tls://…
#pragma once

#include <string>
#include <vector>

namespace ffigen::rpc {

struct NatsAddress {
    std::vector<std::string> servers; ///< "nats://a:4222"
    std::string module, instance;
    bool is_secure = false;
};

/// Throws AddressError.
NatsAddress read_nats_address(const std::string& address);

} // namespace ffigen::rpc
