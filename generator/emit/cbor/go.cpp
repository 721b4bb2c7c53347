// Go: a package of its own, without cgo.
#include "codec/literal.hpp"
#include "codec/wire.hpp"
#include "emit/cbor/go_client.hpp"
#include "emit/cbor/text.hpp"
#include "emit/cbor/views.hpp"
#include "emit/go/doc.hpp"
#include "emit/go/names.hpp"
#include "emit/render.hpp"

#include <fmt/format.h>
#include <fmt/ranges.h>

#include <algorithm>
#include <map>

namespace ffigen::emit::cbor {
namespace {

using codec::Shape;
using codec::Type;
using Json = nlohmann::json;

std::string lines(const std::vector<std::string>& all) {
    return fmt::format("{}", fmt::join(all, "\n"));
}

std::string bound(const std::string& decimal) {
    return decimal == codec::lowest(true, 64) ? "-1<<63" : decimal;
}

bool is_closed(const codec::Enum& each) { return each.closed && !each.flags; }

class GoRecords {
  public:
    explicit GoRecords(const codec::Plan& plan) : plan_(plan) {
        for (const char* own :
             {"Error", "ErrorKind", "Options", "Client", "Dial", "DialWith", "DialOptions", "Code",
              "CallError", "ErrConnectionLost", "ErrObjectClosed"})
            (void)scope_.claim(own);
        for (const codec::Record& record : plan.records)
            names_[record.c_name] = scope_.claim(go::exported(record.name.words));
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

    Json record(const codec::Record& record) const {
        const std::string& name = names_.at(record.c_name);
        go::Scope members;
        for (const char* own : {"AppendCBOR", "MarshalCBOR", "UnmarshalCBOR", "UnmarshalCBORWith"})
            (void)members.claim(own);
        std::vector<go::Row> fields, defaults;
        Json field_names = Json::object();
        std::vector<std::string> puts, cases, keys, reads, set_defaults;
        std::string before = codec::head(5, record.fields.size());
        for (std::size_t i = 0; i < record.fields.size(); ++i) {
            const codec::Field& field = record.fields[i];
            const std::string member = members.claim(go::exported(field.name.words));
            const std::string place = "v." + member;
            const std::string text = record.is_message ? "" : described(field);
            field_names[field.c_name] = member;
            fields.push_back({text.empty() ? go::Lines{} : go::doc_comment({{text}}, 1),
                              {member, type_name(field.type)}});
            puts.push_back(fmt::format("\te.raw(\"{}\")\n{}",
                                       hexadecimal(before + constant_bytes(field)),
                                       put(field.type, place, "\t", 0)));
            before.clear();
            cases.push_back(fmt::format("\tcase {}:\n{}", i, get(field.type, place, "\t\t", 0)));
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
            if (!is_zero(value))
                defaults.push_back({{}, {member + ":", value + ","}});
            set_defaults.push_back(
                fmt::format("\tif d.takesDefault(&m, {}) {{\n\t\t{} = {}\n\t}}", i, place, value));
        }
        std::string words;
        for (std::size_t left = record.fields.size(); left > 0;
             left -= std::min<std::size_t>(left, 64))
            words += (words.empty() ? "" : ", ") +
                     (left >= 64 ? "1<<64 - 1" : std::to_string((1ull << left) - 1));
        return {{"name", name},
                {"doc", lines(go::doc_comment({{go::introduce(name, text_of(record))}}))},
                {"fields", lines(go::align_rows(fields))},
                {"field_names", field_names},
                {"max", record.max_size},
                {"capacity", record.max_size <= 1024 ? name + "MaxSize" : "256"},
                {"has_defaults", !set_defaults.empty()},
                {"defaults", lines(go::align_rows(defaults, 2))},
                {"puts", lines(puts)},
                {"keys_name", go::unexported(record.name.words) + "Keys"},
                {"keys", lines(keys)},
                {"cases", lines(cases)},
                {"words", "[]uint64{" + words + "}"},
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
                            {constant, name, "= " + bound(value.value)}});
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
    static std::string text_of(const codec::Record& record) {
        return record.doc.empty() ? "is a record of the contract." : record.doc;
    }

    static bool is_zero(const std::string& value) {
        return value == "0" || value == "0.0" || value == "false" || value == "\"\"" ||
               value.ends_with("{}");
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
            for (const codec::EnumValue& value : plan_.enumeration(field.type.name)->values)
                if (value.value == text)
                    return values_.at(value.c_name);
            return text;
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
            const bool wide = type.shape == Shape::integer && codec::storage_bits(type.bits) == 64;
            const std::string value =
                wide ? place : fmt::format("{}({})", type.is_signed ? "int64" : "uint64", place);
            return fmt::format("{}e.{}({}, {}, {})", indent, type.is_signed ? "signed" : "unsigned",
                               value, bound(type.low), bound(type.high)) +
                   (type.closed ? fmt::format("\n{0}if !{1}.isKnown() {{\n"
                                              "{0}\te.fail(ErrOutOfRange)\n{0}}}",
                                              indent, place)
                                : "");
        }
        case Shape::floating: {
            std::string text;
            if (!type.low.empty())
                text = fmt::format("{}e.within({}, {}, {})\n", indent,
                                   type.bits == 32 ? "float64(" + place + ")" : place, type.low,
                                   type.high);
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
                           "{0}for d.more(&list) {{\n"
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
            const bool wide = type.shape == Shape::integer && codec::storage_bits(type.bits) == 64;
            const std::string call =
                fmt::format("d.{}({}, {})", type.is_signed ? "signed" : "unsigned", bound(type.low),
                            bound(type.high));
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

} // namespace

void add_go(const Source& source, FileSet& files) {
    GoRecords go(source.plan);
    const std::set<std::string> used = used_enums(source.plan);
    Json records = Json::array(), enums = Json::array();
    for (const codec::Record& record : source.plan.records)
        records.push_back(go.record(record));
    for (const codec::Enum& each : source.plan.enums)
        if (used.contains(each.c_name))
            enums.push_back(go.enumeration(each));
    const Json view = {{"header", source.input.contract.header},
                       {"package", go::package_name(source.input.api.package.name) + "cbor"},
                       {"records", records},
                       {"enums", enums}};
    for (const char* file : {"go.mod", "decoder.go", "doc.go", "encoder.go", "error.go", "float.go",
                             "map.go", "numbers.go", "records.go", "skip.go"})
        files[fmt::format("go/{}", file)] = render(fmt::format("cbor/go/{}", file), view);
    if (!enums.empty())
        files["go/enums.go"] = render("cbor/go/enums.go", view);
    if (source.plan.calls.empty())
        return;
    Json requests = Json::array(), replies = Json::array();
    for (const codec::Call& call : source.plan.calls) {
        requests.push_back(go.message(call.request));
        replies.push_back(go.message(call.reply));
    }
    files["go/messages.go"] =
        render("cbor/go/messages.go",
               {{"package", view["package"]}, {"requests", requests}, {"replies", replies}});
    add_go_client(source, requests, replies,
                  {[&](const Type& type) { return go.type_of(type); },
                   [&](const std::string& name) { return go.claim(name); }},
                  files);
}

} // namespace ffigen::emit::cbor
