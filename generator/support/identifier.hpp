// Identifiers beyond ASCII.
#pragma once

#include <string>
#include <string_view>

namespace ffigen {

/// Letters that every language takes and that Unicode's normal forms leave as they are stay; other
/// characters beyond ASCII become their numbers, and so does '$': "ﬁnd" is "_ufb01nd".
std::string stable_letters(std::string_view name);

/// All characters beyond ASCII, and '$', as their numbers: "gr_u00f6_u00dfe".
std::string ascii_letters(std::string_view name);

} // namespace ffigen
