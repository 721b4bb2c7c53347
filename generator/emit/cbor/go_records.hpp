// Go: types, and the statements that write and read each record and message.
#pragma once

#include "codec/literal.hpp"
#include "codec/wire.hpp"
#include "emit/cbor/go_text.hpp"
#include "emit/cbor/text.hpp"
#include "emit/cbor/views.hpp"
#include "emit/go/docs.hpp"
#include "emit/go/names.hpp"

#include <fmt/format.h>
#include <fmt/ranges.h>
#include <nlohmann/json.hpp>

#include <algorithm>
#include <map>

namespace ffigen::emit::cbor {

using codec::Shape;
using codec::Type;
using Json = nlohmann::json;

class GoRecords {
  public:
    explicit GoRecords(const codec::Plan& plan) : plan_(plan) {
        for (const char* own : {"Error", "ErrorKind", "Options", "Client", "Dial", "DialWith",
                                "DialOptions", "Code", "CallError", "ErrConnectionLost",
                                "ErrObjectClosed", "Transport", "Opener", "Register", "Topic"})
            (void)scope_.claim(own);
        if (has_wide(plan))
            for (const char* own : {"Int128", "Uint128", "Int128From", "Uint128From"})
                (void)scope_.claim(own);
        for (const codec::Record& record : plan.records) {
            names_[record.c_name] = scope_.claim(go::exported(record.name.words));
            (void)scope_.claim(names_[record.c_name] + "MaxSize");
        }
        for (const codec::Enum& each : plan.enums)
            names_[each.c_name] = scope_.claim(go::exported(each.name.words));
        for (const codec::Enum& each : plan.enums)
            for (const codec::EnumValue& value : each.values)
                values_[value.c_name] =
                    scope_.claim(names_[each.c_name] + go::suffix(value.name.words));
    }

    /// A request or reply: what only this package sees.
    Json message(const codec::Record& message) {
        names_[message.c_name] = scope_.claim(go::unexported(message.name.words));
        Json view = record(message);
        view["name"] = names_.at(message.c_name);
        view["keys_name"] = names_.at(message.c_name) + "Keys";
        view["is_empty"] = message.fields.empty();
        if (message.fields.empty())
            view["puts"] = "\te.raw(\"\\xa0\")";
        return view;
    }

    std::string type_of(const Type& type) const { return type_name(type); }
    std::string claim(const std::string& wanted) { return scope_.claim(wanted); }

    Json record(const codec::Record& record) {
        const std::string& name = names_.at(record.c_name);
        go::Scope members;
        for (const char* own : {"AppendCBOR", "MarshalCBOR", "UnmarshalCBOR", "UnmarshalCBORWith"})
            (void)members.claim(own);
        std::vector<go::Row> fields, defaults;
        Json field_names = Json::object(), choices = Json::array();
        std::vector<std::string> puts, cases, keys, reads, set_defaults;
        std::string before = codec::head(5, record.fields.size());
        for (std::size_t i = 0; i < record.fields.size(); ++i) {
            const codec::Field& field = record.fields[i];
            const Member member = member_for(record, field, members, fields, choices);
            field_names[field.c_name] = member.place.substr(2);
            puts.push_back(fmt::format("\te.raw(\"{}\")\n{}",
                                       hexadecimal(before + constant_bytes(field)), member.put));
            before.clear();
            cases.push_back(fmt::format("\tcase {}:\n{}", i, member.get));
            keys.push_back(field.number
                               ? fmt::format("\t{{name: \"{}\", number: {}, isNumber: true}},",
                                             field.c_name, *field.number)
                               : fmt::format("\t{{name: \"{}\"}},", field.c_name));
            reads.push_back(fmt::format("\tif d.atKey(&m, \"{}\") {{\n\t\tm.take({})\n"
                                        "\t\tv.getField(d, {})\n\t}}",
                                        hexadecimal(field.key), i, i));
            if (!field.default_value)
                continue;
            const std::string value = initial(field);
            const std::string& where = field.choice ? member.tag : member.place;
            if (!is_zero(value))
                defaults.push_back({{}, {where.substr(2) + ":", value + ","}});
            set_defaults.push_back(fmt::format(
                "\tif d.takesDefault(&m, {}) {{\n\t\t{} = {}\n{}\t}}", i, where, value,
                field.choice ? fmt::format("\t\t{} = {}{{}}\n", member.place, member.type) : ""));
        }
        return {{"name", name},
                {"doc", lines(go::doc_comment({{go::introduce(name, text_of(record))}}))},
                {"fields", lines(go::align_rows(fields))},
                {"choices", choices},
                {"field_names", field_names},
                {"max", record.max_size},
                {"capacity", record.max_size <= 1024 ? name + "MaxSize" : "256"},
                {"has_defaults", !defaults.empty()},
                {"has_zero_defaults", defaults.empty() && !set_defaults.empty()},
                {"takes_defaults", !set_defaults.empty()},
                {"defaults", lines(go::align_rows(defaults, 2))},
                {"puts", lines(puts)},
                {"keys_name", go::unexported(record.name.words) + "Keys"},
                {"keys", lines(keys)},
                {"cases", lines(cases)},
                {"words", "[]uint64{" + missing_bits(record.fields.size()) + "}"},
                {"reads", lines(reads)},
                {"set_defaults", lines(set_defaults)}};
    }

    Json enumeration(const codec::Enum& each) const {
        const std::string& name = names_.at(each.c_name);
        const unsigned bits =
            codec::compare(each.high, codec::highest(each.is_signed, 32)) > 0 ? 64 : 32;
        std::vector<go::Row> rows;
        std::vector<std::string> known, seen;
        for (const codec::EnumValue& value : each.values) {
            const std::string& constant = values_.at(value.c_name);
            rows.push_back({value.doc.empty() ? go::Lines{} : go::doc_comment({{value.doc}}, 1),
                            {constant, name, "= " + go_bound(value.value)}});
            if (std::ranges::find(seen, value.value) != seen.end())
                continue;
            seen.push_back(value.value);
            known.push_back(constant);
        }
        const std::string doc = each.doc.empty() ? "is an enum of the contract." : each.doc;
        return {{"name", name},
                {"doc", lines(go::doc_comment({{go::introduce(name, doc)}}))},
                {"repr", fmt::format("{}int{}", each.is_signed ? "" : "u", bits)},
                {"is_closed", is_closed(each)},
                {"known", fmt::format("{}", fmt::join(known, ", "))},
                {"values", lines(go::align_rows(rows))}};
    }

  private:
    /// How a field stands in the struct, as "v.Name", and the tag of a choice beside it.
    struct Member {
        std::string place, tag, type, put, get;
    };

    Member member_for(const codec::Record& record, const codec::Field& field, go::Scope& members,
                      std::vector<go::Row>& rows, Json& choices) {
        Member member;
        if (field.choice)
            member.tag = "v." + add_tag(*field.choice, members, rows);
        const std::string name = members.claim(member_of(field));
        member.place = "v." + name;
        if (field.choice) {
            choices.push_back(choice_view(record, field));
            member.type = choices.back()["name"];
            const Json& names = choices.back()["members"];
            member.put = put_choice(*field.choice, member.tag, member.place, names);
            member.get = get_choice(*field.choice, member.tag, member.place, member.type, names);
        } else {
            member.type = type_name(field.type);
            member.put = put(field.type, member.place, "\t", 0);
            member.get = get(field.type, member.place, "\t\t", 0);
        }
        const std::string text = record.is_message ? "" : described(field);
        rows.push_back(
            {text.empty() ? go::Lines{} : go::doc_comment({{text}}, 1), {name, member.type}});
        return member;
    }

    /// An anonymous union has no name in C.
    static std::string member_of(const codec::Field& field) {
        return field.choice && field.choice->c_union.empty() ? "Value"
                                                             : go::exported(field.name.words);
    }

    std::string add_tag(const codec::Choice& choice, go::Scope& members,
                        std::vector<go::Row>& fields) const {
        const std::string tag = members.claim(go::exported(choice.tag_name.words));
        fields.push_back(
            {choice.tag_doc.empty() ? go::Lines{} : go::doc_comment({{choice.tag_doc}}, 1),
             {tag, type_name(choice.tag)}});
        return tag;
    }

    /// A struct with all members, of which the tag says one.
    Json choice_view(const codec::Record& record, const codec::Field& field) {
        const std::string name = scope_.claim(names_.at(record.c_name) + member_of(field));
        go::Scope members;
        std::vector<go::Row> rows;
        Json names = Json::array();
        for (const codec::Case& each : field.choice->cases) {
            names.push_back(members.claim(go::exported(each.name.words)));
            rows.push_back({each.doc.empty() ? go::Lines{} : go::doc_comment({{each.doc}}, 1),
                            {names.back().get<std::string>(), type_name(each.type)}});
        }
        const std::string doc = fmt::format("has one member, which {} says, or none.",
                                            go::exported(field.choice->tag_name.words));
        return {{"name", name},
                {"doc", lines(go::doc_comment({{go::introduce(name, doc)}}))},
                {"members", names},
                {"fields", lines(go::align_rows(rows))}};
    }

    std::string put_choice(const codec::Choice& choice, const std::string& tag,
                           const std::string& place, const Json& names) const {
        std::string text = fmt::format("\tswitch {} {{\n", tag);
        for (std::size_t i = 0; i < choice.cases.size(); ++i) {
            const codec::Case& each = choice.cases[i];
            text +=
                fmt::format("\tcase {}:\n\t\te.raw(\"{}\")\n{}\n", label(choice.tag, each.value),
                            hexadecimal(codec::head(4, 2) + codec::encoded_integer(each.value) +
                                        constant_heads(each.type)),
                            put(each.type, place + "." + names[i].get<std::string>(), "\t\t", 1));
        }
        return text + fmt::format("\tdefault:\n\t\te.raw(\"{}\")\n{}\n\t}}",
                                  hexadecimal(codec::head(4, 1)), put(choice.tag, tag, "\t\t", 1));
    }

    std::string get_choice(const codec::Choice& choice, const std::string& tag,
                           const std::string& place, const std::string& type,
                           const Json& names) const {
        std::string text = fmt::format("\t\tchoice := d.openChoice()\n\t\ttag := d.at\n{}\n"
                                       "\t\t{} = {}{{}}\n\t\tswitch {} {{\n",
                                       get(choice.tag, tag, "\t\t", 0), place, type, tag);
        for (std::size_t i = 0; i < choice.cases.size(); ++i) {
            const codec::Case& each = choice.cases[i];
            text +=
                fmt::format("\t\tcase {}:\n\t\t\td.checkValue(choice, tag, true)\n{}\n",
                            label(choice.tag, each.value),
                            get(each.type, place + "." + names[i].get<std::string>(), "\t\t\t", 1));
        }
        return text + "\t\tdefault:\n\t\t\td.checkValue(choice, tag, false)\n\t\t}\n"
                      "\t\td.closeList(choice.open)";
    }

    std::string label(const Type& tag, const std::string& value) const {
        if (tag.shape == Shape::enumeration)
            for (const codec::EnumValue& each : plan_.enumeration(tag.name)->values)
                if (each.value == value)
                    return values_.at(each.c_name);
        return value;
    }

    static std::string text_of(const codec::Record& record) {
        return record.doc.empty() ? "is a record of the contract." : record.doc;
    }

    /// Nil is a value of its type already.
    static bool has_nil(const Type& type) {
        return type.shape == Shape::bytes || type.shape == Shape::numbers ||
               type.shape == Shape::list;
    }

    std::string type_name(const Type& type) const {
        if (type.nullable && type.shape != Shape::handle && !has_nil(type)) {
            Type bare = type;
            bare.nullable = false;
            return "*" + type_name(bare);
        }
        const std::string count = type.any_count ? "" : std::to_string(type.count);
        switch (type.shape) {
        case Shape::handle:
            return "uint64";
        case Shape::boolean:
            return "bool";
        case Shape::integer:
            if (codec::is_wide(type))
                return type.is_signed ? "Int128" : "Uint128";
            return fmt::format("{}int{}", type.is_signed ? "" : "u",
                               codec::storage_bits(type.bits));
        case Shape::floating:
            return fmt::format("float{}", type.bits);
        case Shape::text:
            return "string";
        case Shape::bytes:
            return fmt::format("[{}]byte", count);
        case Shape::numbers:
            return fmt::format("[{}]{}{}", count,
                               type.is_float    ? "float"
                               : type.is_signed ? "int"
                                                : "uint",
                               type.bits);
        case Shape::list:
            return fmt::format("[{}]{}", count, type_name(type.element.front()));
        default:
            return names_.at(type.name);
        }
    }

    std::string initial(const codec::Field& field) const {
        const std::string& text = *field.default_value;
        switch (field.type.shape) {
        case Shape::text:
            return fmt::format("\"{}\"", hexadecimal(text));
        case Shape::bytes:
        case Shape::numbers:
            return type_name(field.type) + "{}";
        case Shape::enumeration:
            return label(field.type, text);
        case Shape::choice:
            return label(field.choice->tag, text);
        default:
            return text;
        }
    }

    /// What may be null, or has any length.
    std::string put_open(const Type& type, const std::string& place, const std::string& indent,
                         int depth) const {
        if (type.nullable) {
            Type bare = type;
            bare.nullable = false;
            const bool points = type.shape != Shape::handle && !has_nil(type);
            const std::string heads = type.any_count ? "" : constant_heads(type);
            return fmt::format(
                "{0}if {1} == {2} {{\n{0}\te.null()\n{0}}} else {{\n{3}{4}\n{0}}}", indent, place,
                type.shape == Shape::handle ? "0" : "nil",
                heads.empty() ? "" : fmt::format("{}\te.raw(\"{}\")\n", indent, hexadecimal(heads)),
                put(bare, points && type.shape != Shape::record ? "*" + place : place,
                    indent + "\t", depth));
        }
        switch (type.shape) {
        case Shape::handle:
            return fmt::format("{}e.head(0, {})", indent, place);
        case Shape::text:
            return fmt::format("{}e.text({}, 1<<31-1)", indent, place);
        case Shape::bytes:
            return fmt::format("{}e.bytes({})", indent, place);
        case Shape::numbers:
            return fmt::format("{}putSlice(e, {}, {})", indent, typed_array_tag(type), place);
        default:
            break;
        }
        const char index = static_cast<char>('i' + depth);
        const std::string heads = constant_heads(type.element.front());
        return fmt::format(
            "{0}e.head(4, uint64(len({2})))\n{0}for {1} := range {2} {{\n{3}{4}\n{0}}}", indent,
            index, place,
            heads.empty() ? "" : fmt::format("{}\te.raw(\"{}\")\n", indent, hexadecimal(heads)),
            put(type.element.front(), fmt::format("{}[{}]", place, index), indent + "\t",
                depth + 1));
    }

    std::string put(const Type& type, const std::string& place, const std::string& indent,
                    int depth) const {
        if (type.nullable || type.any_count || type.shape == Shape::handle)
            return put_open(type, place, indent, depth);
        switch (type.shape) {
        case Shape::boolean:
            return fmt::format("{}e.boolean({})", indent, place);
        case Shape::integer:
        case Shape::enumeration: {
            if (codec::is_wide(type))
                return fmt::format(
                    "{}e.wide{}({}, {}, {})", indent, type.is_signed ? "Signed" : "Unsigned", place,
                    wide_bound(type.low, type.is_signed), wide_bound(type.high, type.is_signed));
            const bool wide = type.shape == Shape::integer && codec::storage_bits(type.bits) == 64;
            const std::string value =
                wide ? place : fmt::format("{}({})", type.is_signed ? "int64" : "uint64", place);
            return fmt::format("{}e.{}({}, {}, {})", indent, type.is_signed ? "signed" : "unsigned",
                               value, go_bound(type.low), go_bound(type.high)) +
                   (type.closed ? fmt::format("\n{0}if !{1}.isKnown() {{\n"
                                              "{0}\te.fail(ErrOutOfRange)\n{0}}}",
                                              indent, place)
                                : "");
        }
        case Shape::floating: {
            std::string text;
            if (!type.low.empty())
                text = fmt::format("{}e.within({}, {}, {})\n", indent,
                                   type.bits == 32 ? "float64(" + place + ")" : place,
                                   codec::widened(type.low, type.bits == 32),
                                   codec::widened(type.high, type.bits == 32));
            return text +
                   fmt::format("{}e.{}({})", indent, type.bits == 32 ? "single" : "double", place);
        }
        case Shape::text:
            return fmt::format("{}e.text({}, {})", indent, place, type.count);
        case Shape::bytes:
        case Shape::numbers:
            return fmt::format("{}putNumbers(e, {}[:])", indent, place);
        case Shape::list: {
            const char index = static_cast<char>('i' + depth);
            const std::string heads = constant_heads(type.element.front());
            return fmt::format(
                "{0}for {1} := range {2} {{\n{3}{4}\n{0}}}", indent, index, place,
                heads.empty() ? "" : fmt::format("{}\te.raw(\"{}\")\n", indent, hexadecimal(heads)),
                put(type.element.front(), fmt::format("{}[{}]", place, index), indent + "\t",
                    depth + 1));
        }
        default:
            return fmt::format("{}{}.put(e)", indent, place);
        }
    }

    std::string get_open(const Type& type, const std::string& place, const std::string& indent,
                         int depth) const {
        if (type.nullable) {
            Type bare = type;
            bare.nullable = false;
            const bool points = type.shape != Shape::handle && !has_nil(type);
            return fmt::format(
                "{0}if !d.null() {{\n{1}{2}\n{0}}}", indent,
                points ? fmt::format("{}\t{} = new({})\n", indent, place, type_name(bare)) : "",
                get(bare, points && type.shape != Shape::record ? "*" + place : place,
                    indent + "\t", depth));
        }
        switch (type.shape) {
        case Shape::handle:
            return fmt::format("{}{} = d.unsigned(0, 1<<64-1)", indent, place);
        case Shape::text:
            return fmt::format("{}{} = d.text(1<<31 - 1)", indent, place);
        case Shape::bytes:
            return fmt::format("{}{} = d.byteString()", indent, place);
        case Shape::numbers: {
            return fmt::format("{}{} = getSlice[{}](d, {})", indent, place,
                               type_name(type).substr(2), typed_array_tag(type));
        }
        default:
            break;
        }
        const Type& element = type.element.front();
        return fmt::format("{0}list := d.openAny()\n"
                           "{0}for d.more(&list) && roomBehind(d, {3}) {{\n"
                           "{0}\tvar item {1}\n"
                           "{2}\n"
                           "{0}\t{3} = append({3}, item)\n"
                           "{0}}}",
                           indent, type_name(element),
                           get(element, "item", indent + "\t", depth + 1), place);
    }

    std::string get(const Type& type, const std::string& place, const std::string& indent,
                    int depth) const {
        if (type.nullable || type.any_count || type.shape == Shape::handle)
            return get_open(type, place, indent, depth);
        switch (type.shape) {
        case Shape::boolean:
            return fmt::format("{}{} = d.boolean()", indent, place);
        case Shape::integer:
        case Shape::enumeration: {
            if (codec::is_wide(type))
                return fmt::format("{}{} = d.wide{}({}, {})", indent, place,
                                   type.is_signed ? "Signed" : "Unsigned",
                                   wide_bound(type.low, type.is_signed),
                                   wide_bound(type.high, type.is_signed));
            const bool wide = type.shape == Shape::integer && codec::storage_bits(type.bits) == 64;
            const std::string call =
                fmt::format("d.{}({}, {})", type.is_signed ? "signed" : "unsigned",
                            go_bound(type.low), go_bound(type.high));
            const std::string read =
                fmt::format("{}{} = {}", indent, place,
                            wide ? call : fmt::format("{}({})", type_name(type), call));
            if (!type.closed)
                return read;
            const std::string start = depth == 0 ? "start" : fmt::format("start{}", depth);
            return fmt::format("{0}{1} := d.at\n{2}\n{0}if !{3}.isKnown() {{\n"
                               "{0}\td.fail(ErrOutOfRange, {1})\n{0}}}",
                               indent, start, read, place);
        }
        case Shape::floating:
            if (type.low.empty())
                return fmt::format("{}{} = d.{}()", indent, place,
                                   type.bits == 32 ? "single" : "double");
            return fmt::format("{}{} = d.{}({}, {})", indent, place,
                               type.bits == 32 ? "singleIn" : "doubleIn", type.low, type.high);
        case Shape::text:
            return fmt::format("{}{} = d.text({})", indent, place, type.count);
        case Shape::bytes:
        case Shape::numbers:
            return fmt::format("{}getNumbers(d, {}, {}[:])", indent,
                               type.shape == Shape::bytes ? 0 : typed_array_tag(type), place);
        case Shape::list: {
            const char index = static_cast<char>('i' + depth);
            const std::string open = depth == 0 ? "open" : fmt::format("open{}", depth);
            return fmt::format("{0}{1} := d.openList({2})\n"
                               "{0}for {3} := range {4} {{\n"
                               "{0}\td.checkItem({1})\n"
                               "{5}\n"
                               "{0}}}\n"
                               "{0}d.closeList({1})",
                               indent, open, type.count, index, place,
                               get(type.element.front(), fmt::format("{}[{}]", place, index),
                                   indent + "\t", depth + 1));
        }
        default:
            return fmt::format("{}{}.get(d)", indent, place);
        }
    }

    const codec::Plan& plan_;
    go::Scope scope_;
    std::map<std::string, std::string> names_, values_;
};

} // namespace ffigen::emit::cbor
