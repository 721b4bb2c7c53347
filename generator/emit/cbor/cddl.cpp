// The schema (RFC 8610). Names are C's own: CDDL takes them as they are.
#include "api/docs.hpp"
#include "emit/cbor/text.hpp"
#include "emit/cbor/views.hpp"
#include "emit/render.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <array>

namespace ffigen::emit::cbor {
namespace {

using codec::Shape;
using codec::Type;
using Json = nlohmann::json;

/// The prelude's names that a C declaration may have (RFC 8610, appendix D).
constexpr std::array<std::string_view, 42> prelude = {
    "any",     "b64legacy",    "b64url",   "bigfloat",     "bigint",   "bignint",
    "biguint", "bool",         "bstr",     "bytes",        "cbor-any", "decfrac",
    "eb16",    "eb64legacy",   "eb64url",  "encoded-cbor", "false",    "float",
    "float16", "float16-32",   "float32",  "float32-64",   "float64",  "int",
    "integer", "mime-message", "nil",      "nint",         "null",     "number",
    "regexp",  "tdate",        "text",     "time",         "true",     "tstr",
    "uint",    "undefined",    "unsigned", "uri",          "bignum",   "encoded"};

std::string name_of(const std::string& c_name) {
    return std::ranges::find(prelude, c_name) == prelude.end() ? c_name : c_name + "_";
}

std::string integer(const Type& type) {
    for (const auto& [bytes, high] :
         {std::pair{1, "255"}, {2, "65535"}, {4, "4294967295"}, {8, "18446744073709551615"}})
        if (type.low == "0" && type.high == high)
            return fmt::format("uint .size {}", bytes);
    return fmt::format("{}..{}", type.low, type.high);
}

std::string type_text(const Type& type);

std::string without_null(const Type& type) {
    switch (type.shape) {
    case Shape::boolean:
        return "bool";
    case Shape::integer:
        return integer(type);
    case Shape::floating:
        if (!type.low.empty())
            return fmt::format("{}..{}", type.low, type.high);
        return type.bits == 32 ? "float16-32" : "float";
    case Shape::text:
        return type.any_count ? "tstr" : fmt::format("tstr .size (0..{})", type.count);
    case Shape::bytes:
        return type.any_count ? "bstr" : fmt::format("bstr .size {}", type.count);
    case Shape::numbers:
        return fmt::format("#6.{}(bstr{})", typed_array_tag(type),
                           type.any_count ? ""
                                          : fmt::format(" .size {}", type.count * type.bits / 8));
    case Shape::list:
        return type.any_count ? fmt::format("[* {}]", type_text(type.element.front()))
                              : fmt::format("[{}*{} {}]", type.count, type.count,
                                            type_text(type.element.front()));
    case Shape::record:
    case Shape::enumeration:
        break;
    case Shape::handle:
        return "uint .size 8";
    }
    return name_of(type.name);
}

std::string type_text(const Type& type) {
    return without_null(type) + (type.nullable ? " / nil" : "");
}

std::string default_text(const codec::Field& field) {
    if (field.type.shape == Shape::text)
        return " .default \"" + *field.default_value + "\"";
    if (field.type.shape == Shape::bytes || field.type.shape == Shape::numbers)
        return {}; // zeros, which the comment says
    return " .default " + *field.default_value;
}

/// "state.get_gain" → "state_get_gain": not every tool takes dots in names, as RFC 8610 does.
std::string rule_of(std::string method) {
    std::ranges::replace(method, '.', '_');
    return method;
}

Json methods_view(const codec::Plan& plan) {
    Json methods = Json::array();
    for (const codec::Call& call : plan.calls)
        methods.push_back({{"method", call.method}});
    return methods;
}

Json comment(const std::string& text, std::string_view prefix) { return filled(text, prefix, 100); }

Json field_view(const codec::Field& field) {
    const bool with_default = field.default_value.has_value();
    std::string text = described(field);
    const bool zeros = with_default && default_text(field).empty();
    if (zeros)
        text += " Zeros when absent.";
    if (field.type.shape == Shape::handle)
        text += (text.empty() ? "Id of a " : " Id of a ") + field.type.name + ".";
    std::string type = type_text(field.type);
    if (with_default && !zeros) {
        if (type.find(' ') != std::string::npos || type.find("..") != std::string::npos)
            type = fmt::format("({})", type); // controls do not follow one another
        type += default_text(field);
    }
    return {{"doc", comment(text, "  ; ")},
            {"line", fmt::format("  {}{} => {},", with_default ? "? " : "",
                                 field.number ? std::to_string(*field.number)
                                              : fmt::format("\"{}\"", field.c_name),
                                 type)}};
}

Json lines(const Json& texts) {
    Json result = Json::array();
    for (const auto& text : texts)
        result.push_back({{"text", text}});
    return result;
}

std::string map_text(const std::string& name, const std::string& doc,
                     const std::vector<codec::Field>& fields) {
    std::string text;
    for (const std::string& line : filled(api::parse_doc(doc).text, "; ", 100))
        text += line + "\n";
    if (fields.empty())
        return text + name + " = {}\n";
    text += name + " = {\n";
    for (const codec::Field& field : fields) {
        const Json view = field_view(field);
        for (const auto& line : view["doc"])
            text += line.get<std::string>() + "\n";
        text += view["line"].get<std::string>() + "\n";
    }
    return text + "}\n";
}

std::string enum_text(const codec::Enum& each) {
    std::string text;
    for (const std::string& line : filled(api::parse_doc(each.doc).text, "; ", 100))
        text += line + "\n";
    const Type range{.low = each.low, .high = each.high};
    text += each.flags    ? "; Bits, combined.\n"
            : each.closed ? ""
                          : "; Open: other values must be expected.\n";
    text += name_of(each.c_name) + " =";
    if (!each.flags)
        for (std::size_t i = 0; i < each.values.size(); ++i)
            text += fmt::format("{} {}", i == 0 ? "" : " /", name_of(each.values[i].c_name));
    if (each.flags || !each.closed)
        text += (each.flags ? " " : " / ") + integer(range);
    text += '\n';
    for (const codec::EnumValue& value : each.values) {
        for (const std::string& line : filled(api::parse_doc(value.doc).text, "; ", 100))
            text += line + "\n";
        text += fmt::format("{} = {}\n", name_of(value.c_name), value.value);
    }
    return text;
}

} // namespace

std::string cddl(const Source& source) {
    const codec::Plan& plan = source.plan;
    Json blocks = Json::array();
    const auto add = [&](std::string text) { blocks.push_back({{"text", std::move(text)}}); };
    for (const codec::Record& record : plan.records)
        add(map_text(name_of(record.c_name), record.doc, record.fields));
    for (const codec::Call& call : plan.calls) {
        add(map_text(rule_of(call.method) + "-request", call.doc, call.request.fields));
        add(map_text(rule_of(call.method) + "-reply", "", call.reply.fields));
    }
    for (const codec::Enum& each : plan.enums)
        add(enum_text(each));
    for (const codec::Constant& constant : plan.constants) {
        std::string text;
        for (const std::string& line : filled(api::parse_doc(constant.doc).text, "; ", 100))
            text += line + "\n";
        add(text + fmt::format("{} = {}\n", name_of(constant.c_name), constant.cddl));
    }
    return render("cbor/schema.cddl",
                  {{"has_calls", !plan.calls.empty()},
                   {"methods", methods_view(plan)},
                   {"header", source.input.contract.header},
                   {"doc", lines(comment(api::parse_doc(source.input.contract.doc).text, "; "))},
                   {"blocks", blocks}});
}

} // namespace ffigen::emit::cbor
