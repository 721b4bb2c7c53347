// The words around a function's declaration as its source has them: attributes, also those that
// clang drops, and macros by their names.
#pragma once

#include <string>
#include <string_view>
#include <vector>

namespace ffigen::clang {

/// An attribute, or an identifier that may be a macro: `access(read_only, 1, 2)`, `_In_reads_(n)`.
struct SourceWord {
    std::string name;                   ///< without the underscores around an attribute's
    std::vector<std::string> arguments; ///< without spaces around them
    bool is_attribute = false;
};
using SourceWords = std::vector<SourceWord>;

struct FunctionWords {
    SourceWords whole;                   ///< before the name and after the parameters
    std::vector<SourceWords> parameters; ///< empty where the parameters are not written out
};

/// "access" of "__access__".
std::string plain_name(std::string_view name);

/// Of a piece of source without comments.
SourceWords words_in(std::string_view text);

/// Of a function's declaration up to its `;` or body; `name` is what it is declared as.
FunctionWords function_words(std::string_view declaration, std::string_view name);

/// What comes before the `;` or body of the declaration that the text begins with; empty if neither
/// comes. Comments must be gone.
std::string_view declaration_part(std::string_view text);

} // namespace ffigen::clang
