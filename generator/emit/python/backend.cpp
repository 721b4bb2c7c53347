#include "emit/python/backend.hpp"

#include "emit/python/context.hpp"
#include "emit/python/module.hpp"
#include "emit/python/package.hpp"
#include "emit/python/raw.hpp"
#include "emit/python/reflow.hpp"
#include "emit/python/safe.hpp"
#include "emit/render.hpp"
#include "emit/shims.hpp"
#include "emit/text/source_words.hpp"

#include <fmt/format.h>

#include <algorithm>

namespace ffigen::emit::python {

namespace {

/// Modules of support code that the package's modules name, and those that these name.
void add_support(FileSet& files, const std::string& root, const nlohmann::json& view) {
    std::set<std::string, std::less<>> named; // by the code so far
    const auto read = [&](std::string_view code) {
        text::for_each_mention(code, text::python_lexis, [&](const text::Mention& mention) {
            if (mention.is_free || mention.before.ends_with("from ."))
                named.emplace(mention.name);
        });
    };
    for (const auto& [path, text] : files)
        read(text);
    for (bool grew = true; grew;) {
        grew = false;
        for (const char* name :
             {"_abi",       "_addresses", "_arrays",    "_calling",     "_closures", "_copies",
              "_flexible",  "_gates",     "_handles",   "_interpreter", "_keeping",  "_kin",
              "_lending",   "_lives",     "_loans",     "_made",        "_memory",   "_names",
              "_numbers",   "_open_enum", "_relatives", "_shown",       "_target",   "_text",
              "_transfers", "_turns",     "_values",    "_waiting"}) {
            const std::string path = fmt::format("{}{}.py", root, name);
            if (files.contains(path) || !named.contains(name))
                continue;
            files[path] = render(fmt::format("python/package/{}.py", name), view);
            read(files[path]);
            grew = true;
        }
    }
}

} // namespace

FileSet emit(const Input& input, Diagnostics& diagnostics) {
    const NameTables tables(input);
    const Context context = make_context(input, tables, diagnostics);
    const auto view = package_view(context);
    const std::string root = package_name(input.api.package) + "/";
    FileSet files;
    const auto add = [&](const std::string& path, std::string_view name,
                         const nlohmann::json& data) {
        files[path] = render(fmt::format("python/{}", name), data);
    };
    // Support code and the package's frame.
    for (const char* name : {"README.md", "pyproject.toml", "setup.py", "tests/test_layout.py",
                             "tests/test_package.py"})
        add(name, name, view);
    files[root + "py.typed"] = "";
    if (has_shims(input.contract)) {
        add_shim_sources(input.contract, "c", files);
        files["MANIFEST.in"] = "graft c\n";
    }
    // The raw layer.
    if (needs_library(context))
        add(root + "_library.py", "package/_library.py", view);
    add(root + "raw.py", "package/raw.py", raw_view(context));
    auto layouts = layouts_view(context);
    layouts["header"] = input.contract.header;
    add(root + "_layouts.py", "package/_layouts.py", layouts);
    // The safe layer.
    const auto add_module = [&](const std::string& name, const ModuleView& module) {
        if (!module["body"].get<std::string>().empty())
            add(root + name + ".py", "package/module.py", module);
    };
    add_module("_constants", constants_view(context));
    add_module("_enums", enums_view(context));
    add_module("_errors", errors_view(context));
    add_module("_records", records_view(context));
    add_module("_callbacks", callbacks_view(context));
    add_module("_pointers", pointers_view(context));
    for (const api::Handle& handle : input.api.handles)
        add_module(tables.names.modules.at(handle.c_name), handle_view(context, handle));
    add_module("_functions", functions_view(context));
    add_support(files, root, view);
    add(root + "__init__.py", "package/__init__.py", init_view(context, files));
    for (auto& [path, text] : files)
        if (path.ends_with(".py"))
            text = reflow(text);
    return files;
}

} // namespace ffigen::emit::python
