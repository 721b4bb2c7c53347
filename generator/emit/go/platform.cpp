#include "emit/go/platform.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <array>
#include <map>
#include <utility>

namespace ffigen::emit::go {

namespace {

std::string_view first_part(std::string_view triple) { return triple.substr(0, triple.find('-')); }

bool contains(std::string_view text, std::string_view part) {
    return text.find(part) != std::string_view::npos;
}

/// GOARCH of a triple's architecture; empty when Go has none with cgo.
std::string go_arch(std::string_view arch) {
    static constexpr std::array<std::pair<std::string_view, std::string_view>, 16> table{{
        {"x86_64", "amd64"},
        {"amd64", "amd64"},
        {"aarch64", "arm64"},
        {"arm64", "arm64"},
        {"riscv64", "riscv64"},
        {"powerpc64le", "ppc64le"},
        {"ppc64le", "ppc64le"},
        {"powerpc64", "ppc64"},
        {"ppc64", "ppc64"},
        {"s390x", "s390x"},
        {"loongarch64", "loong64"},
        {"mips64el", "mips64le"},
        {"mips64", "mips64"},
        {"mipsel", "mipsle"},
        {"mips", "mips"},
        {"x86", "386"},
    }};
    for (const auto& [name, go] : table)
        if (arch == name)
            return std::string(go);
    if (arch.size() == 4 && arch[0] == 'i' && arch.substr(2) == "86")
        return "386";
    if (arch.starts_with("arm") || arch.starts_with("thumb"))
        return "arm";
    return {};
}

std::string go_os(std::string_view rest) {
    static constexpr std::array<std::pair<std::string_view, std::string_view>, 14> table{{
        {"android", "android"},
        {"linux", "linux"},
        {"windows", "windows"},
        {"mingw", "windows"},
        {"ios", "ios"},
        {"darwin", "darwin"},
        {"macos", "darwin"},
        {"freebsd", "freebsd"},
        {"netbsd", "netbsd"},
        {"openbsd", "openbsd"},
        {"dragonfly", "dragonfly"},
        {"solaris", "solaris"},
        {"illumos", "illumos"},
        {"aix", "aix"},
    }};
    for (const auto& [name, go] : table)
        if (contains(rest, name))
            return std::string(go);
    return {};
}

std::optional<Platform> platform_of(const model::TargetInfo& target, std::size_t index) {
    const std::string_view arch = first_part(target.triple);
    const std::string_view rest =
        std::string_view(target.triple).substr(std::min(arch.size(), target.triple.size()));
    Platform result{.os = go_os(rest), .arch = go_arch(arch), .target = index};
    if (result.os.empty() || result.arch.empty())
        return std::nullopt;
    result.word = target.pointer_bits / 8;
    // The gc compiler aligns 8-byte types to the word on all of its 32-bit ports, whatever C does.
    result.max_align = result.word;
    result.big_endian = target.big_endian;
    return result;
}

} // namespace

PlatformSet Platforms::of(model::TargetSet targets) const {
    PlatformSet result = 0;
    for (std::size_t i = 0; i < list.size(); ++i)
        if (targets.contains(list[i].target))
            result |= PlatformSet{1} << i;
    return result;
}

Platforms platforms_of(const model::Contract& contract) {
    Platforms result;
    for (std::size_t i = 0; i < contract.targets.size() && i < 64; ++i) {
        const model::TargetInfo& target = contract.targets[i];
        const std::optional<Platform> platform = platform_of(target, i);
        if (!platform) {
            result.left_out.push_back(target.triple);
            continue;
        }
        const auto same =
            std::find_if(result.list.begin(), result.list.end(), [&](const Platform& p) {
                return p.os == platform->os && p.arch == platform->arch;
            });
        if (same == result.list.end())
            result.list.push_back(*platform);
        else if (contract.targets[same->target].msvc && !target.msvc)
            *same = *platform;
    }
    return result;
}

std::string build_constraint(const Platforms& platforms, PlatformSet set) {
    if (set == platforms.all())
        return {};
    std::vector<std::pair<std::string, std::vector<std::string>>> systems;
    for (std::size_t i = 0; i < platforms.list.size(); ++i) {
        if ((set >> i & 1) == 0)
            continue;
        const Platform& platform = platforms.list[i];
        auto found = std::find_if(systems.begin(), systems.end(),
                                  [&](const auto& entry) { return entry.first == platform.os; });
        if (found == systems.end())
            found = systems.insert(systems.end(), {platform.os, {}});
        found->second.push_back(platform.arch);
    }
    std::string result;
    for (const auto& [os, archs] : systems) {
        std::string alternatives;
        for (const std::string& arch : archs)
            alternatives.append(alternatives.empty() ? "" : " || ").append(arch);
        if (archs.size() > 1)
            alternatives = fmt::format("({})", alternatives);
        const std::string both = fmt::format("{} && {}", os, alternatives);
        result.append(result.empty() ? "" : " || ")
            .append(systems.size() > 1 ? "(" + both + ")" : both);
    }
    return result;
}

std::string build_constraint_outside(const Platforms& platforms) {
    std::string result;
    for (const Platform& platform : platforms.list)
        result += (result.empty() ? "" : " && ") + std::string("!(") + platform.os + " && " +
                  platform.arch + ")";
    return result;
}

} // namespace ffigen::emit::go
