// Changes of enums, typedefs, variables and constants.
#include "mutations.hpp"
#include "random_choice.hpp"

#include <fmt/format.h>

#include <algorithm>

namespace ffigen::drift::test {
namespace {

using H = HeaderSpec;
using Values = std::vector<std::pair<std::string, std::string>>;

EnumSpec numbered(int count) {
    EnumSpec item;
    const bool explicitly = one_in(2);
    for (int i = 0; i < count; ++i)
        item.values.emplace_back(fmt::format("SUBJECT_{}", static_cast<char>('A' + i)),
                                 explicitly ? std::to_string(i) : "");
    return item;
}

/// An enum A, B, C, … of which the change gets the values.
std::function<Edit(H&)> in_enum(const std::function<void(Values&)>& change,
                                const char* attributes = "") {
    return [=](H& h) -> Edit {
        EnumSpec item = numbered(number(4, 7));
        item.attributes = attributes;
        const std::size_t index = put_enum(h, item);
        return [=](H& after) { change(after.enums[index].values); };
    };
}

std::function<Edit(H&)> attribute_of_enum(const char* from, const char* to,
                                          const Values& more = {}) {
    return [=](H& h) -> Edit {
        EnumSpec item = numbered(3);
        item.values.insert(item.values.end(), more.begin(), more.end());
        item.attributes = from;
        const std::size_t index = put_enum(h, item);
        return [=](H& after) { after.enums[index].attributes = to; };
    };
}

/// With COUNT behind the others.
std::function<Edit(H&)> before_count(const std::function<void(Values&)>& change) {
    return [=](H& h) -> Edit {
        EnumSpec item = numbered(4);
        for (auto& [name, value] : item.values)
            value.clear();
        item.values.emplace_back("SUBJECT_COUNT", "");
        const std::size_t index = put_enum(h, item);
        return [=](H& after) { change(after.enums[index].values); };
    };
}

Edit insert_value(H& h) {
    EnumSpec item = numbered(5);
    for (auto& [name, value] : item.values)
        value.clear();
    const std::size_t index = put_enum(h, item);
    const int where = number(0, 4);
    return [=](H& after) {
        Values& values = after.enums[index].values;
        values.insert(values.begin() + where, {"SUBJECT_NEW", ""});
    };
}

Edit remove_value_from_the_middle(H& h) {
    EnumSpec item = numbered(5);
    for (auto& [name, value] : item.values)
        value.clear();
    const std::size_t index = put_enum(h, item);
    const int where = number(0, 3);
    return [=](H& after) {
        Values& values = after.enums[index].values;
        values.erase(values.begin() + where);
    };
}

Edit reorder_values(H& h) {
    EnumSpec item = numbered(5);
    for (auto& [name, value] : item.values)
        value.clear();
    const std::size_t index = put_enum(h, item);
    const int where = number(0, 2);
    return [=](H& after) {
        const auto first = after.enums[index].values.begin() + where;
        std::rotate(first, first + 1, first + 3);
    };
}

Edit reuse_value(H& h) {
    EnumSpec item = numbered(5);
    for (std::size_t i = 0; i < item.values.size(); ++i)
        item.values[i].second = std::to_string(i);
    const std::size_t index = put_enum(h, item);
    const int where = number(0, 3);
    return [=](H& after) {
        Values& values = after.enums[index].values;
        const std::string value = values[static_cast<std::size_t>(where)].second;
        values.erase(values.begin() + where);
        values.emplace_back("SUBJECT_NEW", value);
    };
}

Edit add_enum(H&) {
    return [](H& after) {
        EnumSpec item = numbered(3);
        item.name = "subject";
        after.enums.push_back(item);
    };
}

Edit remove_enum(H& h) {
    add_enum(h)(h);
    return [](H& after) { after.enums.pop_back(); };
}

Edit rename_enum(H& h) {
    const std::size_t index = put_enum(h, numbered(4));
    return [=](H& after) {
        after.enums[index].name = "subject_renamed";
        for_each_type(after, [](std::string& type) {
            if (type == "enum subject %")
                type = "enum subject_renamed %";
        });
    };
}

std::function<Edit(H&)>
retype_typedef(const std::vector<std::pair<std::string, std::string>>& choices) {
    return [choices](H& h) -> Edit {
        const auto [from, to] = one_of(choices);
        const std::size_t index = put_typedef(h, from);
        return [=, wanted = to](H& after) { after.typedefs[index].type = wanted; };
    };
}

Edit add_typedef(H&) {
    return [](H& after) { after.typedefs.push_back({fixed_width_type(), "subject", {}}); };
}

Edit remove_typedef(H& h) {
    add_typedef(h)(h);
    return [](H& after) { after.typedefs.pop_back(); };
}

Edit rename_typedef(H& h) {
    const std::size_t index = put_typedef(h, fixed_width_type());
    return [=](H& after) {
        after.typedefs[index].name = "subject_renamed";
        for_each_type(after, [](std::string& type) {
            if (type == "subject %")
                type = "subject_renamed %";
        });
    };
}

std::function<Edit(H&)>
retype_variable(const std::vector<std::pair<std::string, std::string>>& choices) {
    return [choices](H& h) -> Edit {
        const auto [from, to] = one_of(choices);
        const std::size_t index = put_variable(h, from);
        return [=, wanted = to](H& after) { after.variables[index].type = wanted; };
    };
}

Edit add_variable(H&) {
    return [](H& after) { put_variable(after, random_type(after)); };
}

Edit remove_variable(H& h) {
    const std::size_t index = put_variable(h, random_type(h));
    return [=](H& after) {
        after.variables.erase(after.variables.begin() + static_cast<long>(index));
    };
}

std::function<Edit(H&)> macro(const char* from, const char* to) {
    return [=](H& h) -> Edit {
        const std::size_t index = put_macro(h, from);
        return [=](H& after) { after.macros[index].second = to; };
    };
}

/// The length of an array in a record and the base of another constant: one cause.
Edit change_length(H& h) {
    const std::size_t index = put_macro(h, "4");
    h.macros.emplace_back("DERIVED", "(SUBJECT * 3)");
    put(h, {{one_of({"float %[SUBJECT]", "uint8_t %[SUBJECT][2]"}), "samples", {}}});
    return [=](H& after) { after.macros[index].second = "5"; };
}

Edit remove_macro(H& h) {
    put_macro(h, one_of({"1", "'c'", "\"text\"", "1.5f"}));
    return [](H& after) { after.macros.pop_back(); };
}

Edit add_macro(H&) {
    return [](H& after) { put_macro(after, one_of({"1", "'c'", "\"text\"", "1.5f"})); };
}

} // namespace

const std::vector<Mutation>& value_mutations() {
    static const std::vector<Mutation> table{
        {"E01", "E01", "another number for the last",
         in_enum([](Values& values) { values.back().second = "42"; })},
        {"E02", "E02", "one put before others", insert_value},
        {"E02", "E02", "one taken out before others", remove_value_from_the_middle},
        {"E02", "E02", "another order", reorder_values},
        {"E03", "E05", "last one taken out", in_enum([](Values& values) { values.pop_back(); })},
        {"E04", "E04", "renamed in place", in_enum([](Values& values) {
             values[index_below(values.size())].first = "SUBJECT_RENAMED";
         })},
        {"E04", "E04", "enum renamed everywhere", rename_enum},
        {"E05", "E03", "one put behind",
         in_enum([](Values& values) { values.emplace_back("SUBJECT_NEW", ""); })},
        {"E05", "E03", "one put behind in a closed enum",
         in_enum([](Values& values) { values.emplace_back("SUBJECT_NEW", ""); }, "FFI_CLOSED ")},
        {"E06", "E06", "packed", attribute_of_enum("", "__attribute__((packed)) ")},
        {"E06", "E06", "a value that needs two bytes in a packed enum",
         in_enum([](Values& values) { values.emplace_back("SUBJECT_WIDE", "300"); },
                 "__attribute__((packed)) ")},
        {"E07", "E07", "a negative value where the sign follows from the values",
         in_enum([](Values& values) { values.emplace_back("SUBJECT_NEGATIVE", "-5"); })},
        {"E08", "E03", "second name for a value", in_enum([](Values& values) {
             values.emplace_back("SUBJECT_ALIAS", values[index_below(values.size())].first);
         })},
        {"E09", "E03", "one more before COUNT", before_count([](Values& values) {
             values.insert(values.end() - 1, {"SUBJECT_NEW", ""});
         })},
        {"E10", "", "number of one that went", reuse_value},
        {"E11", "E12", "enum put in", add_enum},
        {"E12", "E11", "enum taken out", remove_enum},
        {"S09", "S09", "closed", attribute_of_enum("", "FFI_CLOSED ")},
        {"S09", "S09", "flags", attribute_of_enum("FFI_FLAGS ", "")},

        {"T01", "T01", "other size",
         retype_typedef({{"uint32_t %", "uint64_t %"},
                         {"double %", "float %"},
                         {"float %[4]", "float %[3]"},
                         {"size_t %", "uint8_t %"}})},
        {"T02", "T02", "same size",
         retype_typedef({{"uint32_t %", "int32_t %"},
                         {"uint32_t %", "float %"},
                         {"char *%", "const char *%"},
                         {"float %[4]", "float %[2][2]"}})},
        {"T03", "T04", "typedef taken out", remove_typedef},
        {"T03", "T03", "typedef renamed everywhere", rename_typedef},
        {"T04", "T03", "typedef put in", add_typedef},
        {"K01", "K01", "callback type",
         retype_typedef({{"void (*%)(int code)", "void (*%)(int code, void *user)"},
                         {"void (*%)(int code)", "void (*%)(double code)"},
                         {"int (*%)(void *user)", "void (*%)(void *user)"}})},
        {"K02", "K02", "convention of a callback type",
         retype_typedef({{"void (*%)(int code)", "void (STDCALL *%)(int code)"}})},

        {"V01", "V02", "variable taken out", remove_variable},
        {"V02", "V01", "variable put in", add_variable},
        {"V03", "V03", "other type",
         retype_variable({{"uint32_t %", "uint64_t %"},
                          {"float %[4]", "float %[5]"},
                          {"uint32_t %", "int32_t %"},
                          {"uint32_t %", "float %"}})},
        {"V04", "V04", "const", retype_variable({{"uint32_t %", "const uint32_t %"}})},
        {"V05", "V05", "weak",
         retype_variable({{"uint32_t %", "uint32_t % __attribute__((weak))"}})},

        {"M01", "M01", "number", macro("12u", "13u")},
        {"M01", "M01", "text", macro("\"a\"", "\"b\"")},
        {"M01", "M01", "length of an array", change_length},
        {"M02", "M03", "taken out", remove_macro},
        {"M03", "M02", "put in", add_macro},
        {"M04", "M04", "suffix", macro("12u", "12")},
        {"M04", "M04", "integer into float", macro("12", "12.0")},
    };
    return table;
}

} // namespace ffigen::drift::test
