// A call as a client makes it, in whatever language.
#pragma once

#include "emit/cbor/views.hpp"

#include <optional>
#include <string>
#include <vector>

namespace ffigen::emit::cbor {

struct ClientCall {
    /// What the caller gives, in the order of the function's parameters.
    struct Argument {
        std::size_t param = 0;               ///< its index among the function's
        const codec::Field* field = nullptr; ///< of the request
        bool is_object = false;
        bool is_self = false;  ///< the object whose method it is
        bool is_ended = false; ///< the object: closed by the call, or C's from then on
        bool nullable = false;
    };
    /// What the caller gets: the function's result, then what it wrote to its parameters.
    struct Result {
        const codec::Field* field = nullptr; ///< of the reply
        bool is_object = false;
        /// Ends the object where nobody waits for it any more; null where nothing does.
        const codec::Call* close = nullptr;
    };

    const api::Function& function;
    std::vector<Argument> arguments;
    std::vector<Result> results;
    /// Values of the status that come with a reply, decimal; "0" where there is no status.
    std::vector<std::string> accepted;

    /// Whether the caller has to be told which of them it was.
    [[nodiscard]] bool has_status() const { return accepted.size() > 1; }
    [[nodiscard]] bool gives_objects() const;
};

ClientCall client_call(const Source& source, const codec::Call& call);

/// The call that ends objects of the type; null where they end with their connection alone.
const codec::Call* close_of(const Source& source, const std::string& handle);

} // namespace ffigen::emit::cbor
