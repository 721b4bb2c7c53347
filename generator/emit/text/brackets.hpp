// Source read by its brackets: where an expression or a statement can be broken over lines.
#pragma once

#include "emit/text/lexis.hpp"

#include <optional>
#include <string>
#include <string_view>
#include <vector>

namespace ffigen::emit::text {

/// A character of code, and how many brackets are open around it; a bracket is not within itself.
struct Place {
    std::size_t at = 0;
    char character = 0;
    int depth = 0;
    bool opens = false, closes = false;
};

/// Every character outside of texts and comments. Empty when a text or a bracket does not end, or
/// none began: such a line is a part of something longer.
std::vector<Place> code_of(std::string_view source, const Lexis& lexis);

/// What stands between the commas outside of brackets, without the blanks before it.
std::vector<std::string> items_of(std::string_view source, const Lexis& lexis);

/// Where `word` begins outside of texts and brackets for the first time.
std::optional<std::size_t> find_outside(std::string_view source, std::string_view word,
                                        const Lexis& lexis);

} // namespace ffigen::emit::text
