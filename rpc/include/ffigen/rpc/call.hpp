// One request on its way to its answer. Generated dispatch reads it, calls C and answers it, once.
#pragma once

#include "ffigen/rpc/limits.hpp"
#include "ffigen/rpc/objects.hpp"

#include <atomic>
#include <cstdint>
#include <span>
#include <string_view>
#include <vector>

namespace ffigen::rpc {

/// Failures of the protocol. A contract's own codes are never below `lowest_of_contracts`.
enum class Refusal : std::int32_t {
    malformed = INT32_MIN, ///< the request is not what the method takes
    unknown_method,        ///< the contract has no such method
    unknown_object,        ///< no such object of this connection
    in_use,                ///< others belong to the object
    out_of_range,          ///< a value that this machine's type cannot have
    too_large,             ///< more than a limit allows
    too_many,              ///< objects or requests, more than a limit allows
    nothing_given,         ///< NULL where something is given
    bad_reply,             ///< what C gave has no form: text that is not UTF-8, an unknown value
    other_contract,        ///< client and server were made from other headers
    stopping,              ///< the server ends
    internal,
    unknown_session, ///< a client's calls that come as messages: its lease ran out, or it never had
                     ///< one
    repeated,        ///< a message that came before; it is not made again
};
inline constexpr std::int32_t lowest_of_contracts = INT32_MIN + 64;

/// "ffi.unknown_method"
std::string_view name_of(Refusal refusal);

class Call {
  public:
    Call(std::span<const std::uint8_t> request, Objects& of_connection, const Limits& of_server,
         std::vector<std::uint8_t>& out, const std::atomic<bool>& over)
        : objects(of_connection), limits(of_server), request_(request), out_(out), over_(over),
          begin_(out.size()) {}

    [[nodiscard]] std::span<const std::uint8_t> request() const { return request_; }
    /// Nobody waits for the answer any more: waiting functions return.
    [[nodiscard]] bool is_over() const { return over_.load(std::memory_order_relaxed); }

    /// False, and refused, if the call would take more memory than it may.
    bool afford(std::size_t count, std::size_t size);

    /// Room for a payload of so many bytes at most; empty, and refused, if that is too much.
    std::span<std::uint8_t> room(std::size_t size);
    /// The payload is the first bytes of the room.
    void answer(std::int32_t status, std::size_t size);
    /// An error of the contract.
    void fail(std::int32_t code, std::string_view name, std::string_view text);
    void refuse(Refusal refusal, std::string_view text);
    [[nodiscard]] bool has_failed() const { return failed_; }

    Objects& objects;
    const Limits& limits;

  private:
    std::span<const std::uint8_t> request_;
    std::vector<std::uint8_t>& out_;
    const std::atomic<bool>& over_;
    std::size_t begin_; ///< of the answer in `out_`
    std::size_t taken_ = 0;
    bool failed_ = false;
};

/// An answer's frame: status, length of its payload.
inline constexpr std::size_t answer_head = 8;

} // namespace ffigen::rpc
