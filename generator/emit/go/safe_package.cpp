#include "emit/go/callbacks.hpp"
#include "emit/go/calls.hpp"
#include "emit/go/handles.hpp"
#include "emit/go/package.hpp"
#include "emit/go/safe.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <set>

namespace ffigen::emit::go {

namespace {

bool has_objects(const Package& package) {
    return package.imports.contains(package.context.module + "/internal/object");
}

void add_plain_files(Package& package, const Plans& plans) {
    const Context& context = package.context;
    safe_types(context, plans).hand_over([&](PlatformSet set, Json sheet) {
        add_file(package, "types" + package.sets.suffix(set) + ".go", "types.go",
                 merged(common_view(context, set),
                        complete(std::move(sheet), {"records", "alignments", "flexibles"})));
    });
    safe_layout(context, plans).hand_over([&](PlatformSet set, Json sheet) {
        add_file(package, "layout" + package.sets.suffix(set) + ".go", "layout.go",
                 merged(common_view(context, set), std::move(sheet)));
    });
    Json view = common_view(context, context.platforms.all());
    view["enums"] = safe_enums(context);
    if (!view["enums"].empty())
        add_file(package, "enums.go", "enums.go", view);
    safe_constants(context).hand_over([&](PlatformSet set, Json sheet) {
        const Json lists = complete(std::move(sheet), {"constants", "variables"});
        Json constants = common_view(context, set);
        for (const char* list : {"constants", "variables"}) {
            constants["has_" + std::string(list)] = !lists[list].empty();
            constants[list] = constant_rows(lists[list]);
        }
        add_file(package, "constants" + package.sets.suffix(set) + ".go", "constants.go",
                 constants);
    });
}

/// Functions by the set of platforms that have them.
std::map<PlatformSet, std::vector<const SafeFunction*>>
by_platforms(const Context& context, const std::vector<SafeFunction>& functions) {
    std::map<PlatformSet, std::vector<const SafeFunction*>> result;
    for (const SafeFunction& function : functions) {
        const api::Function* meaning = context.api.function(function.c_name);
        const PlatformSet set = context.platforms.of(meaning->targets);
        if (set != 0)
            result[set].push_back(&function);
    }
    if (!result.empty()) // what those of some platforms alone build on
        result[context.platforms.all()];
    return result;
}

Json function_json(const SafeFunction& function) {
    Json helpers = Json::array();
    Lines bridge = function.bridge;
    for (const SafeFunction& helper : function.helpers) {
        helpers.push_back({{"head", helper.head}, {"body", lines_json(helper.body)}});
        if (!helper.bridge.empty()) {
            bridge.emplace_back();
            bridge.insert(bridge.end(), helper.bridge.begin(), helper.bridge.end());
        }
    }
    return {{"doc", lines_json(function.doc)},
            {"head", function.head},
            {"body", lines_json(function.body)},
            {"helpers", helpers},
            {"bridge", lines_json(bridge)}};
}

/// A file name that Go does not take for a platform's or a test's.
std::string file_name(const api::Handle& handle, std::set<std::string>& taken) {
    std::string name;
    for (const std::string& word : handle.name.words)
        name += (name.empty() ? "" : "_") + word;
    // GOOS and GOARCH, known and reserved.
    static const std::set<std::string> special{
        "test",     "aix",     "android",  "darwin",    "dragonfly",   "freebsd", "hurd",
        "illumos",  "ios",     "js",       "linux",     "nacl",        "netbsd",  "openbsd",
        "plan9",    "solaris", "wasip1",   "windows",   "zos",         "386",     "amd64",
        "amd64p32", "arm",     "armbe",    "arm64",     "arm64be",     "loong64", "mips",
        "mipsle",   "mips64",  "mips64le", "mips64p32", "mips64p32le", "ppc",     "ppc64",
        "ppc64le",  "riscv",   "riscv64",  "s390",      "s390x",       "sparc",   "sparc64",
        "wasm"};
    if (special.contains(handle.name.words.back()) || name.starts_with("_") || taken.contains(name))
        name += "_handle";
    taken.insert(name);
    return name + ".go";
}

/// C's functions that free what C gave, and how one is called with an address of it.
std::map<std::string, std::string> releases(const Context& context) {
    std::map<std::string, std::string> result;
    for (const api::Function& function : context.api.functions) {
        const api::Result& given = function.result;
        const std::string type =
            given.span ? c_spelling(context, model::resolve(context.contract, given.type,
                                                            context.platforms.list.front().target))
                       : std::string();
        if (given.role == api::ResultRole::string || given.role == api::ResultRole::texts ||
            given.role == api::ResultRole::buffer)
            result[given.release] = !given.span              ? "address"
                                    : given.span->by_address ? "(" + type + " *)address"
                                                             : "*(" + type + " *)address";
        for (const api::Param& param : function.params)
            if (param.role == api::Role::string_out || param.role == api::Role::buffer_out)
                result[param.release] = "address";
    }
    result.erase("");
    return result;
}

std::string guard_macro(const Context& context, const std::string& file) {
    std::string macro = "FFIGEN_" + context.package + "_" + file;
    for (char& c : macro)
        c = std::isalnum(static_cast<unsigned char>(c)) != 0
                ? static_cast<char>(std::toupper(static_cast<unsigned char>(c)))
                : '_';
    return macro;
}

struct Bridges {
    Json callbacks;
    Json released = Json::array();
    bool has_last_error = false, has_texts = false;
};

void add_functions(Package& package, const Plans& plans, const std::vector<SafeFunction>& functions,
                   const Bridges& bridges) {
    const Context& context = package.context;
    std::set<std::string> taken{
        "bridge", "callbacks", "cgo",    "constants",      "contract", "doc",      "enums",
        "errors", "functions", "layout", "noescape_go124", "types",    "closures", "threads"};
    std::map<std::string, std::string> files;
    for (const api::Handle& handle : context.api.handles)
        files[handle.c_name] = file_name(handle, taken);
    for (const auto& [set, list] : by_platforms(context, functions)) {
        const bool everywhere = set == context.platforms.all();
        const std::string header = own_header("bridge" + package.sets.suffix(set));
        Json bridge = common_view(context, set);
        bridge["bridge_header"] = header;
        bridge["guard"] = guard_macro(context, "bridge" + package.sets.suffix(set) + ".h");
        bridge["include"] = "\"" + own_header(everywhere ? "include" : "bridge") + "\"";
        bridge["has_callbacks"] = everywhere && !bridges.callbacks.empty();
        bridge["is_common"] = everywhere;
        bridge["has_last_error"] = everywhere && bridges.has_last_error;
        bridge["has_texts"] = everywhere && bridges.has_texts;
        bridge["has_error_mark"] =
            bridge["has_last_error"].get<bool>() && !context.api.package.last_error_always;
        bridge["error_texts"] = everywhere ? error_texts(context) : Json::array();
        bridge["ends"] = everywhere ? ends_view(context) : Json::array();
        bridge["has_ends"] = !bridge["ends"].empty();
        bridge["last_error"] = context.api.package.last_error_function;
        bridge["releases"] = everywhere ? bridges.released : Json::array();
        bridge["functions"] = Json::array();
        Json free = Json::array();
        std::map<std::string, Json> methods;
        for (const SafeFunction* function : list) {
            bridge["functions"].push_back(function_json(*function));
            if (function->handle.empty() || !everywhere)
                free.push_back(function_json(*function));
            else
                methods[function->handle].push_back(function_json(*function));
        }
        add_file(package, header, "bridge.h", bridge);
        Json view = common_view(context, set);
        view["bridge_header"] = header;
        if (everywhere)
            for (const api::Handle& handle : context.api.handles) {
                Json whole = merged(view, handle_view(context, plans, handle));
                whole["functions"] =
                    methods.contains(handle.c_name) ? methods[handle.c_name] : Json::array();
                add_file(package, files[handle.c_name], "handle.go", whole);
            }
        view["functions"] = free;
        if (!free.empty())
            add_file(package, "functions" + package.sets.suffix(set) + ".go", "functions.go", view);
    }
}

void add_callbacks(Package& package, const Json& callbacks) {
    if (callbacks.empty())
        return;
    Json view = common_view(package.context, package.context.platforms.all());
    view["callbacks"] = callbacks;
    view["tables"] = safe_tables(package.context);
    const auto any = [&](const char* list, const char* fact) {
        return std::ranges::any_of(view[list],
                                   [&](const Json& item) { return item[fact].get<bool>(); });
    };
    const bool shows_texts = any("tables", "has_texts"), gives = any("callbacks", "gives");
    view["shows_texts"] = shows_texts;
    view["shows"] = shows_texts || any("tables", "lasts");
    view["gives"] = gives;
    view["lends"] = package.context.plan->lends;
    view["tells_thread"] = any("callbacks", "tells_thread");
    view["frees"] = gives || view["shows"].get<bool>();
    view["include"] = "\"" + own_header("include") + "\"";
    view["guard"] = guard_macro(package.context, "callbacks.h");
    view["has_destroy"] = package.words.has(package.context.c_prefix() + "_destroy");
    view["has_registrations"] = package.words.calls("newRegistration");
    view["hook_count"] = package.context.hooks.size();
    view["has_hooks"] = !package.context.hooks.empty();
    add_file(package, "callbacks.go", "callbacks.go", view);
    add_file(package, "closures.go", "closures.go", view);
    add_file(package, own_header("callbacks"), "callbacks.h", view);
    add_file(package, "callbacks.c", "callbacks.c", view);
}

std::uint64_t abi_number(const std::string& version) {
    std::uint64_t major = 0, minor = 0;
    if (std::sscanf(version.c_str(), "%lu.%lu", &major, &minor) != 2)
        return 0;
    return major * 1000 + minor;
}

void add_cgo(Package& package, const Bridges& bridges) {
    const Context& context = package.context;
    const api::Package& about = context.api.package;
    Json view = common_view(context, context.platforms.all());
    view["has_string_lists"] = package.words.calls("newStringList");
    view["has_strings_until"] = package.words.calls("stringsUntilNil");
    view["has_strings_at"] = package.words.calls("stringsAt") || view["has_strings_until"];
    view["has_strings_of"] = package.words.calls("stringsOf") || view["has_strings_at"];
    view["has_nothing"] = package.words.calls("errNothing");
    view["has_objects"] = has_objects(package);
    view["has_optional_texts"] = package.words.calls("textOrNil");
    view["releases"] = bridges.released;
    view["error_sets"] = package.words.has("code.failure") ? safe_errors(context) : Json::array();
    view["texts"] = Json::array();
    for (const Json& set : safe_errors(context))
        if (set["has_text"].get<bool>())
            view["texts"].push_back(set);
    view["has_fingerprint"] = !about.fingerprint_function.empty();
    view["fingerprint"] = about.fingerprint_function;
    view["has_version"] = !about.version_function.empty();
    view["version"] = about.version_function;
    view["expected_abi"] = about.version_function.empty() ? 0 : abi_number(about.version);
    view["library"] = "\"lib" + (about.library.empty() ? about.name : about.library) + "\"";
    view.update(header_flags(context.contract, "raw/"));
    add_file(package, "cgo.go", "cgo.go", view);
    if (view["has_fingerprint"])
        add_file(package, "contract.go", "contract.go", view);
}

/// What the package says of C's objects, and of threads.
void add_object_files(Package& package) {
    Json view = common_view(package.context, package.context.platforms.all());
    view["guard"] = guard_macro(package.context, "threads.h");
    view["traced"] = !package.context.plan->traced.empty();
    add_file(package, own_header("threads"), "threads.h", view);
    add_file(package, "threads.c", "threads.c", view);
    if (has_objects(package))
        for (const char* name :
             {"entries", "gate", "lending", "life", "loan", "object", "registry", "uses"})
            add_file(package, fmt::format("internal/object/{}.go", name),
                     fmt::format("internal/{}.go", name), view);
    if (has_objects(package) && !package.context.plan->traced.empty())
        add_file(package, "internal/object/kin.go", "internal/kin.go", view);
}

void add_errors(Package& package, const Json& callbacks) {
    const Context& context = package.context;
    Json view = common_view(context, context.platforms.all());
    view["has_handles"] = has_objects(package);
    view["has_strings"] = package.words.has("ErrNUL") || package.words.calls("setText");
    view["has_lengths"] = package.words.has("ErrLengths");
    view["has_terminators"] = package.words.has("ErrTerminator");
    view["has_overlaps"] = package.words.has("ErrOverlap");
    view["has_extents"] = package.words.calls("extent");
    view["has_counts"] = package.words.calls("lengthOf");
    view["has_cut"] = package.words.calls("cut");
    view["has_numbers"] = view["has_counts"] || view["has_cut"] || view["has_extents"];
    view["has_bounds"] = package.words.calls("errRange");
    view["has_unknown"] = package.words.calls("errUnknown");
    view["has_ranges"] = view["has_bounds"].get<bool>() || view["has_unknown"].get<bool>();
    view["has_nil"] = package.words.calls("errNil");
    view["has_no_object"] = package.words.calls("errNoObject") || package.words.calls("errNothing");
    view["has_set_text"] = package.words.calls("setText");
    view["has_text_out"] = package.words.has("longestText");
    view["has_callbacks"] = !callbacks.empty();
    Json sets = safe_errors(context);
    for (Json& set : sets) {
        std::size_t longest = set["code"].get<std::string>().size();
        set["code_pad"] = longest > 6 ? "" : std::string(6 - longest, ' ');
        set["text_pad"] = longest > 6 ? std::string(longest - 6, ' ') : "";
    }
    view["error_sets"] = sets;
    if (!sets.empty() || view["has_handles"] || view["has_strings"] || view["has_nil"] ||
        !callbacks.empty() || view["has_lengths"] || view["has_overlaps"] ||
        view["has_no_object"] || view["has_text_out"])
        add_file(package, "errors.go", "errors.go", view);
}

} // namespace

void add_safe_layer(Package& package, const Plans& plans) {
    const Context& context = package.context;
    const std::vector<SafeFunction> functions = safe_functions(context, plans);
    Bridges bridges{safe_callbacks(context)};
    for (const auto& [function, argument] : releases(context))
        bridges.released.push_back(
            {{"function", function}, {"name", release_name(function)}, {"argument", argument}});
    text::Words words(text::go_lexis);
    for (const SafeFunction& function : functions)
        for (const std::string& line : function.bridge)
            words.add(line);
    bridges.has_last_error = words.calls("bridge_last_error");
    bridges.has_texts = words.calls("bridge_text_begin");
    add_plain_files(package, plans);
    add_functions(package, plans, functions, bridges);
    add_callbacks(package, bridges.callbacks);
    // Objects that no function of the safe layer takes or gives have no use for C.
    if (package.files.contains(own_header("bridge")))
        add_cgo(package, bridges);
    add_errors(package, bridges.callbacks);

    if (package.files.contains("cgo.go"))
        add_object_files(package);

    Lines names;
    for (const SafeFunction& function : functions) {
        const api::Function& meaning = *context.api.function(function.c_name);
        if (function.takes_addresses && meaning.no_callback &&
            context.platforms.of(meaning.targets) == context.platforms.all())
            names.push_back(function.c_called);
    }
    std::sort(names.begin(), names.end());
    if (!names.empty()) {
        Json view = common_view(context, context.platforms.all());
        view["names"] = lines_json(names);
        add_file(package, "noescape_go124.go", "noescape.go", view);
    }
}

} // namespace ffigen::emit::go
