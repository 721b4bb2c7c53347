// What the ordinary tools of NATS ask every service: $SRV.PING, $SRV.INFO and $SRV.STATS (ADR-32 of
// NATS).
#pragma once

#include "ffigen/rpc/contract.hpp"
#include "nats/address.hpp"

#include <chrono>
#include <cstdint>
#include <map>
#include <string>

namespace ffigen::rpc {

/// Calls that came through NATS.
struct EndpointStats {
    std::uint64_t requests = 0, errors = 0;
    std::chrono::nanoseconds time{0};
    std::string last_error;
};

class Discovery {
  public:
    Discovery(const Contract& contract, NatsAddress address, std::string id);

    static constexpr const char* verbs[] = {"PING", "INFO", "STATS"};
    static constexpr const char* queue = "q"; ///< the usual one of services
    /// The JSON that a verb is answered with.
    [[nodiscard]] std::string answer(std::string_view verb) const;
    void count(std::string_view method, std::chrono::nanoseconds time, std::string_view error);

  private:
    const Contract& contract_;
    NatsAddress address_;
    std::string id_, started_;
    std::map<std::string, EndpointStats, std::less<>> stats_;
};

} // namespace ffigen::rpc
