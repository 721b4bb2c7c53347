// What to do about a header that an #include does not find.
#pragma once

#include <string>

namespace ffigen::clang {

/// `message` is clang's: "'stdio.h' file not found". `freestanding`: read without the system's
/// headers.
std::string missing_header_remedy(const std::string& message, bool freestanding);

} // namespace ffigen::clang
