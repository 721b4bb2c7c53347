#include "emit/cbor/c_record.hpp"

#include "api/docs.hpp"
#include "api/shape.hpp"
#include "codec/literal.hpp"
#include "codec/wire.hpp"
#include "emit/cbor/text.hpp"
#include "emit/cpp/text.hpp"

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
        : contract_(source.input.contract), plan_(source.plan), record_(record) {}

    /// The struct of a message, and what only messages have.
    Json message() const {
        Json result = view(), members = Json::array(), bounds = Json::array(),
             lists = Json::array();
        for (const codec::Field& field : record_.fields) {
            for (const std::string& line : filled(described(field), "  /* ", 76))
                members.push_back({{"text", line + " */"}});
            if (has_flag(field.type))
                members.push_back({{"text", fmt::format("  bool has_{};", field.c_name)}});
            members.push_back(
                {{"text", fmt::format("  {} {};", c_field_type(contract_, field), field.c_name)}});
            if (!field.type.any_count)
                continue;
            bounds.push_back({{"text", bound_of(field)}});
            if (field.type.shape == Shape::list)
                lists.push_back(list_view(field));
        }
        result["members"] = members;
        result["is_empty"] = record_.fields.empty();
        result["fixed"] = record_.max_size;
        result["bounds"] = bounds;
        result["lists"] = lists;
        result["bound_head"] = packed("", "static inline size_t " + record_.c_name + "_cbor_bound",
                                      {"const " + record_.c_type + " *value"}, " {");
        return result;
    }

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
            const bool block =
                field.type.shape == Shape::list && !field.type.any_count; // declares a variable
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
    /// Bytes that a field without a fixed length can take.
    std::string bound_of(const codec::Field& field) const {
        const std::string place = "value->" + field.c_name;
        switch (field.type.shape) {
        case Shape::numbers:
            return fmt::format("  size += {}.count * {};", place, field.type.bits / 8);
        case Shape::list: {
            const Type& element = field.type.element.front();
            if (element.shape == Shape::text)
                return packed("  ", "size += ffi_cbor_texts_bound", {"&" + place}, ";");
            const codec::Record* record = plan_.record(element.name);
            return fmt::format(
                "  size += {}.count * {};", place,
                element.shape == Shape::record && record != nullptr ? record->max_size : 10);
        }
        default:
            return fmt::format("  size += {}.size;", place);
        }
    }

    /// A function that reads the items of a list.
    Json list_view(const codec::Field& field) const {
        const Type& element = field.type.element.front();
        const std::string type = c_item_type(contract_, field);
        return {{"name", field.c_name},
                {"head", packed("",
                                fmt::format("static inline ffi_cbor_status {}_get_{}",
                                            record_.c_name, field.c_name),
                                {"const " + record_.c_type + " *value", type + " *items"}, " {")},
                {"has_closed", element.closed},
                {"get", get(element, field.c_type, "items[i]", "    ", 1)}};
    }

    static bool is_closed(const Type& type) {
        return type.shape == Shape::list ? is_closed(type.element.front()) : type.closed;
    }

    static std::string raw(std::string_view indent, std::string_view bytes) {
        return packed(indent, "ffi_cbor_put_raw",
                      {"w", fmt::format("\"{}\"", octal(bytes)), std::to_string(bytes.size())},
                      ";");
    }

    std::string put_field(const codec::Field& field, const std::string& before) const {
        const std::string place = "value->" + field.c_name;
        if (!field.type.nullable)
            return raw("  ", before + constant_bytes(field)) + "\n" +
                   put(field.type, place, "  ", 0);
        const std::string heads = constant_heads(field.type);
        return fmt::format("{}\n  if ({}) {{\n{}{}\n  }} else {{\n    ffi_cbor_put_null(w);\n  }}",
                           raw("  ", before + field.key), is_there(field),
                           heads.empty() ? "" : raw("    ", heads) + "\n",
                           put(field.type, place, "    ", 0));
    }

    /// Whether a nullable field has a value.
    static std::string is_there(const codec::Field& field) {
        if (has_flag(field.type))
            return "value->has_" + field.c_name;
        return fmt::format("value->{}{}", field.c_name,
                           field.type.shape == Shape::handle ? " != 0"
                           : field.type.shape == Shape::list ? ".items != NULL"
                                                             : ".data != NULL");
    }

    /// Writes `place` without the heads that constant_heads() has.
    std::string put(const Type& type, const std::string& place, const std::string& indent,
                    int depth) const {
        if (type.any_count)
            return put_any(type, field_at(place), place, indent);
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
        case Shape::handle:
            return packed(indent, "ffi_cbor_put_head", {"w", "0", place}, ";");
        case Shape::record:
            break;
        }
        return packed(indent, type.name + "_cbor_put", {"w", "&" + place}, ";");
    }

    /// The declared type of the field "value->name"; of no use for what is within others.
    model::Type field_at(const std::string& place) const {
        for (const codec::Field& field : record_.fields)
            if (place == "value->" + field.c_name)
                return field.c_type;
        return {};
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
        model::Type bare = model::unqualified(type);
        while (bare.kind == model::TypeKind::array || bare.kind == model::TypeKind::atomic)
            bare = model::unqualified(bare.element());
        return model::to_c(contract_, bare);
    }

    /// In messages numbers have the widths of CBOR's types: of `long` they are none on all targets.
    std::string cast_to(const Type& type, const model::Type& c_type) const {
        return record_.is_message && type.shape == Shape::integer ? fixed_width(type)
                                                                  : cast(c_type);
    }

    std::string get_field(const codec::Field& field) const {
        const std::string place = "value->" + field.c_name;
        if (!field.type.nullable)
            return get(field.type, field.c_type, place, "    ", 0);
        return fmt::format(
            "    if (!ffi_cbor_get_null(r)) {{\n{}{}\n    }}",
            has_flag(field.type) ? fmt::format("      value->has_{} = true;\n", field.c_name) : "",
            get(field.type, field.c_type, place, "      ", 0));
    }

    /// Views of the message, of whatever length.
    static std::string get_any(const Type& type, const std::string& place,
                               const std::string& indent) {
        switch (type.shape) {
        case Shape::text:
            return fmt::format("{}{} = ffi_cbor_get_text_view(r);", indent, place);
        case Shape::bytes:
            return fmt::format("{}{} = ffi_cbor_get_bytes_view(r);", indent, place);
        case Shape::numbers:
            return packed(
                indent, place + " = ffi_cbor_get_numbers_view",
                {"r", std::to_string(typed_array_tag(type)), std::to_string(type.bits / 8)}, ";");
        default:
            return fmt::format("{}{} = ffi_cbor_get_list_view(r);", indent, place);
        }
    }

    std::string put_any(const Type& type, const model::Type& c_type, const std::string& place,
                        const std::string& indent) const {
        switch (type.shape) {
        case Shape::text:
            return packed(indent, "ffi_cbor_put_text_view", {"w", place}, ";");
        case Shape::bytes:
            return packed(indent, "ffi_cbor_put_bytes_view", {"w", place}, ";");
        case Shape::numbers:
            return packed(
                indent, "ffi_cbor_put_numbers_view",
                {"w", std::to_string(typed_array_tag(type)), place, std::to_string(type.bits / 8)},
                ";");
        default:
            break;
        }
        const Type& element = type.element.front();
        const std::string items = fmt::format(
            "((const {} *){}.items)[i]",
            element.shape == Shape::text ? "ffi_cbor_text" : item_type(contract_, c_type), place);
        const std::string heads = constant_heads(element);
        std::string body = (heads.empty() ? "" : raw(indent + "  ", heads) + "\n") +
                           put(element, items, indent + "  ", 1);
        if (element.nullable)
            body = fmt::format("{0}  if ({1}.data != NULL) {{\n  {2}\n{0}  }} else {{\n"
                               "{0}    ffi_cbor_put_null(w);\n{0}  }}",
                               indent, items, body);
        return fmt::format("{0}ffi_cbor_put_head(w, 4, {1}.count);\n"
                           "{0}for (size_t i = 0; i < {1}.count; ++i) {{\n{2}\n{0}}}",
                           indent, place, body);
    }

    std::string get(const Type& type, const model::Type& c_type, const std::string& place,
                    const std::string& indent, int depth) const {
        if (type.any_count)
            return type.nullable && depth > 0 ? fmt::format("{0}if (!ffi_cbor_get_null(r))\n  {1}",
                                                            indent, get_any(type, place, indent))
                                              : get_any(type, place, indent);
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
            std::string text =
                assign("(" + cast_to(type, c_type) + ")",
                       type.is_signed ? "ffi_cbor_get_int" : "ffi_cbor_get_uint",
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
        case Shape::handle:
            return packed(indent, place + " = ffi_cbor_get_uint", {"r", "0", "UINT64_MAX"}, ";");
        case Shape::record:
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
    const codec::Plan& plan_;
    const codec::Record& record_;
};

} // namespace

Json c_record(const Source& source, const codec::Record& record) {
    return CRecord(source, record).view();
}

Json c_message(const Source& source, const codec::Record& message) {
    return CRecord(source, message).message();
}

} // namespace ffigen::emit::cbor
