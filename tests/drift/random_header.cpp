#include "random_header.hpp"

#include "random_choice.hpp"

#include <fmt/format.h>
#include <fmt/ranges.h>

#include <algorithm>

namespace ffigen::drift::test {
namespace {

std::string keyword(const RecordSpec& record) { return record.is_union ? "union" : "struct"; }

bool contains_by_value(const Member& member, const RecordSpec& record) {
    if (member.is_anonymous)
        return std::any_of(member.members.begin(), member.members.end(),
                           [&](const Member& inner) { return contains_by_value(inner, record); });
    return member.field.type.starts_with(fmt::format("{} {} %", keyword(record), record.name));
}

// ---- making one up ------------------------------------------------------------------------------

/// What a typedef may stand for: nothing that has to be declared before it.
std::string random_basic_type(const HeaderSpec& header) {
    std::vector<std::string> types{fixed_width_type(),
                                   "long %",
                                   "size_t %",
                                   "char %",
                                   "bool %",
                                   "void *%",
                                   "const char *%",
                                   fmt::format("{}[{}]", fixed_width_type(), number(1, 9)),
                                   "void (*%)(uint32_t code, void *user)"};
    for (const EnumSpec& item : header.enums)
        types.push_back("enum " + item.name + " %");
    return one_of(types);
}

std::vector<Member> bit_fields(const std::string& name) {
    std::vector<Member> result;
    const int count = number(2, 4);
    for (int i = 0; i < count; ++i)
        result.push_back(
            {{fmt::format("{} % : {}", one_of({"uint32_t", "int32_t", "uint16_t"}), number(1, 11)),
              fmt::format("{}_bits{}", name, i),
              {}}});
    return result;
}

Member random_member(const HeaderSpec& header, const std::string& name, int depth) {
    if (depth > 0 && one_in(6)) {
        Member group;
        group.is_anonymous = true;
        group.is_union = one_in(2);
        const int count = number(2, 3);
        for (int i = 0; i < count; ++i)
            group.members.push_back(
                random_member(header, fmt::format("{}_{}", name, i), depth - 1));
        return group;
    }
    return {{random_type(header), name, {}}};
}

RecordSpec random_record(const HeaderSpec& header, const std::string& name) {
    RecordSpec record;
    record.name = name;
    record.is_union = one_in(5);
    record.attributes = one_of(
        {"", "", "", "FFI_WIRE ", "__attribute__((packed)) ", "__attribute__((aligned(16))) "});
    const int count = number(3, 7);
    for (int i = 0; i < count; ++i) {
        const std::string field = fmt::format("{}_f{}", name, i);
        if (!record.is_union && one_in(8)) {
            const std::vector<Member> bits = bit_fields(field);
            record.members.insert(record.members.end(), bits.begin(), bits.end());
        } else {
            record.members.push_back(random_member(header, field, 2));
        }
    }
    return record;
}

FunctionSpec random_function(const HeaderSpec& header, int index) {
    FunctionSpec function;
    function.name = fmt::format("fn{}", index);
    function.result = one_of({"uint32_t %", "void %", "double %", "const char *%"});
    const int count = number(0, 5);
    for (int i = 0; i < count; ++i)
        function.parameters.push_back(
            {random_type(header), one_in(6) ? "" : fmt::format("p{}", i), {}});
    function.variadic = count > 0 && one_in(8);
    return function;
}

// ---- writing it out -----------------------------------------------------------------------------

std::string declare(const Declaration& declaration) {
    std::string text = declaration.type;
    return declaration.notes + text.replace(text.find('%'), 1, declaration.name);
}

std::string member_text(const Member& member, const std::string& indent) {
    if (!member.is_anonymous)
        return indent + declare(member.field) + ";\n";
    std::string text = indent + (member.is_union ? "union {\n" : "struct {\n");
    for (const Member& inner : member.members)
        text += member_text(inner, indent + "    ");
    return text + indent + "};\n";
}

std::string function_text(const FunctionSpec& function) {
    std::vector<std::string> parameters;
    for (const Declaration& parameter : function.parameters)
        parameters.push_back(declare(parameter));
    if (function.variadic)
        parameters.emplace_back("...");
    if (parameters.empty())
        parameters.emplace_back("void");
    Declaration whole{function.result, "", ""};
    whole.name = fmt::format("{}({})", function.name, fmt::join(parameters, ", "));
    return function.prefix + declare(whole) + function.suffix +
           (function.suffix.ends_with("}") ? "\n" : ";\n");
}

std::string body_text(const HeaderSpec& header) {
    std::string text;
    for (const std::string& statement : header.statements)
        text += statement + "\n";
    for (const auto& [name, value] : header.macros)
        text += fmt::format("#define {} {}\n", name, value);
    for (const RecordSpec& record : header.records)
        text += fmt::format("{} {};\n", keyword(record), record.name);
    for (const EnumSpec& item : header.enums) {
        text += fmt::format("enum {}{} {{\n", item.attributes, item.name);
        for (const auto& [name, value] : item.values)
            text += fmt::format("    {}{}{},\n", name, value.empty() ? "" : " = ", value);
        text += "};\n";
    }
    for (const Declaration& item : header.typedefs)
        text += "typedef " + declare(item) + ";\n";
    for (const RecordSpec& record : header.records) {
        if (record.is_opaque)
            continue;
        text += fmt::format("{} {}{} {{\n", keyword(record), record.attributes, record.name);
        for (const Member& member : record.members)
            text += member_text(member, "    ");
        text += "};\n";
    }
    for (const Declaration& variable : header.variables)
        text += "extern " + declare(variable) + ";\n";
    for (const FunctionSpec& function : header.functions)
        text += function_text(function);
    return text;
}

// Conventions that one target has and the others do not.
constexpr const char* head = R"(#include <ffigen/annotations.h>
#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>
#if defined(__i386__) || defined(_M_IX86)
#define STDCALL __attribute__((stdcall))
#define REGPARM __attribute__((regparm(2)))
#else
#define STDCALL
#define REGPARM
#endif
)";

template <class T>
void shuffle(std::vector<T>& items) {
    for (std::size_t i = items.size(); i > 1; --i)
        std::swap(items[i - 1], items[index_below(i)]);
}

/// Another order in which each record still comes after those that it contains.
void shuffle_records(std::vector<RecordSpec>& records) {
    std::vector<RecordSpec> rest = std::move(records), done;
    while (!rest.empty()) {
        std::vector<std::size_t> ready;
        for (std::size_t i = 0; i < rest.size(); ++i) {
            const bool waits = std::any_of(rest.begin(), rest.end(), [&](const RecordSpec& other) {
                return std::any_of(rest[i].members.begin(), rest[i].members.end(),
                                   [&](const Member& m) { return contains_by_value(m, other); });
            });
            if (!waits)
                ready.push_back(i);
        }
        const auto next = rest.begin() + static_cast<std::ptrdiff_t>(one_of(ready));
        done.push_back(std::move(*next));
        rest.erase(next);
    }
    records = std::move(done);
}

void replace_all(std::string& text, const std::string& from, const std::string& to) {
    for (std::size_t at = text.find(from); at != std::string::npos;
         at = text.find(from, at + to.size()))
        text.replace(at, from.size(), to);
}

} // namespace

std::string fixed_width_type() {
    return one_of({"uint8_t %", "int8_t %", "uint16_t %", "int16_t %", "uint32_t %", "int32_t %",
                   "uint64_t %", "int64_t %", "float %", "double %"});
}

std::string random_type(const HeaderSpec& header, std::size_t record_number) {
    std::vector<std::string> types{random_basic_type(header)};
    if (!header.typedefs.empty())
        types.push_back(one_of(header.typedefs).name + " %");
    for (const RecordSpec& record : header.records) {
        const auto own_number = static_cast<std::size_t>(&record - header.records.data());
        if (!record.is_opaque && own_number < record_number && one_in(2))
            types.push_back(fmt::format("{} {} %", keyword(record), record.name));
        types.push_back(
            fmt::format("{}{} {} *%", one_of({"", "const "}), keyword(record), record.name));
    }
    return one_of(types);
}

HeaderSpec random_header() {
    HeaderSpec header;
    header.statements = {"FFI_MODULE(random, prefix = fn, version = CONTRACT_VERSION)"};
    header.macros = {{"CONTRACT_VERSION", "7u"},
                     {"FIRST_MACRO", fmt::format("{}u", number(1, 99))},
                     {"SECOND_MACRO", fmt::format("\"text {}\"", number(0, 9))},
                     {"THIRD_MACRO", fmt::format("(FIRST_MACRO * {} + 0.5)", number(1, 9))}};
    const int enums = number(0, 2);
    for (int i = 0; i < enums; ++i) {
        EnumSpec item{fmt::format("e{}", i), {}, {}};
        const int values = number(1, 6);
        for (int k = 0; k < values; ++k)
            item.values.emplace_back(fmt::format("E{}_V{}", i, k),
                                     one_in(3) ? std::to_string(10 * k) : "");
        header.enums.push_back(item);
    }
    const int typedefs = number(0, 3);
    for (int i = 0; i < typedefs; ++i)
        header.typedefs.push_back({random_basic_type(header), fmt::format("t{}", i), {}});
    if (one_in(2))
        header.records.push_back({"opaque0", {}, false, true, {}});
    const int records = number(1, 4);
    for (int i = 0; i < records; ++i)
        header.records.push_back(random_record(header, fmt::format("r{}", i)));
    const int variables = number(0, 2);
    for (int i = 0; i < variables; ++i)
        header.variables.push_back({random_type(header), fmt::format("v{}", i), {}});
    const int functions = number(0, 4);
    for (int i = 0; i < functions; ++i)
        header.functions.push_back(random_function(header, i));
    return header;
}

std::string text_of(const HeaderSpec& header) {
    return fmt::format("#ifndef RANDOM_H\n#define RANDOM_H\n{}{}#endif\n", head, body_text(header));
}

std::string rewritten(const HeaderSpec& header) {
    HeaderSpec other = header;
    shuffle(other.macros);
    shuffle(other.enums);
    shuffle(other.typedefs);
    shuffle_records(other.records);
    shuffle(other.variables);
    shuffle(other.functions);
    for (auto& [name, value] : other.macros)
        if (value == "7u")
            value = "0x7u";
    for_each_type(other, [](std::string& type) {
        if (type.starts_with("uint32_t "))
            type.replace(0, 8, one_of({"unsigned int", "unsigned", "uint32_t"}));
        if (type.starts_with("const ") && type.ends_with(" *%"))
            type = type.substr(6, type.size() - 9) + one_of({" const *%", " const * %"});
    });
    std::string body = body_text(other);
    if (one_in(2))
        replace_all(body, ";\n",
                    one_of({" ; // a comment\n", ";  /* another\n one */\n", ";\n\n"}));
    if (one_in(2))
        replace_all(body, "    ", "\t");
    std::string text = one_in(2) ? fmt::format("#pragma once\n{}{}", head, body)
                                 : fmt::format("#ifndef OTHER_GUARD_H_\n#define OTHER_GUARD_H_\n"
                                               "/** A header. */\n{}{}#endif\n",
                                               head, body);
    if (one_in(4))
        replace_all(text, "\n", "\r\n");
    return text;
}

void for_each_type(HeaderSpec& header, const std::function<void(std::string&)>& change) {
    const std::function<void(std::vector<Member>&)> members = [&](std::vector<Member>& list) {
        for (Member& member : list) {
            if (!member.is_anonymous)
                change(member.field.type);
            members(member.members);
        }
    };
    for (RecordSpec& record : header.records)
        members(record.members);
    for (std::vector<Declaration>* list : {&header.typedefs, &header.variables})
        for (Declaration& item : *list)
            change(item.type);
    for (FunctionSpec& function : header.functions) {
        change(function.result);
        for (Declaration& parameter : function.parameters)
            change(parameter.type);
    }
}

} // namespace ffigen::drift::test
