#include "emit/hex_float.hpp"

namespace ffigen::emit {

int significant_bits(const std::string& hexadecimal) {
    std::string digits;
    for (const char c : hexadecimal.substr(hexadecimal.find('x') + 1)) {
        if (c == 'p' || c == 'P')
            break;
        if (c != '.')
            digits += c;
    }
    std::string bits;
    for (const char digit : digits) {
        const int value = digit <= '9' ? digit - '0' : (digit | 0x20) - 'a' + 10;
        for (int bit = 3; bit >= 0; --bit)
            bits += (value >> bit & 1) != 0 ? '1' : '0';
    }
    const std::size_t first = bits.find('1');
    return first == std::string::npos ? 0 : static_cast<int>(bits.rfind('1') - first + 1);
}

} // namespace ffigen::emit
