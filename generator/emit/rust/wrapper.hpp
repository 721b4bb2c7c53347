// One function of the API as a safe Rust function: signature, body, documentation.
#pragma once

#include "emit/rust/safe_view.hpp"

#include <string>
#include <vector>

namespace ffigen::emit::rust {

/// How a number, enum or record crosses between the safe layer and C.
struct Value {
    enum class Kind { plain, open_enum, closed_enum, flags, record };
    Kind kind = Kind::plain;
    std::string type;    ///< in the safe layer
    std::string initial; ///< expression for an out parameter before the call
    [[nodiscard]] std::string to_raw(const std::string& name) const {
        return kind == Kind::plain || kind == Kind::record ? name : name + ".into()";
    }
    [[nodiscard]] std::string from_raw(const std::string& name) const;
};
Value value_of(Safe& safe, const model::Type& type, std::size_t target);

/// Template data of the function: doc, cfg, attributes, signature, where, body. `in_place` makes
/// the variant that fills a record of the caller's instead of returning it.
Json wrapper_json(Safe& safe, const api::Function& function, bool in_place = false);

/// Whether the function's only result is a record large enough to be worth filling in place.
bool has_in_place_form(Safe& safe, const api::Function& function);

/// Template data of the guard for memory that the function lends.
Json loan_json(Safe& safe, const api::Function& function);

} // namespace ffigen::emit::rust
