#include "drift/compare_calls.hpp"
#include "drift/enum_names.hpp"
#include "drift/events.hpp"
#include "drift/type_change.hpp"

#include <algorithm>
#include <cctype>
#include <cstdlib>
#include <map>

namespace ffigen::drift {
namespace {

using model::Constant;
using model::ConstantValue;
using model::Variable;

Change about(const model::Entity& entity, std::string rule, std::string what) {
    Change change;
    change.rule = std::move(rule);
    change.entity = change.subject = entity.name;
    change.where = entity.where;
    change.what = std::move(what);
    return change;
}

/// As a person writes it: floating values are kept in hexadecimal, which is exact.
std::string shown(const ConstantValue& value) {
    if (value.kind == ConstantValue::Kind::string)
        return fmt::format("\"{}\"", value.text);
    if (value.kind != ConstantValue::Kind::floating)
        return value.text;
    const double number = std::strtod(value.text.c_str(), nullptr);
    const std::string text = value.type.kind == model::TypeKind::float_
                                 ? fmt::format("{}", static_cast<float>(number))
                                 : fmt::format("{}", number);
    return text.find_first_not_of("-0123456789") == std::string::npos ? text + ".0" : text;
}

/// LIB_MINOR beside LIB_MAJOR, LIB_PATCH beside both: the parts of a version.
bool is_version_part(const Scope& scope, const std::string& name) {
    for (const std::string_view part :
         {"_MAJOR", "_MINOR", "_PATCH", "_PATCHLEVEL", "_MICRO", "_REVISION", "_SUBREVISION"})
        if (name.ends_with(part)) {
            const std::string stem = name.substr(0, name.size() - part.size());
            for (const std::string end : {"", "_VERSION"}) // SDL_MAJOR_VERSION, SDL_PATCHLEVEL
                if (scope.after.constant(stem + "_MAJOR" + end) != nullptr &&
                    scope.after.constant(stem + "_MINOR" + end) != nullptr)
                    return true;
        }
    return false;
}

/// A text that says from which source or when a release was made.
bool is_build_text(const Constant& constant) {
    return !constant.values.groups.empty() &&
           constant.values.first().kind == ConstantValue::Kind::string &&
           (constant.name.ends_with("_SOURCE_ID") || constant.name.ends_with("_TIMESTAMP") ||
            constant.name.ends_with("_BUILD_ID") || constant.name.ends_with("_GIT_REVISION"));
}

/// Whether an enumerator has the constant's name and value, on every target that has both.
bool is_enumerator_of_value(const model::Contract& contract, const Constant& constant) {
    for (const model::Enum& item : contract.enums)
        for (const auto& group : item.layouts.groups)
            for (const auto& [name, value] : group.value.values)
                if (name == constant.name)
                    return std::ranges::all_of(constant.values.groups, [&](const auto& other) {
                        return other.value.text == value;
                    });
    return false;
}

/// The identifiers in an expression, in order.
std::vector<std::string> identifiers(std::string_view text) {
    std::vector<std::string> result;
    for (std::size_t i = 0; i < text.size();) {
        const auto word = [&](std::size_t at) {
            return std::isalnum(static_cast<unsigned char>(text[at])) || text[at] == '_';
        };
        if (!word(i)) {
            ++i;
            continue;
        }
        const std::size_t start = i;
        while (i < text.size() && word(i))
            ++i;
        if (!std::isdigit(static_cast<unsigned char>(text[start])))
            result.emplace_back(text.substr(start, i - start));
    }
    return result;
}

void compare_constant(Scope& scope, const Constant& a, const Constant& b,
                      const std::string& version) {
    EventMerge merge;
    for (const auto& pairing : pair_up(scope, a.values, b.values)) {
        if (!pairing.before || !pairing.after) {
            const bool gone = pairing.before != nullptr;
            Change change =
                about(b, gone ? "M02" : "M03",
                      fmt::format("constant {}: {}", gone ? "removed" : "added", b.name));
            change.targets = pairing.targets;
            merge.add({"presence", std::move(change)});
            continue;
        }
        const ConstantValue& x = *pairing.before;
        const ConstantValue& y = *pairing.after;
        // A string's type is its length, which its value says.
        const bool strings =
            x.kind == ConstantValue::Kind::string && y.kind == ConstantValue::Kind::string;
        const bool type = x.kind != y.kind || (!strings && x.type.kind != y.type.kind &&
                                               !same_as_written(scope, x.type, y.type));
        if (x.text != y.text && x.kind == y.kind) {
            Change change =
                about(b, "M01",
                      fmt::format("value changed: {} was {}, now {}", b.name, shown(x), shown(y)));
            if (b.name == version || is_version_name(b.name) || is_version_part(scope, b.name) ||
                is_build_text(b)) {
                change.what =
                    fmt::format("{}version: {} was {}, now {}",
                                b.name == version ? "contract " : "", b.name, shown(x), shown(y));
                change.impact = Impact::safe;
            } else if (type) {
                change.consequences.push_back(fmt::format(
                    "its type was {}, now {}", model::to_c(x.type), model::to_c(y.type)));
            }
            change.old_value = shown(x);
            change.new_value = shown(y);
            change.targets = pairing.targets;
            merge.add({"value", std::move(change)});
        } else if (type) {
            Change change =
                about(b, "M04",
                      fmt::format("type changed: {} was {} ({}), now {} ({})", b.name,
                                  model::to_c(x.type), shown(x), model::to_c(y.type), shown(y)));
            change.old_value = model::to_c(x.type);
            change.new_value = model::to_c(y.type);
            change.targets = pairing.targets;
            merge.add({"value", std::move(change)});
        }
    }
    for (Event& event : merge.events())
        scope.add(std::move(event.change));
}

/// A constant that is computed from another follows it: told there.
void fold_derived(Scope& scope) {
    std::map<std::string, std::size_t> changed;
    for (std::size_t i = 0; i < scope.changes.size(); ++i)
        if (scope.changes[i].rule == "M01")
            changed[scope.changes[i].entity] = i;
    std::map<std::string, std::string> computed_from;
    for (const auto& [name, index] : changed) {
        const Constant* a = scope.before.constant(name);
        const Constant* b = scope.after.constant(name);
        if (!a || !b || a->expression != b->expression)
            continue;
        for (const std::string& word : identifiers(b->expression))
            if (word != name && changed.contains(word)) {
                computed_from[name] = word;
                break;
            }
    }
    for (const auto& [name, index] : changed) {
        std::string root = name;
        for (std::size_t steps = 0; computed_from.contains(root) && steps <= changed.size();
             ++steps)
            root = computed_from[root];
        const std::size_t cause =
            computed_from.contains(root) ? index : changed[root]; // a circle has no cause
        scope.constant_blame[name] = cause;
        if (cause == index)
            continue;
        Change& derived = scope.changes[index];
        derived.folded = true;
        scope.changes[cause].consequences.push_back(
            fmt::format("{} was {}, now {}", name, derived.old_value, derived.new_value));
    }
}

} // namespace

void compare_constants(Scope& scope, const std::string& version) {
    for (const auto& match : match_by_name(scope, scope.before.constants, scope.after.constants)) {
        if (match.before && match.after)
            compare_constant(scope, *match.before, *match.after, version);
        else if (match.after)
            scope.add(
                about(*match.after, "M03", fmt::format("constant added: {}", match.after->name)));
        else {
            Change change = about(*match.before, "M02",
                                  fmt::format("constant removed: {}", match.before->name));
            if (is_enumerator_of_value(scope.after, *match.before)) {
                change.what = fmt::format("constant became an enumerator of the same value: {}",
                                          match.before->name);
                change.impact = Impact::safe;
            }
            for (const model::Skipped& skipped : scope.after.skipped)
                if (skipped.name == match.before->name) {
                    change.where = skipped.where;
                    change.what = fmt::format("no constant any more: {}", match.before->name);
                    change.consequences.push_back(skipped.reason);
                }
            if (!match.before->values.groups.empty())
                change.old_value = shown(match.before->values.first());
            scope.add(std::move(change));
        }
    }
    fold_derived(scope);
}

namespace {

/// How the type of a variable changed on some targets; nullopt where it did not.
std::optional<Change> variable_change(Scope& scope, const Variable& a, const Variable& b,
                                      const Pairing<model::Type>& pairing) {
    if (!pairing.before || !pairing.after) {
        const bool gone = pairing.before != nullptr;
        Change change = about(b, gone ? "V01" : "V02",
                              fmt::format("variable {}: {}", gone ? "removed" : "added", b.name));
        change.targets = pairing.targets;
        return change;
    }
    const TypeDelta delta = compare_types(scope, *pairing.before, *pairing.after, pairing.targets);
    if (delta.what <= TypeChange::nullability)
        return std::nullopt;
    const std::string from = model::to_c(*pairing.before), to = model::to_c(*pairing.after);
    const bool qualifier = delta.what == TypeChange::qualifiers;
    Change change = about(b, qualifier ? "V04" : "V03",
                          fmt::format("variable {} was {}, now {}", b.name, from, to));
    if (qualifier && a.is_const && !b.is_const)
        change.impact = Impact::safe;
    if (delta.what <= TypeChange::respelled)
        change.impact = Impact::src;
    change.old_value = from;
    change.new_value = to;
    change.targets = delta.targets;
    return change;
}

void compare_weak(Scope& scope, const Variable& a, const Variable& b) {
    if (a.is_weak == b.is_weak)
        return;
    Change change =
        about(b, "V05",
              fmt::format("variable {} {} weak", b.name, b.is_weak ? "became" : "is no longer"));
    if (!b.is_weak)
        change.impact = Impact::safe;
    scope.add(std::move(change));
}

} // namespace

void compare_variables(Scope& scope) {
    for (const auto& match : match_by_name(scope, scope.before.variables, scope.after.variables)) {
        if (!match.before || !match.after) {
            const Variable& item = match.before ? *match.before : *match.after;
            scope.add(about(
                item, match.before ? "V01" : "V02",
                fmt::format("variable {}: {}", match.before ? "removed" : "added", item.name)));
            continue;
        }
        const Variable& b = *match.after;
        if (match.before->is_thread_local != b.is_thread_local)
            scope.add(about(b, "V03",
                            fmt::format("variable {} {} one for each thread", b.name,
                                        b.is_thread_local ? "became" : "is no longer")));
        compare_weak(scope, *match.before, b);
        EventMerge merge;
        for (const auto& pairing : pair_up(scope, match.before->types, b.types)) {
            const bool in_both = pairing.before && pairing.after;
            if (std::optional<Change> change = variable_change(scope, *match.before, b, pairing))
                merge.add({in_both ? "type" : "presence", std::move(*change)});
        }
        for (Event& event : merge.events())
            scope.add(std::move(event.change));
    }
}

} // namespace ffigen::drift
