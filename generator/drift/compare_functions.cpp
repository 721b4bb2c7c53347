#include "drift/compare_calls.hpp"
#include "drift/events.hpp"
#include "drift/signature_change.hpp"

#include <algorithm>

namespace ffigen::drift {
namespace {

using model::Callback;
using model::Function;
using model::Type;
using Part = SignatureChange::Part;

Change about(const model::Entity& entity, const std::string& path, std::string rule,
             std::string what) {
    Change change;
    change.rule = std::move(rule);
    change.entity = path.empty() ? entity.name : entity.name + "." + path;
    change.subject = entity.name;
    change.where = entity.where;
    change.what = std::move(what);
    return change;
}

struct Row {
    std::string rule;
    Impact impact = Impact::none;
};

/// What a caller gives may ask for less const; what he gets may promise more: never the reverse.
Row parameter_row(TypeChange type, const Type& after) {
    switch (type) {
    case TypeChange::pointee_const_added:
        return {"C09"};
    case TypeChange::pointee_const_removed:
        return {"C08"};
    case TypeChange::nullability:
        return {"C14",
                after.nullability == model::Nullability::nonnull ? Impact::src : Impact::safe};
    case TypeChange::respelled:
    case TypeChange::pointee_void:
    case TypeChange::signature_source:
        return {"C04", Impact::src};
    default:
        return {"C04"};
    }
}

Row result_row(TypeChange type, const Type& after) {
    switch (type) {
    case TypeChange::pointee_const_added:
        return {"C08"};
    case TypeChange::pointee_const_removed:
        return {"C09"};
    case TypeChange::nullability:
        return {"C14",
                after.nullability == model::Nullability::nonnull ? Impact::safe : Impact::src};
    case TypeChange::respelled:
    case TypeChange::pointee_void:
    case TypeChange::signature_source:
        return {"C07", Impact::src};
    default:
        return {"C07"};
    }
}

Row row_of(const SignatureChange& change, const Type& after) {
    switch (change.part) {
    case Part::count:
        return {"C03"};
    case Part::prototype:
        return {"C03", Impact::safe}; // neither takes any argument
    case Part::parameter:
        return parameter_row(change.type, after.args[change.index + 1]);
    case Part::swapped:
        return {"C05"};
    case Part::reordered:
        return {"C04"};
    case Part::name:
        return {"C06"};
    case Part::result:
        return result_row(change.type, after.element());
    case Part::convention:
        return {"C10"};
    case Part::variadic:
        return {"C11"};
    }
    return {};
}

SourceLocation parameter_place(const model::Entity& entity,
                               const std::vector<model::Parameter>& parameters,
                               const SignatureChange& change) {
    const bool at_parameter = change.part == Part::parameter || change.part == Part::name ||
                              change.part == Part::swapped || change.part == Part::reordered;
    if (at_parameter && change.index < parameters.size() && parameters[change.index].where.line)
        return parameters[change.index].where;
    return entity.where;
}

class FunctionComparison {
  public:
    FunctionComparison(Scope& scope, const Function& before, const Function& after)
        : scope_(scope), a_(before), b_(after) {}

    void run() {
        for (const auto& pairing : pair_up(scope_, a_.signatures, b_.signatures)) {
            if (!pairing.before || !pairing.after)
                presence(pairing);
            else
                signature(pairing);
        }
        arrays();
        symbol();
        linkage();
        for (Event& event : merge_.events())
            scope_.add(without_symbol(std::move(event.change)));
    }

  private:
    /// What has no symbol on either side is compiled into each user: nothing that was built
    /// changes.
    [[nodiscard]] Change without_symbol(Change change) const {
        if (a_.is_inline && b_.is_inline && impact_of(change) > Impact::src)
            change.impact = Impact::src;
        return change;
    }

    void presence(const Pairing<Type>& pairing) {
        const bool gone = pairing.before != nullptr;
        Change change = about(b_, "", gone ? "C01" : "C02",
                              fmt::format("function {}: {}", gone ? "removed" : "added", b_.name));
        change.targets = pairing.targets;
        merge_.add({"presence", std::move(change)});
    }

    void signature(const Pairing<Type>& pairing) {
        for (const SignatureChange& part :
             compare_signatures(scope_, *pairing.before, a_.parameters, *pairing.after,
                                b_.parameters, pairing.targets)) {
            const Row row = row_of(part, *pairing.after);
            Change change =
                about(b_, part.name, row.rule, fmt::format("{}: {}", b_.name, part.what));
            change.impact = row.impact;
            change.targets = part.targets;
            change.old_value = part.old_text;
            change.new_value = part.new_text;
            change.where = parameter_place(b_, b_.parameters, part);
            merge_.add(
                {fmt::format("{} {}", static_cast<int>(part.part), part.index), std::move(change)});
        }
    }

    /// `int a[static 4]`: a promise about a pointer, which its type does not show.
    void arrays() {
        if (a_.parameters.size() != b_.parameters.size())
            return;
        for (std::size_t i = 0; i < a_.parameters.size(); ++i) {
            const model::Parameter &from = a_.parameters[i], &to = b_.parameters[i];
            if (from.array_length == to.array_length &&
                from.is_array_minimum == to.is_array_minimum)
                continue;
            const std::string name = to.name.empty() ? fmt::format("{}", i + 1) : to.name;
            Change change = about(b_, name, "S06",
                                  fmt::format("{}: length of '{}' was {}, now {}", b_.name, name,
                                              array_text(from), array_text(to)));
            change.old_value = array_text(from);
            change.new_value = array_text(to);
            change.impact = impact_of_length(from, to);
            change.where = to.where.line != 0 ? to.where : b_.where;
            merge_.add({fmt::format("array {}", i), std::move(change)});
        }
    }

    static std::string array_text(const model::Parameter& parameter) {
        if (parameter.array_length == 0)
            return "open";
        return fmt::format("[{}{}]", parameter.is_array_minimum ? "static " : "",
                           parameter.array_length);
    }

    /// More than built clients pass is read where C promises it; who passes more than is asked for
    /// is right still.
    static Impact impact_of_length(const model::Parameter& from, const model::Parameter& to) {
        const auto promised = [](const model::Parameter& parameter) {
            return parameter.is_array_minimum ? parameter.array_length : 0;
        };
        if (promised(to) > promised(from))
            return Impact::abi;
        // `T *a` and `T a[16]` are one type: only between two lengths is there a change of mind.
        const bool is_new = from.array_length == 0 || to.array_length == 0;
        return is_new || promised(to) < promised(from) ? Impact::safe : Impact::src;
    }

    void symbol() {
        const std::string from = a_.symbol.empty() ? a_.name : a_.symbol,
                          to = b_.symbol.empty() ? b_.name : b_.symbol;
        if (from == to)
            return;
        Change change =
            about(b_, "", "C12", fmt::format("{}: symbol was {}, now {}", b_.name, from, to));
        change.old_value = from;
        change.new_value = to;
        merge_.add({"symbol", std::move(change)});
    }

    static std::string_view linkage_of(const Function& f) {
        return f.is_inline   ? "inline or static"
               : f.is_hidden ? "hidden"
               : f.is_weak   ? "weak"
                             : "exported";
    }

    void linkage() {
        const std::string from(linkage_of(a_)), to(linkage_of(b_));
        if (from == to)
            return;
        Change change = about(b_, "", "C13", fmt::format("{} was {}, now {}", b_.name, from, to));
        if (to == "exported")
            change.impact = Impact::safe;
        if (to == "weak")
            change.impact = Impact::src; // there, but nobody may count on it
        change.old_value = from;
        change.new_value = to;
        merge_.add({"linkage", std::move(change)});
    }

    Scope& scope_;
    const Function& a_;
    const Function& b_;
    EventMerge merge_;
};

bool same_signature(const Scope& scope, const Function& a, const Function& b) {
    if (a.parameters.empty())
        return false; // too little to tell by
    for (const auto& pairing : pair_up(scope, a.signatures, b.signatures)) {
        if (!pairing.before != !pairing.after)
            return false;
        if (pairing.before && !compare_signatures(scope, *pairing.before, a.parameters,
                                                  *pairing.after, b.parameters, pairing.targets)
                                   .empty())
            return false;
    }
    return true;
}

void removed_and_added(Scope& scope, const std::vector<const Function*>& removed,
                       std::vector<const Function*> added) {
    for (const Function* old : removed) {
        Change change = about(*old, "", "C01", fmt::format("function removed: {}", old->name));
        if (old->is_inline)
            change.impact = Impact::src; // no symbol of it was ever linked
        const auto alike = [&](const Function* f) { return same_signature(scope, *old, *f); };
        // With one removed and one added of the same signature, it was renamed: one cause.
        if (std::count_if(added.begin(), added.end(), alike) == 1) {
            const auto heir = std::find_if(added.begin(), added.end(), alike);
            const bool only = std::count_if(removed.begin(), removed.end(), [&](const Function* f) {
                                  return same_signature(scope, *f, **heir);
                              }) == 1;
            if (only) {
                change.consequences.push_back(fmt::format(
                    "{} has the same signature: it looks like a new name", (*heir)->name));
                change.new_value = (*heir)->name;
                change.where = (*heir)->where;
                added.erase(heir);
            }
        }
        change.old_value = old->name;
        scope.add(std::move(change));
    }
    for (const Function* f : added)
        scope.add(about(*f, "", "C02", fmt::format("function added: {}", f->name)));
}

} // namespace

void compare_functions(Scope& scope) {
    std::vector<const Function*> removed, added;
    for (const auto& match : match_by_name(scope, scope.before.functions, scope.after.functions)) {
        if (match.before && match.after)
            FunctionComparison(scope, *match.before, *match.after).run();
        else if (match.before)
            removed.push_back(match.before);
        else
            added.push_back(match.after);
    }
    removed_and_added(scope, removed, std::move(added));
}

void compare_callbacks(Scope& scope) {
    for (const auto& match : match_by_name(scope, scope.before.callbacks, scope.after.callbacks)) {
        if (!match.before || !match.after)
            continue; // told as the typedef that it is
        EventMerge merge;
        for (const auto& pairing :
             pair_up(scope, match.before->signatures, match.after->signatures)) {
            if (!pairing.before || !pairing.after)
                continue;
            Change change = about(*match.after, "", "K01", "");
            Impact worst = Impact::none;
            const SignatureChange* convention = nullptr;
            const auto parts =
                compare_signatures(scope, *pairing.before, match.before->parameters, *pairing.after,
                                   match.after->parameters, pairing.targets);
            for (const SignatureChange& part : parts) {
                if (part.part == Part::name)
                    continue; // the names of a callback's parameters bind nobody
                if (part.part == Part::convention) {
                    convention = &part;
                    continue;
                }
                // The library calls: a swap of meaning is as bad as a change of type.
                Change judged;
                const Row row = row_of(part, *pairing.after);
                judged.rule = row.rule;
                judged.impact = row.impact;
                worst = std::max(worst, std::max(impact_of(judged), Impact::src));
                change.targets = model::TargetSet(change.targets.bits() | part.targets.bits());
                change.consequences.push_back(part.what);
            }
            if (convention && change.consequences.empty()) {
                Change other =
                    about(*match.after, "", "K02",
                          fmt::format("callback {}: {}", match.after->name, convention->what));
                other.old_value = convention->old_text;
                other.new_value = convention->new_text;
                other.targets = convention->targets;
                merge.add({"callback", std::move(other)});
                continue;
            }
            if (change.consequences.empty())
                continue;
            if (convention)
                change.consequences.push_back(convention->what);
            change.what = fmt::format("callback's signature changed: {}: {}", match.after->name,
                                      change.consequences.front());
            change.consequences.erase(change.consequences.begin());
            change.impact = worst;
            change.old_value = model::to_c(*pairing.before);
            change.new_value = model::to_c(*pairing.after);
            merge.add({"callback", std::move(change)});
        }
        for (Event& event : merge.events())
            scope.add(std::move(event.change));
    }
}

} // namespace ffigen::drift
