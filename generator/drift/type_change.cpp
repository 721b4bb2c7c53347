#include "drift/type_change.hpp"

#include <algorithm>

namespace ffigen::drift {
namespace {

using model::Nullability;
using model::Type;
using model::TypeKind;

enum class Class {
    nothing,
    boolean,
    integer,
    floating,
    pointer,
    array,
    flexible,
    record,
    enumeration,
    function,
    other
};

Class class_of(const Type& type) {
    switch (type.kind) {
    case TypeKind::void_:
        return Class::nothing;
    case TypeKind::bool_:
        return Class::boolean;
    case TypeKind::pointer:
        return Class::pointer;
    case TypeKind::array:
        return type.count == 0 ? Class::flexible : Class::array; // [0] is GNU C's word for []
    case TypeKind::flexible_array:
        return Class::flexible;
    case TypeKind::record:
        return Class::record;
    case TypeKind::enumeration:
        return Class::enumeration;
    case TypeKind::function:
        return Class::function;
    default:
        break;
    }
    if (model::is_floating(type.kind))
        return Class::floating;
    if (model::is_integer(type.kind))
        return Class::integer;
    return Class::other;
}

/// Compares on one pair of targets.
class TypeComparison {
  public:
    TypeComparison(const Scope& scope, TargetPair target) : scope_(scope), target_(target) {}

    TypeChange value(const Type& before, const Type& after) const {
        if (same_as_written(scope_, before, after))
            return top_nullability(before, after);
        Type a = model::resolve(scope_.before, before, target_.before);
        Type b = model::resolve(scope_.after, after, target_.after);
        const std::uint64_t old_size = size(scope_.before, a, target_.before);
        const std::uint64_t new_size = size(scope_.after, b, target_.after);
        TypeChange qualifiers = TypeChange::none;
        if (a.is_const != b.is_const || a.is_volatile != b.is_volatile ||
            (a.kind == TypeKind::atomic) != (b.kind == TypeKind::atomic))
            qualifiers = TypeChange::qualifiers;
        if (a.kind == TypeKind::atomic)
            a = model::resolve(scope_.before, Type(a.element()), target_.before);
        if (b.kind == TypeKind::atomic)
            b = model::resolve(scope_.after, Type(b.element()), target_.after);
        return std::max(qualifiers, bare(a, b, old_size, new_size));
    }

    [[nodiscard]] std::uint64_t old_size(const Type& type) const {
        return size(scope_.before, type, target_.before);
    }
    [[nodiscard]] std::uint64_t new_size(const Type& type) const {
        return size(scope_.after, type, target_.after);
    }

  private:
    /// A basic type that one side does not tell of (see usual_layout) is what it is on the other.
    std::uint64_t size(const model::Contract& contract, const Type& type,
                       std::size_t target) const {
        if (const auto known = model::size_of(contract, type, target))
            return known->size;
        const bool old_side = &contract == &scope_.before;
        const auto& basic = old_side ? scope_.after.targets[target_.after].basic
                                     : scope_.before.targets[target_.before].basic;
        const auto found = basic.find(type.kind);
        return found == basic.end() ? 0 : found->second.size;
    }

    static TypeChange top_nullability(const Type& a, const Type& b) {
        return a.nullability == b.nullability ? TypeChange::none : TypeChange::nullability;
    }

    TypeChange bare(const Type& a, const Type& b, std::uint64_t old_size,
                    std::uint64_t new_size) const {
        const Class before = class_of(a), after = class_of(b);
        if (before == Class::flexible || after == Class::flexible) {
            if (before != after)
                return TypeChange::flexible;
            return value(a.element(), b.element()) > TypeChange::respelled ? TypeChange::flexible
                                                                           : TypeChange::none;
        }
        if (before == Class::array || after == Class::array)
            return arrays(a, b, old_size, new_size);
        if (before == Class::pointer && after == Class::pointer)
            return std::max(pointee(a, b), top_nullability(a, b));
        if (before == Class::function && after == Class::function)
            return signature(a, b);
        if (before == Class::record && after == Class::record && scope_.new_name(a.name) == b.name)
            return TypeChange::none;
        if (old_size != new_size)
            return TypeChange::size;
        const auto number = [](Class c) { return c == Class::integer || c == Class::enumeration; };
        if (number(before) && number(after))
            return numbers(a, before, b, after);
        if (before != after || before == Class::record)
            return TypeChange::kind;
        if (before == Class::other)
            return unnamed(a) == unnamed(b) ? TypeChange::none : TypeChange::kind;
        return TypeChange::none;
    }

    /// Two of one size.
    TypeChange numbers(const Type& a, Class before, const Type& b, Class after) const {
        // Whether an enum is signed follows from its values: the bits are the same.
        if (before != after)
            return TypeChange::respelled;
        if (is_signed(scope_.before, a, target_.before) !=
            is_signed(scope_.after, b, target_.after))
            return TypeChange::sign;
        return before == Class::integer || scope_.new_name(a.name) == b.name
                   ? TypeChange::none
                   : TypeChange::respelled;
    }

    static Type unnamed(Type type) {
        type.is_const = type.is_volatile = type.is_restrict = false;
        return type;
    }

    bool is_signed(const model::Contract& contract, const Type& type, std::size_t target) const {
        const model::TargetInfo& info = contract.targets[target];
        switch (type.kind) {
        case TypeKind::char_:
            return info.char_signed;
        case TypeKind::wchar:
            return info.wchar_signed;
        case TypeKind::bit_int:
            return !type.is_unsigned;
        case TypeKind::enumeration: {
            const model::Enum* named = contract.enumeration(type.name);
            const model::EnumLayout* layout = named ? named->layouts.find(target) : nullptr;
            return layout && layout->is_signed;
        }
        case TypeKind::unsigned_char:
        case TypeKind::unsigned_short:
        case TypeKind::unsigned_int:
        case TypeKind::unsigned_long:
        case TypeKind::unsigned_long_long:
        case TypeKind::uint128:
        case TypeKind::uint8:
        case TypeKind::uint16:
        case TypeKind::uint32:
        case TypeKind::uint64:
        case TypeKind::uintptr:
        case TypeKind::size:
        case TypeKind::char16:
        case TypeKind::char32:
            return false;
        default:
            return true;
        }
    }

    /// The element behind all dimensions; the thing itself where it is no array.
    static Type innermost(const model::Contract& contract, Type type, std::size_t target) {
        while (type.kind == TypeKind::array)
            type = model::resolve(contract, Type(type.element()), target);
        return type;
    }

    TypeChange arrays(const Type& a, const Type& b, std::uint64_t old_size,
                      std::uint64_t new_size) const {
        const Type old_element = innermost(scope_.before, a, target_.before);
        const Type new_element = innermost(scope_.after, b, target_.after);
        const TypeChange element = value(old_element, new_element);
        if (element > TypeChange::respelled) {
            if (element == TypeChange::size && old_size == new_size)
                return TypeChange::kind;
            return old_size != new_size ? TypeChange::size : element;
        }
        if (dimensions(scope_.before, a, target_.before) ==
            dimensions(scope_.after, b, target_.after))
            return element;
        // A changed element (its own finding) must not look like a changed length.
        return count(scope_.before, a, target_.before) == count(scope_.after, b, target_.after)
                   ? TypeChange::array_shape
                   : TypeChange::array_length;
    }

    static std::vector<std::uint64_t> dimensions(const model::Contract& contract, Type type,
                                                 std::size_t target) {
        std::vector<std::uint64_t> result;
        while (type.kind == TypeKind::array) {
            result.push_back(type.count);
            type = model::resolve(contract, Type(type.element()), target);
        }
        return result;
    }

    static std::uint64_t count(const model::Contract& contract, const Type& type,
                               std::size_t target) {
        std::uint64_t product = 1;
        for (const std::uint64_t dimension : dimensions(contract, type, target))
            product *= dimension;
        return product;
    }

    TypeChange pointee(const Type& before, const Type& after) const {
        if (same_as_written(scope_, before.element(), after.element()))
            return TypeChange::none;
        const Type a = model::resolve(scope_.before, before.element(), target_.before);
        const Type b = model::resolve(scope_.after, after.element(), target_.after);
        TypeChange result = TypeChange::none;
        if (!a.is_const && b.is_const)
            result = TypeChange::pointee_const_added;
        if (a.is_const && !b.is_const)
            result = TypeChange::pointee_const_removed;
        if (a.is_volatile != b.is_volatile)
            result = TypeChange::pointee;
        const Class old_class = class_of(a), new_class = class_of(b);
        if ((old_class == Class::nothing) != (new_class == Class::nothing))
            return TypeChange::pointee_void;
        if (old_class == Class::function && new_class == Class::function)
            return signature(a, b);
        if (old_class == Class::pointer && new_class == Class::pointer)
            return std::max(result, pointee(a, b));
        TypeChange within = value(unnamed(a), unnamed(b));
        if (within != TypeChange::none)
            within = TypeChange::pointee;
        return std::max(result, within);
    }

    TypeChange signature(const Type& a, const Type& b) const {
        if (a.args.size() != b.args.size() || a.variadic != b.variadic)
            return TypeChange::signature;
        TypeChange result = TypeChange::none;
        for (std::size_t i = 0; i < a.args.size(); ++i) {
            const TypeChange part = value(unnamed(a.args[i]), unnamed(b.args[i]));
            if (part == TypeChange::none)
                continue;
            const bool source_only =
                part <= TypeChange::respelled || part == TypeChange::pointee_void;
            result = std::max(result,
                              source_only ? TypeChange::signature_source : TypeChange::signature);
        }
        if (result < TypeChange::signature && a.convention != b.convention)
            return TypeChange::convention;
        return result;
    }

    const Scope& scope_;
    TargetPair target_;
};

} // namespace

bool same_as_written(const Scope& scope, const Type& a, const Type& b) {
    if (a.kind != b.kind || a.is_const != b.is_const || a.is_volatile != b.is_volatile ||
        a.count != b.count || a.is_unsigned != b.is_unsigned || a.variadic != b.variadic ||
        a.convention != b.convention || a.args.size() != b.args.size() ||
        scope.new_name(a.name) != b.name)
        return false;
    for (std::size_t i = 0; i < a.args.size(); ++i)
        if (!same_as_written(scope, a.args[i], b.args[i]))
            return false;
    return true;
}

std::string_view nullability_word(const Type& pointer) {
    switch (pointer.nullability) {
    case Nullability::nonnull:
        return "nonnull";
    case Nullability::nullable:
        return "nullable";
    case Nullability::unspecified:
        break;
    }
    return "of no stated nullability";
}

TypeDelta compare_types(const Scope& scope, const Type& before, const Type& after,
                        model::TargetSet targets) {
    TypeDelta result;
    if (before == after)
        return result;
    for (const TargetPair& pair : scope.targets) {
        if (!targets.contains(pair.after))
            continue;
        const TypeComparison comparison(scope, pair);
        const TypeChange what = comparison.value(before, after);
        if (what == TypeChange::none || what < result.what)
            continue;
        if (what > result.what)
            result = {what, {}, comparison.old_size(before), comparison.new_size(after)};
        result.targets.insert(pair.after);
    }
    return result;
}

} // namespace ffigen::drift
