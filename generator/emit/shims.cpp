#include "emit/shims.hpp"

#include "emit/header_use.hpp"

#include <fmt/format.h>

#include <algorithm>

namespace ffigen::emit {
namespace {

using model::Function;
using model::Wrapped;

/// Arguments and the prototype's list, with names that hide neither the function nor each other.
struct Parameters {
    std::string declared, passed;
};

Parameters parameters_of(const model::Contract& contract, const model::Type& signature) {
    Parameters result;
    for (std::size_t i = 1; i < signature.args.size(); ++i) {
        const std::string name = fmt::format("ffigen_{}", i);
        result.declared += (i > 1 ? ", " : "") + to_c(contract, signature.args[i], name);
        result.passed += (i > 1 ? ", " : "") + name;
    }
    if (result.declared.empty())
        result.declared = "void";
    return result;
}

nlohmann::json shim(const model::Contract& contract, const Function& function) {
    const model::Type& signature = function.signatures.first();
    const Parameters parameters = parameters_of(contract, signature);
    const auto head = [&](const std::string& name) {
        return to_c(contract, signature.element(), name + "(" + parameters.declared + ")");
    };
    const std::string gives =
        resolve(contract, signature.element(), function.signatures.present().indices().front())
                    .kind == model::TypeKind::void_
            ? ""
            : "return ";
    return {{"name", function.name},
            {"shim", head(function.symbol)},
            {"own", head(function.name)},
            {"call", fmt::format("{}{}({})", gives, function.name, parameters.passed)},
            {"as_call", fmt::format("{}{}({})", gives, function.symbol, parameters.passed)}};
}

} // namespace

bool has_shims(const model::Contract& contract) {
    return std::ranges::any_of(contract.functions, [](const Function& function) {
        return function.wrapped != Wrapped::no;
    });
}

bool has_shims_alone(const model::Contract& contract) {
    return has_shims(contract) && contract.variables.empty() &&
           std::ranges::all_of(contract.functions, [](const Function& function) {
               return function.wrapped == Wrapped::body;
           });
}

void add_shim_sources(const model::Contract& contract, const std::string& folder, FileSet& files) {
    nlohmann::json shims = nlohmann::json::array();
    for (const Function& function : contract.functions)
        if (function.wrapped != Wrapped::no)
            shims.push_back(shim(contract, function));
    files[folder + "/shims.c"] = render("shims/shims.c", {{"header", contract.header},
                                                          {"include", header_include(contract)},
                                                          {"prologue", prologue(contract)},
                                                          {"shims", shims}});
    if (!contract.is_system_header)
        for (const auto& [path, text] : contract.sources)
            files[folder + "/include/" + path] = text;
}

nlohmann::json macro_shims(const model::Contract& contract) {
    nlohmann::json shims = nlohmann::json::array();
    for (const Function& function : contract.functions)
        if (function.wrapped == Wrapped::macro)
            shims.push_back(shim(contract, function));
    return shims;
}

} // namespace ffigen::emit
