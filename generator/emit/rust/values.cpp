#include "emit/rust/values.hpp"

#include "emit/rust/literals.hpp"

#include <algorithm>

namespace ffigen::emit::rust {

using model::TypeKind;

std::string Value::from_raw(const std::string& name) const {
    switch (kind) {
    case Kind::open_enum:
    case Kind::flags:
        return type + "::from(" + name + ")";
    case Kind::closed_enum:
        return type + "::try_from(" + name + ").map_err(Error::unexpected)?";
    default:
        return name;
    }
}

std::string status_code(const Safe& safe, const api::ErrorSet& set, const std::string& c_name) {
    const RawNames& names = safe.context.types.names();
    const auto code = std::ranges::find(set.codes, c_name, &api::ErrorCode::c_name);
    if (code == set.codes.end() || code->is_named)
        return "raw::" + names.value(c_name);
    const std::string number = integer_literal(code->value);
    return set.is_enum ? fmt::format("raw::{}({})", names.enumeration(set.c_name), number) : number;
}

std::string text_pointer(const Safe& safe, const std::string& name, const model::Type& pointer,
                         std::size_t target) {
    const model::Contract& contract = safe.context.contract;
    const model::Type plain = model::resolve(contract, pointer, target);
    const bool is_char = plain.kind == TypeKind::pointer &&
                         model::resolve(contract, plain.element(), target).kind == TypeKind::char_;
    return is_char ? name : name + ".cast()";
}

std::string element_type(Safe& safe, const model::Type& element, std::size_t target) {
    std::string scalar = scalar_type(safe.context, element);
    if (!scalar.empty())
        return scalar;
    if (model::resolve(safe.context.contract, element, target).kind == TypeKind::record)
        return value_of(safe, element, target).type;
    return safe.context.types.spell_outside(element, target, "");
}

Value value_of(Safe& safe, const model::Type& type, std::size_t target) {
    const model::Contract& contract = safe.context.contract;
    const model::Type plain = model::resolve(contract, type, target);
    Value value;
    if (plain.kind == TypeKind::record) {
        value.kind = Value::Kind::record;
        const std::string* name = safe.names.type(plain.name);
        value.type =
            name != nullptr ? *name : "raw::" + safe.context.types.names().record(plain.name);
        value.raw_type = value.type;
        value.initial = value.type + "::default()";
        return value;
    }
    if (plain.kind == TypeKind::enumeration) {
        const api::Enum* item = safe.context.api.enumeration(plain.name);
        const std::string raw = "raw::" + safe.context.types.names().enumeration(plain.name);
        if (item != nullptr && safe.names.type(plain.name) != nullptr) {
            value.kind = item->flags    ? Value::Kind::flags
                         : item->closed ? Value::Kind::closed_enum
                                        : Value::Kind::open_enum;
            value.type = *safe.names.type(plain.name);
        } else {
            value.type = raw;
        }
        value.raw_type = raw;
        const model::Enum* named = contract.enumeration(plain.name);
        value.initial = named != nullptr && named->is_anonymous ? "0" : raw + "::default()";
        return value;
    }
    value.type = scalar_type(safe.context, type);
    if (value.type.empty())
        value.type = safe.context.types.spell_outside(type, target, "");
    value.raw_type = value.type;
    value.initial = plain.kind == TypeKind::bool_    ? "false"
                    : model::is_floating(plain.kind) ? "0.0"
                                                     : "0";
    return value;
}

} // namespace ffigen::emit::rust
