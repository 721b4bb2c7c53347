// A short program for the crate's front page, made of what the contract offers.
#include "emit/rust/safe_files.hpp"

#include <fmt/format.h>

#include <algorithm>

namespace ffigen::emit::rust {
namespace {

using api::FunctionKind;
using api::Role;

/// Takes one text and gives the object: Ring::open("…").
const api::Function* opener(const Safe& safe, const api::Handle& handle) {
    const api::Function* found = nullptr;
    for (const std::size_t i : handle.functions) {
        const api::Function& function = safe.context.api.functions[i];
        if (function.kind != FunctionKind::constructor ||
            !safe.names.functions.contains(function.c_name))
            continue;
        const auto arguments =
            std::count_if(function.params.begin(), function.params.end(),
                          [](const api::Param& param) { return param.is_argument(); });
        const bool text = std::any_of(function.params.begin(), function.params.end(),
                                      [](const api::Param& param) {
                                          return param.role == Role::string_in && !param.nullable;
                                      });
        const bool opens = function.name.words.front() == "open";
        if (arguments == 1 && text && (found == nullptr || opens))
            found = &function;
    }
    return found;
}

/// A method of the object alone, that gives something to print.
const api::Function* reader(const Safe& safe, const api::Handle& handle) {
    for (const std::size_t i : handle.functions) {
        const api::Function& function = safe.context.api.functions[i];
        if (!safe.names.functions.contains(function.c_name) || function.params.empty() ||
            function.loan)
            continue;
        if (function.kind != FunctionKind::getter && function.kind != FunctionKind::method)
            continue;
        const auto arguments =
            std::count_if(function.params.begin(), function.params.end(),
                          [](const api::Param& param) { return param.is_argument(); });
        const auto scalars =
            std::count_if(function.params.begin(), function.params.end(),
                          [](const api::Param& param) { return param.role == Role::scalar_out; });
        if (arguments == 1 && scalars == 1 && function.error_set)
            return &function;
    }
    return nullptr;
}

} // namespace

Json usage_example(Safe& safe) {
    for (const api::Handle& handle : safe.context.api.handles) {
        const api::Function* open = opener(safe, handle);
        const api::Function* read = reader(safe, handle);
        if (open == nullptr || read == nullptr)
            continue;
        const std::string& type = safe.names.types.at(handle.c_name);
        const std::string variable = snake_case(handle.name.words);
        const std::string& method = safe.names.functions.at(read->c_name);
        const std::vector<std::string> lines = {
            fmt::format("use {}::{{Error, {}}};", identifier(safe.context.api.package.name), type),
            "",
            "fn main() -> Result<(), Error> {",
            fmt::format("    let {}{} = {}::{}(\"name\")?;",
                        safe.objects.of(handle.c_name).is_exclusive &&
                                !read->params.front().is_const
                            ? "mut "
                            : "",
                        variable, type, safe.names.functions.at(open->c_name)),
            fmt::format("    println!(\"{{:?}}\", {}.{}()?);", variable, method),
            "    Ok(())",
            "}"};
        Json result = Json::array();
        for (const std::string& line : lines)
            result.push_back({{"text", line.empty() ? "" : " " + line}, {"line", line}});
        return result;
    }
    return Json::array();
}

} // namespace ffigen::emit::rust
