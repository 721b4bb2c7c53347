#include "codec/plan.hpp"

#include <fmt/format.h>

#include <iterator>

namespace ffigen::codec {
namespace {

std::string describe(const Type& type) {
    const std::string many = type.any_count ? "any" : std::to_string(type.count);
    const std::string null = type.nullable ? " or null" : "";
    switch (type.shape) {
    case Shape::boolean:
        return "bool" + null;
    case Shape::integer:
        return fmt::format("integer {}..{}{}", type.low, type.high, null);
    case Shape::floating:
        return fmt::format("float{}{}{}", type.bits,
                           type.low.empty() ? "" : fmt::format(" {}..{}", type.low, type.high),
                           null);
    case Shape::enumeration:
        return fmt::format("enum {} {}..{}{}", type.name, type.low, type.high,
                           type.closed ? " closed" : "");
    case Shape::text:
        return fmt::format("text, {} bytes{}{}", many, type.any_count ? "" : " at most", null);
    case Shape::bytes:
        return fmt::format("{} bytes{}", many, null);
    case Shape::numbers:
        return fmt::format("tag {}: {} × {}{}{}", typed_array_tag(type), many,
                           type.is_float    ? "float"
                           : type.is_signed ? "int"
                                            : "uint",
                           type.bits, null);
    case Shape::list:
        return fmt::format("{} × {}{}", many, describe(type.element.front()), null);
    case Shape::record:
        return "record " + type.name + null;
    case Shape::choice:
        return "choice";
    case Shape::handle:
        break;
    }
    return "id of a " + type.name + null;
}

std::string describe(const Field& field) {
    if (!field.choice)
        return describe(field.type);
    std::string text =
        fmt::format("choice by {} ({})", field.choice->c_tag, describe(field.choice->tag));
    for (const Case& each : field.choice->cases)
        text += fmt::format("; {}: {} {}", each.value, each.c_name, describe(each.type));
    return text + (field.choice->is_complete ? "" : "; else nothing");
}

void append(std::string& text, const std::vector<Field>& fields) {
    for (const Field& field : fields)
        fmt::format_to(
            std::back_inserter(text), "  {}: {}{}\n",
            field.number ? fmt::format("{} ({})", *field.number, field.c_name) : field.c_name,
            describe(field),
            field.default_value ? fmt::format(", default {}", *field.default_value) : "");
}

} // namespace

std::string describe(const Plan& plan) {
    std::string text;
    for (const Enum& each : plan.enums)
        fmt::format_to(std::back_inserter(text), "enum {} {}..{}{}\n", each.c_name, each.low,
                       each.high,
                       each.flags    ? " flags"
                       : each.closed ? " closed"
                                     : "");
    for (const Record& record : plan.records) {
        fmt::format_to(std::back_inserter(text), "record {}, {} bytes at most\n", record.c_name,
                       record.max_size);
        append(text, record.fields);
        for (const Reserved& member : record.reserved)
            fmt::format_to(std::back_inserter(text), "  {}: reserved\n", member.c_name);
    }
    for (const Call& call : plan.calls) {
        fmt::format_to(std::back_inserter(text), "request {}{}\n", call.method,
                       call.is_close   ? ", ends it"
                       : call.receiver ? ", a method"
                                       : "");
        append(text, call.request.fields);
        fmt::format_to(std::back_inserter(text), "reply {}\n", call.method);
        append(text, call.reply.fields);
    }
    return text;
}

} // namespace ffigen::codec
