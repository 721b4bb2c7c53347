#include "drift/field_match.hpp"

#include "drift/type_change.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <string_view>
#include <utility>

namespace ffigen::drift {
namespace {

void find_common(FieldMatch& match) {
    for (const Leaf& leaf : match.b.leaves) {
        if (const Leaf* old = match.a.leaf(leaf.field->name))
            match.common.push_back({old, &leaf});
        else
            match.added.push_back(&leaf);
    }
    for (const Leaf& leaf : match.a.leaves)
        if (!match.b.leaf(leaf.field->name))
            match.removed.push_back(&leaf);
}

/// The nearest fields on either side that both layouts have.
std::pair<std::string_view, std::string_view> neighbours(const RecordShape& shape, const Leaf* leaf,
                                                         const RecordShape& other) {
    const auto at = static_cast<std::size_t>(leaf - shape.leaves.data());
    std::string_view previous, next;
    for (std::size_t i = at; i-- > 0 && previous.empty();)
        if (other.leaf(shape.leaves[i].field->name))
            previous = shape.leaves[i].field->name;
    for (std::size_t i = at + 1; i < shape.leaves.size() && next.empty(); ++i)
        if (other.leaf(shape.leaves[i].field->name))
            next = shape.leaves[i].field->name;
    return {previous, next};
}

/// Of the same type in the same place.
bool takes_the_place(const FieldMatch& match, const Leaf& old, const Leaf& leaf) {
    if (match.a.overlaps(old.container) != match.b.overlaps(leaf.container) ||
        !match.same_declaration(old, leaf))
        return false;
    const bool same_place =
        !match.a.overlaps(old.container) && old.field->offset_bits == leaf.field->offset_bits;
    return same_place || neighbours(match.a, &old, match.b) == neighbours(match.b, &leaf, match.a);
}

/// One went and one came that takes its place: a new name for the same thing.
void find_renamed(FieldMatch& match) {
    for (std::size_t i = 0; i < match.removed.size();) {
        const Leaf* old = match.removed[i];
        const auto heir =
            std::find_if(match.added.begin(), match.added.end(),
                         [&](const Leaf* leaf) { return takes_the_place(match, *old, *leaf); });
        if (heir == match.added.end()) {
            ++i;
            continue;
        }
        match.renamed.push_back({old, *heir});
        match.added.erase(heir);
        match.removed.erase(match.removed.begin() + static_cast<std::ptrdiff_t>(i));
    }
}

bool moved(const FieldPair& pair) {
    return pair.before->field->offset_bits != pair.after->field->offset_bits;
}

} // namespace

FieldMatch match_fields(const Scope& scope, const model::Record& before, const model::Record& after,
                        const Pairing<model::RecordLayout>& layouts, const std::string& display) {
    FieldMatch match{scope,
                     display,
                     layouts.targets,
                     shape_of(scope.before, before, *layouts.before),
                     shape_of(scope.after, after, *layouts.after),
                     model::find(after.annotations, "wire") != nullptr,
                     {},
                     {},
                     {},
                     {}};
    find_common(match);
    find_renamed(match);
    return match;
}

bool FieldMatch::same_declaration(const Leaf& x, const Leaf& y) const {
    return x.field->is_bitfield == y.field->is_bitfield &&
           x.field->size_bits == y.field->size_bits &&
           compare_types(scope, x.field->type, y.field->type, targets).what == TypeChange::none;
}

bool FieldMatch::anything_moved() const {
    return std::any_of(common.begin(), common.end(), moved) ||
           std::any_of(renamed.begin(), renamed.end(), moved);
}

Change FieldMatch::change(std::string rule, const Leaf& leaf, std::string what) const {
    Change result = change_of_gone(std::move(rule), leaf.field->name, std::move(what));
    if (const model::FieldInfo* info = b.record->info(leaf.field->name))
        result.where = info->where;
    return result;
}

Change FieldMatch::change_of_gone(std::string rule, const std::string& old_field,
                                  std::string what) const {
    Change result;
    result.rule = std::move(rule);
    result.entity = display + "." + old_field;
    result.what = std::move(what);
    result.targets = targets;
    result.subject = b.record->name;
    result.where = b.record->where;
    return result;
}

void tell_renamed(const FieldMatch& match, std::vector<Event>& events) {
    for (const FieldPair& pair : match.renamed) {
        const std::string& old_name = pair.before->field->name;
        const std::string& new_name = pair.after->field->name;
        if (pair.before->reserved && !pair.after->reserved) {
            events.push_back(repurposed_field(match, *pair.after, old_name));
            continue;
        }
        Change change = match.change(
            "F07", *pair.after,
            fmt::format("field renamed: {}.{} → {}", match.display, old_name, new_name));
        if (match.wire && !pair.after->reserved &&
            cbor_key(*match.a.record, old_name) != cbor_key(*match.b.record, new_name)) {
            change.impact = Impact::wire;
            change.consequences.emplace_back("the record's CBOR form carries the name");
        }
        if (pair.after->reserved && !pair.before->reserved) {
            change.what = fmt::format("field given up: {}.{} is reserved now, as {}", match.display,
                                      old_name, new_name);
            change.impact = Impact::src;
        }
        change.old_value = old_name;
        change.new_value = new_name;
        events.push_back({"rename " + old_name, std::move(change)});
    }
}

} // namespace ffigen::drift
