// Frames, and the messages of the protocol itself. Numbers of frames are in network order.
//
//   request  [u32 length of the method][method][u32 length of the payload][payload, CBOR]
//   answer   [i32 status][u32 length of the payload][payload, CBOR]
#pragma once

#include "ffigen/rpc/contract.hpp"
#include "ffigen/rpc/limits.hpp"

#include <cstdint>
#include <map>
#include <optional>
#include <span>
#include <string>
#include <string_view>
#include <vector>

namespace ffigen::rpc {

inline void store_u32(std::uint8_t* to, std::uint32_t value) {
    to[0] = static_cast<std::uint8_t>(value >> 24);
    to[1] = static_cast<std::uint8_t>(value >> 16);
    to[2] = static_cast<std::uint8_t>(value >> 8);
    to[3] = static_cast<std::uint8_t>(value);
}

inline std::uint32_t load_u32(const std::uint8_t* from) {
    return static_cast<std::uint32_t>(from[0]) << 24 | static_cast<std::uint32_t>(from[1]) << 16 |
           static_cast<std::uint32_t>(from[2]) << 8 | static_cast<std::uint32_t>(from[3]);
}

inline constexpr std::size_t longest_method = 255;

struct Frame {
    std::string_view method;
    std::span<const std::uint8_t> payload;
    std::size_t size = 0; ///< of the whole frame
};

enum class Framing {
    whole,      ///< the frame is there
    incomplete, ///< more bytes must come
    broken,     ///< a length that no request has: nothing after it can be understood
};
Framing read_frame(std::span<const std::uint8_t> bytes, std::size_t limit, Frame& frame);

/// What a client says of itself.
struct Hello {
    std::string contract, fingerprint;
    bool is_tolerant = false;
};
std::optional<Hello> read_hello(std::span<const std::uint8_t> payload);
std::vector<std::uint8_t> hello_payload(const Contract& contract, const Limits& limits);
std::vector<std::uint8_t> describe_payload(const Contract& contract);

/// What error_payload() made.
struct Failure {
    std::string name, text;
};
std::optional<Failure> read_failure(std::span<const std::uint8_t> payload);

/// Text is cut to what is UTF-8.
std::vector<std::uint8_t> error_payload(std::int32_t code, std::string_view name,
                                        std::string_view text);

struct MethodStats {
    std::uint64_t calls = 0, errors = 0, total_ns = 0, longest_ns = 0;
};
struct Stats {
    std::uint64_t connections = 0;        ///< now
    std::uint64_t refused = 0;            ///< connections, since the start
    std::uint64_t objects = 0;            ///< now
    std::uint64_t received = 0, sent = 0; ///< bytes
    std::uint64_t uptime_ns = 0;
    std::map<std::string, MethodStats, std::less<>> methods; ///< those that were called
};
std::vector<std::uint8_t> stats_payload(const Stats& stats);

} // namespace ffigen::rpc
