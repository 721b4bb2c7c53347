// Line breaks as rustfmt makes them (style edition 2024, its default widths), for the constructs
// that the back end emits. Emitted source is never run through rustfmt.
#pragma once

#include "emit/rust/cfg.hpp"

#include <string>
#include <string_view>
#include <vector>

namespace ffigen::emit::rust {

inline constexpr std::size_t max_width = 100;
inline constexpr std::size_t call_width = 60; // of arguments on one line

/// `#[condition]` and a line feed.
std::string format_attribute(const Condition& condition, int indent);

/// `head(parameters) -> result tail`: a function's signature, with `tail` being ";" or " {".
/// The first line is indented as well. Without line feed at the end.
std::string format_signature(const std::string& head, const std::vector<std::string>& parameters,
                             const std::string& result, const std::string& tail, int indent);

/// The same before a where clause: the word where is at the end or on a line of its own.
std::string format_signature_where(const std::string& head,
                                   const std::vector<std::string>& parameters,
                                   const std::string& result, int indent);

/// `callee(arguments)` as an expression at `indent`, without indentation of its first line.
std::string format_call(const std::string& callee, const std::vector<std::string>& arguments,
                        int indent);

/// `pub type name = before<fn type>after;`, e.g. Option<unsafe extern "C" fn(…) -> c_int>.
struct FunctionType {
    std::string head; ///< unsafe extern "C" fn
    std::vector<std::string> parameters;
    std::string result; ///< empty: nothing
    bool operator==(const FunctionType&) const = default;
    [[nodiscard]] std::string text() const;
};
std::string format_function_alias(const std::string& name, bool optional, const FunctionType& type);

/// `head { fields }`, or a field a line where they are wider than rustfmt likes.
std::string format_struct(const std::string& head, const std::vector<std::string>& fields,
                          int indent);

/// A type, each item of a tuple on a line of its own where rustfmt does not like them on one.
std::string format_type(const std::string& type, int indent);

/// `pub type name = type;`
std::string format_alias(const std::string& name, const std::string& type);

/// `pub name: type,` inside a struct, on one or two lines.
std::string format_field(const std::string& head, const std::string& type, int indent);

/// `pub const name: type = value;`
std::string format_constant(const std::string& head, const std::string& type,
                            const std::string& value, int indent);

/// `let name = value;`, broken after the sign where it is too long.
std::string format_let(const std::string& name, const std::string& value, int indent);

/// `pattern => value,` in a match.
std::string format_arm(const std::string& pattern, const std::string& value, int indent);

/// `impl trait for type {` at the margin.
std::string format_impl(const std::string& trait, const std::string& type);

struct Call {
    std::string callee;
    std::vector<std::string> arguments;
};
/// `let x = unsafe { call };`, `unsafe { call };` or `unsafe { call }` (let: "let x = " or empty;
/// end: ";" or empty).
std::string format_unsafe_call(const std::string& let, const Call& call, const std::string& end,
                               int indent);

/// The same with any call chain in the block: `let x = unsafe { T::own(a, [b, c]).map(f) };`.
std::string format_unsafe(const std::string& let, const std::string& expression,
                          const std::string& end, int indent);

/// A call, an array, a tuple or a chain of calls that starts at `indent`, with room for `tail`
/// more columns after its end, and `before` columns taken on its first line.
std::string format_expression(const std::string& text, int indent, std::size_t tail,
                              std::size_t before = 0);

/// `derive(a, b)` as an attribute line with line feed.
std::string format_derive(const std::vector<std::string>& traits, int indent);

/// `head path::{items};` with the items in rustfmt's order, e.g. head "use " or "pub use ".
std::string format_use(const std::string& head, const std::string& path,
                       std::vector<std::string> items);

/// rustfmt's order of names: underscores, numbers by value, capitals, small letters.
bool version_less(std::string_view left, std::string_view right);

/// An array of tuples: `head[(a, b), (c, d)]tail`, or an item a line where that is too wide.
std::string format_tuple_array(const std::string& head,
                               const std::vector<std::vector<std::string>>& tuples,
                               const std::string& tail, int indent);

/// An array of numbers filled up line by line: `head[1, 2, 3]tail`.
std::string format_number_array(const std::string& head, const std::vector<std::string>& numbers,
                                const std::string& tail, int indent);

} // namespace ffigen::emit::rust
