// Numbers and strings as Rust literals.
#pragma once

#include <optional>
#include <string>
#include <string_view>

namespace ffigen::emit::rust {

/// A decimal integer with an underscore every three digits from seven digits on: 1_000_000_000.
std::string integer_literal(const std::string& decimal);

/// Shortest decimal literal that reads back as the value of a hexadecimal float ("0x1.8p+1", "inf",
/// "-nan"); for f32 when `single`. nullopt: the type cannot hold the value exactly.
std::optional<std::string> float_literal(const std::string& hexadecimal, bool single);

/// c"text", or nullopt when a NUL is inside.
std::optional<std::string> c_string_literal(std::string_view bytes);

/// b"text"
std::string byte_string_literal(std::string_view bytes);

} // namespace ffigen::emit::rust
