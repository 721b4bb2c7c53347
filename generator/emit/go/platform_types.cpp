#include "emit/go/types.hpp"

#include <algorithm>

namespace ffigen::emit::go {

namespace {

using model::Type;
using model::TypeKind;

template <class Visit>
void visit_type(const Type& type, std::size_t target, const Visit& visit) {
    visit(type, target);
    for (const Type& operand : type.args)
        visit_type(operand, target, visit);
}

template <class T, class Visit>
void visit_groups(const model::PerTarget<T>& values, const Visit& visit) {
    for (const auto& group : values.groups)
        for (const std::size_t target : group.targets.indices())
            visit(group.value, target);
}

/// Every type that a declaration of the contract mentions, on every target.
template <class Visit>
void visit_contract(const model::Contract& contract, const Visit& visit) {
    const auto whole = [&](const Type& type, std::size_t target) {
        visit_type(type, target, visit);
    };
    for (const auto& record : contract.records)
        visit_groups(record.layouts, [&](const model::RecordLayout& layout, std::size_t target) {
            for (const auto& field : layout.fields)
                whole(field.type, target);
        });
    for (const auto& entity : contract.typedefs)
        visit_groups(entity.layouts, [&](const model::TypedefLayout& layout, std::size_t target) {
            whole(layout.underlying, target);
        });
    for (const auto& entity : contract.callbacks)
        visit_groups(entity.signatures, whole);
    for (const auto& entity : contract.functions)
        visit_groups(entity.signatures, whole);
    for (const auto& entity : contract.variables)
        visit_groups(entity.types, whole);
    for (const auto& entity : contract.constants)
        visit_groups(entity.values, [&](const model::ConstantValue& value, std::size_t target) {
            whole(value.type, target);
        });
}

std::string sized_int(std::uint64_t size, bool is_signed) {
    return (is_signed ? "int" : "uint") + std::to_string(size * 8);
}

/// What is the same on all platforms; `go` is filled by the caller. Empty name: not such a type.
PlatformType describe(const Type& type) {
    const auto alias = [](std::string name, std::string doc) {
        return PlatformType{std::move(name), std::move(doc), false, {}, 0, {}};
    };
    const auto defined = [](std::string name, std::string doc, std::string methods) {
        return PlatformType{std::move(name), std::move(doc), true, std::move(methods), 0, {}};
    };
    switch (type.kind) {
    case TypeKind::char_:
        return alias("Char", "is C's char, whose sign is the platform's choice.");
    case TypeKind::long_:
        return alias("Long", "is C's long.");
    case TypeKind::unsigned_long:
        return alias("Ulong", "is C's unsigned long.");
    case TypeKind::wchar:
        return alias("Wchar", "is C's wchar_t.");
    case TypeKind::va_list_:
        return alias("VaList", "has the size of C's va_list.");
    case TypeKind::long_double:
        return defined("LongDouble", "holds the bytes of C's long double.", {});
    case TypeKind::float128:
        return defined("Float128", "holds the bytes of C's _Float128.", {});
    case TypeKind::float16:
        return defined("Float16", "holds the bits of C's _Float16: IEEE 754 binary16.",
                       "go/raw/methods_float16.go");
    case TypeKind::int128:
        return defined("Int128", "is C's __int128. C aligns it to 16 bytes.",
                       "go/raw/methods_int128.go");
    case TypeKind::uint128:
        return defined("Uint128", "is C's unsigned __int128. C aligns it to 16 bytes.",
                       "go/raw/methods_uint128.go");
    case TypeKind::complex:
        if (type.element().kind != TypeKind::long_double)
            return {};
        return defined("LongDoubleComplex", "holds the bytes of C's long double _Complex.", {});
    case TypeKind::bit_int: {
        const std::string width = std::to_string(type.count);
        const std::string spelling =
            std::string(type.is_unsigned ? "unsigned " : "") + "_BitInt(" + width + ")";
        PlatformType result =
            defined((type.is_unsigned ? "UbitInt" : "BitInt") + width,
                    "holds the bytes of C's " + spelling + ".",
                    type.is_unsigned ? "go/raw/methods_ubitint.go" : "go/raw/methods_bitint.go");
        result.width = type.count;
        if (type.count > 64)
            result.methods.clear();
        return result;
    }
    default:
        return {};
    }
}

std::optional<std::string> go_spelling(const Context& context, const Type& type,
                                       const Platform& platform) {
    const model::TargetInfo& target = context.contract.targets[platform.target];
    const auto size = model::size_of(context.contract, type, platform.target);
    if (!size)
        return std::nullopt;
    switch (type.kind) {
    case TypeKind::char_:
        return sized_int(1, target.char_signed);
    case TypeKind::long_:
        return sized_int(size->size, true);
    case TypeKind::unsigned_long:
        return sized_int(size->size, false);
    case TypeKind::wchar:
        return sized_int(size->size, target.wchar_signed);
    case TypeKind::float16:
        return "uint16";
    case TypeKind::int128:
    case TypeKind::uint128:
        return "struct{ words [2]uint64 }";
    default:
        return "[" + std::to_string(size->size) + "]byte";
    }
}

} // namespace

std::map<std::string, PlatformType> platform_types(const Context& context) {
    std::map<std::string, PlatformType> result;
    visit_contract(context.contract, [&](const Type& type, std::size_t target) {
        PlatformType described = describe(type);
        if (described.name.empty())
            return;
        for (std::size_t p = 0; p < context.platforms.list.size(); ++p) {
            const Platform& platform = context.platforms.list[p];
            if (platform.target != target)
                continue;
            if (const auto spelling = go_spelling(context, type, platform)) {
                PlatformType& entry = result.try_emplace(described.name, described).first->second;
                entry.go.try_emplace(p, *spelling);
            }
        }
    });
    return result;
}

} // namespace ffigen::emit::go
