#include "nats/address.hpp"

#include "ffigen/rpc/server.hpp"

#include <algorithm>

namespace ffigen::rpc {
namespace {

/// What may stand between the dots of a subject and be a service's name.
bool is_token(std::string_view text) {
    return !text.empty() && std::ranges::all_of(text, [](unsigned char c) {
        return (c >= '0' && c <= '9') || (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z') ||
               c == '-' || c == '_';
    });
}

} // namespace

bool is_subject(std::string_view text) {
    for (;;) {
        const std::size_t dot = text.find('.');
        if (!is_token(text.substr(0, dot)))
            return false;
        if (dot == std::string_view::npos)
            return true;
        text.remove_prefix(dot + 1);
    }
}

NatsAddress read_nats_address(const std::string& address) {
    NatsAddress read;
    const std::size_t begin = address.find("://") + 3;
    const std::size_t slash = address.find('/', begin);
    const std::size_t dot = address.find('.', slash == std::string::npos ? address.size() : slash);
    read.is_secure = address.starts_with("nats+tls:");
    if (slash != std::string::npos && slash > begin && dot != std::string::npos) {
        read.module = address.substr(slash + 1, dot - slash - 1);
        read.instance = address.substr(dot + 1);
        for (std::size_t at = begin; at <= slash;) {
            const std::size_t end = std::min(address.find(',', at), slash);
            read.servers.push_back("nats://" + address.substr(at, end - at));
            at = end + 1;
        }
    }
    if (!is_token(read.module) || !is_token(read.instance))
        throw AddressError("'" + address +
                           "' is not like nats://HOST:PORT,HOST:PORT/MODULE.INSTANCE");
    return read;
}

} // namespace ffigen::rpc
