// `ffigen doctor`: what of this machine can check what ffigen makes, and what to install where it
// cannot.
#include "cli/cli.hpp"
#include "cli/commands.hpp"
#include "model/target.hpp"
#include "support/process.hpp"

#include <fmt/format.h>

#include <array>
#include <filesystem>
#include <string>
#include <string_view>
#include <vector>

namespace ffigen::cli {
namespace {

struct Tool {
    std::string_view purpose; ///< a target, or what of a language it does
    std::string_view program;
    std::string_view version_argument;
    std::string_view minimum; ///< version; empty: any
    std::string_view package; ///< Debian's name of it
    std::string_view source;  ///< where those get it who cannot install Debian's
};

struct Group {
    std::string_view title;
    std::vector<Tool> tools;
};

/// Debian's cross compilers, by the targets that they compile `ffigen --lang cpp`'s C11 assertions
/// for.
const Group compilers{
    "C compilers: what libclang says of a target is asserted with them (--lang cpp)",
    {{"x86_64-unknown-linux-gnu", "x86_64-linux-gnu-gcc", "--version", "", "gcc-x86-64-linux-gnu",
      ""},
     {"i686-unknown-linux-gnu", "i686-linux-gnu-gcc", "--version", "", "gcc-i686-linux-gnu", ""},
     {"aarch64-unknown-linux-gnu", "aarch64-linux-gnu-gcc", "--version", "",
      "gcc-aarch64-linux-gnu", ""},
     {"riscv64-unknown-linux-gnu", "riscv64-linux-gnu-gcc", "--version", "",
      "gcc-riscv64-linux-gnu", ""},
     {"powerpc64le-unknown-linux-gnu", "powerpc64le-linux-gnu-gcc", "--version", "",
      "gcc-powerpc64le-linux-gnu", ""},
     {"s390x-unknown-linux-gnu", "s390x-linux-gnu-gcc", "--version", "", "gcc-s390x-linux-gnu", ""},
     {"armv7-unknown-linux-gnueabihf", "arm-linux-gnueabihf-gcc", "--version", "",
      "gcc-arm-linux-gnueabihf", ""},
     {"x86_64-w64-mingw32", "x86_64-w64-mingw32-gcc", "--version", "", "gcc-mingw-w64-x86-64", ""},
     {"every target", "clang", "--version", "14", "clang", ""}}};

const std::array language_groups{
    Group{"Rust",
          {{"builds the crates", "cargo", "--version", "1.85", "cargo", "https://rustup.rs"},
           {"lints them", "cargo-clippy", "--version", "", "rust-clippy", "https://rustup.rs"}}},
    Group{"Go",
          {{"builds the modules", "go", "version", "1.21", "golang-go", "https://go.dev/dl"},
           {"cgo's compiler", "cc", "--version", "", "gcc", ""}}},
    Group{
        "Python",
        {{"runs the packages", "python3", "--version", "3.9", "python3", "https://www.python.org"},
         {"checks their types", "mypy", "--version", "", "mypy", "pip install mypy"}}},
    Group{"C++", {{"compiles the assertions", "c++", "--version", "", "g++", ""}}},
};

/// The first number with a dot in what a program says of itself.
std::string version_in(const std::string& text) {
    for (std::size_t at = text.find_first_of("0123456789"); at != std::string::npos;
         at = text.find_first_of("0123456789", at)) {
        const std::size_t end = std::min(text.find_first_not_of("0123456789.", at), text.size());
        const std::string word = text.substr(at, end - at);
        if (const auto dot = word.find('.'); dot != std::string::npos && dot + 1 < word.size())
            return word;
        at = end;
    }
    return {};
}

bool at_least(std::string_view version, std::string_view minimum) {
    while (!minimum.empty()) {
        const auto number = [](std::string_view& text) {
            long value = 0;
            while (!text.empty() && text.front() >= '0' && text.front() <= '9') {
                value = value * 10 + (text.front() - '0');
                text.remove_prefix(1);
            }
            if (!text.empty())
                text.remove_prefix(1);
            return value;
        };
        const long have = number(version), need = number(minimum);
        if (have != need)
            return have > need;
    }
    return true;
}

std::string remedy(const Tool& tool) {
    std::error_code error;
    const bool debian = std::filesystem::exists("/usr/bin/apt-get", error);
    std::string text = fmt::format("{}{}", debian ? "apt-get install " : "install ", tool.package);
    if (!tool.source.empty())
        text += fmt::format(", or {}", tool.source);
    return text;
}

/// A line of the report; whether the tool is there and new enough.
bool report(const Tool& tool) {
    const ProcessResult result =
        run_process({std::string(tool.program), std::string(tool.version_argument)}, "", {});
    const std::string version =
        result.started && result.status == 0 ? version_in(result.output) : std::string();
    const bool good = !version.empty() && at_least(version, tool.minimum);
    if (good)
        fmt::print("  ok       {:<30} {} {}\n", tool.purpose, tool.program, version);
    else
        fmt::print("  missing  {:<30} {}{}: {}\n", tool.purpose, tool.program,
                   version.empty() ? std::string()
                   : tool.minimum.empty()
                       ? " " + version
                       : fmt::format(" {} is older than {}", version, tool.minimum),
                   remedy(tool));
    return good;
}

/// --target native reads the C library's headers, which a machine without a compiler need not have.
void report_system_headers() {
    std::error_code error;
    for (const char* directory : {"/usr/include", "/usr/local/include"})
        if (std::filesystem::exists(std::filesystem::path(directory) / "stdio.h", error))
            return fmt::print("  ok       system headers                 {}\n", directory);
    const bool debian = std::filesystem::exists("/usr/bin/apt-get", error);
    fmt::print("  missing  system headers                 for --target native: {}\n",
               debian ? "apt-get install libc6-dev" : "install the C library's development files");
}

} // namespace

int run_doctor(const Options&) {
    fmt::print("ffigen {} with {}: layout on {} targets, whatever is missing below\n",
               FFIGEN_VERSION, clang::libclang_version(), model::default_targets().size());
    report_system_headers();
    fmt::print("\n{}\n", compilers.title);
    for (const Tool& tool : compilers.tools)
        report(tool);
    for (const Group& language : language_groups) {
        fmt::print("\n{}\n", language.title);
        for (const Tool& tool : language.tools)
            report(tool);
    }
    return status_clean;
}

} // namespace ffigen::cli
