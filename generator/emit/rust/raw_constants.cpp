// Constants: C's value in the Rust type that corresponds to C's type.
#include "emit/rust/raw_view.hpp"

#include "emit/rust/literals.hpp"

#include <fmt/format.h>

#include <algorithm>

namespace ffigen::emit::rust {
namespace {

using model::Constant;
using model::ConstantValue;
using model::TypeKind;

/// A constant on one target: its Rust type and value, or why there is none.
struct Written {
    std::string type, value, problem;
    bool operator==(const Written&) const = default;
};

std::uint64_t read_unit(const std::string& bytes, std::size_t at, std::size_t width,
                        bool big_endian) {
    std::uint64_t value = 0;
    for (std::size_t i = 0; i < width; ++i) {
        const std::size_t index = big_endian ? at + i : at + width - 1 - i;
        value = value << 8 | static_cast<unsigned char>(bytes[index]);
    }
    return value;
}

/// A string of wide characters, without its terminator.
Written wide_string(Context& context, const ConstantValue& constant, const model::Type& element,
                    std::size_t target) {
    const model::TargetInfo& info = context.contract.targets[target];
    const auto size = model::size_of(context.contract, element, target);
    if (!size || size->size == 0)
        return {.problem = "the size of its characters is not known"};
    const std::string type = context.types.spell(element, target, "", "");
    const model::Type plain = model::resolve(context.contract, element, target);
    std::vector<std::string> units;
    for (std::size_t at = 0; at + size->size <= constant.text.size(); at += size->size) {
        const std::uint64_t unit = read_unit(constant.text, at, size->size, info.big_endian);
        const bool negative =
            model::is_signed(plain.kind, info) && size->size == 4 && unit >= 0x80000000u;
        units.push_back(integer_literal(negative ? std::to_string(static_cast<std::int32_t>(unit))
                                                 : std::to_string(unit)));
    }
    return {
        fmt::format("&[{}; {}]", type, units.size()), format_number_array("&", units, "", 0), {}};
}

Written string_value(Context& context, const ConstantValue& constant, std::size_t target) {
    const model::Type& element =
        constant.type.args.empty() ? constant.type : constant.type.element();
    const auto size = model::size_of(context.contract, element, target);
    if (size && size->size > 1)
        return wide_string(context, constant, element, target);
    if (const auto literal = c_string_literal(constant.text))
        return {"&CStr", *literal, {}};
    return {fmt::format("&[u8; {}]", constant.text.size()), byte_string_literal(constant.text), {}};
}

Written pointer_value(Context& context, const std::string& name, const ConstantValue& constant,
                      std::size_t target) {
    const model::Type plain = model::resolve(context.contract, constant.type, target);
    if (plain.kind != TypeKind::pointer)
        return {.problem = "its type is not known"};
    const bool function =
        model::resolve(context.contract, plain.element(), target).kind == TypeKind::function;
    const std::string address = constant.text.empty() ? "0" : constant.text;
    if (function && address != "0")
        return {
            .problem =
                "it is an address that is no function, which a Rust function pointer cannot hold"};
    const std::string type = context.types.spell(constant.type, target, name, name);
    if (function)
        return {type, "None", {}};
    const bool is_const = plain.element().is_const;
    if (address == "0")
        return {type, is_const ? "core::ptr::null()" : "core::ptr::null_mut()", {}};
    const bool negative = address.starts_with('-');
    const std::string number = negative ? fmt::format("{}_isize as usize", integer_literal(address))
                                        : integer_literal(address);
    return {type,
            fmt::format("core::ptr::without_provenance{}({})", is_const ? "" : "_mut", number),
            {}};
}

Written floating_value(const ConstantValue& constant, const model::Type& plain,
                       std::uint64_t size) {
    const bool single = plain.kind == TypeKind::float_;
    if (plain.kind == TypeKind::float16)
        return {.problem = "_Float16 has no stable type in Rust"};
    const auto literal = float_literal(constant.text, single);
    if (!literal)
        return {.problem =
                    fmt::format("no Rust type holds its value exactly ({} bytes in C)", size)};
    return {single ? "f32" : "f64", *literal, {}};
}

Written value_on(Context& context, const Constant& constant, std::size_t target) {
    const ConstantValue& value = constant.values.at(target);
    const model::Type plain = model::resolve(context.contract, value.type, target);
    switch (value.kind) {
    case ConstantValue::Kind::string:
        return string_value(context, value, target);
    case ConstantValue::Kind::pointer:
        return pointer_value(context, constant.name, value, target);
    case ConstantValue::Kind::floating: {
        const auto size = model::size_of(context.contract, plain, target);
        return floating_value(value, plain, size ? size->size : 0);
    }
    case ConstantValue::Kind::integer:
        break;
    }
    const std::string number = integer_literal(value.text);
    if (plain.kind == TypeKind::bool_)
        return {"bool", value.text == "0" ? "false" : "true", {}};
    const std::string type = context.types.spell(value.type, target, "", "");
    if (plain.kind == TypeKind::enumeration) {
        const std::string& newtype = context.types.names().enumeration(plain.name);
        return {type, fmt::format("{}({})", newtype, number), {}};
    }
    if (!model::is_integer(plain.kind))
        return {.problem = "its type is not an integer type"};
    return {type, number, {}};
}

/// sizeof and the like have the type of size_t, whichever that is on a target: usize.
void unify_sizes(Context& context, const Constant& constant, model::PerTarget<Written>& values) {
    if (values.uniform())
        return;
    for (const std::size_t target : constant.values.present().indices()) {
        const model::TargetInfo& info = context.contract.targets[target];
        const ConstantValue& value = constant.values.at(target);
        if (value.kind != ConstantValue::Kind::integer || model::is_signed(value.type.kind, info))
            return;
        if (value.type.kind != TypeKind::unsigned_int &&
            value.type.kind != TypeKind::unsigned_long &&
            value.type.kind != TypeKind::unsigned_long_long && value.type.kind != TypeKind::size)
            return;
        const auto size = model::size_of(context.contract, value.type, target);
        if (!size || size->size * 8 != info.pointer_bits)
            return;
    }
    values = by_target(constant.values.present(), [&](std::size_t target) {
        return Written{"usize", integer_literal(constant.values.at(target).text), {}};
    });
}

} // namespace

Json raw_constants(Context& context) {
    Json constants = Json::array();
    for (const Constant& constant : context.contract.constants) {
        if (context.types.names().is_shadowed(constant.name))
            continue;
        auto values = by_target(constant.values.present(), [&](std::size_t target) {
            return value_on(context, constant, target);
        });
        unify_sizes(context, constant, values);
        bool reported = false;
        for (const auto& group : values.groups) {
            const Written& written = group.value;
            if (!written.problem.empty()) {
                if (!std::exchange(reported, true))
                    context.cannot(constant.where, constant.name, written.problem,
                                   "offer its value through a function, or as an integer");
                continue;
            }
            for (const std::size_t target : group.targets.indices())
                context.in_raw[constant.name].insert(target);
            const std::string head = "pub const " + context.types.names().value(constant.name);
            const std::string flat = head + ": " + written.type + " = " + written.value + ";";
            constants.push_back(
                {{"doc", raw_doc(context, constant.doc)},
                 {"cfg", context.conditions.attribute(group.targets)},
                 {"text", written.value.find('\n') != std::string::npos
                              ? flat
                              : format_constant(head, written.type, written.value, 0)}});
        }
    }
    return {{"constants", std::move(constants)}};
}

} // namespace ffigen::emit::rust
