// Types as text that reads left to right, outermost first, and reads back exactly. For locks, whose
// diffs people review: `*const char`, `[16]float`, `fn(*record ring, size_t) -> enum error`.
#pragma once

#include "model/type.hpp"

#include <optional>
#include <string>
#include <string_view>

namespace ffigen::lock {

std::string type_text(const model::Type& type);

/// The inverse; nullopt for anything that type_text does not write.
std::optional<model::Type> parse_type(std::string_view text);

} // namespace ffigen::lock
