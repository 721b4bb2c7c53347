// What FFI_RANGE may say: between two numbers, or up to another parameter.
#include "api/ranges.hpp"

#include "api/callable.hpp"

#include <algorithm>
#include <array>
#include <cstdlib>
#include <optional>

namespace ffigen::api {

using model::TypeKind;

std::string without_suffix(std::string number) {
    const bool is_hex = number.find_first_of("xX") != std::string::npos;
    const std::size_t last = number.find_last_not_of(is_hex ? "uUlL" : "uUlLfF");
    return number.substr(0, last == std::string::npos ? number.size() : last + 1);
}

std::optional<double> read_number(const std::string& text) {
    if (text.empty())
        return std::nullopt;
    char* end = nullptr;
    const double value = std::strtod(text.c_str(), &end);
    // C's suffixes of integers and floats.
    while (*end != '\0' && std::string_view("uUlLfF").find(*end) != std::string_view::npos)
        ++end;
    return end == text.c_str() || *end != '\0' ? std::nullopt : std::optional(value);
}

std::string range_problem(const model::Annotation& range, const Shape& shape) {
    if (range.positional.size() != 2)
        return {}; // A03 has been said
    const std::optional<double> low = read_number(range.positional[0]);
    const std::optional<double> high = read_number(range.positional[1]);
    if (!low || !high)
        return "is not made of two numbers";
    if (*low > *high)
        return fmt::format("is empty: {} is above {}", range.positional[0], range.positional[1]);
    const model::Type* type = shape.is_pointer ? &shape.target : &shape.type;
    while (type->kind == TypeKind::array)
        type = &type->element();
    const TypeKind kind = type->kind;
    const bool numeric = (model::is_integer(kind) && kind != TypeKind::bool_) ||
                         model::is_floating(kind) || kind == TypeKind::enumeration;
    return numeric ? std::string() : "stands on something that is no number";
}

namespace {

/// The first number in a record, or within it, that not every value of its type is allowed for: in
/// unions truth values among them, where another member's bytes can stand. Those that every
/// language can check, which stand outside of unions, may be left out.
std::string find_bounded(const model::Contract& contract, const model::Type& given,
                         std::size_t target, bool without_checkable, bool in_union = false) {
    const auto behind_arrays = [&](const model::Type& written) {
        model::Type type = model::resolve(contract, written, target);
        while (type.kind == TypeKind::array || type.kind == TypeKind::flexible_array)
            type = model::resolve(contract, type.element(), target);
        return type;
    };
    const model::Type type = behind_arrays(given);
    const model::Record* record =
        type.kind == TypeKind::record ? contract.record(type.name) : nullptr;
    const model::RecordLayout* layout = record == nullptr ? nullptr : record->layouts.find(target);
    if (layout == nullptr)
        return {};
    in_union = in_union || record->is_union;
    without_checkable = without_checkable && !in_union;
    for (const model::Field& field : layout->fields) {
        if (field.depth != 0)
            continue; // of a record that is looked at by itself
        model::Type value = behind_arrays(field.type);
        // What others change at any time is nothing after it was checked.
        const bool is_atomic = value.kind == TypeKind::atomic;
        if (is_atomic)
            value = model::resolve(contract, value.element(), target);
        const model::FieldInfo* info = record->info(field.name);
        const bool is_bounded = (info != nullptr && has(info->annotations, "range")) ||
                                is_closed(contract, value) ||
                                (in_union && value.kind == TypeKind::bool_ && !field.is_bitfield);
        if (is_bounded &&
            (!without_checkable || is_atomic || !inexpressible(contract, value, target).empty()))
            return fmt::format("{}.{}", record->name, field.name);
        if (std::string found =
                find_bounded(contract, field.type, target, without_checkable, in_union);
            !found.empty())
            return found;
    }
    return {};
}

} // namespace

bool is_closed(const model::Contract& contract, const model::Type& type) {
    const model::Enum* named =
        type.kind == TypeKind::enumeration ? contract.enumeration(type.name) : nullptr;
    return named != nullptr && has(named->annotations, "closed");
}

std::string unchecked_number(const model::Contract& contract, const model::Type& written,
                             std::size_t target) {
    return find_bounded(contract, written, target, true);
}

std::string bounded_number(const model::Contract& contract, const model::Type& written,
                           std::size_t target) {
    return find_bounded(contract, written, target, false);
}

std::string truth_value(const model::Contract& contract, const model::Type& written,
                        std::size_t target) {
    model::Type type = model::resolve(contract, written, target);
    while (type.kind == model::TypeKind::array)
        type = model::resolve(contract, type.element(), target);
    const model::Record* record =
        type.kind == model::TypeKind::record ? contract.record(type.name) : nullptr;
    const model::RecordLayout* layout = record == nullptr ? nullptr : record->layouts.find(target);
    if (layout == nullptr || record->is_union)
        return {};
    for (const model::Field& field : layout->fields) {
        if (field.depth != 0)
            continue; // of a record that is looked at by itself
        model::Type value = model::resolve(contract, field.type, target);
        while (value.kind == model::TypeKind::array)
            value = model::resolve(contract, value.element(), target);
        if (value.kind == model::TypeKind::bool_ && !field.is_bitfield)
            return fmt::format("{}.{}", record->name, field.name);
        if (std::string found = truth_value(contract, value, target); !found.empty())
            return found;
    }
    return {};
}

bool is_bounded(const model::Contract& contract, const model::Type& type, std::size_t target) {
    return is_closed(contract, model::resolve(contract, type, target)) ||
           !bounded_number(contract, type, target).empty();
}

void refuse_unchecked(const Lowering& lowering, const Callable& callable, Roles& roles,
                      std::size_t index) {
    const Param& param = roles.params[index];
    static constexpr std::array ranged{Role::value,    Role::scalar_out,   Role::slice_out,
                                       Role::slice_in, Role::scalar_inout, Role::slice_inout};
    if (param.range && !callable.is_callback && param.role != Role::opaque &&
        (std::ranges::find(ranged, param.role) == ranged.end() || !param.terminator.empty()))
        roles.unsafe(fmt::format("'{}' has a range, which is checked for numbers, and in arrays of "
                                 "them, alone",
                                 callable.entity(index)));
    static constexpr std::array given{Role::value,       Role::record_in, Role::record_inout,
                                      Role::flexible_in, Role::slice_in,  Role::slice_inout};
    if (callable.is_callback || std::ranges::find(given, param.role) == given.end())
        return;
    if (param.role == Role::flexible_in)
        if (const std::string member =
                bounded_number(lowering.contract, param.element, callable.target);
            !member.empty())
            return roles.unsafe(fmt::format("'{}' holds '{}', of which not every value is allowed, "
                                            "and the length that its elements have is its own",
                                            callable.entity(index), member));
    if (const std::string member =
            unchecked_number(lowering.contract, param.element, callable.target);
        !member.empty())
        roles.unsafe(fmt::format("'{}' holds '{}', of which not every value is allowed: whether it "
                                 "is there nobody knows in a union, nor how long an atomic one "
                                 "stays as it is, so that nothing checks it",
                                 callable.entity(index), member));
}

std::string bound_problem(const Callable& callable, const Roles& roles, std::size_t index,
                          const model::Annotation& range, std::size_t bound) {
    const Shape& shape = roles.shapes[index];
    const Shape& other = roles.shapes[bound];
    const model::Annotations& marks = callable.parameter(bound).annotations;
    if (bound == index)
        return "ends at itself";
    if (range.positional[0] != "0")
        return fmt::format("begins at {}, which may be above '{}'", range.positional[0],
                           range.positional[1]);
    if (!shape.is_integer() || shape.type.kind == TypeKind::bool_ ||
        other.type.kind != shape.type.kind)
        return fmt::format("ends at '{}', which is no integer of its type", range.positional[1]);
    if (callable.is_callback || claimed(roles, bound) || has(marks, "reserved") ||
        has(marks, "fixed") || has(marks, "unit"))
        return fmt::format("ends at '{}', which the caller does not pass as a plain number",
                           range.positional[1]);
    return {};
}

} // namespace ffigen::api
