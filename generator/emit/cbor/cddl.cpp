// The schema (RFC 8610). Names are C's own: CDDL takes them as they are.
#include "api/docs.hpp"
#include "codec/literal.hpp"
#include "emit/cbor/text.hpp"
#include "emit/cbor/views.hpp"
#include "emit/render.hpp"

#include <fmt/format.h>
#include <fmt/ranges.h>

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
    // CDDL's ranges end at 64 bits, as CBOR's integers do; what is beyond is a bignum.
    const bool below = codec::compare(type.low, "-18446744073709551616") < 0,
               above = codec::compare(type.high, codec::highest(false, 64)) > 0;
    if (!below && !above)
        return fmt::format("{}..{}", type.low, type.high);
    const std::string bignum = "(bstr .size (9..16))";
    return fmt::format("{}{}{}", type.low == "0" ? "uint" : "int", above ? " / #6.2" + bignum : "",
                       below ? " / #6.3" + bignum : "");
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
            return fmt::format("{}..{}", codec::widened(type.low, type.bits == 32),
                               codec::widened(type.high, type.bits == 32));
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
    case Shape::choice:
        break;
    case Shape::handle:
        return "uint .size 8";
    }
    return name_of(type.name);
}

std::string type_text(const Type& type) {
    return without_null(type) + (type.nullable ? " / nil" : "");
}

/// One more, or one less.
std::string next_to(const std::string& decimal, bool more) {
    if (decimal.starts_with('-')) {
        const std::uint64_t magnitude = std::stoull(decimal.substr(1)) + (more ? -1ull : 1ull);
        return magnitude == 0 ? "0" : fmt::format("-{}", magnitude);
    }
    const std::uint64_t value = std::stoull(decimal);
    return value == 0 && !more ? "-1" : std::to_string(more ? value + 1 : value - 1);
}

/// The tags that have no member: "ZOO_MEAL_NONE / 3..8".
std::string tags_alone(const codec::Choice& choice, const codec::Enum* tag) {
    std::vector<std::string> parts;
    if (choice.tag.closed && tag != nullptr) {
        for (const codec::EnumValue& value : tag->values)
            if (choice.find(value.value) == nullptr)
                parts.push_back(name_of(value.c_name));
        return fmt::format("{}", fmt::join(parts, " / "));
    }
    std::vector<std::string> taken;
    for (const codec::Case& each : choice.cases)
        taken.push_back(each.value);
    std::ranges::sort(taken, [](const auto& a, const auto& b) { return codec::compare(a, b) < 0; });
    std::string low = choice.tag.low;
    const auto add = [&](const std::string& high) {
        if (const auto order = codec::compare(low, high); order <= 0)
            parts.push_back(order == 0 ? low : fmt::format("{}..{}", low, high));
    };
    for (const std::string& value : taken) {
        if (value != choice.tag.low)
            add(next_to(value, false));
        if (value == choice.tag.high)
            return fmt::format("{}", fmt::join(parts, " / "));
        low = next_to(value, true);
    }
    add(choice.tag.high);
    return fmt::format("{}", fmt::join(parts, " / "));
}

/// "[ZOO_MEAL_LEAVES, uint .size 4] / [0]": a value with its tag, and the tags without one.
std::string choice_text(const codec::Choice& choice, const codec::Plan& plan) {
    const codec::Enum* tag = plan.enumeration(choice.tag.name);
    std::string text;
    for (const codec::Case& each : choice.cases) {
        const bool named = tag != nullptr &&
                           std::ranges::find(tag->values, each.label, &codec::EnumValue::c_name) !=
                               tag->values.end();
        text += fmt::format("{}[{}, {}]", text.empty() ? "" : " / ",
                            named ? name_of(each.label) : each.value, type_text(each.type));
    }
    if (!choice.is_complete)
        if (const std::string alone = tags_alone(choice, tag); !alone.empty())
            text += fmt::format(" / [{}]", alone);
    return text;
}

std::string default_text(const codec::Field& field) {
    if (field.choice)
        return {}; // a tag alone, which the comment says
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

Json field_view(const codec::Field& field, const codec::Plan& plan) {
    const bool with_default = field.default_value.has_value();
    std::string text = described(field);
    const bool zeros = with_default && default_text(field).empty();
    if (zeros)
        text += field.choice ? fmt::format(" [{}] when absent.", *field.default_value)
                             : " Zeros when absent.";
    if (field.type.shape == Shape::handle)
        text += (text.empty() ? "Id of a " : " Id of a ") + field.type.name + ".";
    std::string type = field.choice ? choice_text(*field.choice, plan) : type_text(field.type);
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
                     const std::vector<codec::Field>& fields, const codec::Plan& plan) {
    std::string text;
    for (const std::string& line : filled(api::parse_doc(doc).text, "; ", 100))
        text += line + "\n";
    if (fields.empty())
        return text + name + " = {}\n";
    text += name + " = {\n";
    for (const codec::Field& field : fields) {
        const Json view = field_view(field, plan);
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
        add(map_text(name_of(record.c_name), record.doc, record.fields, plan));
    for (const codec::Call& call : plan.calls) {
        add(map_text(rule_of(call.method) + "-request", call.doc, call.request.fields, plan));
        add(map_text(rule_of(call.method) + "-reply", "", call.reply.fields, plan));
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
