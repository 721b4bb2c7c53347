#include "emit/shims.hpp"

#include "emit/header_use.hpp"
#include "model/id.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <cstdint>

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

using Ids = std::vector<model::Id>;

/// What stands for a number in a parameter, by address or not; nullptr: it is none.
const model::Id* id_behind(const Ids& ids, const model::Type& type) {
    const model::Type* behind = &type;
    while (behind->kind == model::TypeKind::pointer)
        behind = &behind->element();
    const auto found = std::ranges::find(ids, behind->name, &model::Id::record);
    return found == ids.end() ? nullptr : &*found;
}

/// The function that is called with numbers, and shows addresses.
class IdShim {
  public:
    IdShim(const model::Contract& contract, const Ids& ids, const Function& function)
        : contract_(contract), ids_(ids), function_(function),
          signature_(function.signatures.first()) {}

    nlohmann::json json() {
        std::string passed;
        for (std::size_t i = 1; i < signature_.args.size(); ++i)
            passed += (i > 1 ? ", " : "") + argument(signature_.args[i], i);
        call(model::called(function_.name) + "(" + passed + ")");
        const std::string declared = parameters_of(contract_, signature_).declared;
        return {{"shim",
                 to_c(contract_, signature_.element(), function_.symbol + "(" + declared + ")")},
                {"lines", std::move(lines_)}};
    }

  private:
    std::string argument(const model::Type& type, std::size_t place) {
        const std::string name = fmt::format("ffigen_{}", place);
        const model::Id* found = id_behind(ids_, type);
        if (found == nullptr)
            return name;
        if (type.element().kind != model::TypeKind::pointer)
            return fmt::format("ffigen_id_{}({})", found->type, name);
        line(fmt::format("{} {}_id = ffigen_id_{}(0);", found->type, name, found->type));
        after_.push_back(fmt::format("if ({})", name));
        after_.push_back(
            fmt::format("    *{} = ffigen_object_{}({}_id);", name, found->type, name));
        return fmt::format("{} ? &{}_id : 0", name, name);
    }

    void call(std::string called) {
        const model::Type& result = signature_.element();
        if (const model::Id* found = id_behind(ids_, result))
            called = fmt::format("ffigen_object_{}({})", found->type, called);
        const std::size_t target = function_.signatures.present().indices().front();
        const bool gives = resolve(contract_, result, target).kind != model::TypeKind::void_;
        if (after_.empty() || !gives) {
            line((gives ? "return " : "") + called + ";");
        } else {
            line(to_c(contract_, result, "result") + " = " + called + ";");
            after_.emplace_back("return result;");
        }
        for (const std::string& each : after_)
            line(each);
    }

    void line(const std::string& text) { lines_.push_back({{"line", text}}); }

    const model::Contract& contract_;
    const Ids& ids_;
    const Function& function_;
    const model::Type& signature_;
    nlohmann::json lines_ = nlohmann::json::array();
    std::vector<std::string> after_;
};

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
        if (function.wrapped != Wrapped::no && !model::is_id_shim(function))
            shims.push_back(shim(contract, function));
    const nlohmann::json defined = definitions(contract);
    files[folder + "/shims.c"] = render("shims/shims.c", {{"header", contract.header},
                                                          {"definitions", defined},
                                                          {"has_definitions", !defined.empty()},
                                                          {"include", header_include(contract)},
                                                          {"prologue", prologue(contract)},
                                                          {"shims", shims},
                                                          {"ids", id_types(contract)},
                                                          {"id_shims", id_shims(contract)}});
    if (!contract.is_system_header)
        for (const auto& [path, text] : contract.sources)
            files[folder + "/include/" + path] = text;
}

namespace {

/// Of two odd numbers each is the other's inverse, modulo 2^32: NULL stays what it is.
std::uint32_t inverse(std::uint32_t odd) {
    std::uint32_t result = odd; // three bits are right, and twice as many after each step
    for (int step = 0; step < 4; ++step)
        result *= 2 - odd * result;
    return result;
}

} // namespace

nlohmann::json id_types(const model::Contract& contract) {
    nlohmann::json types = nlohmann::json::array();
    std::uint32_t place = 0;
    for (const model::Id& id : model::ids_of(contract)) {
        const std::uint32_t factor = 0x9e3779b1 + 0x3c6ef372 * place;
        types.push_back({{"type", id.type},
                         {"record", id.record},
                         {"none", id.none},
                         {"tag", fmt::format("{:#x}", 0x5a000000 + place)},
                         {"factor", fmt::format("{:#x}u", factor)},
                         {"inverse", fmt::format("{:#x}u", inverse(factor))}});
        ++place;
    }
    return types;
}

nlohmann::json id_shims(const model::Contract& contract) {
    const Ids ids = model::ids_of(contract);
    nlohmann::json shims = nlohmann::json::array();
    for (const Function& function : contract.functions)
        if (model::is_id_shim(function))
            shims.push_back(IdShim(contract, ids, function).json());
    return shims;
}

nlohmann::json macro_shims(const model::Contract& contract) {
    nlohmann::json shims = nlohmann::json::array();
    for (const Function& function : contract.functions)
        if (function.wrapped == Wrapped::macro)
            shims.push_back(shim(contract, function));
    return shims;
}

} // namespace ffigen::emit
