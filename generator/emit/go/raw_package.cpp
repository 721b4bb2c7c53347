#include "emit/go/cgo_headers.hpp"
#include "emit/go/format.hpp"
#include "emit/go/imports.hpp"
#include "emit/go/package.hpp"
#include "emit/header_use.hpp"
#include "emit/render.hpp"
#include "emit/shims.hpp"
#include "rules/rules.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <set>
#include <sstream>

namespace ffigen::emit::go {

namespace {

void add_types(Package& package, const Plans& plans) {
    raw_types(package.context, plans).hand_over([&](PlatformSet set, Json sheet) {
        Json view = complete(std::move(sheet), {"platform_types", "methods", "enums", "typedefs",
                                                "records", "allocators"});
        for (Json& item : view["methods"])
            item["text"] = render(item["template"].get<std::string>(), item);
        add_file(package, "raw/types" + package.sets.suffix(set) + ".go", "raw/types.go",
                 merged(common_view(package.context, set), std::move(view)));
    });
}

void add_layout(Package& package, const Plans& plans) {
    raw_layout(package.context, plans).hand_over([&](PlatformSet set, Json sheet) {
        add_file(package, "raw/layout" + package.sets.suffix(set) + ".go", "raw/layout.go",
                 merged(common_view(package.context, set), std::move(sheet)));
    });
    c_layout(package.context, plans).hand_over([&](PlatformSet set, Json sheet) {
        const std::string suffix = package.sets.suffix(set);
        Json view = merged(common_view(package.context, set), std::move(sheet));
        view["layout_header"] = own_header("layout" + suffix);
        add_file(package, "raw/" + own_header("layout" + suffix), "raw/layout.h", view);
        // The suffix last: _linux_386.go is a constraint of its own, as it should be.
        add_file(package, "raw/layout_cgo" + suffix + ".go", "raw/layout_cgo.go", view);
    });
}

void add_constants(Package& package, Diagnostics& diagnostics) {
    raw_constants(package.context, diagnostics).hand_over([&](PlatformSet set, Json sheet) {
        const Json lists = complete(std::move(sheet), {"constants", "variables"});
        Json view = common_view(package.context, set);
        for (const char* list : {"constants", "variables"}) {
            view["has_" + std::string(list)] = !lists[list].empty();
            view[list] = constant_rows(lists[list]);
        }
        add_file(package, "raw/constants" + package.sets.suffix(set) + ".go", "raw/constants.go",
                 view);
    });
}

void add_functions(Package& package, Diagnostics& diagnostics) {
    RawFunctions functions = raw_functions(package.context, diagnostics);
    std::move(functions.functions).hand_over([&](PlatformSet set, Json sheet) {
        Json view = merged(common_view(package.context, set),
                           complete(std::move(sheet), {"functions", "variables"}));
        const std::string suffix = package.sets.suffix(set);
        const bool has_shims =
            std::any_of(view["functions"].begin(), view["functions"].end(),
                        [](const Json& item) { return !item["shim"].empty(); }) ||
            !view["variables"].empty();
        view["shims_header"] = own_header(has_shims ? "shims" + suffix : "include");
        if (has_shims)
            add_file(package, "raw/" + own_header("shims" + suffix), "raw/shims.h", view);
        add_file(package, "raw/functions" + suffix + ".go", "raw/functions.go", view);
    });
    if (!functions.without_escape.empty()) {
        Json view = common_view(package.context, package.context.platforms.all());
        view["package"] = "raw";
        view["names"] = lines_json(functions.without_escape);
        add_file(package, "raw/noescape_go124.go", "noescape.go", view);
    }
}

void add_memory(Package& package) {
    Json view = common_view(package.context, package.context.platforms.all());
    add_file(package, "internal/memory/memory.go", "internal/memory.go", view);
    add_file(package, "internal/memory/bits.go", "internal/bits.go", view);
    for (const bool big : {false, true}) {
        const std::string archs = "mips || mips64 || ppc64 || s390x";
        view["constraint"] = big ? archs : "!(" + archs + ")";
        view["big_endian"] = big ? "true" : "false";
        view["low_word"] = big ? 1 : 0;
        add_file(package, std::string("internal/memory/") + (big ? "big" : "little") + "_endian.go",
                 "internal/endian.go", view);
    }
    const bool has_long_double =
        std::any_of(package.files.begin(), package.files.end(), [](const auto& file) {
            return file.second.find("\ntype LongDouble ") != std::string::npos;
        });
    if (has_long_double)
        add_file(package, "raw/long_double_cgo.go", "raw/long_double_cgo.go", view);
}

/// The flags that the header is read with: those that cgo takes from a package (cmd/go's list of
/// flags), and those that it takes from its user alone.
struct Flags {
    std::string own, of_user;

    explicit Flags(const model::Contract& contract) : own(feature_flags(contract)) {
        std::istringstream words(compiler_flags(contract));
        for (std::string word; words >> word;)
            (word.starts_with("-std=") || word == "-funsigned-char" || word == "-fblocks"
                 ? own
                 : of_user) += word + " ";
        if (!of_user.empty())
            of_user.pop_back();
    }
};

} // namespace

Json header_flags(const model::Contract& contract, const std::string& raw) {
    // A header that is called as one of the C library's would be found in its place.
    const std::string search = shadows_c_library(contract) ? "" : "-I${SRCDIR}/" + raw + "include ";
    const Flags flags(contract);
    return {{"header_search", search},
            {"header_flags", flags.own},
            {"has_user_flags", !flags.of_user.empty()},
            {"user_flags", flags.of_user}};
}

namespace {

/// The header travels with the module, each folder as a Go package so that vendoring keeps it.
void add_headers(Package& package) {
    const model::Contract& contract = package.context.contract;
    Json view = common_view(package.context, package.context.platforms.all());
    view["header_include"] = header_include(contract);
    view["prologue"] = prologue(contract);
    view["macros"] = macro_shims(contract);
    view["ids"] = id_types(contract);
    view["has_ids"] = !view["ids"].empty();
    view["id_shims"] = id_shims(contract);
    view["hidden"] = hidden_names(contract);
    NamesTaken taken = names_taken_by_cgo(contract);
    view["has_taken"] = taken.has_macros || !taken.names.empty();
    view["has_objects"] = !taken.objects.empty();
    view["taken"] = std::move(taken.names);
    view["objects"] = std::move(taken.objects);
    const auto named = [](const std::vector<std::string>& names) {
        Json list = Json::array();
        for (const std::string& name : names)
            list.push_back({{"name", name}});
        return list;
    };
    view["own_types"] = named(types_like_variables(contract));
    view["own_functions"] = named(functions_like_variables(contract));
    view["has_own"] = !view["own_types"].empty() || !view["own_functions"].empty();
    view["definitions"] = definitions(contract);
    view["has_definitions"] = !view["definitions"].empty();
    view["tag"] = package.context.package;
    view.update(header_flags(contract, ""));
    add_file(package, "raw/" + own_header("include"), "raw/include.h", view);
    std::vector<std::string> folders;
    for (const auto& [path, text] : contract.sources) {
        if (contract.is_system_header)
            break;
        const std::string file = "raw/include/" + path;
        package.files[file] = text;
        const std::string folder = file.substr(0, file.rfind('/'));
        if (package.files.contains(folder + "/doc.go"))
            continue;
        view["folder"] = package_name(folder.substr(folder.rfind('/') + 1));
        add_file(package, folder + "/doc.go", "raw/include_doc.go", view);
        folders.push_back(package.context.module + "/" + folder);
    }
    std::sort(folders.begin(), folders.end());
    view["has_folders"] = !folders.empty();
    view["folder_imports"] = blank_imports(folders);
    view["library"] = package.context.api.package.library;
    view["has_library"] = !package.context.api.package.library.empty();
    view["fingerprint"] = contract.fingerprint;
    add_file(package, "raw/cgo.go", "raw/cgo.go", view);
    if (view["has_library"]) {
        add_file(package, "raw/link.go", "raw/link.go", view);
        add_file(package, "raw/link_pkgconfig.go", "raw/link_pkgconfig.go", view);
    }
    add_file(package, "raw/doc.go", "raw/doc.go", view);
    view["outside"] = build_constraint_outside(package.context.platforms);
    add_file(package, "raw/unsupported.go", "raw/unsupported.go", view);
}

} // namespace

void add_raw_layer(Package& package, const Plans& plans, Diagnostics& diagnostics) {
    const model::Contract& contract = package.context.contract;
    if (const std::string flags = Flags(contract).of_user; !flags.empty()) {
        Diagnostic said = rules::finding(
            "G05", {contract.header, 0, 0},
            fmt::format("Go takes {} from no package, but from whoever builds it", flags));
        said.remedy = fmt::format("build it with CGO_CFLAGS='-O2 -g {}'", flags);
        diagnostics.add(std::move(said));
    }
    add_headers(package);
    add_types(package, plans);
    add_layout(package, plans);
    add_constants(package, diagnostics);
    add_functions(package, diagnostics);
    add_memory(package);
}

} // namespace ffigen::emit::go
