#include "random_header.hpp"

#include <fmt/format.h>
#include <rapidcheck.h>

#include <algorithm>
#include <functional>

namespace ffigen::drift::test {
namespace {

int number(int low, int high) { return *rc::gen::inRange(low, high + 1); }

template <class T>
T one_of(const std::vector<T>& choices) {
    return choices[static_cast<std::size_t>(number(0, static_cast<int>(choices.size()) - 1))];
}

template <class T>
std::size_t index_in(const std::vector<T>& items) {
    return static_cast<std::size_t>(number(0, static_cast<int>(items.size()) - 1));
}

std::string declare(const Declaration& declaration) {
    std::string text = declaration.type;
    return text.replace(text.find('%'), 1, declaration.name);
}

/// Types of four bytes, alignment four, on every target.
Declaration random_field(const HeaderSpec& header, const std::string& name) {
    std::vector<std::string> types{"uint32_t %", "int32_t %", "float %",
                                   fmt::format("uint32_t %[{}]", number(2, 5)), "float %[2][3]"};
    for (const EnumSpec& item : header.enums)
        types.push_back("enum " + item.name + " %");
    for (const auto& [type, unused] : header.typedefs)
        types.push_back(type + " %");
    for (const RecordSpec& record : header.records)
        types.push_back((record.is_union ? "union " : "struct ") + record.name + " %");
    return {one_of(types), name};
}

RecordSpec random_record(const HeaderSpec& header, const std::string& name, bool is_union) {
    RecordSpec record{name, "", is_union, {}};
    // What every mutation finds its object among: two of one type side by side, one of another, an
    // array.
    record.fields = {
        {"uint32_t %", name + "_a"}, {"uint32_t %", name + "_b"}, {"float %", name + "_c"}};
    if (!is_union)
        record.fields.push_back({"float %[8]", name + "_d"});
    const int more = number(0, 4);
    for (int i = 0; i < more; ++i)
        record.fields.push_back(random_field(header, fmt::format("{}_f{}", name, i)));
    return record;
}

FunctionSpec random_function(const HeaderSpec& header, int index) {
    FunctionSpec function{"",
                          one_of<std::string>({"uint32_t", "void", "float"}),
                          fmt::format("fn{}", index),
                          {},
                          false};
    function.parameters = {
        {"uint32_t %", "first"}, {"uint32_t %", "second"}, {"const char *%", "text"}};
    for (const RecordSpec& record : header.records)
        if (number(0, 1))
            function.parameters.push_back(
                {fmt::format("const {} {} *%", record.is_union ? "union" : "struct", record.name),
                 record.name + "_in"});
    for (const auto& [type, unused] : header.typedefs)
        if (number(0, 1))
            function.parameters.push_back({type + " %", type + "_in"});
    return function;
}

// ---- mutations
// -----------------------------------------------------------------------------------------

struct MutationRow {
    std::string rule;
    std::function<void(HeaderSpec&)> apply;
};

/// A struct of the header; the first record always is one.
RecordSpec& some_struct(HeaderSpec& header) {
    std::vector<std::size_t> structs;
    for (std::size_t i = 0; i < header.records.size(); ++i)
        if (!header.records[i].is_union)
            structs.push_back(i);
    return header.records[one_of(structs)];
}

RecordSpec& the_union(HeaderSpec& header) {
    return *std::find_if(header.records.begin(), header.records.end(),
                         [](const RecordSpec& r) { return r.is_union; });
}

Declaration& field(RecordSpec& record, char letter) {
    return *std::find_if(record.fields.begin(), record.fields.end(), [&](const Declaration& d) {
        return d.name == record.name + "_" + letter;
    });
}

EnumSpec& some_enum(HeaderSpec& header) { return header.enums[index_in(header.enums)]; }
FunctionSpec& some_function(HeaderSpec& header) {
    return header.functions[index_in(header.functions)];
}

void replace(std::string& text, const std::string& from, const std::string& to) {
    for (std::size_t at = text.find(from); at != std::string::npos;
         at = text.find(from, at + to.size()))
        text.replace(at, from.size(), to);
}

void rename_record(HeaderSpec& header, const std::string& from, const std::string& to) {
    const auto everywhere = [&](std::string& text) {
        replace(text, "struct " + from + " ", "struct " + to + " ");
    };
    for (RecordSpec& record : header.records) {
        if (record.name == from)
            record.name = to;
        for (Declaration& d : record.fields)
            everywhere(d.type);
    }
    for (FunctionSpec& function : header.functions)
        for (Declaration& d : function.parameters)
            everywhere(d.type);
}

const std::vector<MutationRow>& mutations() {
    using H = HeaderSpec;
    static const std::vector<MutationRow> rows{
        {"R02", [](H& h) { some_struct(h).attribute = "__attribute__((aligned(16))) "; }},
        {"R05",
         [](H& h) {
             std::erase_if(h.records, [](const RecordSpec& r) { return r.name == "lonely"; });
         }},
        {"R06",
         [](H& h) {
             h.records.push_back(
                 {"extra", "", false, {{"uint64_t %", "extra_a"}, {"double %", "extra_b"}}});
         }},
        {"R07", [](H& h) { rename_record(h, some_struct(h).name, "renamed_record"); }},
        {"F01",
         [](H& h) {
             auto& r = some_struct(h);
             r.fields.insert(
                 r.fields.begin() + number(0, 2),
                 {one_of<std::string>({"uint32_t %", "double %", "uint8_t %"}), "inserted"});
         }},
        {"F02", [](H& h) { some_struct(h).fields.push_back({"uint32_t %", "appended"}); }},
        {"F04",
         [](H& h) {
             auto& r = some_struct(h);
             r.fields.erase(r.fields.begin() + number(0, 2));
         }},
        {"F05",
         [](H& h) {
             auto& r = some_struct(h);
             std::rotate(r.fields.begin(), r.fields.begin() + 1, r.fields.begin() + 3);
             std::swap(r.fields[0], r.fields[1]);
             std::swap(field(r, 'b').type, field(r, 'b').type);
         }},
        {"F06",
         [](H& h) {
             auto& r = some_struct(h);
             std::swap(r.fields[0], r.fields[1]);
         }},
        {"F07",
         [](H& h) { field(some_struct(h), one_of<char>({'a', 'b', 'c'})).name = "other_name"; }},
        {"F08",
         [](H& h) {
             field(some_struct(h), one_of<char>({'a', 'b', 'c'})).type =
                 one_of<std::string>({"uint64_t %", "uint16_t %", "double %"});
         }},
        {"F09", [](H& h) { field(some_struct(h), 'a').type = "float %"; }},
        {"F10", [](H& h) { field(some_struct(h), 'b').type = "int32_t %"; }},
        {"F11",
         [](H& h) { field(some_struct(h), 'd').type = fmt::format("float %[{}]", number(9, 12)); }},
        {"F12", [](H& h) { field(some_struct(h), 'd').type = "float %[2][4]"; }},
        {"F13", [](H& h) { field(some_struct(h), 'c').type = "volatile float %"; }},
        {"B04", [](H& h) { field(some_struct(h), 'a').type = "uint32_t % : 7"; }},
        {"E01",
         [](H& h) { some_enum(h).values.back().second = fmt::format("= {}", number(50, 90)); }},
        {"E02",
         [](H& h) {
             auto& e = some_enum(h);
             e.values.insert(e.values.begin() + number(1, 2), {e.name + "_NEW", ""});
         }},
        {"E03", [](H& h) { some_enum(h).values.pop_back(); }},
        {"E04",
         [](H& h) {
             auto& e = some_enum(h);
             e.values[index_in(e.values)].first = e.name + "_OTHER";
         }},
        {"E05",
         [](H& h) {
             auto& e = some_enum(h);
             e.values.emplace_back(e.name + "_NEW", "");
         }},
        {"E07",
         [](H& h) {
             auto& e = some_enum(h);
             e.values.emplace_back(e.name + "_NEGATIVE", "= -5");
         }},
        {"E08",
         [](H& h) {
             auto& e = some_enum(h);
             e.values.emplace_back(e.name + "_ALIAS", "= " + e.values[index_in(e.values)].first);
         }},
        {"E11", [](H& h) { h.enums.push_back({"extra", {{"EXTRA_A", ""}, {"EXTRA_B", ""}}}); }},
        {"U01", [](H& h) { the_union(h).fields.push_back({"int32_t %", "same_size"}); }},
        {"U02", [](H& h) { the_union(h).fields.push_back({"uint32_t %[200]", "larger"}); }},
        {"U03",
         [](H& h) {
             auto& u = the_union(h);
             std::erase_if(u.fields, [&](const Declaration& d) { return d.name == u.name + "_a"; });
         }},
        {"T01",
         [](H& h) {
             h.typedefs[index_in(h.typedefs)].second =
                 one_of<std::string>({"uint64_t", "uint8_t", "double"});
         }},
        {"T02",
         [](H& h) {
             h.typedefs[index_in(h.typedefs)].second = one_of<std::string>({"int32_t", "float"});
         }},
        {"T04", [](H& h) { h.typedefs.emplace_back("extra_t", "double"); }},
        {"V01", [](H& h) { h.variables.pop_back(); }},
        {"V02", [](H& h) { h.variables.push_back({"double %", "extra_variable"}); }},
        {"V03", [](H& h) { h.variables.front().type = "uint64_t %"; }},
        {"V04", [](H& h) { h.variables.front().type = "const uint32_t %"; }},
        {"C01",
         [](H& h) {
             h.functions.erase(h.functions.begin() +
                               static_cast<std::ptrdiff_t>(index_in(h.functions)));
         }},
        {"C02",
         [](H& h) {
             h.functions.push_back({"", "double", "extra_function", {{"double %", "x"}}, false});
         }},
        {"C03",
         [](H& h) {
             auto& p = some_function(h).parameters;
             p.insert(p.begin() + static_cast<std::ptrdiff_t>(index_in(p)),
                      {"uint32_t %", "extra"});
         }},
        {"C03", [](H& h) { some_function(h).parameters.pop_back(); }},
        {"C04",
         [](H& h) {
             some_function(h).parameters.front().type =
                 one_of<std::string>({"uint64_t %", "int32_t %", "float %", "uint32_t *%"});
         }},
        {"C05",
         [](H& h) {
             auto& p = some_function(h).parameters;
             std::swap(p[0], p[1]);
         }},
        {"C06",
         [](H& h) {
             some_function(h).parameters[static_cast<std::size_t>(number(0, 2))].name =
                 "other_name";
         }},
        {"C07", [](H& h) { some_function(h).result = "uint64_t"; }},
        {"C08", [](H& h) { some_function(h).parameters[2].type = "char *%"; }},
        {"C11", [](H& h) { some_function(h).variadic = true; }},
        {"M01", [](H& h) { h.macros.front().second = fmt::format("{}u", number(100, 200)); }},
        {"M02", [](H& h) { h.macros.pop_back(); }},
        {"M03", [](H& h) { h.macros.emplace_back("EXTRA_MACRO", "12.5"); }},
        {"M04", [](H& h) { h.macros.front().second.pop_back(); }},
    };
    return rows;
}

} // namespace

HeaderSpec random_header() {
    HeaderSpec header;
    header.macros = {{"FIRST_MACRO", fmt::format("{}u", number(1, 99))},
                     {"SECOND_MACRO", fmt::format("\"text {}\"", number(0, 9))}};
    const int typedefs = number(1, 3);
    for (int i = 0; i < typedefs; ++i)
        header.typedefs.emplace_back(fmt::format("t{}", i), "uint32_t");
    const int enums = number(1, 2);
    for (int i = 0; i < enums; ++i) {
        EnumSpec item{fmt::format("e{}", i), {}};
        const int values = number(3, 6);
        for (int k = 0; k < values; ++k)
            item.values.emplace_back(fmt::format("E{}_V{}", i, k), "");
        header.enums.push_back(item);
    }
    header.records.push_back(random_record(header, "r0", false));
    header.records.push_back(random_record(header, "u0", true));
    const int records = number(0, 3);
    for (int i = 1; i <= records; ++i)
        header.records.push_back(random_record(header, fmt::format("r{}", i), false));
    const int functions = number(1, 4);
    for (int i = 0; i < functions; ++i)
        header.functions.push_back(random_function(header, i));
    header.records.push_back(
        {"lonely", "", false, {{"uint64_t %", "alone"}, {"uint16_t %[3]", "with"}}});
    header.variables = {{"uint32_t %", "variable"}, {"const float %", "constant_variable"}};
    return header;
}

std::string text_of(const HeaderSpec& header) {
    std::string text = "#include <stdint.h>\n";
    for (const auto& [name, value] : header.macros)
        text += fmt::format("#define {} {}\n", name, value);
    for (const auto& [name, type] : header.typedefs)
        text += fmt::format("typedef {} {};\n", type, name);
    for (const EnumSpec& item : header.enums) {
        text += fmt::format("enum {} {{\n", item.name);
        for (const auto& [name, value] : item.values)
            text += fmt::format("    {} {},\n", name, value);
        text += "};\n";
    }
    for (const RecordSpec& record : header.records) {
        text += fmt::format("{} {}{} {{\n", record.is_union ? "union" : "struct", record.attribute,
                            record.name);
        for (const Declaration& d : record.fields)
            text += fmt::format("    {};\n", declare(d));
        text += "};\n";
    }
    for (const Declaration& d : header.variables)
        text += fmt::format("extern {};\n", declare(d));
    for (const FunctionSpec& function : header.functions) {
        std::vector<std::string> parameters;
        for (const Declaration& d : function.parameters)
            parameters.push_back(declare(d));
        if (function.variadic)
            parameters.emplace_back("...");
        text += fmt::format("{}{} {}({});\n", function.prefix, function.result, function.name,
                            fmt::join(parameters, ", "));
    }
    return text;
}

Mutation random_mutation(const HeaderSpec& header) {
    const MutationRow row = one_of(mutations());
    Mutation result{row.rule, row.rule, header};
    row.apply(result.header);
    return result;
}

HeaderSpec reordered(const HeaderSpec& header) {
    HeaderSpec result = header;
    std::reverse(result.macros.begin(), result.macros.end());
    std::reverse(result.typedefs.begin(), result.typedefs.end());
    std::reverse(result.enums.begin(), result.enums.end());
    std::reverse(result.functions.begin(), result.functions.end());
    std::reverse(result.variables.begin(), result.variables.end());
    std::rotate(result.records.begin(), result.records.end() - 1,
                result.records.end()); // nobody contains the last
    for (RecordSpec& record : result.records)
        for (Declaration& d : record.fields)
            replace(d.type, "uint32_t %", "unsigned int /* spelt otherwise */ %");
    return result;
}

} // namespace ffigen::drift::test
