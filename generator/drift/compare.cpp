#include "drift/compare.hpp"

#include "drift/compare_calls.hpp"
#include "drift/compare_layouts.hpp"
#include "drift/events.hpp"
#include "drift/record_shape.hpp"
#include "drift/scope.hpp"

#include <algorithm>
#include <cctype>
#include <filesystem>
#include <optional>

namespace ffigen::drift {
namespace {

using model::Contract;

Change whole(std::string rule, const std::string& entity, std::string what) {
    Change change;
    change.rule = std::move(rule);
    change.entity = entity;
    change.what = std::move(what);
    return change;
}

void compare_targets(Scope& scope) {
    const auto has = [](const Contract& contract, const std::string& triple) {
        return std::any_of(contract.targets.begin(), contract.targets.end(),
                           [&](const auto& t) { return t.triple == triple; });
    };
    for (std::size_t b = 0; b < scope.after.targets.size(); ++b)
        for (std::size_t a = 0; a < scope.before.targets.size(); ++a)
            if (scope.before.targets[a].triple == scope.after.targets[b].triple)
                scope.targets.push_back({a, b});
    // In an order of their own, so that findings do not depend on how targets were listed.
    std::sort(scope.targets.begin(), scope.targets.end(),
              [&](const TargetPair& a, const TargetPair& b) {
                  return scope.after.targets[a.after].triple < scope.after.targets[b.after].triple;
              });
    for (const auto& target : scope.before.targets)
        if (!has(scope.after, target.triple)) {
            Change change =
                whole("X02", target.triple, fmt::format("target dropped: {}", target.triple));
            change.old_value = target.triple;
            scope.add(std::move(change));
        }
    for (const auto& target : scope.after.targets)
        if (!has(scope.before, target.triple)) {
            Change change =
                whole("X04", target.triple, fmt::format("target added: {}", target.triple));
            change.new_value = target.triple;
            scope.add(std::move(change));
        }
}

/// Where two layouts of a record differ in their bytes, as text for each; the alignment of a
/// field's type matters only where it shows. nullopt when they do not.
std::optional<std::pair<std::string, std::string>> difference(const model::RecordLayout& a,
                                                              const model::RecordLayout& b) {
    if (a.size != b.size)
        return std::pair(fmt::format("{} bytes", a.size), fmt::format("{} bytes", b.size));
    if (a.align != b.align)
        return std::pair(fmt::format("aligned to {}", a.align),
                         fmt::format("aligned to {}", b.align));
    for (const model::Field& x : a.fields)
        for (const model::Field& y : b.fields)
            if (x.name == y.name && !x.name.empty() && x.offset_bits != y.offset_bits)
                return std::pair(fmt::format("with {} at {}", x.name, position(x)),
                                 fmt::format("at {}", position(y)));
    if (a.fields.size() != b.fields.size())
        return std::pair(fmt::format("{} fields", a.fields.size()),
                         fmt::format("{} fields", b.fields.size()));
    return std::nullopt;
}

/// "16 bytes on x86_64-…, 12 bytes on i686-…"; empty when the record is the same everywhere.
std::string difference_between_targets(const Contract& contract, const model::Record& record) {
    const auto& groups = record.layouts.groups;
    const auto triple = [&](const auto& group) {
        return contract.targets[group.targets.indices().front()].triple;
    };
    for (std::size_t i = 1; i < groups.size(); ++i)
        if (const auto found = difference(groups[0].value, groups[i].value))
            return fmt::format("{} on {}, {} on {}", found->first, triple(groups[0]), found->second,
                               triple(groups[i]));
    return {};
}

/// A wire record that was the same everywhere and no longer is, for a reason that no other change
/// tells: mostly a target that joined.
void compare_across_targets(Scope& scope) {
    for (const model::Record& after : scope.after.records) {
        const model::Record* before = nullptr;
        for (const auto& record : scope.before.records)
            if (scope.new_name(record.name) == after.name)
                before = &record;
        if (!before || before->layouts.groups.empty() || !model::find(after.annotations, "wire"))
            continue;
        const std::string differs = difference_between_targets(scope.after, after);
        if (differs.empty() || !difference_between_targets(scope.before, *before).empty())
            continue;
        if (scope.blame.contains(before->name)) {
            Change& cause = scope.changes[scope.blame.at(before->name)];
            cause.consequences.push_back(
                fmt::format("{} now differs between targets: {}", after.name, differs));
            continue;
        }
        // Targets that joined are the cause then, and no news of their own.
        for (Change& other : scope.changes)
            other.folded |= other.rule == "X04";
        Change change = whole("X01", after.name, "");
        change.what = fmt::format("layout differs between targets: {} is {}", after.name, differs);
        change.old_value = "the same on all targets";
        change.new_value = "different";
        change.where = after.where;
        change.subject = after.name;
        scope.add(std::move(change));
    }
}

// ---- lengths and widths that are written as constants
// ------------------------------------------------

/// The declaration from its name to the semicolon, from the header's text.
std::string declaration_text(const Contract& contract, const SourceLocation& where) {
    if (where.line == 0 || where.column == 0)
        return {};
    const auto name = std::filesystem::path(where.file).filename();
    for (const auto& [path, text] : contract.sources) {
        if (std::filesystem::path(path).filename() != name)
            continue;
        std::size_t at = 0;
        for (std::uint32_t line = 1; line < where.line && at != std::string::npos; ++line) {
            at = text.find('\n', at);
            if (at != std::string::npos)
                ++at;
        }
        if (at == std::string::npos)
            return {};
        at += where.column - 1;
        return at < text.size() ? text.substr(at, text.find(';', at) - at) : std::string();
    }
    return {};
}

bool mentions(std::string_view text, std::string_view name) {
    const auto word = [](char c) {
        return std::isalnum(static_cast<unsigned char>(c)) || c == '_';
    };
    for (std::size_t at = text.find(name); at != std::string_view::npos;
         at = text.find(name, at + 1)) {
        const bool starts = at == 0 || !word(text[at - 1]);
        const bool ends = at + name.size() == text.size() || !word(text[at + name.size()]);
        if (starts && ends)
            return true;
    }
    return false;
}

/// Enumerator whose number changed → the change that tells so.
std::map<std::string, std::size_t> changed_enumerators(const Scope& scope) {
    std::map<std::string, std::size_t> result;
    for (std::size_t i = 0; i < scope.changes.size(); ++i) {
        const Change& change = scope.changes[i];
        if (change.rule != "E01" && change.rule != "E02" && change.rule != "E09")
            continue;
        const model::Enum* after = scope.after.enumeration(change.subject);
        const model::Enum* before = nullptr;
        for (const auto& item : scope.before.enums)
            if (after && scope.new_name(item.name) == after->name)
                before = &item;
        if (!before || before->layouts.groups.empty() || after->layouts.groups.empty())
            continue;
        for (const auto& [name, value] : after->layouts.first().values)
            for (const auto& [old_name, old_value] : before->layouts.first().values)
                if (name == old_name && value != old_value)
                    result.try_emplace(name, i);
    }
    return result;
}

/// An array that grew because its length is a constant that grew: one cause, told at the constant.
void fold_lengths(Scope& scope) {
    std::map<std::string, std::size_t> causes = changed_enumerators(scope);
    for (const auto& [name, index] : scope.constant_blame)
        causes[name] = index;
    if (causes.empty())
        return;
    for (Change& change : scope.changes) {
        if (change.rule != "F11" && change.rule != "B01" && change.rule != "T01" &&
            change.rule != "V03")
            continue;
        const std::string text = declaration_text(scope.after, change.where);
        for (const auto& [name, index] : causes) {
            Change& cause = scope.changes[index];
            if (!mentions(text, name) || &cause == &change)
                continue;
            cause.consequences.push_back(change.what);
            cause.consequences.insert(cause.consequences.end(), change.consequences.begin(),
                                      change.consequences.end());
            cause.impact = std::max(impact_of(cause), impact_of(change));
            change.folded = true;
            break;
        }
    }
}

std::string version_of(const Contract& contract, std::string_view key) {
    for (const model::Annotation& statement : contract.module)
        if (statement.name == "module")
            if (const std::string* value = statement.value(key))
                return *value;
    return {};
}

} // namespace

std::string version_constant(const Contract& contract) { return version_of(contract, "version"); }

std::string version_value(const Contract& contract) {
    const model::Constant* constant = contract.constant(version_constant(contract));
    return constant && !constant->values.groups.empty() ? constant->values.first().text
                                                        : std::string();
}

std::vector<Change> compare(const Contract& before, const Contract& after,
                            const std::vector<lock::Retired>& retired) {
    Scope scope{before, after, {}, {}, {}, {}, {}};
    compare_targets(scope);
    find_renamed_types(scope);
    compare_layouts(scope, retired);
    compare_functions(scope);
    compare_callbacks(scope);
    compare_variables(scope);
    compare_constants(scope, version_constant(after));
    compare_annotations(scope);
    compare_across_targets(scope);
    fold_lengths(scope);
    std::erase_if(scope.changes, [](const Change& change) { return change.folded; });
    for (Change& change : scope.changes) {
        change.what += on_targets(scope, change.targets);
    }
    std::stable_sort(scope.changes.begin(), scope.changes.end(),
                     [](const Change& a, const Change& b) {
                         const auto place = [](const Change& c) {
                             return std::tuple(c.where.line == 0, c.where);
                         };
                         return place(a) < place(b);
                     });
    return std::move(scope.changes);
}

} // namespace ffigen::drift
