#include "emit/go/package.hpp"

#include "emit/go/cgo_reach.hpp"
#include "emit/go/format.hpp"
#include "emit/go/imports.hpp"
#include "emit/go/safe.hpp"
#include "emit/render.hpp"

#include <algorithm>

namespace ffigen::emit::go {

Context make_context(const Input& input) {
    const std::string package =
        package_name(input.api.package.name.empty()
                         ? input.contract.header.substr(0, input.contract.header.find('.'))
                         : input.api.package.name);
    const std::string module =
        input.options.go_module.empty() ? "example.com/" + package : input.options.go_module;
    Context context{input.contract,
                    input.api,
                    platforms_of(input.contract),
                    raw_names(input.contract),
                    safe_names(input.contract, input.api),
                    package,
                    module,
                    &input.plan,
                    {},
                    {},
                    {},
                    {}};
    for (std::size_t target = 0; target < input.contract.targets.size(); ++target)
        context.misleading.push_back(names_that_mislead_cgo(context, target));
    context.met_early = records_met_early(input.contract);
    for (const calls::Call& call : input.plan.calls) {
        const auto handle_of = [&](std::size_t param) {
            return call.use_of(param) == nullptr ? std::string() : call.use_of(param)->handle;
        };
        for (const calls::Registration& each : call.registrations) {
            if (each.found_by == calls::FoundBy::process)
                context.hooks.try_emplace(each.function,
                                          static_cast<int>(context.hooks.size()) + 1);
        }
        for (const calls::Output& output : call.outputs)
            if (output.what == calls::Given::borrowed && output.belongs.until == api::Until::change)
                for (const std::size_t owner : output.belongs.to)
                    context.viewed.insert(handle_of(owner));
    }
    return context;
}

Json common_view(const Context& context, PlatformSet set) {
    const std::string constraint = build_constraint(context.platforms, set);
    return {{"header", context.contract.header},     {"package", context.package},
            {"c_prefix", context.c_prefix()},        {"module", context.module},
            {"has_constraint", !constraint.empty()}, {"constraint", constraint}};
}

Json complete(Json sheet, std::initializer_list<const char*> lists) {
    for (const char* list : lists)
        if (!sheet.contains(list))
            sheet[list] = Json::array();
    return sheet;
}

Json merged(Json view, Json more) {
    for (auto& [name, value] : more.items())
        view[name] = std::move(value);
    return view;
}

Json constant_rows(const Json& items) {
    std::vector<Row> rows;
    for (const Json& item : items)
        rows.push_back({item["doc"].get<Lines>(),
                        {item["name"], item["type"], "= " + item["value"].get<std::string>()}});
    return lines_json(align_rows(rows));
}

namespace {

/// Whether functions with the contract's parameters are in the file of a template.
bool has_locals(const std::string& source) {
    return source == "functions.go" || source == "handle.go" || source == "callbacks.go" ||
           source == "raw/functions.go";
}

} // namespace

std::string own_header(const std::string& name) { return "ffigen_" + name + ".h"; }

void add_file(Package& package, const std::string& path, const std::string& source,
              const Json& view) {
    const bool is_go = path.ends_with(".go"), is_c = path.ends_with(".h") || path.ends_with(".c");
    const Around file = render_around("go/" + source, "imports", view);
    std::string lines;
    if (is_go && !file.behind.empty()) {
        const text::Imports imports =
            text::imports_of(text::Words(text::go_lexis, file.behind).leading(),
                             offers(package.context.module, has_locals(source)));
        lines = import_lines(imports, package.context.module);
        for (const auto& [from, names] : imports)
            package.imports.insert(from);
    }
    const std::string text = file.before + lines + file.behind;
    if ((is_go || is_c) && !path.starts_with("raw/") && !path.starts_with("internal/"))
        package.words.add(text);
    package.files[path] = is_go ? tidy(text) : is_c ? tidy_c(text) : text;
}

namespace {

Lines package_doc(const Context& context) {
    const api::Package& about = context.api.package;
    std::vector<DocPart> parts;
    parts.push_back({"Package " + context.package + " is " + context.contract.header +
                     " in Go's own terms, through cgo."});
    if (!about.doc.empty())
        parts.push_back({localised(about.doc, context.safe.links)});
    parts.push_back(
        {"Objects are ended by Close. Failures are errors: errors.Is compares them with this "
         "package's constants, errors.As takes them apart. Package " +
         context.module + "/raw is the same header in C's names, for what is not here."});
    return doc_comment(parts);
}

/// Platforms as readers know them: "linux/amd64, linux/386, …".
std::string platform_list(const Context& context) {
    std::string list;
    for (const Platform& platform : context.platforms.list)
        list += (list.empty() ? "" : ", ") + platform.os + "/" + platform.arch;
    return list;
}

/// Constructors that take a name alone: the code of every example is the same there.
Json examples(const Context& context) {
    Json list = Json::array();
    for (const api::Function& function : context.api.functions) {
        if (function.kind != api::FunctionKind::constructor || !function.error_set ||
            !context.safe.functions.contains(function.c_name))
            continue;
        std::size_t arguments = 0;
        bool only_name = true;
        for (const api::Param& param : function.params) {
            arguments += param.is_argument() ? 1 : 0;
            only_name &=
                !param.is_argument() || (param.role == api::Role::string_in && !param.nullable);
        }
        const api::ErrorSet& set = *context.api.error_set(*function.error_set);
        const auto failure = std::find_if(set.codes.begin(), set.codes.end(),
                                          [](const api::ErrorCode& code) { return !code.ok; });
        if (arguments != 1 || !only_name || failure == set.codes.end() ||
            context.api.handle(function.handle)->close.empty())
            continue;
        std::string code = failure->c_name;
        for (const api::ErrorCode& other : set.codes)
            if (other.name.words == std::vector<std::string>{"not", "found"})
                code = other.c_name;
        list.push_back({{"function", context.safe.functions.at(function.c_name)},
                        {"summary", "Failures are told apart by errors.Is and errors.As."},
                        {"variable", "object"},
                        {"arguments", "\"example\""},
                        {"error", context.safe.error_sets.at(set.c_name)},
                        {"code", context.safe.error_codes.at(code)}});
    }
    return list;
}

} // namespace

void add_module_files(Package& package) {
    const Context& context = package.context;
    Json view = common_view(context, context.platforms.all());
    add_file(package, "go.mod", "go.mod", view);
    view["doc"] = lines_json(package_doc(context));
    add_file(package, "doc.go", "doc.go", view);
    const api::Package& about = context.api.package;
    view["has_library"] = !about.library.empty();
    view["library"] = about.library;
    view["has_fingerprint"] = !about.fingerprint_function.empty();
    view["platforms"] = platform_list(context);
    add_file(package, "README.md", "README.md", view);
    add_file(package, "internal/memory/memory_test.go", "internal/memory_test.go", view);
    if (!about.fingerprint_function.empty())
        add_file(package, "contract_test.go", "contract_test.go", view);
    view["error_sets"] = safe_errors(context);
    if (!view["error_sets"].empty())
        add_file(package, "errors_test.go", "errors_test.go", view);
    view["examples"] = examples(context);
    if (!view["examples"].empty())
        add_file(package, "example_test.go", "example_test.go", view);
}

} // namespace ffigen::emit::go
