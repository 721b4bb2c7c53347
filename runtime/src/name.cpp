#include "rt/name.hpp"

#include <cstring>

namespace rt {
namespace {

bool is_name_byte(char byte) noexcept {
    return (byte >= 'a' && byte <= 'z') || (byte >= 'A' && byte <= 'Z') ||
           (byte >= '0' && byte <= '9') || byte == '_' || byte == '.' || byte == '-';
}

} // namespace

ErrorCode check_name(const char* name, const char* what) noexcept {
    const std::size_t length = strnlen(name, name_max);
    if (length == 0) {
        return fail(ErrorCode::invalid_argument, "%s is empty", what);
    }
    if (length == name_max) {
        return fail(ErrorCode::invalid_argument, "%s '%.16s...' is longer than %zu bytes", what,
                    name, name_max - 1);
    }
    if (name[0] == '.') {
        return fail(ErrorCode::invalid_argument, "%s '%s' starts with a dot", what, name);
    }
    for (std::size_t i = 0; i < length; ++i) {
        if (!is_name_byte(name[i])) {
            return fail(ErrorCode::invalid_argument,
                        "%s '%s' has a byte at %zu that is not one of A-Z a-z 0-9 _ . -", what,
                        name, i);
        }
    }
    return ErrorCode::ok;
}

NameWords pack_name(const char* name) noexcept {
    char padded[name_max] = {};
    std::memcpy(padded, name, strnlen(name, name_max - 1));
    NameWords words;
    std::memcpy(words.data(), padded, sizeof padded);
    return words;
}

std::uint64_t hash_name(const NameWords& name) noexcept {
    // Multiply and fold, one word at a time; trailing zero words of short names are skipped.
    std::uint64_t hash = 0x9e3779b97f4a7c15;
    for (const std::uint64_t word : name) {
        if (word == 0) {
            break;
        }
        hash = (hash ^ word) * 0xd6e8feb86659fd93;
        hash ^= hash >> 32;
    }
    hash *= 0xd6e8feb86659fd93;
    return hash ^ (hash >> 29);
}

} // namespace rt
