// Rust: the functions of the contract as methods of a client and of its objects.
#pragma once

#include "emit/cbor/views.hpp"

#include <functional>
#include <nlohmann/json.hpp>

namespace ffigen::emit::cbor {

/// What the crate's types are called.
struct RustNames {
    std::function<std::string(const codec::Type&)> type;
    std::function<std::string(const std::string&)> take;
};

/// `requests` and `replies`: views of the messages, in the order of the calls.
void add_rust_client(const Source& source, const nlohmann::json& requests,
                     const nlohmann::json& replies, const RustNames& names, FileSet& files);

} // namespace ffigen::emit::cbor
