#include "emit/python/context.hpp"

#include "emit/python/format.hpp"
#include "rules/rules.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <bit>

namespace ffigen::emit::python {
namespace {

/// Names that raw.py itself uses.
const std::initializer_list<std::string_view> raw_module_names = {
    "ctypes", "annotations", "Any",      "Final",    "TARGET",   "bytes",          "str",
    "dict",   "_abi",        "_calling", "_layouts", "_library", "CONSTANT_TYPES", "globals"};

bool is_tag(const model::Entity& item) { return item.c_name.find(' ') != std::string::npos; }

/// A name that C knows by its tag alone gives way to others: "struct stat" is struct_stat beside
/// the function.
std::string add_tag(Scope& scope, const std::string& name, std::string_view keyword) {
    const std::string wanted = raw_identifier(name);
    return scope.add(scope.has(wanted) ? raw_identifier(fmt::format("{}_{}", keyword, name))
                                       : wanted);
}

RawNames decide_raw_names(const model::Contract& contract) {
    RawNames names;
    Scope scope(raw_module_names);
    const auto add = [&](const auto& items, RawNames::Map& into) {
        for (const auto& item : items)
            into[item.name] = scope.add(raw_identifier(item.name));
    };
    // C keeps tags apart from other names, so those come first and tags get out of their way.
    add(contract.functions, names.functions);
    add(contract.variables, names.variables);
    for (const auto& enumeration : contract.enums)
        add(enumeration.enumerators, names.enumerators);
    add(contract.typedefs, names.typedefs);
    for (const auto& item : contract.records)
        if (!is_tag(item))
            names.records[item.name] = scope.add(raw_identifier(item.name));
    for (const auto& item : contract.enums)
        if (!is_tag(item))
            names.enums[item.name] = scope.add(raw_identifier(item.name));
    for (const auto& item : contract.records)
        if (is_tag(item))
            names.records[item.name] =
                add_tag(scope, item.name, item.is_union ? "union" : "struct");
    for (const auto& item : contract.enums)
        if (is_tag(item))
            names.enums[item.name] = add_tag(scope, item.name, "enum");
    add(contract.constants, names.constants);
    return names;
}

std::string_view architecture_key(model::Architecture arch) {
    using enum model::Architecture;
    switch (arch) {
    case x86_64:
        return "x86_64";
    case i686:
        return "i686";
    case aarch64:
        return "aarch64";
    case riscv64:
        return "riscv64";
    case powerpc64le:
        return "powerpc64le";
    case s390x:
        return "s390x";
    case arm:
        return "arm";
    case wasm32:
        return "wasm32";
    case other:
        return "";
    }
    return "";
}

} // namespace

void Context::limit(const model::Entity& entity, std::string what, std::string remedy) const {
    Diagnostic diagnostic =
        rules::finding("G01", entity.where, fmt::format("python: '{}' {}", entity.name, what));
    diagnostic.entity = entity.name;
    diagnostic.remedy = std::move(remedy);
    diagnostics.add(std::move(diagnostic));
}

NameTables::NameTables(const Input& input)
    : names(decide_names(input.api)), raw(decide_raw_names(input.contract)),
      docs(input.api, names) {}

Context make_context(const Input& input, const NameTables& tables, Diagnostics& diagnostics) {
    return Context{.contract = input.contract,
                   .api = input.api,
                   .plan = input.plan,
                   .names = tables.names,
                   .raw = tables.raw,
                   .docs = &tables.docs,
                   .diagnostics = diagnostics,
                   .type_prefix = {}};
}

std::string target_condition(const Context& context, std::string_view head,
                             model::TargetSet targets, std::size_t indent) {
    std::vector<std::string> triples;
    for (const std::size_t i : targets.indices())
        triples.push_back(text_literal(context.contract.targets[i].triple));
    const std::string margin(indent, ' ');
    if (triples.size() == 1)
        return fmt::format("{}{} TARGET == {}:", margin, head, triples[0]);
    return margin + bracket(fmt::format("{} TARGET in (", head), triples, "):", indent);
}

bool is_uniform(const Context& context, const TargetText& texts) {
    return texts.uniform() && texts.present() == context.contract.all_targets();
}

TargetText everywhere(const Context& context, std::string text) {
    TargetText texts;
    texts.groups.push_back({context.contract.all_targets(), std::move(text)});
    return texts;
}

std::string by_target(const Context& context, const TargetText& texts, std::size_t indent) {
    if (texts.groups.empty())
        return {};
    const auto block = [&](const std::string& text, std::size_t columns) {
        return indented(text, columns) + "\n";
    };
    if (is_uniform(context, texts))
        return block(texts.first(), indent);
    std::vector<const TargetText::Group*> groups;
    groups.reserve(texts.groups.size());
    for (const auto& group : texts.groups)
        groups.push_back(&group);
    std::stable_sort(groups.begin(), groups.end(), [](const auto* left, const auto* right) {
        return std::popcount(left->targets.bits()) < std::popcount(right->targets.bits());
    });
    const bool covers_all = texts.present() == context.contract.all_targets();
    std::string result;
    for (std::size_t i = 0; i < groups.size(); ++i) {
        if (covers_all && i + 1 == groups.size())
            result += std::string(indent, ' ') + "else:\n";
        else
            result +=
                target_condition(context, i == 0 ? "if" : "elif", groups[i]->targets, indent) +
                "\n";
        result += block(groups[i]->value, indent + 4);
    }
    return result;
}

std::vector<std::string> platform_keys(const model::TargetInfo& target) {
    using OS = model::OperatingSystem;
    const std::string_view arch = architecture_key(target.arch);
    if (arch.empty())
        return {};
    switch (target.os) {
    case OS::linux_:
        return {fmt::format("linux-{}", arch)};
    case OS::windows:
        return {fmt::format("windows-{}-{}", target.msvc ? "msvc" : "gnu", arch)};
    case OS::macos:
        return {fmt::format("darwin-{}", arch)};
    case OS::none:
        if (target.arch == model::Architecture::wasm32)
            return {"emscripten-wasm32", "wasi-wasm32"};
        return {};
    case OS::other: {
        for (const std::string_view system : {"freebsd", "netbsd", "openbsd", "dragonfly"})
            if (target.triple.find(system) != std::string::npos)
                return {fmt::format("{}-{}", system, arch)};
        return {};
    }
    }
    return {};
}

} // namespace ffigen::emit::python
