#include "model/target.hpp"

#include <algorithm>
#include <numeric>

namespace ffigen::model {
namespace {

std::size_t edit_distance(std::string_view a, std::string_view b) {
    std::vector<std::size_t> row(b.size() + 1);
    std::iota(row.begin(), row.end(), 0u);
    for (std::size_t i = 0; i < a.size(); ++i) {
        std::size_t diagonal = row[0];
        row[0] = i + 1;
        for (std::size_t j = 0; j < b.size(); ++j) {
            const std::size_t above = row[j + 1];
            row[j + 1] = std::min({above + 1, row[j] + 1, diagonal + (a[i] == b[j] ? 0u : 1u)});
            diagonal = above;
        }
    }
    return row.back();
}

} // namespace

std::span<const std::string_view> default_targets() {
    static constexpr std::string_view targets[] = {
        "x86_64-unknown-linux-gnu",      "i686-unknown-linux-gnu",
        "aarch64-unknown-linux-gnu",     "riscv64-unknown-linux-gnu",
        "powerpc64le-unknown-linux-gnu", "s390x-unknown-linux-gnu",
        "armv7-unknown-linux-gnueabihf", "x86_64-pc-windows-msvc",
        "i686-pc-windows-msvc",          "x86_64-w64-mingw32",
        "x86_64-apple-darwin",           "arm64-apple-darwin",
        "wasm32-unknown-unknown",
    };
    return targets;
}

std::string nearest_name(std::string_view wrong, std::span<const std::string_view> known) {
    std::string_view best;
    std::size_t best_distance = std::max<std::size_t>(3, wrong.size() / 2);
    for (const std::string_view candidate : known) {
        const std::size_t distance = edit_distance(wrong, candidate);
        if (distance < best_distance) {
            best_distance = distance;
            best = candidate;
        }
    }
    return std::string(best);
}

std::string nearest_target(std::string_view wrong) {
    // The vendor is often left out: x86_64-linux-gnu.
    std::vector<std::string> spellings;
    for (const std::string_view target : default_targets()) {
        spellings.emplace_back(target);
        for (const std::string_view vendor : {"-unknown", "-pc", "-w64"})
            if (const auto at = target.find(vendor); at != std::string_view::npos)
                spellings.push_back(std::string(target).erase(at, vendor.size()));
    }
    const std::vector<std::string_view> known(spellings.begin(), spellings.end());
    std::string nearest = nearest_name(wrong, known);
    for (const std::string_view target : default_targets()) {
        const auto first = nearest.find('-');
        if (first != std::string::npos && target.starts_with(nearest.substr(0, first + 1)) &&
            target.ends_with(nearest.substr(first)))
            return std::string(target);
    }
    return nearest;
}

bool is_signed(TypeKind kind, const TargetInfo& target) {
    switch (kind) {
    case TypeKind::char_:
        return target.char_signed;
    case TypeKind::wchar:
        return target.wchar_signed;
    case TypeKind::signed_char:
    case TypeKind::short_:
    case TypeKind::int_:
    case TypeKind::long_:
    case TypeKind::long_long:
    case TypeKind::int128:
    case TypeKind::int8:
    case TypeKind::int16:
    case TypeKind::int32:
    case TypeKind::int64:
    case TypeKind::intptr:
    case TypeKind::ssize:
    case TypeKind::ptrdiff:
        return true;
    default:
        return false;
    }
}

} // namespace ffigen::model
