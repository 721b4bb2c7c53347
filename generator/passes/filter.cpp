#include "passes/filter.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <array>
#include <regex>
#include <set>

namespace ffigen::passes {
namespace {

using namespace model;

constexpr std::array<std::string_view, 7> pattern_kinds{
    "record", "enum", "typedef", "callback", "function", "variable", "constant"};

struct Pattern {
    std::string text; ///< as given
    std::string kind; ///< empty: every kind
    std::regex regex;
    mutable bool used = false;
    [[nodiscard]] bool matches(const std::string& name) const {
        const bool found = std::regex_match(name, regex);
        used |= found;
        return found;
    }
};

std::vector<Pattern> compile(const std::vector<std::string>& texts, const char* flag,
                             Diagnostics& diagnostics) {
    std::vector<Pattern> patterns;
    for (const std::string& text : texts) {
        Pattern pattern{.text = text, .kind = {}, .regex = {}};
        std::string expression = text;
        const auto colon = text.find(':');
        if (colon != std::string::npos && std::find(pattern_kinds.begin(), pattern_kinds.end(),
                                                    text.substr(0, colon)) != pattern_kinds.end()) {
            pattern.kind = text.substr(0, colon);
            expression = text.substr(colon + 1);
        }
        try {
            pattern.regex = std::regex(expression);
            patterns.push_back(std::move(pattern));
        } catch (const std::regex_error& error) {
            diagnostics.error(
                "O05", {},
                fmt::format("{} '{}' is no regular expression: {}", flag, text, error.what()),
                "write an ECMAScript regex, e.g. --allow 'function:my_.*'");
        }
    }
    return patterns;
}

/// Names that a type refers to, by kind of entity.
struct Uses {
    std::set<std::string> records, enums, typedefs;
    void add(const Type& type) {
        if (type.kind == TypeKind::record)
            records.insert(type.name);
        else if (type.kind == TypeKind::enumeration)
            enums.insert(type.name);
        else if (type.kind == TypeKind::typedef_)
            typedefs.insert(type.name);
        for (const Type& argument : type.args)
            add(argument);
    }
};

class Filter {
  public:
    Filter(std::vector<Pattern> allow, std::vector<Pattern> block)
        : allow_(std::move(allow)), block_(std::move(block)) {}

    [[nodiscard]] bool keeps(std::string_view kind, const std::string& name) const {
        bool restricted = false, allowed = false;
        for (const Pattern& pattern : allow_) {
            if (!pattern.kind.empty() && pattern.kind != kind)
                continue;
            restricted = true;
            allowed |= pattern.matches(name);
        }
        if (restricted && !allowed)
            return false;
        bool blocked = false;
        for (const Pattern& pattern : block_)
            blocked |= (pattern.kind.empty() || pattern.kind == kind) && pattern.matches(name);
        return !blocked;
    }

    /// A pattern that matches nothing leaves out, or keeps, something else than was meant.
    void report_unused(Diagnostics& diagnostics) const {
        for (const auto& [patterns, flag] :
             {std::pair(&allow_, "--allow"), std::pair(&block_, "--block")})
            for (const Pattern& pattern : *patterns)
                if (!pattern.used)
                    diagnostics.warning(
                        "O10", {}, fmt::format("{} '{}' matches nothing", flag, pattern.text),
                        "it is matched against whole C names; write .* for any text");
    }

    template <class T>
    void drop(std::vector<T>& items, std::string_view kind) const {
        std::erase_if(items,
                      [&](const T& item) { return item.from_header && !keeps(kind, item.name); });
    }

  private:
    std::vector<Pattern> allow_, block_;
};

/// What functions, callbacks that are kept, and variables use.
Uses used_by_calls(const Contract& contract, const Filter& filter) {
    Uses uses;
    for (const Function& function : contract.functions)
        for (const auto& group : function.signatures.groups)
            uses.add(group.value);
    for (const Callback& callback : contract.callbacks)
        if (filter.keeps("callback", callback.name))
            for (const auto& group : callback.signatures.groups)
                uses.add(group.value);
    for (const Variable& variable : contract.variables)
        for (const auto& group : variable.types.groups)
            uses.add(group.value);
    return uses;
}

/// Marks what is filtered out but used: it stays, as a dependency. Walks until nothing is added.
void keep_used(Contract& contract, const Filter& filter) {
    std::set<std::string> records, enums, typedefs;
    Uses uses = used_by_calls(contract, filter);
    // Whether an item stays, and was not known to.
    const auto stays = [&](const auto& item, std::string_view kind,
                           const std::set<std::string>& used, std::set<std::string>& kept) {
        const bool wanted = item.from_header && filter.keeps(kind, item.name);
        return (wanted || used.contains(item.name)) && kept.insert(item.name).second;
    };
    std::size_t before = 0;
    do {
        before = records.size() + enums.size() + typedefs.size();
        for (const Record& record : contract.records)
            if (stays(record, "record", uses.records, records))
                for (const auto& group : record.layouts.groups)
                    for (const Field& field : group.value.fields)
                        uses.add(field.type);
        for (const Typedef& item : contract.typedefs)
            if (stays(item, "typedef", uses.typedefs, typedefs))
                for (const auto& group : item.layouts.groups)
                    uses.add(group.value.underlying);
        for (const Enum& item : contract.enums)
            stays(item, "enum", uses.enums, enums);
    } while (before != records.size() + enums.size() + typedefs.size());
    const auto reduce = [](auto& items, const std::set<std::string>& kept) {
        std::erase_if(items, [&](const auto& item) { return !kept.contains(item.name); });
    };
    reduce(contract.records, records);
    reduce(contract.enums, enums);
    reduce(contract.typedefs, typedefs);
    std::erase_if(contract.callbacks,
                  [&](const Callback& item) { return !typedefs.contains(item.name); });
}

} // namespace

void filter_contract(Contract& contract, const std::vector<std::string>& allow,
                     const std::vector<std::string>& block, Diagnostics& diagnostics) {
    if (allow.empty() && block.empty())
        return;
    const Filter filter(compile(allow, "--allow", diagnostics),
                        compile(block, "--block", diagnostics));
    if (diagnostics.has_errors())
        return;
    filter.drop(contract.functions, "function");
    filter.drop(contract.variables, "variable");
    filter.drop(contract.constants, "constant");
    keep_used(contract, filter);
    filter.report_unused(diagnostics);
}

} // namespace ffigen::passes
