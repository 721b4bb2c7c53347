// C++: a table of the functions that are offered, for the server of rpc/.
#include "api/docs.hpp"
#include "api/shape.hpp"
#include "emit/cbor/cpp_call.hpp"
#include "emit/cbor/text.hpp"
#include "emit/cpp/text.hpp"
#include "emit/render.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <set>
#include <sstream>

namespace ffigen::emit::cbor {
namespace {

using Json = nlohmann::json;

std::string indented(const std::vector<std::string>& statements) {
    std::string text;
    for (const std::string& statement : statements) {
        std::istringstream lines{statement};
        for (std::string line; std::getline(lines, line);)
            text += "  " + line + "\n";
    }
    return text;
}

std::string function_name(const codec::Call& call) {
    std::string name = "call_" + call.method;
    std::ranges::replace(name, '.', '_');
    return name;
}

Json methods_view(const Source& source) {
    std::vector<const codec::Call*> calls;
    for (const codec::Call& call : source.plan.calls)
        calls.push_back(&call);
    std::ranges::sort(calls, {}, &codec::Call::method);
    Json methods = Json::array();
    for (const codec::Call* call : calls)
        methods.push_back(
            {{"method", call->method},
             {"name", function_name(*call)},
             {"blocking", source.input.api.function(call->function)->blocking ? "true" : "false"},
             {"body", indented(cpp_call(source, *call))}});
    return methods;
}

Json kinds_view(const Source& source) {
    std::set<std::string> used;
    for (const codec::Call& call : source.plan.calls)
        for (const codec::Record* half : {&call.request, &call.reply})
            for (const codec::Field& field : half->fields)
                if (field.type.shape == codec::Shape::handle)
                    used.insert(field.type.name);
    Json kinds = Json::array();
    for (const api::Handle& handle : source.input.api.handles)
        if (used.contains(handle.c_name))
            kinds.push_back({{"kind", kind_name(handle.c_name)},
                             {"name", handle.c_name},
                             {"close", handle.close.empty() ? "" : handle.close}});
    return kinds;
}

/// The codes of each set that an offered function answers with.
Json error_sets_view(const Source& source) {
    const api::Api& api = source.input.api;
    std::set<std::string> used;
    for (const codec::Call& call : source.plan.calls)
        if (const api::Function& function = *api.function(call.function);
            function.result.role == api::ResultRole::status && function.error_set)
            used.insert(*function.error_set);
    Json sets = Json::array();
    for (const api::ErrorSet& set : api.error_sets) {
        if (!used.contains(set.c_name))
            continue;
        std::set<std::string> seen;
        Json codes = Json::array();
        for (const api::ErrorCode& code : set.codes)
            if (seen.insert(code.value).second && !code.ok) {
                std::string doc = api::parse_doc(code.doc).text;
                doc = doc.substr(0, doc.find('\n'));
                codes.push_back({{"name", code.c_name}, {"text", octal(doc)}});
            }
        sets.push_back({{"type", set.is_enum ? set.c_name : "int"},
                        {"codes", codes},
                        {"has_text_function", !set.text_function.empty()},
                        {"text_function", set.text_function}});
    }
    return sets;
}

} // namespace

void add_cpp_server(const Source& source, FileSet& files) {
    const model::Contract& contract = source.input.contract;
    const api::Package& package = source.input.api.package;
    const bool before = !package.last_error_function.empty() && !package.last_error_always;
    const Json view = {{"header", contract.header},
                       {"package", package.name},
                       {"guard", cpp::macro_name(package.name) + "_RPC_SERVER_HPP"},
                       {"version", package.version},
                       {"fingerprint", contract.fingerprint},
                       {"cddl", files.at(package.name + ".cddl")},
                       {"last_error", package.last_error_function},
                       {"has_last_error", !package.last_error_function.empty()},
                       {"has_before", before},
                       {"kinds", kinds_view(source)},
                       {"errors", error_sets_view(source)},
                       {"methods", methods_view(source)}};
    files["cpp/.clang-format"] = "DisableFormat: true\n";
    for (const char* file : {"server.hpp", "server.cpp"})
        files[fmt::format("cpp/{}_rpc_{}", package.name, file)] =
            render(fmt::format("cbor/cpp/{}", file), view);
}

} // namespace ffigen::emit::cbor
