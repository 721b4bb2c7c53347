// What one peer may take of a server.
#pragma once

#include <chrono>
#include <cstddef>

namespace ffigen::rpc {

struct Limits {
    std::size_t request = 1u << 20; ///< bytes of a request's payload
    std::size_t reply = 16u << 20;  ///< bytes of a reply's payload
    std::size_t memory = 64u << 20; ///< bytes that one call may take for its arguments and results
    std::size_t unsent = 1u << 20; ///< bytes of replies from which on a peer has to take some first
    unsigned depth = 32;           ///< maps and arrays within each other
    std::size_t objects = 1024;    ///< of a connection
    std::size_t connections = 64;  ///< also the most threads for functions that block
    std::chrono::milliseconds request_time{10'000}; ///< from a request's first byte to its last
    std::chrono::milliseconds reply_time{10'000};   ///< a peer that takes nothing for so long goes
    std::chrono::milliseconds idle_time{0};         ///< without a request; 0: for ever
    std::chrono::milliseconds drain_time{5'000};    ///< from being told to stop to stopping
    std::chrono::milliseconds publish_time{1'000};  ///< between states that are published
    std::chrono::milliseconds lease_time{
        15'000}; ///< where nobody says that a client is gone: its silence
};

} // namespace ffigen::rpc
