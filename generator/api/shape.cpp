#include "api/shape.hpp"

#include "api/names.hpp"

#include <algorithm>
#include <array>
#include <fmt/format.h>
#include <set>

namespace ffigen::api {

using model::Type;
using model::TypeKind;

bool Shape::points_to_scalar() const {
    return is_pointer && (model::is_integer(target.kind) || model::is_floating(target.kind) ||
                          target.kind == TypeKind::enumeration);
}

bool Shape::points_to_bytes() const {
    return points_to(TypeKind::char_) || points_to(TypeKind::signed_char) ||
           points_to(TypeKind::unsigned_char) || points_to(TypeKind::uint8) ||
           points_to(TypeKind::int8);
}

bool Shape::is_function_pointer() const {
    return type.kind == TypeKind::function || points_to(TypeKind::function);
}

const Type& Shape::function() const { return type.kind == TypeKind::function ? type : target; }

Shape shape_of(const model::Contract& contract, const Type& type, std::size_t target) {
    Shape shape;
    shape.type = model::resolve(contract, type, target);
    shape.nullable = shape.type.nullability == model::Nullability::nullable;
    shape.nonnull = shape.type.nullability == model::Nullability::nonnull;
    switch (shape.type.kind) {
    case TypeKind::pointer:
    case TypeKind::array:
    case TypeKind::flexible_array:
        shape.is_pointer = true;
        shape.pointee = shape.type.element();
        shape.target = model::resolve(contract, shape.pointee, target);
        break;
    default:
        break;
    }
    return shape;
}

std::size_t any_target(const model::PerTarget<Type>& signatures) {
    return signatures.groups.front().targets.indices().front();
}

namespace {

bool holds_pointer_in(const model::Contract& contract, const Type& written, std::size_t target,
                      std::set<std::string>& seen) {
    const Type type = model::resolve(contract, written, target);
    switch (type.kind) {
    case TypeKind::pointer:
    case TypeKind::function:
    case TypeKind::va_list_:
        return true;
    case TypeKind::array:
    case TypeKind::flexible_array:
    case TypeKind::atomic:
        return holds_pointer_in(contract, type.element(), target, seen);
    case TypeKind::record:
        break;
    default:
        return false;
    }
    if (!seen.insert(type.name).second)
        return false;
    const model::Record* record = contract.record(type.name);
    const model::RecordLayout* layout = record == nullptr ? nullptr : record->layouts.find(target);
    return layout != nullptr &&
           std::any_of(layout->fields.begin(), layout->fields.end(),
                       [&](const model::Field& field) {
                           return holds_pointer_in(contract, field.type, target, seen);
                       });
}

} // namespace

bool holds_pointer(const model::Contract& contract, const Type& type, std::size_t target) {
    std::set<std::string> seen;
    return holds_pointer_in(contract, type, target, seen);
}

namespace {

/// How flexible arrays are written in C90: struct { int n; int items[1]; }.
bool ends_in_one_of_many(const model::Contract& contract, const model::Record& record,
                         const model::RecordLayout& layout, std::size_t target) {
    if (record.is_union || layout.fields.size() < 2 ||
        model::find(record.annotations, "wire") != nullptr)
        return false;
    const model::Field& last = layout.fields.back();
    const Type array = model::resolve(contract, last.type, target);
    if (array.kind != TypeKind::array || array.count != 1)
        return false;
    static constexpr std::array<std::string_view, 8> filling{
        "reserved", "pad", "padding", "unused", "spare", "filler", "fill", "dummy"};
    const bool is_kept_free = std::ranges::any_of(split_words(last.name), [](const auto& word) {
        return std::ranges::any_of(filling,
                                   [&](std::string_view each) { return word.starts_with(each); });
    });
    const auto is_integer = [&](const model::Field& field) {
        return model::is_integer(model::resolve(contract, field.type, target).kind);
    };
    return !is_kept_free && std::any_of(layout.fields.begin(), layout.fields.end() - 1, is_integer);
}

} // namespace

std::string hides_size(const model::Contract& contract, const Type& written, std::size_t target) {
    const Type type = model::resolve(contract, written, target);
    if (type.kind == TypeKind::array)
        return hides_size(contract, type.element(), target);
    if (type.kind != TypeKind::record)
        return {};
    const model::Record* record = contract.record(type.name);
    const model::RecordLayout* layout = record == nullptr ? nullptr : record->layouts.find(target);
    if (layout == nullptr)
        return {};
    for (const model::Field& field : layout->fields) {
        const Type inner = model::resolve(contract, field.type, target);
        const bool is_open = inner.kind == TypeKind::flexible_array ||
                             (inner.kind == TypeKind::array && inner.count == 0);
        if (is_open && !field.is_bitfield)
            return fmt::format("ends in '{}', whose length only C knows", field.name);
        if (std::string why = hides_size(contract, inner, target); !why.empty())
            return why;
    }
    if (ends_in_one_of_many(contract, *record, *layout, target))
        return fmt::format("ends in '{}', which has one element where C may have more",
                           layout->fields.back().name);
    return {};
}

std::string inexpressible(const model::Contract& contract, const Type& written,
                          std::size_t target) {
    const Type type = model::resolve(contract, written, target);
    switch (type.kind) {
    case TypeKind::va_list_:
        return "it takes a va_list, which only C can make";
    case TypeKind::unsupported:
        return fmt::format("the type '{}' has no equal elsewhere", type.name);
    case TypeKind::complex:
        return "complex numbers cannot be passed from every language";
    case TypeKind::vector:
        return "vectors cannot be passed from every language";
    case TypeKind::atomic:
        return "an _Atomic value cannot be passed";
    case TypeKind::bit_int:
        return "a _BitInt cannot be passed from every language";
    case TypeKind::int128:
    case TypeKind::uint128:
        return "a 128-bit integer cannot be passed from every language";
    case TypeKind::float16:
        return "a _Float16 cannot be passed from every language";
    case TypeKind::float128:
    case TypeKind::long_double:
        return fmt::format("a {} cannot be passed from every language",
                           model::kind_name(type.kind));
    case TypeKind::record: {
        const model::Record* record = contract.record(type.name);
        if (record == nullptr || !record->is_complete)
            return fmt::format("'{}' is incomplete and cannot be passed by value", type.name);
        return {};
    }
    default:
        return {};
    }
}

} // namespace ffigen::api
