// Python: types, and the statements that write and read each record and message.
#pragma once

#include "api/docs.hpp"
#include "codec/literal.hpp"
#include "codec/wire.hpp"
#include "emit/cbor/python_text.hpp"
#include "emit/cbor/text.hpp"
#include "emit/cbor/views.hpp"
#include "emit/python/names.hpp"

#include <fmt/format.h>
#include <fmt/ranges.h>
#include <nlohmann/json.hpp>

#include <algorithm>
#include <cctype>
#include <map>
#include <set>

namespace ffigen::emit::cbor {

using codec::Shape;
using codec::Type;
using Json = nlohmann::json;

class PythonRecords {
  public:
    explicit PythonRecords(const codec::Plan& plan) : plan_(plan) {
        for (const codec::Record& record : plan.records)
            names_[record.c_name] = scope_.add(python::camel_case(record.name));
        for (const codec::Enum& each : plan.enums)
            names_[each.c_name] = scope_.add(python::camel_case(each.name));
    }

    [[nodiscard]] const std::string& name(const std::string& c_name) const {
        return names_.at(c_name);
    }

    Json record(const codec::Record& record) {
        python::Scope members = scope_; // a member's type is looked up among them
        for (const std::string& own : hidden_names(record))
            members.add(own);
        Json fields = Json::array(), choices = Json::array();
        std::string before = codec::head(5, record.fields.size());
        for (std::size_t i = 0; i < record.fields.size(); ++i) {
            const codec::Field& field = record.fields[i];
            if (field.choice) {
                choices.push_back(choice_view(field, members));
                fields.push_back(choice_field(field, choices.back(), before, i));
                before.clear();
                continue;
            }
            const std::string member =
                members.add(python::identifier(python::snake_case(field.name)));
            const std::string place = "self." + member;
            const std::string value = value_of(field);
            fields.push_back({{"doc", comments(described(field))},
                              {"name", member},
                              {"has_tag", false},
                              {"c_name", field.c_name},
                              {"type", type_name(field.type)},
                              {"value", value},
                              {"initial", is_mutable(field.type) ? factory(field.type) : value},
                              {"put", fmt::format("        w.raw(b\"{}\")\n{}",
                                                  hexadecimal(before + constant_bytes(field)),
                                                  put_field(field.type, place))},
                              {"get", get_field(field.type, place)},
                              {"key", field.number ? std::to_string(*field.number)
                                                   : fmt::format("\"{}\"", field.c_name)},
                              {"key_bytes", hexadecimal(field.key)},
                              {"bit", bit(i)},
                              {"has_default", field.default_value.has_value()}});
            before.clear();
        }
        return {{"name", name(record.c_name)},
                {"doc", docstring(record.doc, "``" + record.c_name + "``.")},
                {"constant", python::upper_case(record.name)},
                {"missing", all_bits(record.fields.size())},
                {"choices", choices},
                {"fields", fields}};
    }

    Json enumeration(const codec::Enum& each) const {
        python::Scope members{"name", "value", "mro"};
        Json values = Json::array();
        for (const codec::EnumValue& value : each.values)
            values.push_back(
                {{"name", members.add(python::identifier(python::upper_case(value.name)))},
                 {"value", value.value},
                 {"doc", comments(api::parse_doc(value.doc).text)}});
        return {{"name", name(each.c_name)},
                {"doc", docstring(each.doc, "``" + each.c_name + "``.")},
                {"base", each.flags ? "IntFlag" : "IntEnum"},
                {"values", values}};
    }

    /// A request or reply: only the package itself sees it.
    Json message(const codec::Record& message) {
        names_[message.c_name] = "_" + scope_.add(python::camel_case(message.name));
        Json view = record(message);
        view["constant"] = python::upper_case(message.name);
        view["is_empty"] = message.fields.empty();
        view["doc"] = "``" + message.c_name + "``.";
        for (Json& field : view["fields"])
            field["doc"] = Json::array();
        return view;
    }

    [[nodiscard]] std::string type_of(const Type& type) { return type_name(type); }
    std::string claim(const std::string& wanted) { return scope_.add(wanted); }

    bool uses_array = false, uses_field = false, uses_sequence = false, uses_any = false;

  private:
    /// Names that a field of the class must not take from the others, nor from its methods.
    std::set<std::string> hidden_names(const codec::Record& record) {
        std::set<std::string> names{"to_cbor", "from_cbor", "int"};
        for (const codec::Field& field : record.fields) {
            const std::string own = python::identifier(python::snake_case(field.name));
            for (const std::string& word : builtins_of(declared(field)))
                if (word != own || word == "field")
                    names.insert(word);
        }
        return names;
    }

    /// What stands behind a field's name where the class declares it.
    std::string declared(const codec::Field& field) {
        const auto of = [&](const Type& type, const std::string& value) {
            const std::string made = type.any_count ? "field list" : "field";
            return type_name(type) + " " + (is_mutable(type) ? made : value) + " ";
        };
        if (!field.choice)
            return of(field.type, value_of(field));
        std::string text = "field "; // its methods end with its name: a record has _read_field
        for (const codec::Case& each : field.choice->cases)
            text += of(each.type, zero(each.type));
        return text + type_name(field.choice->tag);
    }

    /// The tag, and the value that it says is there; an anonymous union has no name in C.
    Json choice_view(const codec::Field& field, python::Scope& members) {
        const codec::Choice& choice = *field.choice;
        const std::string tag =
            members.add(python::identifier(python::snake_case(choice.tag_name)));
        const std::string member = members.add(
            choice.c_union.empty() ? "value" : python::identifier(python::snake_case(field.name)));
        std::vector<std::string> types;
        std::string initial = "None";
        Json cases = Json::array();
        for (const codec::Case& each : choice.cases) {
            const std::string type = type_name(each.type);
            if (std::ranges::find(types, type) == types.end())
                types.push_back(type);
            if (each.value == choice.first)
                initial = is_mutable(each.type) ? factory(each.type) : zero(each.type);
            cases.push_back(
                {{"value", each.value},
                 {"head", hexadecimal(codec::head(4, 2) + codec::encoded_integer(each.value) +
                                      constant_heads(each.type))},
                 {"is_record", each.type.shape == Shape::record},
                 {"type", type},
                 {"put", put(each.type, "value", 0)},
                 {"get", get_field(each.type, "self." + member)}});
        }
        uses_any = true;
        types.emplace_back("None");
        return {{"name", member},
                {"tag", tag},
                {"tag_type", type_name(choice.tag)},
                {"tag_initial", value_in(choice.tag, choice.first)},
                {"tag_doc", comments(api::parse_doc(choice.tag_doc).text)},
                {"type", fmt::format("{}", fmt::join(types, " | "))},
                {"initial", initial},
                {"cases", cases},
                {"put_tag", put(choice.tag, "self." + tag, 0)},
                {"get_tag", get_field(choice.tag, "self." + tag)}};
    }

    Json choice_field(const codec::Field& field, const Json& choice, const std::string& before,
                      std::size_t i) const {
        const std::string member = choice["name"], tag = choice["tag"];
        const bool with_default = field.default_value.has_value();
        Json view = choice;
        view["tag_initial"] = with_default ? Json(value_in(field.choice->tag, *field.default_value))
                                           : choice["tag_initial"];
        view["initial"] = with_default ? Json("None") : choice["initial"];
        view.update({{"doc", comments(described(field))},
                     {"has_tag", true},
                     {"c_name", field.c_name},
                     {"value", fmt::format("None\n            self.{} = {}", tag,
                                           view["tag_initial"].get<std::string>())},
                     {"put", fmt::format("        w.raw(b\"{}\")\n        self._write_{}(w)",
                                         hexadecimal(before + field.key), member)},
                     {"get", fmt::format("self._read_{}(r)", member)},
                     {"key", field.number ? std::to_string(*field.number)
                                          : fmt::format("\"{}\"", field.c_name)},
                     {"key_bytes", hexadecimal(field.key)},
                     {"bit", bit(i)},
                     {"has_default", with_default}});
        return view;
    }

    [[nodiscard]] std::string value_in(const Type& tag, const std::string& value) const {
        return tag.shape == Shape::enumeration ? member_of(enum_of(tag), value) : value;
    }

    static std::string bit(std::size_t i) { return fmt::format("1 << {}", i); }
    static std::string all_bits(std::size_t count) {
        return count < 64 ? std::to_string((1ull << count) - 1)
                          : fmt::format("(1 << {}) - 1", count);
    }

    [[nodiscard]] const codec::Enum& enum_of(const Type& type) const {
        return *plan_.enumeration(type.name);
    }

    std::string type_name(const Type& type) {
        if (type.nullable) {
            Type bare = type;
            bare.nullable = false;
            return type_name(bare) + " | None";
        }
        switch (type.shape) {
        case Shape::handle:
            return "int";
        case Shape::boolean:
            return "bool";
        case Shape::integer:
            return "int";
        case Shape::floating:
            return "float";
        case Shape::text:
            return "str";
        case Shape::bytes:
            return "bytes";
        case Shape::numbers:
            uses_sequence = true;
            return fmt::format("Sequence[{}]", type.is_float ? "float" : "int");
        case Shape::list:
            uses_sequence = true;
            return fmt::format("Sequence[{}]", type_name(type.element.front()));
        case Shape::enumeration:
            // A member or, of an open enum, any other number.
            if (!type.closed && !enum_of(type).flags)
                return "int";
            break;
        default:
            break;
        }
        return name(type.name);
    }

    static bool is_mutable(const Type& type) {
        if (type.nullable)
            return false;
        return type.shape == Shape::numbers || type.shape == Shape::list ||
               type.shape == Shape::record;
    }

    std::string member_of(const codec::Enum& each, const std::string& value) const {
        const Json view = enumeration(each);
        for (const auto& member : view["values"])
            if (member["value"] == value)
                return name(each.c_name) + "." + member["name"].get<std::string>();
        return each.flags ? fmt::format("{}({})", name(each.c_name), value) : value;
    }

    /// An expression for the default, or for zero.
    std::string value_of(const codec::Field& field) {
        const Type& type = field.type;
        if (!field.default_value)
            return zero(type);
        const std::string& text = *field.default_value;
        switch (type.shape) {
        case Shape::boolean:
            return text == "true" ? "True" : "False";
        case Shape::text:
            return fmt::format("\"{}\"", escaped(text));
        case Shape::enumeration:
            return member_of(enum_of(type), text);
        case Shape::bytes:
        case Shape::numbers:
            return zero(type);
        default:
            return text;
        }
    }

    static std::string escaped(const std::string& text) {
        std::string result;
        for (const char c : text)
            result += c == '"' || c == '\\' ? std::string{'\\', c} : std::string{c};
        return result;
    }

    std::string zero(const Type& type) {
        if (type.nullable)
            return "None";
        if (type.any_count && type.shape == Shape::list)
            return "[]";
        switch (type.shape) {
        case Shape::handle:
            return "0";
        case Shape::boolean:
            return "False";
        case Shape::integer:
            return "0";
        case Shape::floating:
            return "0.0";
        case Shape::text:
            return "\"\"";
        case Shape::bytes:
            return fmt::format("bytes({})", type.count);
        case Shape::numbers:
            uses_array = true;
            return fmt::format("array(\"{}\", bytes({}))", code_of(type),
                               type.count * type.bits / 8);
        case Shape::list:
            return fmt::format("[{} for _ in range({})]", zero(type.element.front()), type.count);
        case Shape::enumeration:
            if (type.closed)
                return name(type.name) + "." +
                       enumeration(enum_of(type))["values"][0]["name"].get<std::string>();
            return member_of(enum_of(type), "0");
        default:
            return name(type.name) + "()";
        }
    }

    std::string factory(const Type& type) {
        uses_field = true;
        if (type.shape == Shape::record)
            return fmt::format("field(default_factory={})", name(type.name));
        if (type.any_count && type.shape == Shape::list)
            return "field(default_factory=list)";
        return fmt::format("field(default_factory=lambda: {})", zero(type));
    }

    /// A statement that writes a field behind its heads.
    std::string put_field(const Type& type, const std::string& place) const {
        if (type.nullable) {
            Type bare = type;
            bare.nullable = false;
            std::string text =
                fmt::format("        if {} is None:\n            w.null()\n        else:\n", place);
            if (const std::string heads = constant_heads(bare); !heads.empty())
                text += fmt::format("            w.raw(b\"{}\")\n", hexadecimal(heads));
            return text + "            " + put(bare, place, 0);
        }
        return "        " + put(type, place, 0);
    }

    /// Heads that are always the same: a field's are written with its key.
    static std::string head_of(const Type& type, int depth) {
        return depth == 0 ? std::string()
                          : fmt::format(", b\"{}\"", hexadecimal(constant_heads(type)));
    }

    /// What messages have and records have not: any length.
    std::string put_any(const Type& type, const std::string& place) const {
        switch (type.shape) {
        case Shape::text:
            return fmt::format("w.text({}, 1 << 31)", place);
        case Shape::bytes:
            return fmt::format("w.any_data({})", place);
        case Shape::numbers:
            return fmt::format("w.any_numbers({}, \"{}\", {})", typed_array_tag(type),
                               code_of(type), place);
        default:
            break;
        }
        const Type& element = type.element.front();
        if (element.nullable)
            return fmt::format("w.any_items({}, w.text_or_null)", place);
        return fmt::format("w.any_items({}, lambda item: {})", place, put(element, "item", 1));
    }

    /// ", low, high" of a float that has a range.
    static std::string bounds_of(const Type& type) {
        if (type.low.empty())
            return {};
        const bool single = type.bits == 32;
        return fmt::format(", {}, {}", codec::widened(type.low, single),
                           codec::widened(type.high, single));
    }

    std::string put(const Type& type, const std::string& place, int depth) const {
        if (type.any_count)
            return put_any(type, place);
        switch (type.shape) {
        case Shape::handle:
            return fmt::format("w.integer({}, 0, {})", place, codec::highest(false, 64));
        case Shape::boolean:
            return fmt::format("w.boolean({})", place);
        case Shape::integer:
            return fmt::format("w.{}({}, {}, {})", codec::is_wide(type) ? "wide" : "integer", place,
                               type.low, type.high);
        case Shape::floating:
            return fmt::format("w.{}{}({}{})", type.bits == 32 ? "single" : "double",
                               type.low.empty() ? "" : "_in", place, bounds_of(type));
        case Shape::text:
            return fmt::format("w.text({}, {})", place, type.count);
        case Shape::bytes:
            return fmt::format("w.data({}, {}{})", place, type.count, head_of(type, depth));
        case Shape::numbers:
            return fmt::format("w.numbers(\"{}\", {}, {}{})", code_of(type), place, type.count,
                               head_of(type, depth));
        case Shape::enumeration:
            if (type.closed)
                return fmt::format("w.member({}, {})", name(type.name), place);
            return fmt::format("w.integer({}, {}, {})", place, type.low, type.high);
        case Shape::list: {
            const std::string item = depth == 0 ? "item" : fmt::format("item{}", depth);
            return fmt::format("w.items({}, {}, lambda {}: {}{})", place, type.count, item,
                               put(type.element.front(), item, depth + 1), head_of(type, depth));
        }
        default:
            return fmt::format("{}._write(w)", place);
        }
    }

    std::string get_field(const Type& type, const std::string& place) const {
        if (type.nullable) {
            Type bare = type;
            bare.nullable = false;
            return fmt::format("{} = None if r.null() else {}", place, get(bare));
        }
        return fmt::format("{} = {}", place, get(type));
    }

    std::string get_any(const Type& type) const {
        switch (type.shape) {
        case Shape::text:
            return "r.text(1 << 31)";
        case Shape::bytes:
            return "r.string(2)";
        case Shape::numbers:
            return fmt::format("r.any_numbers({}, \"{}\")", typed_array_tag(type), code_of(type));
        default:
            break;
        }
        const Type& element = type.element.front();
        return fmt::format("r.any_items(lambda: {})", element.nullable
                                                          ? "None if r.null() else r.text(1 << 31)"
                                                          : get(element));
    }

    std::string get(const Type& type) const {
        if (type.any_count)
            return get_any(type);
        switch (type.shape) {
        case Shape::handle:
            return fmt::format("r.integer(0, {})", codec::highest(false, 64));
        case Shape::boolean:
            return "r.boolean()";
        case Shape::integer:
            return fmt::format("r.{}({}, {})", codec::is_wide(type) ? "wide" : "integer", type.low,
                               type.high);
        case Shape::floating:
            return fmt::format("{}r.{}(){}{}", type.low.empty() ? "" : "r.within(r.at, ",
                               type.bits == 32 ? "single" : "double", bounds_of(type),
                               type.low.empty() ? "" : ")");
        case Shape::text:
            return fmt::format("r.text({})", type.count);
        case Shape::bytes:
            return fmt::format("r.data_of({})", type.count);
        case Shape::numbers:
            return fmt::format("r.numbers({}, \"{}\", {})", typed_array_tag(type), code_of(type),
                               type.count);
        case Shape::enumeration:
            if (enum_of(type).flags)
                return fmt::format("{}(r.integer({}, {}))", name(type.name), type.low, type.high);
            return fmt::format("r.{}({}, {}, {})", type.closed ? "member" : "known",
                               name(type.name), type.low, type.high);
        case Shape::list:
            return fmt::format("r.items({}, lambda: {})", type.count, get(type.element.front()));
        default:
            return fmt::format("{}._read(r)", name(type.name));
        }
    }

    const codec::Plan& plan_;
    python::Scope scope_{"CborError", "ErrorKind", "Record",  "Reader",
                         "Writer",    "Keys",      "Sequence"};
    std::map<std::string, std::string> names_;
};

} // namespace ffigen::emit::cbor
