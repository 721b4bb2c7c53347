// What the model's hexadecimal floats need of precision.
#pragma once

#include <string>

namespace ffigen::emit {

/// Bits between the first and the last set one of a hexadecimal float's digits, "0x1.8p+1": 2. A
/// float holds 24, a double 53.
int significant_bits(const std::string& hexadecimal);

} // namespace ffigen::emit
