#include "emit/python/package.hpp"

#include "emit/header_use.hpp"
#include "emit/python/docs.hpp"
#include "emit/python/format.hpp"
#include "emit/python/module.hpp"
#include "emit/python/raw.hpp"
#include "emit/python/safe.hpp"
#include "emit/python/tables.hpp"
#include "emit/python/types.hpp"
#include "emit/python/values.hpp"
#include "emit/shims.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <cctype>
#include <optional>
#include <set>
#include <sstream>

namespace ffigen::emit::python {
namespace {

using nlohmann::json;

std::string upper(std::string text) {
    std::transform(text.begin(), text.end(), text.begin(),
                   [](unsigned char c) { return static_cast<char>(std::toupper(c)); });
    return text;
}

std::string distribution_name(const Context& context) {
    std::string name = package_name(context.api.package);
    std::replace(name.begin(), name.end(), '_', '-');
    return name;
}

/// "rt_audio_ffi.h: the contract …" → "The contract …".
std::string summary_of(const Context& context) {
    std::string text = first_sentence(context.api.package.doc);
    const std::string own = context.contract.header + ":";
    if (const std::size_t at = text.find(own); at != std::string::npos)
        text.erase(0, at + own.size());
    while (text.starts_with(' '))
        text.erase(0, 1);
    if (text.empty())
        text = fmt::format("Python bindings of {}.", context.contract.header);
    for (std::size_t at = 0; (at = text.find_first_of("\"\\", at)) != std::string::npos;)
        text[at] = '\'';
    return sentence(text);
}

/// Value of the constant that holds the contract's version; empty when there is none.
std::string version_value(const Context& context) {
    const auto* module = model::find(context.contract.module, "module");
    const std::string* name = module == nullptr ? nullptr : module->value("version");
    const model::Constant* constant = name == nullptr ? nullptr : context.contract.constant(*name);
    if (constant == nullptr || constant->values.groups.empty())
        return {};
    return constant->values.first().text;
}

void add_contract(const Context& context, json& view) {
    const api::Package& package = context.api.package;
    view["fingerprint"] = context.contract.fingerprint;
    view["has_fingerprint"] = !package.fingerprint_function.empty();
    view["fingerprint_function"] = package.fingerprint_function;
    const std::string version = version_value(context);
    view["has_version"] = !version.empty();
    view["version_value"] = version;
    view["has_version_function"] = !version.empty() && !package.version_function.empty();
    view["version_function"] = package.version_function;
    view["version_type"] = "ctypes.c_uint";
    if (const model::Function* function = context.contract.function(package.version_function))
        if (!function->signatures.groups.empty())
            view["version_type"] = ctype(context, function->signatures.first().args[0], 0);
    // The lowering reads a version number as major * 1000 + minor where that gives its own version.
    const long number = version.empty() ? 0 : std::stol(version);
    const bool thousands =
        package.version.starts_with(fmt::format("{}.{}", number / 1000, number % 1000));
    view["version_text"] = thousands ? "f\"{version // 1000}.{version % 1000}\"" : "str(version)";
}

json contents_of(const Context& context) {
    json contents = json::array();
    const auto add = [&](const std::string& c_name, const std::string& doc) {
        contents.push_back({{"name", context.names.types.at(c_name)},
                            {"doc", first_sentence(context.docs->translate(doc))}});
    };
    for (const api::Handle& handle : context.api.handles)
        add(handle.c_name, handle.doc);
    for (const api::Record& record : context.api.records)
        if (!record.doc.empty())
            add(record.c_name, record.doc);
    return contents;
}

bool holds(const model::EnumLayout& layout, long long value) {
    if (layout.underlying.kind == model::TypeKind::bool_)
        return value <= 1;
    return layout.size >= sizeof value || value >> (8 * layout.size - layout.is_signed) == 0;
}

/// A value that no enumerator has and the C type of every target holds; none when all have names.
std::optional<long long> unnamed_value(const model::Enum& enumeration) {
    std::set<long long> named{0};
    for (const auto& group : enumeration.layouts.groups)
        for (const auto& [name, value] : group.value.values)
            if (value.size() < 15)
                named.insert(std::stoll(value));
    const auto fits = [&](long long value) {
        return std::all_of(enumeration.layouts.groups.begin(), enumeration.layouts.groups.end(),
                           [&](const auto& group) { return holds(group.value, value); });
    };
    if (const long long next = *named.rbegin() + 1; fits(next))
        return next;
    long long gap = 1;
    while (named.contains(gap))
        ++gap;
    return fits(gap) ? std::optional(gap) : std::nullopt;
}

void add_tests(const Context& context, json& view) {
    const Names& names = context.names;
    view["base_error"] = names.base_error;
    json errors = json::array();
    for (const api::ErrorSet& set : context.api.error_sets) {
        long most = 0;
        for (const api::ErrorCode& code : set.codes)
            most = std::max(most, std::stol(code.value));
        errors.push_back({{"snake", snake_case(set.name)},
                          {"codes", names.error_codes.at(set.c_name)},
                          {"base", names.error_bases.at(set.c_name)},
                          {"failure", names.failures.at(set.c_name)},
                          {"unknown", std::to_string(most + 1)}});
    }
    view["has_errors"] = !errors.empty();
    view["errors"] = errors;
    json enums = json::array();
    for (const api::Enum& enumeration : context.api.enums) {
        if (enumeration.closed || enumeration.flags)
            continue;
        if (const auto unknown = unnamed_value(*context.contract.enumeration(enumeration.c_name)))
            enums.push_back({{"name", names.types.at(enumeration.c_name)},
                             {"unknown", std::to_string(*unknown)}});
    }
    view["enums"] = enums;
    json handles = json::array();
    for (const api::Handle& handle : context.api.handles)
        handles.push_back({{"name", names.types.at(handle.c_name)}});
    view["handles"] = handles;
    json records = json::array();
    json numbers = json::array();
    for (const api::Record& record : context.api.records) {
        const std::string& name = names.types.at(record.c_name);
        const model::Record& model = *context.contract.record(record.c_name);
        if (model.layouts.present() != context.contract.all_targets() ||
            model.layouts.first().size == 0)
            continue;
        records.push_back({{"name", name}});
        for (const model::Field& field : model.layouts.first().fields) {
            const model::Type type = behind(context, field.type);
            if (field.is_bitfield || field.name.empty() || type.kind != model::TypeKind::array ||
                type.count == 0)
                continue;
            const auto element = behind(context, type.element()).kind;
            if (element == model::TypeKind::float_ || element == model::TypeKind::double_ ||
                (model::is_integer(element) && model::is_fixed_width(element)))
                numbers.push_back(
                    {{"record", name}, {"member", property_names(context, model).at(field.name)}});
        }
    }
    view["uses_pytest"] = !errors.empty() || !handles.empty() || !numbers.empty();
    view["records"] = records;
    view["numbers"] = numbers;
}

/// What the support code has to do for this contract.
void add_support_needs(const Context& context, json& view) {
    const auto& functions = context.api.functions;
    view["has_traced"] = !context.plan.traced.empty();
    view["has_callbacks"] =
        std::any_of(context.api.callbacks.begin(), context.api.callbacks.end(),
                    [&](const auto& callback) { return callback_is_used(context, callback); });
    view["lends"] = context.plan.lends;
    view["has_errno"] = std::any_of(functions.begin(), functions.end(),
                                    [](const auto& function) { return function.sets_errno; });
}

/// Public names of a module, from the names table.
std::map<std::string, std::vector<std::string>> public_names(const Context& context) {
    std::map<std::string, std::vector<std::string>> result;
    const Names& names = context.names;
    const Homes homes = homes_of_names(context);
    for (const auto& map : {names.types, names.error_codes, names.error_bases, names.exceptions})
        for (const auto& [c_name, name] : map) {
            const auto home = homes.find(name);
            result[home == homes.end() ? "" : home->second].push_back(name);
        }
    for (const api::Callback& callback : context.api.callbacks)
        if (callback_is_used(context, callback))
            result["_callbacks"].push_back(names.callbacks.at(callback.c_name));
    for (const std::size_t table : used_tables(context))
        result["_callbacks"].push_back(names.tables[table]);
    result["_errors"].push_back(names.base_error);
    for (const auto& [c_name, name] : names.constants)
        result["_constants"].push_back(name);
    for (const api::Function& function : context.api.functions)
        if (function.handle.empty())
            if (const auto name = names.functions.find(function.c_name);
                name != names.functions.end())
                result["_functions"].push_back(name->second);
    if (!context.api.package.fingerprint_function.empty())
        result["_library"].emplace_back("ContractMismatch");
    for (auto& [module, list] : result) {
        std::sort(list.begin(), list.end());
        list.erase(std::unique(list.begin(), list.end()), list.end());
    }
    return result;
}

/// What is compiled when the package is installed, and whether there is a library beside it.
void add_shims(const Context& context, json& view) {
    const bool shims = has_shims(context.contract);
    const bool alone = has_shims_alone(context.contract) && context.api.package.library.empty();
    view["has_shims"] = shims;
    view["has_library"] = !alone;
    view["has_home"] = shims && !alone;
    view["shim_prefix"] = model::shim_prefix;
    // The shims call the library, which they are not linked with.
    view["mode"] = shims && !alone ? ", mode=ctypes.RTLD_GLOBAL" : "";
    const bool searches =
        !context.contract.is_system_header && !shadows_c_library(context.contract);
    view["include_dirs"] = searches ? text_literal("c/include") : "";
    std::string arguments;
    std::istringstream words(compiler_flags(context.contract));
    for (std::string flag; words >> flag;)
        arguments += (arguments.empty() ? "" : ", ") + text_literal(flag);
    view["compile_arguments"] = arguments;
    view["libraries"] = alone ? "[]"
                              : fmt::format("[{}] if sys.platform == \"win32\" else []",
                                            text_literal(view["library"].get<std::string>()));
}

} // namespace

bool needs_library(const Context& context) {
    return !context.contract.functions.empty() || !context.contract.variables.empty();
}

json package_view(const Context& context) {
    const api::Package& package = context.api.package;
    json view;
    view["package"] = package_name(package);
    view["distribution"] = distribution_name(context);
    view["version"] = package.version.empty() ? "0.0.0" : package.version;
    view["major"] =
        view["version"].get<std::string>().substr(0, view["version"].get<std::string>().find('.'));
    view["summary"] = summary_of(context);
    view["header"] = context.contract.header;
    view["library"] = package.library.empty() ? package.name : package.library;
    view["environment"] = upper(package.name) + "_LIBRARY";
    view["targets"] = target_view(context);
    view["error"] = fmt::format("`{}` or a class derived from it", context.names.base_error);
    view["has_stdcall"] =
        std::any_of(context.contract.functions.begin(), context.contract.functions.end(),
                    [&](const auto& function) {
                        for (std::size_t target = 0; target < context.target_count(); ++target)
                            if (const model::Type* type = function.signatures.find(target))
                                if (convention_of(*type, context.contract.targets[target]) ==
                                    Convention::stdcall)
                                    return true;
                        return false;
                    });
    add_support_needs(context, view);
    add_shims(context, view);
    view["contents"] = contents_of(context);
    view["has_contents"] = !view["contents"].empty();
    add_contract(context, view);
    add_tests(context, view);
    return view;
}

json init_view(const Context& context, const FileSet& files) {
    std::vector<std::string> all{"raw"};
    std::string imports = "from . import raw\n";
    std::map<std::string, std::vector<std::string>> modules = public_names(context);
    Scope taken;
    for (const auto& [module, list] : modules)
        for (const std::string& name : list)
            taken.add(name);
    const auto add_support = [&](const char* name, const char* module) {
        if (!taken.has(name))
            modules[module].emplace_back(name);
    };
    add_support("Numbers", "_numbers");
    add_support("Records", "_memory");
    add_support("Registration", "_closures");
    add_support("TextCut", "_text");
    for (const auto& [module, list] : modules) {
        if (list.empty() ||
            !files.contains(fmt::format("{}/{}.py", package_name(context.api.package), module)))
            continue;
        imports += import_statement("." + module, list) + "\n";
        all.insert(all.end(), list.begin(), list.end());
    }
    sort_exports(all);
    all.erase(std::unique(all.begin(), all.end()), all.end());
    for (std::string& name : all)
        name = text_literal(name);
    std::string doc = context.docs->translate(context.api.package.doc);
    if (doc.empty())
        doc = summary_of(context);
    return {
        {"doc", docstring(prose(doc, 0), 0)},
        {"imports", without_last_newlines(imports)},
        {"version", context.api.package.version.empty() ? "0.0.0" : context.api.package.version},
        {"all", bracket("__all__ = [", all, "]", 0)}};
}

} // namespace ffigen::emit::python
