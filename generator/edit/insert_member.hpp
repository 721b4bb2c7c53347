// Finds the place in a header's text where a member can be declared. Works on the text alone, so
// that it can refuse rather than guess: a macro, a conditional or a shared declaration is left to
// people.
#pragma once

#include "support/diagnostic.hpp"

#include <string>
#include <string_view>
#include <variant>

namespace ffigen::edit {

enum class Side { before, after };

/// The edit that declares `declaration` (without indentation or line end) before or after the
/// member whose name, or whose struct or union keyword for an anonymous one, stands at `member`.
/// Comments stay with the member they describe. A reason in words when that cannot be done safely.
std::variant<Fix, std::string> insert_member(std::string_view text, const SourceLocation& member,
                                             std::string_view name, Side side,
                                             std::string_view declaration);

/// `text` with the fixes made. They must not overlap.
std::string apply_fixes(std::string_view text, std::vector<Fix> fixes);

} // namespace ffigen::edit
