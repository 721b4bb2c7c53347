// How values cross between the safe layer and C.
#pragma once

#include "emit/rust/safe_view.hpp"

#include <string>

namespace ffigen::emit::rust {

/// How a number, enum or record crosses between the safe layer and C.
struct Value {
    enum class Kind { plain, open_enum, closed_enum, flags, record };
    Kind kind = Kind::plain;
    std::string type;     ///< in the safe layer
    std::string raw_type; ///< as C has it
    std::string initial;  ///< expression for an out parameter before the call
    [[nodiscard]] std::string to_raw(const std::string& name) const {
        return kind == Kind::plain || kind == Kind::record ? name : name + ".into()";
    }
    [[nodiscard]] std::string from_raw(const std::string& name) const;
};

/// Element of a buffer as C stores it: enums stay raw, since any value may be in there.
std::string element_type(Safe& safe, const model::Type& element, std::size_t target);

Value value_of(Safe& safe, const model::Type& type, std::size_t target);

/// One of the set's codes, as an expression or a pattern of what its functions return: the constant
/// that C has, or its number where that is not everywhere, or of another type.
std::string status_code(const Safe& safe, const api::ErrorSet& set, const std::string& c_name);

/// A text's address as support.rs reads it, or C takes it from there: C may mean bytes of any sign.
std::string text_pointer(const Safe& safe, const std::string& name, const model::Type& pointer,
                         std::size_t target);

} // namespace ffigen::emit::rust
