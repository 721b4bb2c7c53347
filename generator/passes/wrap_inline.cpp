#include "passes/wrap_inline.hpp"

#include "passes/call_macro.hpp"

#include <algorithm>
#include <functional>

namespace ffigen::passes {
namespace {

using model::Contract;
using model::Function;
using model::Type;
using model::TypeKind;

/// Whether a shim's prototype can be written with the names that the header has.
bool is_spellable(const Contract& contract, const Type& type) {
    if (type.kind == TypeKind::va_list_ || type.kind == TypeKind::unsupported)
        return false;
    if (type.kind == TypeKind::record) {
        const model::Record* record = contract.record(type.name);
        // Compilers have records of their own: __va_list_tag.
        if (record == nullptr || record->is_anonymous || record->c_name.find("__va_list") == 0 ||
            record->c_name.find(" __va_list") != std::string::npos)
            return false;
    }
    return std::ranges::all_of(type.args,
                               [&](const Type& part) { return is_spellable(contract, part); });
}

bool can_be_shim(const Contract& contract, const Function& function) {
    return !function.signatures.groups.empty() &&
           std::ranges::all_of(function.signatures.groups, [&](const auto& group) {
               const Type& type = group.value;
               return !type.variadic && type.convention == model::CallingConvention::c &&
                      (type.has_prototype || type.args.size() == 1) && is_spellable(contract, type);
           });
}

bool is_wrappable(const Contract& contract, const Function& function) {
    return function.is_inline && function.wrapped == model::Wrapped::no &&
           can_be_shim(contract, function);
}

/// The function that a macro is, with the types of what it calls; nullopt when it is no call.
std::optional<Function> function_of(const Contract& contract, const model::Skipped& skipped) {
    const auto macro = read_call_macro(skipped.definition);
    const Function* called = macro ? contract.function(macro->function) : nullptr;
    if (called == nullptr || contract.function(skipped.name) != nullptr)
        return std::nullopt;
    Function function;
    function.name = function.c_name = skipped.name;
    function.doc = skipped.doc;
    function.where = skipped.where;
    function.wrapped = model::Wrapped::macro;
    std::vector<std::size_t> sources; // the called function's parameter for each of the macro's
    for (std::size_t i = 0; i < macro->parameters.size(); ++i) {
        const auto place = std::ranges::find(macro->arguments, std::optional(i));
        sources.push_back(static_cast<std::size_t>(place - macro->arguments.begin()));
    }
    for (std::size_t i = 0; i < sources.size(); ++i) {
        model::Parameter parameter;
        parameter.name = macro->parameters[i];
        parameter.where = skipped.where;
        function.parameters.push_back(std::move(parameter));
    }
    for (const auto& group : called->signatures.groups) {
        const bool fits = std::ranges::all_of(
            sources, [&](std::size_t source) { return source + 1 < group.value.args.size(); });
        const bool arity =
            macro->arguments.size() + 1 == group.value.args.size() ||
            (group.value.variadic && macro->arguments.size() + 1 > group.value.args.size());
        if (!fits || !arity)
            return std::nullopt;
        Type type = group.value;
        type.args = {group.value.args.front()};
        for (const std::size_t source : sources)
            type.args.push_back(group.value.args[source + 1]);
        type.variadic = false;
        type.has_prototype = true;
        function.signatures.groups.push_back({group.targets, std::move(type)});
    }
    return can_be_shim(contract, function) ? std::optional(std::move(function)) : std::nullopt;
}

} // namespace

Wrappable count_wrappable(const Contract& contract) {
    Wrappable count;
    count.functions = static_cast<std::size_t>(
        std::ranges::count_if(contract.functions, [&](const Function& function) {
            return is_wrappable(contract, function);
        }));
    count.macros =
        static_cast<std::size_t>(std::ranges::count_if(contract.skipped, [&](const auto& skipped) {
            return function_of(contract, skipped).has_value();
        }));
    return count;
}

void wrap_inline(Contract& contract) {
    std::vector<Function> macros;
    for (const model::Skipped& skipped : contract.skipped)
        if (auto function = function_of(contract, skipped))
            macros.push_back(std::move(*function));
    for (Function& function : contract.functions)
        if (is_wrappable(contract, function))
            function.wrapped = model::Wrapped::body;
    for (Function& macro : macros) {
        std::erase_if(contract.skipped,
                      [&](const auto& skipped) { return skipped.name == macro.name; });
        contract.functions.push_back(std::move(macro));
    }
    for (Function& function : contract.functions)
        if (function.wrapped != model::Wrapped::no) {
            function.symbol = model::shim_prefix + function.name;
            function.is_inline = function.is_hidden = false;
        }
    contract.index = {};
}

} // namespace ffigen::passes
