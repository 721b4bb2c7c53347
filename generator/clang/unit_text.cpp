#include "clang/unit_text.hpp"

#include "clang/target_info.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <iterator>

namespace ffigen::clang {
bool Probes::exclude(const std::string& macro) {
    bool changed = excluded.insert(macro).second;
    changed |= std::erase(pointers, macro) > 0;
    changed |= std::erase(wide, macro) > 0;
    return changed;
}

UnitText::UnitText(const std::string& header_path, const std::vector<MacroDefinition>& macros,
                   const Probes& probes) {
    // C has no escapes in the name of a header, but two forms of it.
    const bool angled = header_path.find('"') != std::string::npos;
    text_ = fmt::format("#include {}{}{}\n{}", angled ? '<' : '"', header_path, angled ? '>' : '"',
                        target_probe());
    line_ = static_cast<std::uint32_t>(std::count(text_.begin(), text_.end(), '\n')) + 1;
    for (const MacroDefinition& macro : macros)
        if (may_be_expression(macro) && !probes.excluded.contains(macro.name))
            add(macro.name, macro_probe(macro.name));
        else if ((macro.function_like || macro.body.empty()) && !macro.is_redefined)
            add(macro.name, fmt::format("extern const char {}{};", defined_prefix, macro.name));
    for (const std::string& name : probes.pointers)
        add(name, pointer_probe(name));
    for (const std::string& name : probes.wide)
        add(name, wide_probe(name));
}

const std::string* UnitText::macro_at(std::uint32_t line) const {
    const auto found = macro_at_.find(line);
    return found == macro_at_.end() ? nullptr : &found->second;
}

const std::string* UnitText::macro_before(std::uint32_t line) const {
    const auto after = macro_at_.lower_bound(line);
    return after == macro_at_.begin() ? nullptr : &std::prev(after)->second;
}

void UnitText::add(const std::string& name, const std::string& probe) {
    text_ += fmt::format("#ifdef {}\n{}\n#endif\n", name, probe);
    macro_at_[line_ + 1] = name;
    line_ += 3;
}

} // namespace ffigen::clang
