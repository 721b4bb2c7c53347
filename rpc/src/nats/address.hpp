// nats://HOST:PORT,HOST:PORT/MODULE.INSTANCE, or nats+tls://…
#pragma once

#include <string>
#include <string_view>
#include <vector>

namespace ffigen::rpc {

struct NatsAddress {
    std::vector<std::string> servers; ///< "nats://a:4222"
    std::string module, instance;
    bool is_secure = false;
};

/// Words between dots, of letters, digits, '-' and '_'.
bool is_subject(std::string_view text);

/// Throws AddressError.
NatsAddress read_nats_address(const std::string& address);

} // namespace ffigen::rpc
