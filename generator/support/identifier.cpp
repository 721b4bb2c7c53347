#include "support/identifier.hpp"

#include <fmt/format.h>

#include <cstdint>
#include <utility>

namespace ffigen {
namespace {

/// The character that begins at `at`, and how many bytes it has. `name` is well-formed UTF-8.
std::pair<std::uint32_t, std::size_t> character_at(std::string_view name, std::size_t at) {
    const auto lead = static_cast<unsigned char>(name[at]);
    if (lead < 0x80)
        return {lead, 1};
    const std::size_t length = lead < 0xe0 ? 2 : lead < 0xf0 ? 3 : 4;
    std::uint32_t point = lead & (0xffu >> (length + 1));
    for (std::size_t k = 1; k < length && at + k < name.size(); ++k)
        point = point << 6 | (static_cast<unsigned char>(name[at + k]) & 0x3f);
    return {point, length};
}

/// Letters of Latin, Greek, Cyrillic, kana and Han that have no decomposition for compatibility
/// (UnicodeData.txt): a choice that need not be complete, only right.
bool is_stable(std::uint32_t point) {
    struct Range {
        std::uint32_t first, last;
    };
    static constexpr Range ranges[] = {
        {0xc0, 0xd6},     {0xd8, 0xf6},     {0xf8, 0x131},  {0x134, 0x13e},   {0x141, 0x148},
        {0x14a, 0x17e},   {0x386, 0x386},   {0x388, 0x38a}, {0x38c, 0x38c},   {0x38e, 0x3a1},
        {0x3a3, 0x3ce},   {0x400, 0x481},   {0x48a, 0x52f}, {0x3041, 0x3096}, {0x30a1, 0x30fa},
        {0x4e00, 0x9fff}, {0xac00, 0xd7a3},
    };
    for (const Range& range : ranges)
        if (point >= range.first && point <= range.last)
            return true;
    return false;
}

std::string spelled(std::string_view name, bool keep_letters) {
    std::string result;
    for (std::size_t at = 0; at < name.size();) {
        const auto [point, length] = character_at(name, at);
        // GNU C's dollar is in no other language's names.
        if ((point < 0x80 && point != '$') || (keep_letters && is_stable(point)))
            result += name.substr(at, length);
        else
            result += fmt::format("_u{:04x}", point);
        at += length;
    }
    return result;
}

} // namespace

std::string stable_letters(std::string_view name) { return spelled(name, true); }
std::string ascii_letters(std::string_view name) { return spelled(name, false); }

} // namespace ffigen
