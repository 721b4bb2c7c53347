// How a language tells code from comments and texts: whoever reads source that was put together
// must not take one for the other.
#pragma once

#include <array>
#include <cstddef>
#include <string_view>

namespace ffigen::emit::text {

/// How a language writes what is no code, and what leads from one name to another.
struct Lexis {
    std::string_view line_comment;  ///< to the end of the line
    std::string_view block_comment; ///< how one begins, if there are any; it ends with */
    std::string_view quotes;        ///< each begins and ends a text, in which \ escapes
    std::string_view raw_quotes;    ///< the same without escapes
    std::string_view separator;     ///< "::" or "."
    std::array<std::string_view, 3> definers{}; ///< what stands before a name that is defined there
    bool has_characters = false;                ///< 'x' is a text, 'x alone is code
    bool has_long_quotes = false;               ///< three quotes begin a text that three end
    bool has_fields = false;                    ///< what is in braces in an f"…" is code
    bool has_generics = false;                  ///< ::< opens a bracket
};

inline constexpr Lexis rust_lexis{.line_comment = "//",
                                  .block_comment = {},
                                  .quotes = "\"",
                                  .raw_quotes = {},
                                  .separator = "::",
                                  .definers = {"fn ", "type ", "pub "},
                                  .has_characters = true,
                                  .has_generics = true};
inline constexpr Lexis go_lexis{.line_comment = "//",
                                .block_comment = "/*",
                                .quotes = "\"",
                                .raw_quotes = "`",
                                .separator = ".",
                                .has_characters = true};
inline constexpr Lexis python_lexis{.line_comment = "#",
                                    .block_comment = {},
                                    .quotes = "\"'",
                                    .raw_quotes = {},
                                    .separator = ".",
                                    .has_long_quotes = true,
                                    .has_fields = true};

/// Where a comment or a text ends that begins at `at`; `at` where none does.
std::size_t end_of_prose(std::string_view source, std::size_t at, const Lexis& lexis);

} // namespace ffigen::emit::text
