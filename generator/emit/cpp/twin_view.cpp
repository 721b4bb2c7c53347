#include "api/names.hpp"
#include "emit/cpp/text.hpp"
#include "emit/cpp/views.hpp"
#include "rules/rules.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <sstream>

namespace ffigen::emit::cpp {
namespace {

using Json = nlohmann::ordered_json;

std::string twin_of(const model::Annotations& annotations) {
    const model::Annotation* annotation = model::find(annotations, "cxx");
    return annotation == nullptr || annotation->positional.empty() ? std::string()
                                                                   : annotation->positional.front();
}

Json section(std::string title, const std::vector<std::string>& lines) {
    return {{"title", "// " + std::move(title)}, {"lines", lines_view(lines)}};
}

Json record_section(const model::Record& record, const std::string& twin) {
    std::vector<std::string> lines = {statement("FFIGEN_TWIN", {record.c_name, twin})};
    for (const model::Field& field : record.layouts.first().fields) {
        if (field.name.empty() || field.is_anonymous || model::is_flexible(field))
            continue;
        const model::FieldInfo* info = record.info(field.name);
        std::string member = info == nullptr ? std::string() : twin_of(info->annotations);
        if (member.empty())
            member = field.name;
        // Nothing in C or C++ tells the place of a bit-field at compile time.
        if (field.is_bitfield)
            lines.push_back(
                statement("FFIGEN_TWIN_TYPE", {record.c_name, field.name, twin, member}));
        else if (member == field.name)
            lines.push_back(statement("FFIGEN_TWIN_FIELD", {record.c_name, twin, field.name}));
        else
            lines.push_back(
                statement("FFIGEN_TWIN_MEMBER", {record.c_name, field.name, twin, member}));
    }
    return section(fmt::format("{} = {}", record.name, twin), lines);
}

/// The enumerator's name in C++ when nothing else is said: its words in the safe layers.
std::string enumerator_words(const api::Api& api, const std::string& enumeration,
                             const std::string& c_name) {
    if (const api::Enum* declared = api.enumeration(enumeration))
        for (const api::EnumValue& value : declared->values)
            if (value.c_name == c_name)
                return api::join(value.name.words);
    if (const api::ErrorSet* set = api.error_set(enumeration))
        for (const api::ErrorCode& code : set->codes)
            if (code.c_name == c_name)
                return api::join(code.name.words);
    return c_name;
}

Json enum_section(const api::Api& api, const model::Enum& declared, const std::string& twin) {
    std::vector<std::string> lines = {statement("FFIGEN_TWIN_ENUM", {declared.c_name, twin})};
    for (const model::Enumerator& enumerator : declared.enumerators) {
        std::string name = twin_of(enumerator.annotations);
        if (name.empty())
            name = enumerator_words(api, declared.name, enumerator.name);
        if (name.find("::") == std::string::npos)
            name = fmt::format("{}::{}", twin, name);
        lines.push_back(statement("FFIGEN_TWIN_VALUE", {enumerator.name, name}));
    }
    return section(fmt::format("{} = {}", declared.name, twin), lines);
}

bool is_constant(const model::Contract& contract, const std::string& name) {
    return contract.constant(name) != nullptr ||
           std::ranges::any_of(contract.enums, [&](const model::Enum& declared) {
               return std::ranges::any_of(declared.enumerators,
                                          [&](const auto& item) { return item.name == name; });
           });
}

std::vector<std::string> constant_lines(const model::Contract& contract, Diagnostics& diagnostics) {
    std::vector<std::string> lines;
    for (const model::Annotation& statement_about : contract.module) {
        if (statement_about.name != "cxx_constant" || statement_about.positional.size() != 2)
            continue;
        const std::string& name = statement_about.positional[0];
        if (is_constant(contract, name)) {
            lines.push_back(statement("FFIGEN_TWIN_VALUE", {name, statement_about.positional[1]}));
            continue;
        }
        Diagnostic found = rules::finding(
            "G03", statement_about.where,
            fmt::format("FFI_CXX_CONSTANT names '{}', which is no constant of the header", name));
        found.remedy = "name a macro that is a constant expression, or an enumerator";
        diagnostics.add(std::move(found));
    }
    for (const model::Constant& constant : contract.constants)
        if (const std::string twin = twin_of(constant.annotations); !twin.empty())
            lines.push_back(statement("FFIGEN_TWIN_VALUE", {constant.name, twin}));
    return lines;
}

/// `cxx_include` of FFI_MODULE: headers separated by spaces, quoted unless they bring their
/// brackets.
std::vector<std::string> includes_of(const model::Contract& contract) {
    std::vector<std::string> includes;
    const model::Annotation* module = model::find(contract.module, "module");
    const std::string* value = module == nullptr ? nullptr : module->value("cxx_include");
    std::istringstream words(value == nullptr ? std::string() : *value);
    for (std::string word; words >> word;)
        includes.push_back(word.starts_with('<') ? word : fmt::format("\"{}\"", word));
    return includes;
}

} // namespace

Json common_view(const Input& input) {
    const std::string& package = input.api.package.name;
    return {
        {"made",
         comment(fmt::format("Made by ffigen from {}; changes are lost.", input.contract.header))},
        {"include", input.contract.is_system_header ? fmt::format("<{}>", input.contract.include_as)
                                                    : fmt::format("\"{}\"", input.contract.header)},
        {"package", package},
        {"macro", macro_name(package)},
        {"space", package + "_contract"}};
}

std::optional<Json> twin_view(const Input& input, Diagnostics& diagnostics) {
    const model::Contract& contract = input.contract;
    std::vector<std::string> pairs;
    Json sections = Json::array();
    for (const model::Record& record : contract.records) {
        const std::string twin = twin_of(record.annotations);
        if (twin.empty() || record.layouts.groups.empty())
            continue;
        pairs.push_back(statement("FFIGEN_PAIR", {record.c_name, twin}));
        sections.push_back(record_section(record, twin));
    }
    for (const model::Enum& declared : contract.enums)
        if (const std::string twin = twin_of(declared.annotations); !twin.empty())
            sections.push_back(enum_section(input.api, declared, twin));
    if (const auto lines = constant_lines(contract, diagnostics); !lines.empty())
        sections.push_back(section("Constants", lines));
    if (sections.empty())
        return std::nullopt;

    Json view = common_view(input);
    const std::vector<std::string> includes = includes_of(contract);
    view["has_includes"] = !includes.empty();
    view["includes"] = lines_view(includes);
    view["pairs"] = lines_view(pairs);
    view["sections"] = std::move(sections);
    return view;
}

} // namespace ffigen::emit::cpp
