#include "emit/rust/backend.hpp"

#include "emit/header_use.hpp"
#include "emit/render.hpp"
#include "emit/rust/callbacks.hpp"
#include "emit/rust/raw_view.hpp"
#include "emit/rust/safe_files.hpp"
#include "emit/shims.hpp"
#include "emit/text/source_words.hpp"
#include "support/in_background.hpp"

#include <algorithm>
#include <cctype>
#include <set>
#include <sstream>

namespace ffigen::emit::rust {
namespace {

/// The library's name, which is a path's first word: no keyword, and none of the crates that
/// every program sees.
std::string crate_name(const Context& context) {
    const std::string& name = context.api.package.name;
    static const std::set<std::string> taken{"alloc", "core", "proc_macro", "std", "test"};
    return identifier(name) == name && !taken.contains(name) ? name : name + "_";
}

/// What the templates of the raw layer are given.
struct RawViews {
    std::string header;
    Json enums, records, constants, functions, types, bit_tests;
};

RawViews raw_views(Context& context) {
    RawViews views{.header = context.contract.header,
                   .enums = raw_enums(context),
                   .records = raw_records(context),
                   .constants = raw_constants(context),
                   .functions = raw_functions(context),
                   .types = raw_types(context),
                   .bit_tests = bit_field_tests(context)};
    views.bit_tests["crate"] = crate_name(context);
    return views;
}

/// Each view goes when it is printed: together they are larger than what is made of them.
FileSet render_raw(RawViews views) {
    FileSet files;
    const auto print = [&](const std::string& path, Json& view) {
        files[path] = render("rust/" + path, view);
        view = nullptr;
    };
    print("src/raw/enums.rs", views.enums);
    files["src/raw/records.rs"] = render("rust/src/raw/records.rs", views.records);
    print("src/raw/layout.rs", views.records);
    print("src/raw/constants.rs", views.constants);
    print("src/raw/functions.rs", views.functions);
    print("src/raw/types.rs", views.types);
    const bool bits = text::Words(text::rust_lexis, files["src/raw/records.rs"]).has("bits");
    if (bits)
        files["src/raw/bits.rs"] = render("rust/src/raw/bits.rs", Json::object());
    if (bits && !views.bit_tests["records"].empty())
        files["tests/bit_fields.rs"] = render("rust/tests/bit_fields.rs", views.bit_tests);
    files["src/raw/mod.rs"] =
        render("rust/src/raw/mod.rs", {{"header", views.header}, {"bits", bits}});
    return files;
}

/// Why Rust has no function that C calls as this type says; empty: it has.
std::string closure_problem(Context& context, const std::string& type) {
    const api::Callback* callback = context.api.callback(type);
    if (callback == nullptr)
        return {};
    for (const std::size_t target : callback->signatures.present().indices())
        if (std::string why =
                context.types.call_problem(*callback->signatures.find(target), target);
            !why.empty())
            return why;
    return {};
}

/// The same of all that a parameter has C call.
std::string closure_problem(Context& context, const api::Param& param) {
    if (param.callback)
        if (std::string why = closure_problem(context, param.callback->type); !why.empty())
            return why;
    if (param.table)
        for (const api::Param& member : context.api.tables[*param.table].members)
            if (std::string why = closure_problem(context, member); !why.empty())
                return why;
    return {};
}

/// Functions whose callbacks must answer with what no closure can give, each said with its reason.
std::set<std::string> find_unsafe(Context& context) {
    std::set<std::string> result;
    const auto says_length = [&](const model::Type& type) {
        const api::Record* named = context.api.record(type.name);
        const model::Record* record = context.contract.record(type.name);
        return named != nullptr && named->flexible && record != nullptr &&
               record->layouts.present() == context.contract.all_targets() &&
               is_plain_field(context, *record, named->flexible->length);
    };
    for (const api::Function& function : context.api.functions) {
        const bool gives = function.result.role == api::ResultRole::flexible;
        const bool takes = std::any_of(
            function.params.begin(), function.params.end(), [&](const api::Param& param) {
                return param.role == api::Role::flexible_in && !says_length(param.element);
            });
        if (takes || (gives && !says_length(function.result.element))) {
            result.insert(function.c_name);
            context.cannot(context.contract.function(function.c_name)->where, function.c_name,
                           "its record says its length in a field that is none in Rust; the raw "
                           "layer has it",
                           "say the length in an ordinary field");
        }
        for (const api::Param& param : function.params) {
            if (const std::string why = closure_problem(context, param); !why.empty()) {
                result.insert(function.c_name);
                context.cannot(
                    context.contract.function(function.c_name)->where, function.c_name,
                    "C would call a closure with a value that Rust cannot take as C gives it: " +
                        why,
                    "give closures the address of such a value");
            }
            if (param.role == api::Role::string_out && param.count) {
                result.insert(function.c_name);
                context.cannot(context.contract.function(function.c_name)->where, function.c_name,
                               "it gives an array of texts; the raw layer has it",
                               "give one text at a time");
            }
        }
    }
    return result;
}

/// The prefix of environment variables: the library's name in capitals.
std::string variable(const std::string& library) {
    std::string result;
    for (const char c : library)
        result += std::isalnum(static_cast<unsigned char>(c)) != 0
                      ? static_cast<char>(std::toupper(static_cast<unsigned char>(c)))
                      : '_';
    return result;
}

/// Names that C takes beyond ASCII, or with GNU's dollar: Rust has rules of style for them that the
/// header cannot follow.
bool has_unusual_names(const model::Contract& contract) {
    const auto is_unusual = [](const auto& item) {
        return std::ranges::any_of(item.name,
                                   [](unsigned char c) { return c >= 0x80 || c == '$'; });
    };
    const auto any = [&](const auto& items) { return std::ranges::any_of(items, is_unusual); };
    return any(contract.typedefs) || any(contract.constants) || any(contract.variables) ||
           std::ranges::any_of(
               contract.records,
               [&](const auto& item) { return is_unusual(item) || any(item.field_info); }) ||
           std::ranges::any_of(
               contract.enums,
               [&](const auto& item) { return is_unusual(item) || any(item.enumerators); }) ||
           std::ranges::any_of(contract.functions, [&](const auto& item) {
               return is_unusual(item) || any(item.parameters);
           });
}

Json package_json(Context& context) {
    const api::Package& package = context.api.package;
    std::string name = package.name;
    std::replace(name.begin(), name.end(), '_', '-');
    Json targets = Json::array(), raw_only = Json::array();
    for (const model::TargetInfo& target : context.contract.targets)
        targets.push_back({{"triple", target.triple}});
    for (const api::RawOnly& only : context.api.raw_only)
        raw_only.push_back({{"name", only.c_name}, {"reason", only.reason}});
    const bool cxx = std::any_of(context.api.records.begin(), context.api.records.end(),
                                 [](const api::Record& record) { return !record.cxx.empty(); });
    const std::string library = package.library;
    Json flags = Json::array();
    for (std::istringstream words(compiler_flags(context.contract)); !words.eof();)
        if (std::string flag; words >> flag)
            flags.push_back({{"flag", flag}});
    return {{"header", context.contract.header},
            {"package", name},
            {"crate", crate_name(context)},
            {"version", package.version.empty() ? "0.1.0" : package.version},
            {"has_library", !library.empty()},
            {"library", library},
            {"has_shims", has_shims(context.contract)},
            {"searches_include",
             !context.contract.is_system_header && !shadows_c_library(context.contract)},
            {"flags", flags},
            {"variable", variable(library)},
            {"description", "Bindings to " + (library.empty() ? package.name : library)},
            {"cxx", cxx},
            {"has_unusual_names", has_unusual_names(context.contract)},
            {"has_fingerprint", !package.fingerprint_function.empty()},
            {"targets", targets},
            {"raw_only", raw_only},
            {"has_raw_only", !raw_only.empty()}};
}

void emit_package(Safe& safe, FileSet& files) {
    Json data = package_json(safe.context);
    std::string doc = safe.context.api.package.doc;
    if (doc.empty())
        doc = "Bindings to what `" + safe.context.contract.header + "` declares.";
    data["doc"] = safe_doc(safe, doc);
    const Json example = usage_example(safe);
    data["has_example"] = !example.empty();
    data["example"] = example;
    files["Cargo.toml"] = render("rust/Cargo.toml", data);
    if (data["has_shims"])
        add_shim_sources(safe.context.contract, "c", files);
    files[".gitignore"] = render("rust/gitignore", data);
    files["README.md"] = render("rust/README.md", data);
    files["src/lib.rs"] = render("rust/src/lib.rs", data);
    if (data["has_library"] || data["has_shims"])
        files["build.rs"] = render("rust/build.rs", data);
    if (!safe.context.api.package.library.empty() &&
        !safe.context.api.package.fingerprint_function.empty())
        files["tests/library.rs"] = render("rust/tests/library.rs", data);
}

} // namespace

namespace {

void learn_closures(Safe& safe) {
    for (const calls::Call& call : safe.context.plan.calls) {
        if (!safe.names.functions.contains(call.function->c_name))
            continue;
        for (const calls::Registration& registration : call.registrations) {
            safe.excludes |=
                registration.lifetime != api::Lifetime::call && registration.object &&
                safe.objects.of(call.function->params[*registration.object].element.name)
                    .runs_closures;
            safe.keeps_closures |= registration.lifetime != api::Lifetime::call;
        }
    }
}

} // namespace

FileSet emit(const Input& input, Diagnostics& diagnostics) {
    Context context(input, diagnostics);
    // The raw layer is printed while the safe one, which needs what was learned for it, is made.
    auto raw = in_background(render_raw, raw_views(context));
    FileSet files;
    const std::set<std::string> left_out = find_unsafe(context);
    ObjectTypes objects(context.api, context.plan, left_out);
    const SafeNames names(context, left_out, objects);
    Safe safe{context, names, objects};
    learn_closures(safe);
    emit_safe(safe, files);
    emit_package(safe, files);
    files.merge(raw.get());
    return files;
}

} // namespace ffigen::emit::rust
