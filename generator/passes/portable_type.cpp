#include "passes/portable_type.hpp"

#include <algorithm>

namespace ffigen::passes {
namespace {

using model::Type;
using model::TypeKind;

TypeKind of_size(std::uint64_t bytes, bool is_signed) {
    if (bytes <= 1)
        return is_signed ? TypeKind::int8 : TypeKind::uint8;
    if (bytes <= 2)
        return is_signed ? TypeKind::int16 : TypeKind::uint16;
    if (bytes <= 4)
        return is_signed ? TypeKind::int32 : TypeKind::uint32;
    return is_signed ? TypeKind::int64 : TypeKind::uint64;
}

/// Bytes of the widest form of a basic kind among the contract's targets.
std::uint64_t widest(const model::Contract& contract, TypeKind kind) {
    std::uint64_t bytes = 0;
    for (const model::TargetInfo& target : contract.targets)
        if (const auto found = target.basic.find(kind); found != target.basic.end())
            bytes = std::max(bytes, found->second.size);
    return bytes;
}

std::optional<TypeKind> portable_enum(const model::Contract& contract, const std::string& name) {
    const model::Enum* declared = contract.enumeration(name);
    if (declared == nullptr)
        return std::nullopt;
    std::uint64_t bytes = 0;
    bool negative = false;
    for (const auto& group : declared->layouts.groups) {
        bytes = std::max(bytes, group.value.size);
        for (const auto& [enumerator, value] : group.value.values)
            negative |= value.starts_with('-');
    }
    return of_size(bytes, negative);
}

std::optional<TypeKind> portable_kind(const model::Contract& contract, const Type& element) {
    switch (element.kind) {
    case TypeKind::long_:
    case TypeKind::ssize:
    case TypeKind::ptrdiff:
    case TypeKind::intptr:
        return TypeKind::int64;
    case TypeKind::unsigned_long:
    case TypeKind::size:
    case TypeKind::uintptr:
        return TypeKind::uint64;
    case TypeKind::wchar:
        return TypeKind::uint32;
    case TypeKind::char_:
    case TypeKind::bool_:
        return TypeKind::uint8;
    case TypeKind::short_:
    case TypeKind::int_:
    case TypeKind::long_long:
        return of_size(widest(contract, element.kind), true);
    case TypeKind::unsigned_short:
    case TypeKind::unsigned_int:
    case TypeKind::unsigned_long_long:
        return of_size(widest(contract, element.kind), false);
    case TypeKind::long_double:
    case TypeKind::float128:
        return TypeKind::double_;
    case TypeKind::float16:
        return TypeKind::float_;
    case TypeKind::enumeration:
        return portable_enum(contract, element.name);
    case TypeKind::bit_int:
        if (element.count > 64)
            return std::nullopt;
        return of_size((element.count + 7) / 8, !element.is_unsigned);
    default:
        return std::nullopt;
    }
}

} // namespace

std::optional<Type> portable_type(const model::Contract& contract, const Type& type,
                                  std::size_t target) {
    const Type known = model::resolve(contract, type, target);
    if (known.kind == TypeKind::array || known.kind == TypeKind::flexible_array) {
        const auto element = portable_type(contract, known.element(), target);
        if (!element)
            return std::nullopt;
        Type result = known;
        result.args = {*element};
        return result;
    }
    if (known.kind == TypeKind::atomic)
        return portable_type(contract, Type(known.element()), target);
    if (known.kind == TypeKind::int128 || known.kind == TypeKind::uint128 ||
        known.kind == TypeKind::complex || known.kind == TypeKind::vector) {
        Type element{.kind = known.kind == TypeKind::int128 ? TypeKind::int64 : TypeKind::uint64};
        std::uint64_t count = 2;
        if (!known.args.empty()) {
            element = known.element();
            count = known.kind == TypeKind::complex ? 2 : known.count;
        }
        return Type{.kind = TypeKind::array, .count = count, .args = {element}};
    }
    const auto kind = portable_kind(contract, known);
    if (!kind)
        return std::nullopt;
    return Type{.kind = *kind, .is_const = known.is_const, .is_volatile = known.is_volatile};
}

} // namespace ffigen::passes
