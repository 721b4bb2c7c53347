#include "emit/go/imports.hpp"

#include "emit/text/lines.hpp"
#include "support/text.hpp"

#include <array>

namespace ffigen::emit::go {

namespace {

struct Importable {
    std::string_view path;
    bool is_own = false;  ///< of the module
    bool in_calls = true; ///< imported where locals of the contract are; they get other names
};

constexpr std::array<Importable, 19> importables{{
    {.path = "errors"},
    {.path = "fmt"},
    {.path = "io", .in_calls = false},
    {.path = "io/fs", .in_calls = false},
    {.path = "math"},
    {.path = "math/big", .in_calls = false},
    {.path = "math/bits", .in_calls = false},
    {.path = "os"},
    {.path = "runtime"},
    {.path = "runtime/debug"},
    {.path = "strconv"},
    {.path = "strings"},
    {.path = "sync"},
    {.path = "sync/atomic"},
    {.path = "syscall"},
    {.path = "unsafe"},
    {.path = "internal/memory", .is_own = true},
    {.path = "internal/object", .is_own = true},
    {.path = "raw", .is_own = true},
}};

std::string name_of(std::string_view path) { return std::string(path.substr(path.rfind('/') + 1)); }

/// Groups of imports with a blank line between; a single one needs no parentheses.
std::string declaration(const std::vector<text::Lines>& groups) {
    text::Lines lines;
    std::size_t count = 0;
    for (const text::Lines& group : groups) {
        if (!group.empty() && !lines.empty())
            lines.emplace_back();
        for (const std::string& spec : group)
            lines.push_back("\t" + spec);
        count += group.size();
    }
    if (count == 0)
        return {};
    if (count == 1)
        return "import " + lines.front().substr(1) + "\n";
    return "import (\n" + joined(lines, "\n") + "\n)\n";
}

} // namespace

std::vector<std::string> imported_names() {
    std::vector<std::string> names;
    for (const Importable& each : importables)
        if (each.in_calls)
            names.push_back(name_of(each.path));
    return names;
}

text::Offers offers(const std::string& module, bool has_locals) {
    text::Offers result;
    for (const Importable& each : importables)
        if (each.in_calls || !has_locals)
            result.emplace(name_of(each.path),
                           (each.is_own ? module + "/" : "") + std::string(each.path));
    return result;
}

std::string import_lines(const text::Imports& imports, const std::string& module) {
    text::Lines gos, own;
    for (const auto& [path, names] : imports)
        (path.starts_with(module + "/") ? own : gos).push_back("\"" + path + "\"");
    return declaration({gos, own});
}

std::string blank_imports(const std::vector<std::string>& paths) {
    text::Lines specs;
    for (const std::string& path : paths)
        specs.push_back("_ \"" + path + "\"");
    return declaration({specs});
}

} // namespace ffigen::emit::go
