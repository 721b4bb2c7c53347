#include "codec/types.hpp"

#include "codec/literal.hpp"
#include "support/text.hpp"

#include <fmt/format.h>

#include <algorithm>

namespace ffigen::codec {
namespace {

using model::TypeKind;

Type integer(bool is_signed, unsigned bits) {
    Type type;
    type.is_signed = is_signed;
    type.bits = bits;
    type.low = lowest(is_signed, bits);
    type.high = highest(is_signed, bits);
    return type;
}

/// Bytes of a basic type where all targets agree; 0 otherwise.
std::uint64_t common_size(const model::Contract& contract, TypeKind kind) {
    std::uint64_t size = 0;
    for (const model::TargetInfo& target : contract.targets) {
        const auto found = target.basic.find(kind);
        if (found == target.basic.end())
            continue;
        if (size != 0 && found->second.size != size)
            return 0;
        size = found->second.size;
    }
    return size;
}

Obstacle no_width(const model::Contract& contract, const model::Type& type) {
    return {fmt::format("'{}' has another width on other targets", model::to_c(contract, type)),
            "use a fixed-width type: int32_t, int64_t or one of their kin"};
}

} // namespace

Obstacle untagged(const std::string& spelled) {
    return {fmt::format("nothing says which member of '{}' is there", spelled),
            "say so by FFI_TAGGED_BY(field) and FFI_CASE(value), or leave it out by FFI_RESERVED"};
}

std::variant<Type, Obstacle> TypeReader::read_enum(const model::Type& type,
                                                   std::size_t target) const {
    const std::string name = model::resolve(contract, type, target).name;
    const Enum* found = plan.enumeration(name);
    if (found == nullptr)
        return Obstacle{fmt::format("'{}' has no definition here", model::to_c(contract, type)),
                        "define it"};
    Type result;
    result.shape = Shape::enumeration;
    result.name = name;
    result.is_signed = found->is_signed;
    result.closed = found->closed && !found->flags;
    result.low = found->low;
    result.high = found->high;
    return result;
}

std::variant<Type, Obstacle> TypeReader::read_record(const model::Type& type,
                                                     std::size_t target) const {
    const std::string name = model::resolve(contract, type, target).name;
    const model::Record* record = contract.record(name);
    if (record != nullptr && record->is_union)
        return untagged(model::to_c(contract, type));
    if (plan.record(name) == nullptr)
        return Obstacle{fmt::format("'{}' has no form itself", model::to_c(contract, type)),
                        "see there"};
    Type result;
    result.shape = Shape::record;
    result.name = name;
    return result;
}

/// Characters are text, bytes are bytes, numbers a typed array; all else is a list.
std::variant<Type, Obstacle> TypeReader::read_array(const model::Type& type,
                                                    std::size_t target) const {
    const model::Type element = model::resolve(contract, type.element(), target);
    Type result;
    result.count = type.count;
    if (element.kind == TypeKind::char_) {
        if (type.count == 0)
            return Obstacle{"an array without elements holds no text", "give it a length"};
        result.shape = Shape::text;
        result.count = type.count - 1;
        return result;
    }
    if (element.kind == TypeKind::uint8 || element.kind == TypeKind::unsigned_char) {
        result.shape = Shape::bytes;
        return result;
    }
    auto inner = read(type.element(), target);
    if (auto* obstacle = std::get_if<Obstacle>(&inner))
        return std::move(*obstacle);
    Type& one = std::get<Type>(inner);
    const bool numeric =
        one.shape == Shape::floating ||
        (one.shape == Shape::integer && one.bits <= 64 && element.kind != TypeKind::atomic);
    if (numeric) {
        result.shape = Shape::numbers;
        result.is_signed = one.is_signed || one.shape == Shape::floating;
        result.is_float = one.shape == Shape::floating;
        result.bits = one.bits;
    } else {
        result.shape = Shape::list;
        result.element.push_back(std::move(one));
    }
    return result;
}

/// Integers of one width on all targets.
std::variant<Type, Obstacle> TypeReader::read_integer(const model::Type& type,
                                                      std::size_t target) const {
    const TypeKind kind = model::resolve(contract, type, target).kind;
    if (kind == TypeKind::char_) { // its sign is the target's: what all can hold
        Type result = integer(false, 8);
        result.high = "127";
        return result;
    }
    if (!model::is_integer(kind))
        return Obstacle{fmt::format("'{}' has no form in CBOR that every language can hold",
                                    model::to_c(contract, type)),
                        "use double, or an array of uint8_t"};
    const std::uint64_t size = common_size(contract, kind);
    if (size == 0)
        return no_width(contract, type);
    return integer(model::is_signed(kind, contract.targets[target]),
                   static_cast<unsigned>(size * 8));
}

std::variant<Type, Obstacle> TypeReader::read(const model::Type& declared,
                                              std::size_t target) const {
    const model::Type type = model::resolve(contract, declared, target);
    Type result;
    switch (type.kind) {
    case TypeKind::bool_:
        result.shape = Shape::boolean;
        return result;
    case TypeKind::float_:
    case TypeKind::double_:
        result.shape = Shape::floating;
        result.bits = type.kind == TypeKind::float_ ? 32 : 64;
        return result;
    case TypeKind::atomic:
        return read(type.element(), target);
    case TypeKind::enumeration:
        return read_enum(declared, target);
    case TypeKind::record:
        return read_record(declared, target);
    case TypeKind::array:
        return read_array(type, target);
    case TypeKind::flexible_array:
        return Obstacle{"nothing says how many elements there are",
                        "use an array with a length, or FFI_RESERVED to leave it out"};
    case TypeKind::pointer:
    case TypeKind::function:
        return Obstacle{"an address means nothing to another process",
                        "put the data itself there, or FFI_RESERVED to leave it out"};
    default:
        return read_integer(declared, target);
    }
}

std::variant<Type, Obstacle> TypeReader::read(const model::Field& field, std::size_t target) const {
    return field.is_bitfield ? bit_field(field, target) : read(field.type, target);
}

/// An integer of its width, truth values and closed enums excepted.
std::variant<Type, Obstacle> TypeReader::bit_field(const model::Field& field,
                                                   std::size_t target) const {
    const Type bits = integer(field.is_signed,
                              static_cast<unsigned>(std::max<std::uint64_t>(field.size_bits, 1)));
    const auto declared = read(field.type, target);
    const Type* type = std::get_if<Type>(&declared);
    if (type != nullptr && type->shape == Shape::boolean)
        return *type;
    if (type == nullptr || !type->closed)
        return bits;
    for (const EnumValue& value : plan.enumeration(type->name)->values)
        if (compare(value.value, bits.low) < 0 || compare(value.value, bits.high) > 0)
            return Obstacle{fmt::format("{} of '{}' does not fit into {} bits", value.c_name,
                                        type->name, field.size_bits),
                            "give the field more bits, or leave it out by FFI_RESERVED"};
    Type result = *type; // C must not cut a number off before it is looked at
    result.low = compare(bits.low, type->low) > 0 ? bits.low : type->low;
    result.high = compare(bits.high, type->high) < 0 ? bits.high : type->high;
    return result;
}

api::Words field_words(const model::FieldInfo& info) {
    const model::Annotation* name = model::find(info.annotations, "name");
    api::Words words = api::split_words(
        name != nullptr && !name->positional.empty() ? name->positional.front() : info.name);
    return words.empty() ? api::Words{"field"} : words;
}

void apply_range(Type& type, const model::Annotations& annotations) {
    const model::Annotation* range = model::find(annotations, "range");
    if (range == nullptr || range->positional.size() != 2)
        return;
    // Elements are looked at one by one.
    if (type.shape == Shape::numbers || type.shape == Shape::bytes) {
        Type one = integer(type.is_signed, type.shape == Shape::bytes ? 8 : type.bits);
        if (type.is_float)
            one = {.shape = Shape::floating, .bits = type.bits};
        type.shape = Shape::list;
        type.is_float = type.is_signed = false;
        type.bits = 0;
        type.element.push_back(std::move(one));
    }
    if (type.shape == Shape::list)
        return apply_range(type.element.front(), annotations);
    if (type.shape == Shape::floating) {
        const auto low = float_literal(range->positional[0], type.bits == 32);
        const auto high = float_literal(range->positional[1], type.bits == 32);
        type.low = low.value_or("");
        type.high = high.value_or("");
    } else if (type.shape == Shape::integer || type.shape == Shape::enumeration) {
        const auto low = integer_literal(range->positional[0]);
        const auto high = integer_literal(range->positional[1]);
        if (low && compare(*low, type.low) > 0)
            type.low = *low;
        if (high && compare(*high, type.high) < 0)
            type.high = *high;
    }
}

namespace {

/// A name in place of a number: an enumerator, or an integer constant of the header.
std::optional<std::string> named_value(const model::Contract& contract, const Plan& plan,
                                       const std::string& name) {
    for (const Enum& each : plan.enums)
        for (const EnumValue& value : each.values)
            if (value.c_name == name)
                return value.value;
    if (const model::Constant* constant = contract.constant(name))
        if (!constant->values.groups.empty() &&
            constant->values.first().kind != model::ConstantValue::Kind::string)
            return constant->values.first().text;
    return std::nullopt;
}

} // namespace

std::optional<std::string> read_default(const model::Contract& contract, const Plan& plan,
                                        const Type& type, const std::string& text,
                                        std::string& reason) {
    const std::string number = named_value(contract, plan, text).value_or(text);
    switch (type.shape) {
    case Shape::boolean:
        if (number == "true" || number == "1")
            return "true";
        if (number == "false" || number == "0")
            return "false";
        reason = "is neither true nor false";
        return std::nullopt;
    case Shape::integer:
    case Shape::enumeration:
        if (const auto value = integer_literal(number)) {
            if (compare(*value, type.low) >= 0 && compare(*value, type.high) <= 0)
                return value;
            reason = fmt::format("is not within {} and {}", type.low, type.high);
        } else {
            reason = "is no integer";
        }
        return std::nullopt;
    case Shape::floating:
        if (const auto value = float_literal(number, type.bits == 32))
            return value;
        reason = "is no finite number";
        return std::nullopt;
    case Shape::text:
        if (text.size() <= type.count && !first_invalid_utf8(text))
            return text;
        reason = fmt::format("is longer than {} bytes or no UTF-8", type.count);
        return std::nullopt;
    case Shape::bytes:
    case Shape::numbers:
        if (number == "0")
            return "0";
        reason = "is not 0, which stands for zeros";
        return std::nullopt;
    case Shape::list:
        reason = "stands on a list, which has none; numbers with FFI_RANGE in an array are one";
        return std::nullopt;
    default:
        reason = "stands on something that is no number, text or array of numbers";
        return std::nullopt;
    }
}

} // namespace ffigen::codec
