// Constants as Go writes them.
#pragma once

#include "emit/go/types.hpp"

namespace ffigen::emit::go {

struct Literal {
    std::string type;         ///< empty: the constant is untyped
    std::string value;        ///< Go expression
    bool is_variable = false; ///< Go has no such constant: arrays, infinities, negative zero
};

/// The value with C's type. Integers beyond 64 bits and long doubles become untyped constants,
/// which are exact in Go.
Literal literal_of(const Context& context, const model::ConstantValue& value, std::size_t target,
                   Layer layer);

/// A Go string literal of these bytes.
std::string go_string(std::string_view bytes);

} // namespace ffigen::emit::go
