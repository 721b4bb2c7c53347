// Fields of another type.
#include "drift/field_match.hpp"
#include "drift/type_change.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <string_view>

namespace ffigen::drift {
namespace {

using model::Field;
using model::TypeKind;

struct TypeRow {
    std::string_view rule;
    std::string_view what;
    Impact impact = Impact::none;
    bool structural = false;
};

TypeRow row_of(TypeChange what) {
    switch (what) {
    case TypeChange::none:
        return {};
    case TypeChange::nullability:
        return {"C14", "nullability changed"};
    case TypeChange::pointee_const_added:
    case TypeChange::pointee_const_removed:
    case TypeChange::pointee_void:
    case TypeChange::pointee:
        return {"F15", "field points to another type"};
    case TypeChange::respelled:
        return {"F09", "field's type changed, same bytes", Impact::src};
    case TypeChange::qualifiers:
        return {"F13", "qualifier changed", Impact::none, true};
    case TypeChange::array_shape:
        return {"F12", "array shape changed"};
    case TypeChange::sign:
        return {"F10", "signedness changed"};
    case TypeChange::convention:
        return {"K02", "calling convention of a callback changed"};
    case TypeChange::signature_source:
        return {"K01", "callback's signature changed", Impact::src};
    case TypeChange::signature:
        return {"K01", "callback's signature changed"};
    case TypeChange::array_length:
        return {"F11", "array length changed", Impact::none, true};
    case TypeChange::flexible:
        return {"R10", "flexible array changed", Impact::none, true};
    case TypeChange::kind:
        return {"F09", "field's type changed, same size", Impact::none, true};
    case TypeChange::size:
        return {"F08", "field's type changed size", Impact::none, true};
    }
    return {};
}

TypeRow bitfield_row(const FieldPair& pair, TypeChange type) {
    const Field& a = *pair.before->field;
    const Field& b = *pair.after->field;
    if (a.is_bitfield != b.is_bitfield)
        return {"B04", b.is_bitfield ? "field became a bit-field" : "bit-field became a field",
                Impact::none, true};
    if (a.size_bits != b.size_bits)
        return {"B01", "bit-field width changed", Impact::none, true};
    if (type == TypeChange::qualifiers)
        return row_of(type);
    if (type != TypeChange::none)
        return {"B03", "bit-field base type changed", Impact::none, true};
    return {};
}

void tell_type(const FieldMatch& match, const FieldPair& pair, std::vector<Event>& events) {
    const Field& a = *pair.before->field;
    const Field& b = *pair.after->field;
    const TypeDelta delta = compare_types(match.scope, a.type, b.type, match.targets);
    const TypeRow row =
        a.is_bitfield || b.is_bitfield ? bitfield_row(pair, delta.what) : row_of(delta.what);
    if (row.rule.empty())
        return;
    std::string old_text = declared(a), new_text = declared(b);
    if (delta.what == TypeChange::size && delta.old_size && delta.new_size) {
        old_text += fmt::format(", {} bytes", delta.old_size);
        new_text += fmt::format(", {} bytes", delta.new_size);
    }
    if (delta.what == TypeChange::nullability) {
        old_text = nullability_word(a.type);
        new_text = nullability_word(b.type);
    }
    Change change = match.change(std::string(row.rule), *pair.after,
                                 fmt::format("{}: {}.{} was {}, now {}", row.what, match.display,
                                             b.name, old_text, new_text));
    change.impact = row.impact;
    change.old_value = old_text;
    change.new_value = new_text;
    change.structural = row.structural;
    change.targets = delta.what == TypeChange::none ? match.targets : delta.targets;
    if (match.wire && unfit_for_wire(match.scope.after, b.type, match.first_target()) &&
        delta.what > TypeChange::qualifiers && delta.what != TypeChange::pointee &&
        delta.what != TypeChange::pointee_void &&
        !unfit_for_wire(match.scope.before, a.type, match.scope.old_index(match.first_target())))
        enters_wire(match, change, *pair.after);
    events.push_back({"type " + b.name, std::move(change)});
}

} // namespace

void tell_types(const FieldMatch& match, std::vector<Event>& events) {
    for (const FieldPair& pair : match.common)
        tell_type(match, pair, events);
}

bool unfit_for_wire(const model::Contract& contract, const model::Type& type, std::size_t target) {
    model::Type bare = model::resolve(contract, type, target);
    while (bare.kind == TypeKind::array || bare.kind == TypeKind::atomic)
        bare = model::resolve(contract, model::Type(bare.element()), target);
    switch (bare.kind) {
    case TypeKind::pointer:
    case TypeKind::long_:
    case TypeKind::unsigned_long:
    case TypeKind::long_double:
    case TypeKind::size:
    case TypeKind::ssize:
    case TypeKind::ptrdiff:
    case TypeKind::intptr:
    case TypeKind::uintptr:
    case TypeKind::wchar:
        return true;
    default:
        return false;
    }
}

void enters_wire(const FieldMatch& match, Change& change, const Leaf& leaf) {
    const Impact graver = std::max(impact_of(change), Impact::wire);
    change.consequences.insert(change.consequences.begin(), change.what);
    change.rule = "F16";
    change.impact = graver;
    change.what = fmt::format("{} enters a wire record: {}.{}", model::to_c(leaf.field->type),
                              match.display, leaf.field->name);
    change.remedy.clear();
}

} // namespace ffigen::drift
