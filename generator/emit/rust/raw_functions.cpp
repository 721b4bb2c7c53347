// Functions and variables of the library.
#include "emit/rust/raw_view.hpp"

#include "support/text.hpp"

#include <fmt/format.h>

#include <algorithm>

namespace ffigen::emit::rust {
namespace {

using model::Function;

/// A function on one target: its declaration, or why there is none.
struct WrittenFunction {
    std::string abi, text, problem;
    bool operator==(const WrittenFunction&) const = default;
};

std::vector<std::string> parameter_names(const Function& function) {
    std::vector<std::string> names;
    Scope scope;
    for (std::size_t i = 0; i < function.parameters.size(); ++i) {
        const std::string& name = function.parameters[i].name;
        names.push_back(scope.take(name.empty() ? fmt::format("arg{}", i + 1) : name));
    }
    return names;
}

WrittenFunction function_on(Context& context, const Function& function, std::size_t target) {
    const model::Type& signature = function.signatures.at(target);
    std::string problem = context.types.call_problem(signature, target);
    if (!problem.empty())
        return {.problem = std::move(problem)};
    std::vector<std::string> names = parameter_names(function);
    for (std::size_t i = names.size(); i + 1 < signature.args.size(); ++i)
        names.push_back(fmt::format("arg{}", i + 1));
    const FunctionType type =
        context.types.function_type(signature, names, target, function.name, function.name);
    const std::string head = "pub fn " + context.types.names().value(function.name);
    return {abi_name(signature.convention, context.contract.targets[target]),
            format_signature(head, type.parameters, type.result, ";", 4),
            {}};
}

/// \x01 tells LLVM to use the symbol as it is, without the target's own prefix.
std::string link_name(Context& context, const std::string& name, const std::string& symbol) {
    if (!symbol.empty())
        return fmt::format("    #[link_name = \"\\u{{1}}{}\"]\n", symbol);
    const std::string& rust = context.types.names().value(name);
    if (rust == name || rust == "r#" + name)
        return {};
    return fmt::format("    #[link_name = \"{}\"]\n", name);
}

/// Whether something keeps the function out of the package altogether.
bool has_symbol(Context& context, const Function& function) {
    if (function.is_inline)
        context.cannot(function.where, function.name,
                       function.is_defined ? "it has its body in the header"
                                           : "it is defined in the header and has no symbol",
                       "declare it here and define it in the library, or write it again in Rust");
    else if (function.is_hidden)
        context.cannot(function.where, function.name, "its symbol is hidden",
                       "give it default visibility");
    return !function.is_inline && !function.is_hidden;
}

/// The extern block for a convention. Other conventions than C's are unknown to rustc on some
/// targets, even in a declaration that is configured out: their blocks are configured as a whole.
Json& block(Context& context, Json& blocks, const std::string& abi, model::TargetSet targets) {
    const std::string cfg = abi == "C" ? "" : context.conditions.attribute(targets);
    for (Json& known : blocks)
        if (known["abi"] == abi && known["block_cfg"] == cfg)
            return known["items"];
    blocks.push_back({{"abi", abi}, {"block_cfg", cfg}, {"items", Json::array()}});
    return blocks.back()["items"];
}

/// One by one: a type of the header may be called as another of them is.
void note_atomics(Context& context, std::string_view text) {
    for (std::size_t at = text.find("Atomic"); at != std::string_view::npos;
         at = text.find("Atomic", at + 1)) {
        const auto end =
            std::find_if_not(text.begin() + static_cast<std::ptrdiff_t>(at), text.end(), is_word);
        const std::string name(text.begin() + static_cast<std::ptrdiff_t>(at), end);
        if (context.types.helpers().atomics.contains(name) && (at == 0 || !is_word(text[at - 1])))
            context.atomics.insert(name);
    }
}

void add_function(Context& context, const Function& function, Json& blocks) {
    if (!has_symbol(context, function))
        return;
    const auto written = by_target(function.signatures.present(), [&](std::size_t target) {
        return function_on(context, function, target);
    });
    bool reported = false;
    for (const auto& group : written.groups) {
        if (!group.value.problem.empty()) {
            if (!std::exchange(reported, true))
                context.cannot(function.where, function.name, group.value.problem,
                               "pass it by pointer, or as a type that every language has");
            continue;
        }
        note_atomics(context, group.value.text);
        for (const std::size_t target : group.targets.indices())
            context.in_raw[function.name].insert(target);
        block(context, blocks, group.value.abi, group.targets)
            .push_back(
                {{"doc", raw_doc(context, function.doc)},
                 {"cfg",
                  group.value.abi == "C" ? context.conditions.attribute(group.targets, 4) : ""},
                 {"link_name", link_name(context, function.name, function.symbol)},
                 {"text", group.value.text}});
    }
}

void add_variable(Context& context, const model::Variable& variable, Json& blocks) {
    if (variable.is_thread_local)
        return context.cannot(variable.where, variable.name,
                              "it is one for each thread, which stable Rust cannot declare",
                              "offer functions that get and set it");
    const auto types = by_target(variable.types.present(), [&](std::size_t target) {
        const model::Type& type = variable.types.at(target);
        const bool sized = context.types.facts(type, target).is_sized;
        return sized ? context.types.spell(type, target, variable.name, variable.name)
                     : std::string();
    });
    for (const auto& group : types.groups) {
        if (group.value.empty()) {
            context.cannot(variable.where, variable.name, "its type is incomplete",
                           "offer a pointer to it through a function");
            continue;
        }
        note_atomics(context, group.value);
        std::string text =
            format_field(std::string("pub static ") + (variable.is_const ? "" : "mut ") +
                             context.types.names().value(variable.name),
                         group.value, 4);
        text.back() = ';';
        block(context, blocks, "C", group.targets)
            .push_back({{"doc", raw_doc(context, variable.doc)},
                        {"cfg", context.conditions.attribute(group.targets, 4)},
                        {"link_name", link_name(context, variable.name, "")},
                        {"text", text}});
    }
}

} // namespace

Json raw_functions(Context& context) {
    Json blocks = Json::array();
    for (const Function& function : context.contract.functions)
        add_function(context, function, blocks);
    for (const model::Variable& variable : context.contract.variables)
        add_variable(context, variable, blocks);
    Json atomics = Json::array();
    for (const std::string& name : context.atomics)
        atomics.push_back({{"name", name}});
    return {{"blocks", std::move(blocks)}, {"atomics", std::move(atomics)}};
}

} // namespace ffigen::emit::rust
