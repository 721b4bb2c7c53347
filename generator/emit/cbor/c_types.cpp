#include "emit/cbor/c_record.hpp"

#include "api/shape.hpp"

#include <fmt/format.h>

namespace ffigen::emit::cbor {

using codec::Shape;
using codec::Type;

std::string fixed_width(const Type& type) {
    if (codec::is_wide(type))
        return type.is_signed ? "ffi_cbor_int128" : "ffi_cbor_uint128";
    const unsigned bits = type.bits <= 8 ? 8 : type.bits <= 16 ? 16 : type.bits <= 32 ? 32 : 64;
    return fmt::format("{}int{}_t", type.is_signed ? "" : "u", bits);
}

std::string item_type(const model::Contract& contract, const model::Type& type) {
    return model::to_c(contract, model::unqualified(type));
}

bool has_flag(const Type& type) {
    return type.nullable && !type.any_count && type.shape != Shape::handle;
}

std::string c_item_type(const model::Contract& contract, const codec::Field& list) {
    return list.type.element.front().shape == Shape::text ? "ffi_cbor_text"
                                                          : item_type(contract, list.c_type);
}

std::string c_field_type(const model::Contract& contract, const codec::Field& field) {
    const Type& type = field.type;
    switch (type.shape) {
    case Shape::text:
        return "ffi_cbor_text";
    case Shape::bytes:
        return "ffi_cbor_bytes";
    case Shape::numbers:
        return "ffi_cbor_numbers";
    case Shape::list:
        return "ffi_cbor_list";
    case Shape::boolean:
        return "bool";
    case Shape::integer:
        return fixed_width(type);
    case Shape::handle:
        return "uint64_t";
    default:
        return item_type(contract, field.c_type);
    }
}

} // namespace ffigen::emit::cbor
