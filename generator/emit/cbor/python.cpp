// Python: a package of dataclasses that needs no library.
#include "emit/cbor/python_records.hpp"

#include "emit/cbor/python_client.hpp"
#include "emit/python/module.hpp"
#include "emit/render.hpp"

#include <fmt/format.h>
#include <fmt/ranges.h>

#include <algorithm>
#include <cctype>

namespace ffigen::emit::cbor {
namespace {

/// An import as ruff breaks it.
std::vector<std::string> import(const std::string& module, std::vector<std::string> names) {
    python::sort_imports(names);
    std::string line = fmt::format("from {} import {}", module, fmt::join(names, ", "));
    if (names.empty())
        return {};
    if (line.size() <= 120)
        return {line};
    std::vector<std::string> lines{fmt::format("from {} import (", module)};
    for (const std::string& name : names)
        lines.push_back("    " + name + ",");
    lines.emplace_back(")");
    return lines;
}

/// What its modules need of Python.
std::vector<std::string> stdlib_of(const PythonRecords& python) {
    std::vector<std::string> imports;
    if (python.uses_array)
        imports.emplace_back("from array import array");
    if (python.uses_sequence)
        imports.emplace_back("from collections.abc import Sequence");
    imports.emplace_back(python.uses_field ? "from dataclasses import dataclass, field"
                                           : "from dataclasses import dataclass");
    if (python.uses_any)
        imports.emplace_back("from typing import Any");
    return imports;
}

void add_messages(const Source& source, PythonRecords& python, const Json& names, FileSet& files) {
    python.uses_array = python.uses_field = python.uses_sequence = python.uses_any = false;
    Json messages = Json::array(), requests = Json::array(), replies = Json::array();
    for (const codec::Call& call : source.plan.calls) {
        requests.push_back(python.message(call.request));
        replies.push_back(python.message(call.reply));
        messages.push_back(requests.back());
        messages.push_back(replies.back());
    }
    const std::vector<std::string> stdlib = stdlib_of(python);
    const std::string module = names["module"];
    Json view = names;
    view["records"] = messages;
    view["stdlib"] = texts(stdlib);
    view["enums_import"] = view["records_import"] = Json::array();
    const std::string without = render("cbor/python/messages.py", view);
    view["enums_import"] = python_imports(module + ".enums", names["enum_names"], without);
    view["records_import"] = python_imports(module + ".records", names["record_names"], without);
    files["python/" + module + "/_messages.py"] = render("cbor/python/messages.py", view);
    add_python_client(
        source, requests, replies, names, [&](const Type& type) { return python.type_of(type); },
        files);
}

} // namespace

Json python_imports(const std::string& module, const Json& names, const std::string& text) {
    const auto is_part = [](char c) {
        return std::isalnum(static_cast<unsigned char>(c)) != 0 || c == '_';
    };
    std::vector<std::string> used;
    for (const auto& each : names) {
        const auto name = each.get<std::string>();
        for (std::size_t at = 0; (at = text.find(name, at)) != std::string::npos;
             at += name.size()) {
            const bool whole =
                (at == 0 || !is_part(text[at - 1])) &&
                (at + name.size() == text.size() || !is_part(text[at + name.size()]));
            if (!whole)
                continue;
            used.push_back(name);
            break;
        }
    }
    return texts(import(module, used));
}

void add_python(const Source& source, FileSet& files) {
    const api::Package& package = source.input.api.package;
    const std::string module = python::package_name(package) + "_cbor";
    PythonRecords python(source.plan);
    const std::set<std::string> used = used_enums(source.plan);
    Json records = Json::array(), enums = Json::array(), all = Json::array();
    std::vector<std::string> record_names, enum_names, exported{"CborError", "ErrorKind"};
    for (const codec::Record& record : source.plan.records) {
        records.push_back(python.record(record));
        record_names.push_back(python.name(record.c_name));
    }
    for (const codec::Enum& each : source.plan.enums)
        if (used.contains(each.c_name)) {
            enums.push_back(python.enumeration(each));
            enum_names.push_back(python.name(each.c_name));
        }
    exported.insert(exported.end(), record_names.begin(), record_names.end());
    exported.insert(exported.end(), enum_names.begin(), enum_names.end());
    python::sort_exports(exported);
    for (const std::string& name : exported)
        all.push_back({{"name", name}});
    const std::vector<std::string> stdlib = stdlib_of(python);
    std::string distribution = package.name;
    std::ranges::replace(distribution, '_', '-');
    const Json view = {{"header", source.input.contract.header},
                       {"module", module},
                       {"distribution", distribution},
                       {"version", package.version.empty() ? "0" : package.version},
                       {"records", records},
                       {"enums", enums},
                       {"has_calls", !source.plan.calls.empty()},
                       {"enum_names", enum_names},
                       {"record_names", record_names},
                       {"stdlib", texts(stdlib)},
                       {"enums_import", texts(import(module + ".enums", enum_names))},
                       {"records_import", texts(import(module + ".records", record_names))},
                       {"all", all}};
    files["python/pyproject.toml"] = render("cbor/python/pyproject.toml", view);
    files["python/" + module + "/py.typed"] = "";
    files["python/" + module + "/__init__.py"] = render("cbor/python/init.py", view);
    for (const char* file : {"errors", "message", "reader", "writer"})
        files[fmt::format("python/{}/{}.py", module, file)] =
            render(fmt::format("cbor/python/{}.py", file), view);
    if (!records.empty()) {
        Json of_records = view;
        of_records["enums_import"] = Json::array();
        of_records["enums_import"] = python_imports(module + ".enums", view["enum_names"],
                                                    render("cbor/python/records.py", of_records));
        files["python/" + module + "/records.py"] = render("cbor/python/records.py", of_records);
    }
    if (!enums.empty())
        files["python/" + module + "/enums.py"] = render("cbor/python/enums.py", view);
    if (!source.plan.calls.empty())
        add_messages(source, python, view, files);
}

} // namespace ffigen::emit::cbor
