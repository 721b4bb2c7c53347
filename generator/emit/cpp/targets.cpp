#include "emit/cpp/targets.hpp"

#include <fmt/format.h>

#include <array>
#include <string_view>
#include <utility>

namespace ffigen::emit::cpp {
namespace {

using model::Architecture;
using model::OperatingSystem;

/// Architectures outside the default set, by the first part of the triple.
constexpr std::array<std::pair<std::string_view, std::string_view>, 11> other_architectures = {{
    {"riscv32", "defined(__riscv) && __riscv_xlen == 32"},
    {"powerpc64", "defined(__powerpc64__) && defined(__BIG_ENDIAN__)"},
    {"powerpc", "defined(__powerpc__) && !defined(__powerpc64__)"},
    {"mips64el", "defined(__mips64) && defined(__MIPSEL__)"},
    {"mips64", "defined(__mips64) && defined(__MIPSEB__)"},
    {"mipsel", "defined(__mips__) && !defined(__mips64) && defined(__MIPSEL__)"},
    {"mips", "defined(__mips__) && !defined(__mips64) && defined(__MIPSEB__)"},
    {"loongarch64", "defined(__loongarch__) && __loongarch_grlen == 64"},
    {"sparcv9", "defined(__sparc__) && defined(__arch64__)"},
    {"wasm64", "defined(__wasm64__)"},
    {"avr", "defined(__AVR__)"},
}};

std::string_view architecture_condition(const model::TargetInfo& target) {
    // GNU and MSVC compilers name the same processor by different macros.
    switch (target.arch) {
    case Architecture::x86_64:
        return target.msvc ? "defined(_M_X64)" : "defined(__x86_64__) && !defined(__ILP32__)";
    case Architecture::i686:
        return target.msvc ? "defined(_M_IX86)" : "defined(__i386__)";
    case Architecture::aarch64:
        return target.msvc ? "defined(_M_ARM64)" : "defined(__aarch64__) && !defined(__ILP32__)";
    case Architecture::arm:
        return target.msvc ? "defined(_M_ARM)" : "defined(__arm__)";
    case Architecture::riscv64:
        return "defined(__riscv) && __riscv_xlen == 64";
    case Architecture::powerpc64le:
        return "defined(__powerpc64__) && defined(__LITTLE_ENDIAN__)";
    case Architecture::s390x:
        return "defined(__s390x__)";
    case Architecture::wasm32:
        return "defined(__wasm32__)";
    case Architecture::other:
        break;
    }
    const std::string_view name =
        std::string_view(target.triple).substr(0, target.triple.find('-'));
    for (const auto& [architecture, condition] : other_architectures)
        if (architecture == name)
            return condition;
    return {};
}

std::string_view system_condition(const model::TargetInfo& target) {
    switch (target.os) {
    case OperatingSystem::linux_:
        return "defined(__linux__)";
    case OperatingSystem::windows:
        return target.msvc ? "defined(_MSC_VER)" : "defined(__MINGW32__)";
    case OperatingSystem::macos:
        return "defined(__APPLE__)";
    case OperatingSystem::none:
        return target.arch == Architecture::wasm32 ? "" : "!defined(__linux__)";
    case OperatingSystem::other:
        break;
    }
    constexpr std::array<std::pair<std::string_view, std::string_view>, 5> others = {
        {{"freebsd", "defined(__FreeBSD__)"},
         {"netbsd", "defined(__NetBSD__)"},
         {"openbsd", "defined(__OpenBSD__)"},
         {"solaris", "defined(__sun)"},
         {"aix", "defined(_AIX)"}}};
    for (const auto& [name, condition] : others)
        if (target.triple.find(name) != std::string::npos)
            return condition;
    return "!defined(__linux__)";
}

} // namespace

std::string target_condition(const model::TargetInfo& target) {
    const std::string_view architecture = architecture_condition(target);
    const std::string_view system = system_condition(target);
    if (architecture.empty())
        return {};
    return system.empty() ? std::string(architecture)
                          : fmt::format("{} && {}", architecture, system);
}

std::string target_mask(model::TargetSet targets, std::size_t count) {
    return fmt::format("{:#0{}x}{}", targets.bits(), 2 + (count + 3) / 4,
                       count > 31   ? "ull"
                       : count > 15 ? "u"
                                    : "");
}

} // namespace ffigen::emit::cpp
