// Rust: types, and the statements that write and read each record and message.
#pragma once

#include "codec/literal.hpp"
#include "codec/wire.hpp"
#include "emit/cbor/rust_text.hpp"
#include "emit/cbor/text.hpp"
#include "emit/cbor/views.hpp"
#include "emit/rust/docs.hpp"
#include "emit/rust/format.hpp"
#include "emit/rust/literals.hpp"
#include "emit/rust/names.hpp"

#include <fmt/format.h>
#include <fmt/ranges.h>
#include <nlohmann/json.hpp>

#include <algorithm>
#include <map>
#include <set>

namespace ffigen::emit::cbor {

using codec::Shape;
using codec::Type;
using Json = nlohmann::json;

class RustRecords {
  public:
    explicit RustRecords(const codec::Plan& plan) : plan_(plan) {
        take_own_names(scope_);
        for (const codec::Record& record : plan.records)
            names_[record.c_name] = scope_.take(rust::camel_case(record.name.words));
        for (const codec::Enum& each : plan.enums)
            names_[each.c_name] = scope_.take(rust::camel_case(each.name.words));
    }

    [[nodiscard]] const std::string& name(const std::string& c_name) const {
        return names_.at(c_name);
    }

    Json record(const codec::Record& record) {
        rust::Scope scope;
        Json fields = Json::array(), choices = Json::array();
        std::vector<std::string> keys;
        std::vector<std::string> initials;
        bool derives = true;
        std::string before = codec::head(5, record.fields.size());
        for (std::size_t i = 0; i < record.fields.size(); ++i) {
            const codec::Field& field = record.fields[i];
            const std::string name =
                scope.take(rust::identifier(rust::snake_case(field.name.words)));
            const std::string place = "self." + name;
            std::string type, zeros;
            if (field.choice) {
                choices.push_back(choice_view(record, field));
                type = choices.back()["name"];
                zeros = field.default_value
                            ? fmt::format("{}::Other({})", type,
                                          tag_value(field.choice->tag, *field.default_value))
                            : type + "::default()";
            } else {
                type = type_name(field.type);
                zeros = initial(field);
            }
            derives &= derivable(field.type) &&
                       (!field.default_value || (!field.choice && zeros == zero(field.type)));
            fields.push_back(
                {{"doc", doc_lines(described(field), "    ", field.c_name)},
                 {"name", name},
                 {"index", i},
                 {"type", type},
                 {"initial", zeros},
                 {"key_bytes", hexadecimal(field.key)},
                 {"has_default", field.default_value.has_value()},
                 {"put", fmt::format("        encoder.raw(b\"{}\")?;\n{}",
                                     hexadecimal(before + constant_bytes(field)),
                                     put(field.type, {place, "&" + place, place}, "        ", 0))},
                 {"get", case_of(i, field.type, place)}});
            before.clear();
            initials.push_back(name + ": " + zeros);
            keys.push_back(field.number
                               ? fmt::format("Key::Number({}, \"{}\")",
                                             integer(std::to_string(*field.number)), field.c_name)
                               : fmt::format("Key::Name(\"{}\")", field.c_name));
        }
        std::string words;
        for (std::size_t left = record.fields.size(); left > 0;
             left -= std::min<std::size_t>(left, 64))
            words += (words.empty() ? "" : ", ") +
                     (left >= 64 ? "u64::MAX" : integer(std::to_string((1ull << left) - 1)));
        return {{"doc", doc_lines(record.doc, "", record.c_name)},
                {"name", name(record.c_name)},
                {"derives_default", derives},
                {"initial", rust::format_struct("Self", initials, 8)},
                {"fields", fields},
                {"choices", choices},
                {"count", record.fields.size()},
                {"words", words},
                {"keys", array(keys)},
                {"max", integer(std::to_string(record.max_size))}};
    }

    /// A request or reply.
    Json message(const codec::Record& message) {
        names_[message.c_name] = scope_.take(rust::camel_case(message.name.words));
        Json view = record(message);
        for (Json& field : view["fields"])
            field["doc"] = Json::array();
        view["is_empty"] = message.fields.empty();
        return view;
    }

    [[nodiscard]] std::string type_of(const Type& type) { return type_name(type); }
    [[nodiscard]] std::string take(const std::string& wanted) { return scope_.take(wanted); }

    Json enumeration(const codec::Enum& each) {
        const unsigned bits =
            codec::compare(each.high, codec::highest(each.is_signed, 32)) > 0 ? 64 : 32;
        const std::string repr = fmt::format("{}{}", each.is_signed ? 'i' : 'u', bits);
        rust::Scope scope;
        std::set<std::string> seen;
        Json values = Json::array();
        for (const codec::EnumValue& value : each.values) {
            if (is_closed(each) && !seen.insert(value.value).second)
                continue; // another name of the same value
            values.push_back(
                {{"doc", doc_lines(value.doc, "    ", value.c_name)},
                 {"variant", scope.take(rust::camel_case(value.name.words, each.name.words))},
                 {"constant", rust::identifier(rust::upper_case(value.name.words))},
                 {"value", integer(value.value)}});
        }
        const std::string wide = each.is_signed ? "i64" : "u64";
        return {{"doc", doc_lines(each.doc, "", each.c_name)},
                {"name", name(each.c_name)},
                {"is_closed", is_closed(each)},
                {"flags", each.flags},
                {"repr", repr},
                {"wide", wide},
                {"widened", bits == 64 ? "self.0" : "self.0.into()"},
                {"coding", each.is_signed ? "signed" : "unsigned"},
                {"low", integer(each.low)},
                {"high", integer(each.high)},
                {"values", values}};
    }

    static bool is_closed(const codec::Enum& each) { return each.closed && !each.flags; }

    bool uses_text = false, uses_kinds = false;

  private:
    /// The value of a tag, as an operand and as a pattern.
    std::string tag_value(const Type& tag, const std::string& value) const {
        if (tag.shape != Shape::enumeration)
            return integer(value);
        const codec::Enum& each = *plan_.enumeration(tag.name);
        for (const codec::EnumValue& one : each.values)
            if (one.value == value)
                return fmt::format("{}::{}", name(tag.name),
                                   is_closed(each)
                                       ? rust::camel_case(one.name.words, each.name.words)
                                       : rust::identifier(rust::upper_case(one.name.words)));
        return fmt::format("{}({})", name(tag.name), integer(value));
    }

    /// "let value = …;", and what follows.
    std::string let(const Type& type, const std::string& variable, const std::string& indent) {
        const std::string text = get(type, variable, "&mut " + variable, indent, 0);
        const std::string assigned = indent + variable + " = ";
        if (text.starts_with(assigned) && text.find('\n') == std::string::npos)
            return fmt::format("{}let {}: {} = {}", indent, variable, type_name(type),
                               text.substr(assigned.size()));
        return fmt::format("{}let mut {}: {} = {};\n{}", indent, variable, type_name(type),
                           type.any_count ? "Default::default()" : zero(type), text);
    }

    /// An enum with a variant for each member.
    Json choice_view(const codec::Record& record, const codec::Field& field) {
        const codec::Choice& choice = *field.choice;
        std::vector<std::string> words = record.name.words;
        words.insert(words.end(), field.name.words.begin(), field.name.words.end());
        const std::string own = scope_.take(rust::camel_case(words));
        const std::string indent(16, ' ');
        rust::Scope variants;
        (void)variants.take("Other");
        Json cases = Json::array();
        std::string first = "Self::Other(" + tag_value(choice.tag, choice.first) + ")";
        for (const codec::Case& each : choice.cases) {
            const std::string variant = variants.take(rust::camel_case(each.name.words));
            if (each.value == choice.first)
                first = fmt::format("Self::{}({})", variant, zero(each.type));
            cases.push_back(
                {{"doc", doc_lines(each.doc, "    ", each.c_name)},
                 {"variant", variant},
                 {"type", type_name(each.type)},
                 {"tag", tag_value(choice.tag, each.value)},
                 {"is_long", tag_value(choice.tag, each.value).size() > 23}, // for rustfmt
                 {"head", hexadecimal(codec::head(4, 2) + codec::encoded_integer(each.value) +
                                      constant_heads(each.type))},
                 {"put", put(each.type, {"*value", "value", "(*value)"}, indent, 1)},
                 {"get", let(each.type, "value", indent)}});
        }
        uses_kinds |= !choice.is_complete;
        return {{"name", own},
                {"doc", doc_lines(fmt::format("What `{}` says is there.", choice.c_tag), "", "")},
                {"cases", cases},
                {"has_other", !choice.is_complete},
                {"tag_type", type_name(choice.tag)},
                {"initial", first},
                {"get_tag", let(choice.tag, "tag", "        ")},
                {"put_tag", put(choice.tag, {"*tag", "tag", "(*tag)"}, indent, 1)}};
    }

    /// A value as an operand, as a reference, and as what its methods are called on.
    struct Place {
        std::string value, reference, receiver;
    };

    static bool derivable(const Type& type) {
        if (type.shape == Shape::list)
            return type.count <= 32 && derivable(type.element.front());
        return (type.shape != Shape::bytes && type.shape != Shape::numbers) || type.count <= 32;
    }

    std::string type_name(const Type& type) {
        if (type.nullable && type.shape != Shape::handle) {
            Type bare = type;
            bare.nullable = false;
            return "Option<" + type_name(bare) + ">";
        }
        if (type.any_count)
            switch (type.shape) {
            case Shape::text:
                return "String";
            case Shape::bytes:
                return "Vec<u8>";
            case Shape::numbers:
                return fmt::format("Vec<{}{}>",
                                   type.is_float    ? 'f'
                                   : type.is_signed ? 'i'
                                                    : 'u',
                                   type.bits);
            default:
                return fmt::format("Vec<{}>", type_name(type.element.front()));
            }
        switch (type.shape) {
        case Shape::handle:
            return "u64";
        case Shape::boolean:
            return "bool";
        case Shape::integer:
            return fmt::format("{}{}", type.is_signed ? 'i' : 'u', codec::storage_bits(type.bits));
        case Shape::floating:
            return fmt::format("f{}", type.bits);
        case Shape::text:
            uses_text = true;
            return fmt::format("Text<{}>", type.count);
        case Shape::bytes:
            return fmt::format("[u8; {}]", type.count);
        case Shape::numbers:
            return fmt::format("[{}{}; {}]",
                               type.is_float    ? 'f'
                               : type.is_signed ? 'i'
                                                : 'u',
                               type.bits, type.count);
        case Shape::list:
            return fmt::format("[{}; {}]", type_name(type.element.front()), type.count);
        default:
            return name(type.name);
        }
    }

    std::string zero(const Type& type) const {
        switch (type.shape) {
        case Shape::boolean:
            return "false";
        case Shape::integer:
        case Shape::handle:
            return "0";
        case Shape::floating:
            return "0.0";
        case Shape::text:
            return "Text::EMPTY";
        case Shape::bytes:
            return fmt::format("[0; {}]", type.count);
        case Shape::numbers:
            return fmt::format("[{}; {}]", type.is_float ? "0.0" : "0", type.count);
        case Shape::list:
            return fmt::format("[{}; {}]", zero(type.element.front()), type.count);
        default:
            return name(type.name) + "::default()";
        }
    }

    std::string initial(const codec::Field& field) const {
        if (!field.default_value)
            return zero(field.type);
        const std::string& text = *field.default_value;
        switch (field.type.shape) {
        case Shape::integer:
            return integer(text);
        case Shape::text:
            return fmt::format("Text::try_from(\"{}\").unwrap_or_default()", hexadecimal(text));
        case Shape::bytes:
        case Shape::numbers:
            return zero(field.type);
        case Shape::enumeration:
            return tag_value(field.type, text);
        default:
            return text;
        }
    }

    static bool is_copied(const Type& type) {
        return !type.any_count &&
               (type.shape == Shape::boolean || type.shape == Shape::integer ||
                type.shape == Shape::floating || type.shape == Shape::enumeration);
    }

    /// What messages have and records have not: null, and any length.
    std::string put_open(const Type& type, const Place& place, const std::string& indent,
                         int depth) const {
        if (type.nullable) {
            Type bare = type;
            bare.nullable = false;
            if (type.shape == Shape::handle)
                return fmt::format(
                    "{0}if {1} == 0 {{\n{0}    encoder.null()?;\n{0}}} else {{\n{2}\n{0}}}", indent,
                    place.value, put(bare, place, indent + "    ", depth));
            const std::string heads = constant_heads(bare);
            const bool copied = is_copied(bare);
            return fmt::format("{0}if let Some(value) = {1} {{\n{2}{3}\n{0}}} else {{\n{0}    "
                               "encoder.null()?;\n{0}}}",
                               indent, copied ? place.value : place.reference,
                               heads.empty() ? ""
                                             : fmt::format("{}    encoder.raw(b\"{}\")?;\n", indent,
                                                           hexadecimal(heads)),
                               put(bare, {copied ? "value" : "*value", "value", "value"},
                                   indent + "    ", depth + 1));
        }
        switch (type.shape) {
        case Shape::handle:
            return fmt::format("{}encoder.unsigned({}, 0, u64::MAX)?;", indent, place.value);
        case Shape::text:
            return fmt::format("{}encoder.any_text({})?;", indent, place.reference);
        case Shape::bytes:
            return fmt::format("{}encoder.any_bytes({})?;", indent, place.reference);
        case Shape::numbers:
            return fmt::format("{}encoder.any_numbers({})?;", indent, place.reference);
        default:
            break;
        }
        const Type& element = type.element.front();
        const std::string heads = constant_heads(element);
        return fmt::format("{0}encoder.list({1}.len())?;\n{0}for item in {2} {{\n{3}{4}\n{0}}}",
                           indent, place.receiver, place.reference,
                           heads.empty() ? ""
                                         : fmt::format("{}    encoder.raw(b\"{}\")?;\n", indent,
                                                       hexadecimal(heads)),
                           put(element, {"*item", "item", "(*item)"}, indent + "    ", depth + 1));
    }

    std::string put(const Type& type, const Place& place, const std::string& indent,
                    int depth) const {
        if (type.nullable || type.any_count || type.shape == Shape::handle)
            return put_open(type, place, indent, depth);
        switch (type.shape) {
        case Shape::boolean:
            return fmt::format("{}encoder.boolean({})?;", indent, place.value);
        case Shape::integer:
            return fmt::format(
                "{}encoder.{}{}({}, {}, {})?;", indent, codec::is_wide(type) ? "wide_" : "",
                type.is_signed ? "signed" : "unsigned",
                codec::storage_bits(type.bits) >= 64 ? place.value : place.receiver + ".into()",
                integer(type.low), integer(type.high));
        case Shape::floating: {
            std::string text;
            if (!type.low.empty())
                text = fmt::format("{}encoder.within({}, {}, {})?;\n", indent,
                                   type.bits == 64 ? place.value : place.receiver + ".into()",
                                   codec::widened(type.low, type.bits == 32),
                                   codec::widened(type.high, type.bits == 32));
            return text + fmt::format("{}encoder.{}({})?;", indent,
                                      type.bits == 32 ? "single" : "double", place.value);
        }
        case Shape::text:
            return fmt::format("{}encoder.text({})?;", indent, place.reference);
        case Shape::bytes:
            return fmt::format("{}encoder.raw({})?;", indent, place.reference);
        case Shape::numbers:
            return fmt::format("{}encoder.numbers({})?;", indent, place.reference);
        case Shape::list: {
            const std::string item = depth == 0 ? "item" : fmt::format("item{}", depth);
            const Type& element = type.element.front();
            const std::string heads = constant_heads(element);
            return fmt::format(
                "{0}for {1} in {2} {{\n{3}{4}\n{0}}}", indent, item, place.reference,
                heads.empty()
                    ? ""
                    : fmt::format("{}    encoder.raw(b\"{}\")?;\n", indent, hexadecimal(heads)),
                put(element, {"*" + item, item, "(*" + item + ")"}, indent + "    ", depth + 1));
        }
        default:
            return fmt::format("{}{}.write(encoder)?;", indent,
                               depth == 0 ? place.value : place.reference);
        }
    }

    std::string case_of(std::size_t index, const Type& type, const std::string& place) {
        const std::string one = get(type, place, "&mut " + place, "", 0);
        if (one.find('\n') == std::string::npos)
            return fmt::format("            {} => {}", index, one.substr(0, one.size() - 1) + ",");
        return fmt::format("            {} => {{\n{}\n            }}", index,
                           get(type, place, "&mut " + place, "                ", 0));
    }

    std::string get_open(const Type& type, const std::string& place, const std::string& indent,
                         int depth) {
        if (type.nullable) {
            Type bare = type;
            bare.nullable = false;
            if (type.shape == Shape::handle)
                return fmt::format("{0}if !decoder.null() {{\n{1}\n{0}}}", indent,
                                   get(bare, place, "&mut " + place, indent + "    ", depth));
            return fmt::format("{0}if !decoder.null() {{\n{1}\n{0}    {2} = Some(value);\n{0}}}",
                               indent, let(bare, "value", indent + "    "), place);
        }
        switch (type.shape) {
        case Shape::handle:
            return fmt::format("{}{} = decoder.unsigned(0, u64::MAX)?;", indent, place);
        case Shape::text:
            return fmt::format("{}{} = decoder.any_text()?;", indent, place);
        case Shape::bytes:
            return fmt::format("{}{} = decoder.string(2)?.to_vec();", indent, place);
        case Shape::numbers:
            return fmt::format("{}{} = decoder.any_numbers()?;", indent, place);
        default:
            break;
        }
        const Type& element = type.element.front();
        return fmt::format("{0}let mut list = decoder.open_any()?;\n"
                           "{0}while decoder.more(&mut list) {{\n"
                           "{0}    decoder.room_behind(&{2})?;\n"
                           "{1}\n{0}    {2}.push(item);\n{0}}}",
                           indent, let(element, "item", indent + "    "), place);
    }

    std::string get(const Type& type, const std::string& place, const std::string& reference,
                    const std::string& indent, int depth) {
        if (type.nullable || type.any_count || type.shape == Shape::handle)
            return get_open(type, place, indent, depth);
        const auto assign = [&](const std::string& call) {
            return fmt::format("{}{} = {}?;", indent, place, call);
        };
        switch (type.shape) {
        case Shape::boolean:
            return assign("decoder.boolean()");
        case Shape::integer:
            return assign(fmt::format("decoder.{}{}({}, {})", codec::is_wide(type) ? "wide_" : "",
                                      type.is_signed ? "signed" : "unsigned", integer(type.low),
                                      integer(type.high)));
        case Shape::floating:
            if (type.low.empty())
                return assign(fmt::format("decoder.{}()", type.bits == 32 ? "single" : "double"));
            return assign(fmt::format("decoder.{}({}, {})",
                                      type.bits == 32 ? "single_in" : "double_in", type.low,
                                      type.high));
        case Shape::text:
            return fmt::format("{}decoder.text({})?;", indent, reference);
        case Shape::bytes:
            return fmt::format("{}decoder.bytes({})?;", indent, reference);
        case Shape::numbers:
            return fmt::format("{}decoder.numbers({})?;", indent, reference);
        case Shape::enumeration:
            return assign(name(type.name) + "::read(decoder)");
        case Shape::list: {
            const std::string item = depth == 0 ? "item" : fmt::format("item{}", depth);
            const std::string open = depth == 0 ? "open" : fmt::format("open{}", depth);
            return fmt::format(
                "{0}let {1} = decoder.open_list({2})?;\n"
                "{0}for {3} in {4} {{\n"
                "{0}    decoder.check_item({1})?;\n"
                "{5}\n"
                "{0}}}\n"
                "{0}decoder.close_list({1})?;",
                indent, open, type.count, item, reference,
                get(type.element.front(), "*" + item, item, indent + "    ", depth + 1));
        }
        default:
            return fmt::format("{}{}.read(decoder)?;", indent, depth == 0 ? place : reference);
        }
    }

    const codec::Plan& plan_;
    rust::Scope scope_;
    std::map<std::string, std::string> names_;
};

} // namespace ffigen::emit::cbor
