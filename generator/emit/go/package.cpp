#include "emit/go/package.hpp"

#include "emit/go/format.hpp"
#include "emit/render.hpp"

#include <algorithm>

namespace ffigen::emit::go {

Context make_context(const Input& input) {
    const std::string package =
        package_name(input.api.package.name.empty()
                         ? input.contract.header.substr(0, input.contract.header.find('.'))
                         : input.api.package.name);
    Context context{
        input.contract,        input.api, platforms_of(input.contract), raw_names(input.contract),
        safe_names(input.api), package,   "example.com/" + package};
    return context;
}

Json common_view(const Context& context, PlatformSet set) {
    const std::string constraint = build_constraint(context.platforms, set);
    return {{"header", context.contract.header},
            {"package", context.package},
            {"module", context.module},
            {"has_constraint", !constraint.empty()},
            {"constraint", constraint}};
}

void add_file(Package& package, const std::string& path, const std::string& source,
              const Json& view) {
    const std::string text = render("go/" + source, view);
    if (path.ends_with(".go"))
        package.files[path] = tidy(text);
    else
        package.files[path] = path.ends_with(".h") || path.ends_with(".c") ? tidy_c(text) : text;
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

} // namespace

void add_module_files(Package& package) {
    const Context& context = package.context;
    Json view = common_view(context, context.platforms.all());
    add_file(package, "go.mod", "go.mod", view);
    view["doc"] = lines_json(package_doc(context));
    add_file(package, "doc.go", "doc.go", view);
}

} // namespace ffigen::emit::go
