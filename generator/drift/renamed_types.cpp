#include "drift/compare_layouts.hpp"
#include "drift/type_change.hpp"

#include <algorithm>
#include <set>

namespace ffigen::drift {
namespace {

using model::Enum;
using model::Record;
using model::Typedef;

template <class T>
std::vector<const T*> missing_from(const std::vector<T>& items, const std::vector<T>& other) {
    std::set<std::string_view> names;
    for (const T& item : other)
        names.insert(item.name);
    std::vector<const T*> result;
    for (const T& item : items)
        if (!names.contains(item.name))
            result.push_back(&item);
    return result;
}

Change told(std::string rule, const model::Entity& after, std::string what,
            const std::string& from) {
    Change change;
    change.rule = std::move(rule);
    change.entity = after.name;
    change.where = after.where;
    change.subject = after.name;
    change.what = std::move(what);
    change.old_value = from;
    change.new_value = after.name;
    return change;
}

/// Every member has the same name, place and type on every common target.
bool same_layout(Scope& scope, const Record& a, const Record& b) {
    if (a.is_union != b.is_union || a.is_complete != b.is_complete || !a.is_complete)
        return false;
    const auto earlier = scope.renamed; // a record may point to itself
    scope.renamed[a.name] = b.name;
    bool same = !a.field_info.empty();
    for (const auto& pairing : pair_up(scope, a.layouts, b.layouts)) {
        if (!pairing.before || !pairing.after || pairing.before->size != pairing.after->size ||
            pairing.before->fields.size() != pairing.after->fields.size()) {
            same = false;
            break;
        }
        for (std::size_t i = 0; same && i < pairing.before->fields.size(); ++i) {
            const model::Field& x = pairing.before->fields[i];
            const model::Field& y = pairing.after->fields[i];
            same = x.name == y.name && x.offset_bits == y.offset_bits &&
                   x.size_bits == y.size_bits &&
                   (x.is_anonymous ||
                    compare_types(scope, x.type, y.type, pairing.targets).what == TypeChange::none);
        }
    }
    scope.renamed = earlier;
    return same;
}

bool share_enumerator(const Enum& a, const Enum& b) {
    std::set<std::string_view> names;
    for (const auto& e : a.enumerators)
        names.insert(e.name);
    return std::any_of(b.enumerators.begin(), b.enumerators.end(),
                       [&](const auto& e) { return names.contains(e.name); });
}

bool same_enumerators(const Enum& a, const Enum& b) {
    return a.enumerators.size() == b.enumerators.size() &&
           std::equal(a.enumerators.begin(), a.enumerators.end(), b.enumerators.begin(),
                      [](const auto& x, const auto& y) { return x.name == y.name; });
}

/// The tag stayed, the typedef came, went or changed: the tag's users notice nothing.
template <class T>
void same_tag(Scope& scope, const T& a, const T& b) {
    const bool had = a.name != a.tag, has = b.name != b.tag;
    scope.renamed[a.name] = b.name;
    if (!had && has)
        scope.add(told("T04", b, fmt::format("typedef added: {} for {}", b.name, b.tag), a.name));
    if (had && !has)
        scope.add(
            told("T03", b, fmt::format("typedef removed: {}; {} stays", a.name, b.c_name), a.name));
    if (had && has)
        scope.add(told("T03", b, fmt::format("typedef renamed: {} → {}", a.name, b.name), a.name));
}

template <class T, class Same>
void pair_off(Scope& scope, std::vector<const T*>& gone, std::vector<const T*>& came, Same same,
              const std::string& rule, std::string_view noun) {
    std::erase_if(gone, [&](const T* a) {
        const auto found =
            std::find_if(came.begin(), came.end(), [&](const T* b) { return same(*a, *b); });
        if (found == came.end())
            return false;
        const T& b = **found;
        if (!a->tag.empty() && a->tag == b.tag) {
            same_tag(scope, *a, b);
        } else {
            scope.renamed[a->name] = b.name;
            // A name made up by ffigen is nobody's business.
            if (!(a->is_anonymous && b.is_anonymous))
                scope.add(told(rule, b, fmt::format("{} renamed: {} → {}", noun, a->name, b.name),
                               a->name));
        }
        came.erase(found);
        return true;
    });
}

void records(Scope& scope) {
    auto gone = missing_from(scope.before.records, scope.after.records);
    auto came = missing_from(scope.after.records, scope.before.records);
    pair_off(
        scope, gone, came,
        [](const Record& a, const Record& b) { return !a.tag.empty() && a.tag == b.tag; }, "R07",
        "record");
    // Until nothing more is found: a record is recognised once those it contains have been.
    for (std::size_t before = gone.size() + 1; gone.size() < before;) {
        before = gone.size();
        pair_off(
            scope, gone, came,
            [&](const Record& a, const Record& b) { return same_layout(scope, a, b); }, "R07",
            "record");
    }
    const auto opaque = [](const std::vector<const Record*>& list) {
        std::vector<const Record*> result;
        for (const Record* record : list)
            if (!record->is_complete && record->from_header)
                result.push_back(record);
        return result;
    };
    auto opaque_gone = opaque(gone), opaque_came = opaque(came);
    if (opaque_gone.size() == 1 && opaque_came.size() == 1)
        pair_off(
            scope, opaque_gone, opaque_came, [](const Record&, const Record&) { return true; },
            "R07", "record");
}

void enums(Scope& scope) {
    auto gone = missing_from(scope.before.enums, scope.after.enums);
    auto came = missing_from(scope.after.enums, scope.before.enums);
    pair_off(
        scope, gone, came,
        [](const Enum& a, const Enum& b) { return !a.tag.empty() && a.tag == b.tag; }, "E04",
        "enum");
    pair_off(
        scope, gone, came,
        [](const Enum& a, const Enum& b) {
            return a.is_anonymous && b.is_anonymous && share_enumerator(a, b);
        },
        "E04", "enum");
    pair_off(scope, gone, came, same_enumerators, "E04", "enum");
}

void typedefs(Scope& scope) {
    auto gone = missing_from(scope.before.typedefs, scope.after.typedefs);
    auto came = missing_from(scope.after.typedefs, scope.before.typedefs);
    for (const Typedef* a : gone) {
        const auto found = std::find_if(came.begin(), came.end(), [&](const Typedef* b) {
            for (const auto& pairing : pair_up(scope, a->layouts, b->layouts)) {
                if (!pairing.before != !pairing.after)
                    return false;
                if (pairing.before && (pairing.before->size != pairing.after->size ||
                                       !same_as_written(scope, pairing.before->underlying,
                                                        pairing.after->underlying)))
                    return false;
            }
            return !a->layouts.groups.empty();
        });
        // With several candidates nobody can tell; then it is a removal and additions.
        const auto alike = std::count_if(came.begin(), came.end(), [&](const Typedef* b) {
            return found != came.end() && !b->layouts.groups.empty() &&
                   b->layouts.first() == (*found)->layouts.first();
        });
        if (found == came.end() || alike != 1)
            continue;
        scope.renamed[a->name] = (*found)->name;
        scope.add(told("T03", **found,
                       fmt::format("typedef renamed: {} → {}", a->name, (*found)->name), a->name));
        came.erase(found);
    }
}

} // namespace

void find_renamed_types(Scope& scope) {
    enums(scope);
    records(scope);
    typedefs(scope);
}

} // namespace ffigen::drift
