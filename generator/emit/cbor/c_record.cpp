#include "emit/cbor/c_record.hpp"

#include "api/docs.hpp"
#include "api/shape.hpp"
#include "codec/literal.hpp"
#include "codec/wire.hpp"
#include "emit/cbor/c_values.hpp"
#include "emit/cbor/text.hpp"
#include "emit/cpp/text.hpp"

#include <fmt/format.h>

#include <algorithm>

namespace ffigen::emit::cbor {
namespace {

using codec::Shape;
using codec::Type;
using Json = nlohmann::json;

/// Writes the statements of one record.
class CRecord : private CValues {
  public:
    CRecord(const Source& source, const codec::Record& record)
        : CValues(source, record), plan_(source.plan) {}

    /// The struct of a message, and what only messages have.
    Json message() const {
        Json result = view(), members = Json::array(), bounds = Json::array(),
             lists = Json::array(), aliases = Json::array();
        for (const codec::Field& field : record_.fields) {
            std::string type = c_field_type(contract_, field);
            if (is_member(type)) { // to C++ the member would change what the name means
                const std::string alias = fmt::format("{}_{}_type", record_.c_name, field.c_name);
                aliases.push_back({{"type", type}, {"name", alias}});
                type = alias;
            }
            for (const std::string& line : filled(described(field), "  /* ", 76))
                members.push_back({{"text", line + " */"}});
            if (has_flag(field.type))
                members.push_back({{"text", fmt::format("  bool has_{};", field.c_name)}});
            members.push_back({{"text", fmt::format("  {} {};", type, field.c_name)}});
            if (!field.type.any_count)
                continue;
            bounds.push_back({{"text", bound_of(field)}});
            if (field.type.shape == Shape::list)
                lists.push_back(list_view(field));
        }
        result["members"] = members;
        result["aliases"] = aliases;
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
            const bool block = field.choice || (field.type.shape == Shape::list &&
                                                !field.type.any_count); // declares a variable
            cases.push_back({{"index", i},
                             {"text", get_field(field)},
                             {"open", block ? " {" : ""},
                             {"close", block ? "\n  }" : ""}});
            has_closed |= is_closed(field.type) || is_closed(field.choice);
            keys.push_back({{"text", key_row(field)}});
            reads.push_back({{"text", read_key(field, i)}});
            if (field.default_value)
                defaults.push_back({{"text", set_default(field, i)}});
        }
        for (const codec::Reserved& member : record_.reserved)
            reserved.push_back(
                {{"text", zero("value->" + member.c_name, member.is_bitfield, "  ")}});
        return {{"name", name},
                {"type", record_.c_type},
                {"max", cpp::define(cpp::macro_name(name) + "_CBOR_MAX",
                                    std::to_string(record_.max_size))},
                {"max_name", cpp::macro_name(name) + "_CBOR_MAX"},
                {"count", count},
                {"puts", puts},
                {"cases", cases},
                {"has_closed", has_closed},
                {"has_bits", has_bits()},
                {"is_wide", record_.is_wide},
                {"keys", keys},
                {"reads", reads},
                {"has_defaults", !defaults.empty()},
                {"defaults", defaults},
                {"reserved", reserved},
                {"words", "{" + bits(count) + "}"},
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
    using CValues::is_closed;

    [[nodiscard]] bool has_bits() const {
        return std::ranges::any_of(record_.fields, [](const codec::Field& field) {
            return field.is_bitfield ||
                   (field.choice &&
                    std::ranges::any_of(field.choice->cases, &codec::Case::is_bitfield));
        });
    }

    bool is_member(const std::string& name) const {
        return std::ranges::any_of(record_.fields, [&](const codec::Field& field) {
            return name == field.c_name || (has_flag(field.type) && name == "has_" + field.c_name);
        });
    }

    /// One bit for each field, in words of 64.
    static std::string bits(std::size_t count) {
        std::string words;
        for (std::size_t left = count; left > 0; left -= std::min<std::size_t>(left, 64))
            words += (words.empty() ? "" : ", ") +
                     (left >= 64 ? "UINT64_MAX" : fmt::format("{}u", (1ull << left) - 1));
        return words;
    }

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
            return fmt::format("  size += {}.count * {};", place,
                               element.shape == Shape::record && record != nullptr
                                   ? record->max_size
                                   : codec::longest_value(element, plan_));
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

    static bool is_closed(const std::optional<codec::Choice>& choice) {
        return choice &&
               (choice->tag.closed || std::ranges::any_of(choice->cases, [](const auto& each) {
                    return is_closed(each.type);
                }));
    }

    std::string put_field(const codec::Field& field, const std::string& before) const {
        const std::string place = "value->" + field.c_name;
        if (field.choice)
            return raw("  ", before + field.key) + "\n" + put_choice(*field.choice);
        if (!field.type.nullable)
            return raw("  ", before + constant_bytes(field)) + "\n" +
                   put(field.type, place, "  ", 0);
        const std::string heads = constant_heads(field.type);
        return fmt::format("{}\n  if ({}) {{\n{}{}\n  }} else {{\n    ffi_cbor_put_null(w);\n  }}",
                           raw("  ", before + field.key), is_there(field),
                           heads.empty() ? "" : raw("    ", heads) + "\n",
                           put(field.type, place, "    ", 0));
    }

    static std::string place_of(const codec::Choice& choice, const codec::Case& one) {
        return "value->" + (choice.c_union.empty() ? "" : choice.c_union + ".") + one.c_name;
    }

    /// [tag, value] where the tag has a member, else [tag].
    std::string put_choice(const codec::Choice& choice) const {
        const std::string tag = "value->" + choice.c_tag;
        std::string text = fmt::format("  switch ({}) {{", number_of(choice));
        for (const codec::Case& each : choice.cases)
            text += fmt::format("\n  case {}:\n{}\n{}\n    break;", label(choice, each),
                                raw("    ", codec::head(4, 2) + codec::encoded_integer(each.value) +
                                                constant_heads(each.type)),
                                put(each.type, place_of(choice, each), "    ", 0));
        return text + fmt::format("\n  default:\n{}\n{}\n    break;\n  }}",
                                  raw("    ", codec::head(4, 1)), put(choice.tag, tag, "    ", 0));
    }

    static std::string label(const codec::Choice& choice, const codec::Case& one) {
        return one.label == one.value ? cpp::integer_literal(one.value, !choice.tag.is_signed)
                                      : one.label;
    }

    /// Its cases need not be enumerators.
    static std::string number_of(const codec::Choice& choice) {
        return fmt::format("({}int64_t)value->{}", choice.tag.is_signed ? "" : "u", choice.c_tag);
    }

    std::string get_choice(const codec::Choice& choice) const {
        const std::string tag = "value->" + choice.c_tag;
        std::string text = "    const ffi_cbor_choice choice = ffi_cbor_open_choice(r);\n"
                           "    const uint8_t *const tag = r->at;\n";
        const auto start = [](const Type& type) {
            return is_closed(type) ? "start = r->at;\n" : "";
        };
        if (choice.tag.closed)
            text += "    start = tag;\n";
        text += get(choice.tag, choice.tag_c_type, tag, "    ", 0) + "\n" +
                zero_choice(choice, "    ") +
                fmt::format("\n    switch ({}) {{", number_of(choice));
        for (const codec::Case& each : choice.cases) {
            const bool block = each.type.shape == Shape::list;
            text += fmt::format("\n    case {}:{}\n"
                                "      ffi_cbor_check_value(r, &choice, tag, true);\n{}{}{}\n"
                                "      break;{}",
                                label(choice, each), block ? " {" : "",
                                *start(each.type) ? "      " : "", start(each.type),
                                get(each.type, each.c_type, place_of(choice, each), "      ", 0),
                                block ? "\n    }" : "");
        }
        return text + "\n    default:\n      ffi_cbor_check_value(r, &choice, tag, false);\n"
                      "      break;\n    }\n    ffi_cbor_close_list(r, choice.open);";
    }

    /// What the member does not fill is zero.
    static std::string zero_choice(const codec::Choice& choice, const std::string& indent) {
        if (!choice.c_union.empty())
            return zero("value->" + choice.c_union, false, indent);
        std::string text;
        for (const codec::Case& each : choice.cases)
            text += (text.empty() ? "" : "\n") +
                    zero("value->" + each.c_name, each.is_bitfield, indent);
        return text;
    }

    /// A bit-field has neither address nor size.
    static std::string zero(const std::string& place, bool is_bitfield, const std::string& indent) {
        return is_bitfield ? indent + place + " = 0;"
                           : packed(indent, "memset", {"&" + place, "0", "sizeof " + place}, ";");
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

    std::string get_field(const codec::Field& field) const {
        const std::string place = "value->" + field.c_name;
        if (field.choice)
            return get_choice(*field.choice);
        if (!field.type.nullable)
            return get(field.type, field.c_type, place, "    ", 0);
        return fmt::format(
            "    if (!ffi_cbor_get_null(r)) {{\n{}{}\n    }}",
            has_flag(field.type) ? fmt::format("      value->has_{} = true;\n", field.c_name) : "",
            get(field.type, field.c_type, place, "      ", 0));
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
        case Shape::choice:
            set = fmt::format(
                "    value->{} = ({}){};\n{}", field.choice->c_tag, cast(field.choice->tag_c_type),
                c_bound(text, field.choice->tag.is_signed), zero_choice(*field.choice, "    "));
            break;
        case Shape::boolean:
            set = fmt::format("    {} = {};", place, text);
            break;
        case Shape::floating:
            set = fmt::format("    {} = {};", place, c_number(text, field.type));
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
                              c_bound(text, field.type.is_signed));
        }
        return fmt::format("  if (ffi_cbor_takes_default(r, missing, {})) {{\n{}\n  }}", i, set);
    }

    const codec::Plan& plan_;
};

} // namespace

Json c_record(const Source& source, const codec::Record& record) {
    return CRecord(source, record).view();
}

Json c_message(const Source& source, const codec::Record& message) {
    return CRecord(source, message).message();
}

} // namespace ffigen::emit::cbor
