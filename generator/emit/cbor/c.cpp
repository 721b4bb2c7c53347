// C: one header with the runtime and, for each record, what is written and read in its order.
#include "api/docs.hpp"
#include "api/shape.hpp"
#include "codec/literal.hpp"
#include "codec/wire.hpp"
#include "emit/cbor/text.hpp"
#include "emit/cbor/views.hpp"
#include "emit/cpp/text.hpp"
#include "emit/render.hpp"

#include <fmt/format.h>

#include <algorithm>

namespace ffigen::emit::cbor {
namespace {

using codec::Shape;
using codec::Type;
using Json = nlohmann::json;

/// "UINT32_MAX" for what <stdint.h> has a name for.
std::string bound(const std::string& decimal, bool is_signed) {
    for (const unsigned bits : {8u, 16u, 32u, 64u}) {
        if (decimal == codec::highest(false, bits))
            return fmt::format("UINT{}_MAX", bits);
        if (decimal == codec::highest(true, bits))
            return fmt::format("INT{}_MAX", bits);
        if (decimal == codec::lowest(true, bits))
            return fmt::format("INT{}_MIN", bits);
    }
    return cpp::integer_literal(decimal, !is_signed);
}

std::string number(const std::string& decimal, const Type& type) {
    return type.bits == 32 ? decimal + "f" : decimal;
}

/// Writes the statements of one record.
class CRecord {
  public:
    CRecord(const Source& source, const codec::Record& record)
        : contract_(source.input.contract), record_(record) {}

    Json view() const {
        const std::string& name = record_.c_name;
        const std::string value = record_.c_type + " *value";
        Json puts = Json::array(), cases = Json::array(), keys = Json::array(),
             reads = Json::array(), defaults = Json::array(), reserved = Json::array();
        bool has_closed = false;
        std::string before = codec::head(5, record_.fields.size());
        const std::size_t count = record_.fields.size();
        for (std::size_t i = 0; i < count; ++i) {
            const codec::Field& field = record_.fields[i];
            puts.push_back({{"text", put_field(field, before)}});
            before.clear();
            const bool block = field.type.shape == Shape::list; // declares a variable
            cases.push_back({{"index", i},
                             {"text", get_field(field)},
                             {"open", block ? " {" : ""},
                             {"close", block ? "\n  }" : ""}});
            has_closed |= is_closed(field.type);
            keys.push_back({{"text", key_row(field)}});
            reads.push_back({{"text", read_key(field, i)}});
            if (field.default_value)
                defaults.push_back({{"text", set_default(field, i)}});
        }
        for (const std::string& member : record_.reserved)
            reserved.push_back(
                {{"text", packed("  ", "memset",
                                 {"&value->" + member, "0", "sizeof value->" + member}, ";")}});
        std::string words; // a bit for each field, 64 in each word
        for (std::size_t left = count; left > 0; left -= std::min<std::size_t>(left, 64))
            words += (words.empty() ? "" : ", ") +
                     (left >= 64 ? "UINT64_MAX" : fmt::format("{}u", (1ull << left) - 1));
        return {{"name", name},
                {"type", record_.c_type},
                {"max", cpp::define(cpp::macro_name(name) + "_CBOR_MAX",
                                    std::to_string(record_.max_size))},
                {"max_name", cpp::macro_name(name) + "_CBOR_MAX"},
                {"count", count},
                {"puts", puts},
                {"cases", cases},
                {"has_closed", has_closed},
                {"keys", keys},
                {"reads", reads},
                {"has_defaults", !defaults.empty()},
                {"defaults", defaults},
                {"reserved", reserved},
                {"words", "{" + words + "}"},
                {"put_head", packed("", "static inline void " + name + "_cbor_put",
                                    {"ffi_cbor_writer *w", "const " + value}, " {")},
                {"field_head",
                 packed("", "FFI_CBOR_INLINE void " + name + "_cbor_field",
                        {"ffi_cbor_reader *r", value, "size_t field", "uint64_t *missing"}, " {")},
                {"get_head", packed("", "static inline void " + name + "_cbor_get",
                                    {"ffi_cbor_reader *r", value}, " {")},
                {"to_head", packed("", "static inline ffi_cbor_result " + name + "_to_cbor",
                                   {"const " + value, "uint8_t *buffer", "size_t capacity"}, " {")},
                {"from_head", packed("", "static inline ffi_cbor_result " + name + "_from_cbor",
                                     {value, "const uint8_t *data", "size_t size",
                                      "const ffi_cbor_options *options"},
                                     " {")}};
    }

  private:
    static bool is_closed(const Type& type) {
        return type.shape == Shape::list ? is_closed(type.element.front()) : type.closed;
    }

    static std::string raw(std::string_view indent, std::string_view bytes) {
        return packed(indent, "ffi_cbor_put_raw",
                      {"w", fmt::format("\"{}\"", octal(bytes)), std::to_string(bytes.size())},
                      ";");
    }

    std::string put_field(const codec::Field& field, const std::string& before) const {
        return raw("  ", before + constant_bytes(field)) + "\n" +
               put(field.type, "value->" + field.c_name, "  ", 0);
    }

    /// Writes `place` without the heads that constant_heads() has.
    std::string put(const Type& type, const std::string& place, const std::string& indent,
                    int depth) const {
        switch (type.shape) {
        case Shape::boolean:
            return packed(indent, "ffi_cbor_put_bool", {"w", place}, ";");
        case Shape::integer:
        case Shape::enumeration:
            return packed(indent, type.is_signed ? "ffi_cbor_put_int" : "ffi_cbor_put_uint",
                          {"w",
                           type.shape == Shape::enumeration && !type.is_signed
                               ? "(uint64_t)" + place
                               : place,
                           bound(type.low, type.is_signed), bound(type.high, type.is_signed)},
                          ";") +
                   check_closed(type, place, indent);
        case Shape::floating: {
            std::string text;
            if (!type.low.empty())
                text =
                    packed(indent, "ffi_cbor_check_float",
                           {"w", type.bits == 32 ? "(double)" + place : place, type.low, type.high},
                           ";") +
                    "\n";
            return text + packed(indent,
                                 type.bits == 32 ? "ffi_cbor_put_float" : "ffi_cbor_put_double",
                                 {"w", place}, ";");
        }
        case Shape::text:
            return packed(indent, "ffi_cbor_put_text", {"w", place, "sizeof " + place}, ";");
        case Shape::bytes:
            return packed(indent, "ffi_cbor_put_raw", {"w", place, "sizeof " + place}, ";");
        case Shape::numbers:
            return packed(indent, "ffi_cbor_put_numbers",
                          {"w", place, std::to_string(type.count), std::to_string(type.bits / 8)},
                          ";");
        case Shape::list:
            return put_list(type, place, indent, depth);
        case Shape::record:
        case Shape::handle:
            break;
        }
        return packed(indent, type.name + "_cbor_put", {"w", "&" + place}, ";");
    }

    static char index(int depth) { return static_cast<char>('i' + depth); }

    std::string put_list(const Type& type, const std::string& place, const std::string& indent,
                         int depth) const {
        const Type& element = type.element.front();
        const std::string one = fmt::format("{}[{}]", place, index(depth));
        const std::string heads = constant_heads(element);
        const std::string body = (heads.empty() ? "" : raw(indent + "  ", heads) + "\n") +
                                 put(element, one, indent + "  ", depth + 1);
        return loop(type.count, indent, depth, body);
    }

    /// A for statement, in braces where its body has more than one line.
    static std::string loop(std::uint64_t count, const std::string& indent, int depth,
                            const std::string& body) {
        const bool braces = body.find('\n') != std::string::npos;
        return fmt::format("{}for (size_t {} = 0; {} < {}; ++{}){}\n{}{}", indent, index(depth),
                           index(depth), count, index(depth), braces ? " {" : "", body,
                           braces ? "\n" + indent + "}" : "");
    }

    std::string check_closed(const Type& type, const std::string& place,
                             const std::string& indent) const {
        if (!type.closed)
            return {};
        return fmt::format("\n{0}if (!{1}_cbor_is({2}))\n"
                           "{0}  ffi_cbor_write_fails(w, FFI_CBOR_OUT_OF_RANGE);",
                           indent, type.name, place);
    }

    /// The type that a decoded number is cast to.
    std::string cast(const model::Type& type) const {
        model::Type bare = api::unqualified(type);
        while (bare.kind == model::TypeKind::array || bare.kind == model::TypeKind::atomic)
            bare = api::unqualified(bare.element());
        return model::to_c(contract_, bare);
    }

    std::string get_field(const codec::Field& field) const {
        return get(field.type, field.c_type, "value->" + field.c_name, "    ", 0);
    }

    std::string get(const Type& type, const model::Type& c_type, const std::string& place,
                    const std::string& indent, int depth) const {
        const auto assign = [&](const std::string& conversion, const std::string& function,
                                std::vector<std::string> arguments) {
            std::string head = fmt::format("{}{} = {}{}", indent, place, conversion, function);
            std::string line = packed("", head, arguments, ";");
            if (line.find('\n') == std::string::npos && line.size() <= 80)
                return line;
            return fmt::format("{}{} =\n{}", indent, place,
                               packed(indent + "    ", conversion + function, arguments, ";"));
        };
        switch (type.shape) {
        case Shape::boolean:
            return assign("", "ffi_cbor_get_bool", {"r"});
        case Shape::integer:
        case Shape::enumeration: {
            std::string text = assign(
                "(" + cast(c_type) + ")", type.is_signed ? "ffi_cbor_get_int" : "ffi_cbor_get_uint",
                {"r", bound(type.low, type.is_signed), bound(type.high, type.is_signed)});
            if (type.closed)
                text += fmt::format("\n{0}if (!{1}_cbor_is({2}))\n"
                                    "{0}  ffi_cbor_read_fails(r, FFI_CBOR_OUT_OF_RANGE, start);",
                                    indent, type.name, place);
            return text;
        }
        case Shape::floating:
            if (type.low.empty())
                return assign("", type.bits == 32 ? "ffi_cbor_get_float" : "ffi_cbor_get_double",
                              {"r"});
            return assign("", type.bits == 32 ? "ffi_cbor_get_float_in" : "ffi_cbor_get_double_in",
                          {"r", number(type.low, type), number(type.high, type)});
        case Shape::text:
            return packed(indent, "ffi_cbor_get_text", {"r", place, "sizeof " + place}, ";");
        case Shape::bytes:
            return packed(indent, "ffi_cbor_get_bytes", {"r", place, "sizeof " + place}, ";");
        case Shape::numbers:
            return packed(indent, "ffi_cbor_get_numbers",
                          {"r", std::to_string(typed_array_tag(type)), place,
                           std::to_string(type.count), std::to_string(type.bits / 8)},
                          ";");
        case Shape::list:
            return get_list(type, c_type, place, indent, depth);
        case Shape::record:
        case Shape::handle:
            break;
        }
        return packed(indent, type.name + "_cbor_get", {"r", "&" + place}, ";");
    }

    std::string get_list(const Type& type, const model::Type& c_type, const std::string& place,
                         const std::string& indent, int depth) const {
        const std::string open = depth == 0 ? "open" : fmt::format("open{}", depth);
        const Type& element = type.element.front();
        const std::string one = fmt::format("{}[{}]", place, index(depth));
        const std::string inner = indent + "  ";
        std::string body = fmt::format("{}ffi_cbor_check_item(r, {});\n", inner, open);
        if (element.closed)
            body += inner + "start = r->at;\n";
        body += get(element, c_type, one, inner, depth + 1);
        return fmt::format("{}const bool {} = ffi_cbor_open_list(r, {});\n{}\n"
                           "{}ffi_cbor_close_list(r, {});",
                           indent, open, type.count, loop(type.count, indent, depth, body), indent,
                           open);
    }

    static std::string key_row(const codec::Field& field) {
        return field.number
                   ? fmt::format("{{\"{}\", {}, true}}", field.c_name,
                                 cpp::integer_literal(std::to_string(*field.number), true))
                   : fmt::format("{{\"{}\", {}, false}}", field.c_name, field.c_name.size());
    }

    std::string read_key(const codec::Field& field, std::size_t i) const {
        return packed("  ", "if (ffi_cbor_at_key",
                      {"r", "&map", fmt::format("\"{}\"", octal(field.key)),
                       std::to_string(field.key.size())},
                      ")") +
               "\n" +
               packed("    ", record_.c_name + "_cbor_field",
                      {"r", "value", std::to_string(i), "missing"}, ";");
    }

    std::string set_default(const codec::Field& field, std::size_t i) const {
        const std::string place = "value->" + field.c_name;
        const std::string& text = *field.default_value;
        std::string set;
        switch (field.type.shape) {
        case Shape::boolean:
            set = fmt::format("    {} = {};", place, text);
            break;
        case Shape::floating:
            set = fmt::format("    {} = {};", place, number(text, field.type));
            break;
        case Shape::text:
            set = packed("    ", "memset", {place, "0", "sizeof " + place}, ";") + "\n" +
                  packed("    ", "memcpy",
                         {place, fmt::format("\"{}\"", octal(text)), std::to_string(text.size())},
                         ";");
            break;
        case Shape::bytes:
        case Shape::numbers:
            set = packed("    ", "memset", {place, "0", "sizeof " + place}, ";");
            break;
        default:
            set = fmt::format("    {} = ({}){};", place, cast(field.c_type),
                              bound(text, field.type.is_signed));
        }
        return fmt::format("  if (ffi_cbor_takes_default(r, missing, {})) {{\n{}\n  }}", i, set);
    }

    const model::Contract& contract_;
    const codec::Record& record_;
};

/// Whether a value is one of a closed enum's.
Json closed_view(const codec::Plan& plan) {
    Json result = Json::array();
    for (const codec::Enum& each : plan.enums) {
        if (!each.closed || each.flags)
            continue;
        Json cases = Json::array();
        std::vector<std::string> values;
        for (const codec::EnumValue& value : each.values)
            if (std::ranges::find(values, value.value) == values.end()) {
                values.push_back(value.value);
                cases.push_back({{"name", value.c_name}});
            }
        result.push_back({{"name", each.c_name}, {"cases", cases}});
    }
    return result;
}

} // namespace

void add_c(const Source& source, FileSet& files) {
    const std::string& package = source.input.api.package.name;
    Json records = Json::array();
    for (const codec::Record& record : source.plan.records)
        records.push_back(CRecord(source, record).view());
    const model::Contract& contract = source.input.contract;
    files["c/.clang-format"] = "# Lines are broken as they were generated.\n"
                               "BasedOnStyle: LLVM\nColumnLimit: 0\n";
    files["c/" + package + "_cbor.h"] =
        render("cbor/c/header.h",
               {{"header", contract.header},
                {"include", contract.is_system_header ? "<" + contract.include_as + ">"
                                                      : "\"" + contract.include_as + "\""},
                {"guard", cpp::macro_name(package) + "_CBOR_H"},
                {"closed", closed_view(source.plan)},
                {"records", records}});
}

} // namespace ffigen::emit::cbor
