// Numbers as FFI_RANGE has them.
#pragma once

#include <string>

namespace ffigen::api {

/// C's number as other languages write it: "10u" → "10".
std::string without_suffix(std::string number);

} // namespace ffigen::api
