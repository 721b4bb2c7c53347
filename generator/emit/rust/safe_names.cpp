#include "emit/rust/safe_names.hpp"

#include "api/names.hpp"
#include "emit/rust/imports.hpp"
#include "support/identifier.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <memory>

namespace ffigen::emit::rust {
namespace {

using api::FunctionKind;

std::vector<std::string> without_first(const std::vector<std::string>& words) {
    return {words.begin() + 1, words.end()};
}

/// Modules of the crate that no handle or topic may be called like.
const std::set<std::string> own_modules = {
    "raw",      "arrays", "flexible",  "callbacks", "closures",   "constants",
    "contract", "enums",  "error",     "functions", "records",    "kept_closures",
    "support",  "mod",    "r#mod",     "safe",      "tables",     "here",
    "places",   "in_use", "relatives", "kin",       "given_texts"};

bool is_free(const api::Function& function) { return function.handle.empty(); }

/// Types that begin with the word and go on: with functions that do so too, it names a topic and is
/// no mere verb.
bool has_types(const api::Api& api, const std::string& word) {
    const auto begins = [&](const auto& item) {
        return item.name.words.size() > 1 && item.name.words.front() == word;
    };
    return std::any_of(api.records.begin(), api.records.end(), begins) ||
           std::any_of(api.enums.begin(), api.enums.end(), begins);
}

/// Free functions by first word where at least two, and a type, share it; the rest in the root.
std::vector<Topic> find_topics(const Context& context,
                               const std::set<std::string>& unsafe_functions,
                               const std::map<std::string, std::string>& modules) {
    const api::Api& api = context.api;
    std::map<std::string, std::vector<std::size_t>> by_word;
    std::vector<Topic> topics{{"", {}}};
    for (std::size_t i = 0; i < api.functions.size(); ++i) {
        const api::Function& function = api.functions[i];
        if (!is_free(function) || !context.in_raw.contains(function.c_name) ||
            unsafe_functions.contains(function.c_name) || is_internal(api, function.c_name))
            continue;
        if (function.name.words.size() > 1)
            by_word[function.name.words.front()].push_back(i);
        else
            topics[0].functions.push_back(i);
    }
    const auto is_module = [&](const std::string& word) {
        return std::any_of(modules.begin(), modules.end(),
                           [&](const auto& entry) { return entry.second == word; });
    };
    for (auto& [word, functions] : by_word) {
        // A name that starts with a digit is none, nor may it be one of the crate's own modules.
        const bool usable = std::isdigit(static_cast<unsigned char>(word[0])) == 0 &&
                            !is_module(word) && !own_modules.contains(word);
        if (functions.size() > 1 && usable && has_types(api, word))
            topics.push_back({word, functions});
        else
            topics[0].functions.insert(topics[0].functions.end(), functions.begin(),
                                       functions.end());
    }
    std::sort(topics[0].functions.begin(), topics[0].functions.end());
    return topics;
}

std::string function_name(const api::Function& function) {
    if (function.kind == FunctionKind::getter && !function.property.empty())
        return identifier(function.property);
    if (function.kind == FunctionKind::setter && !function.property.empty())
        return "set_" + function.property;
    return snake_case(function.name.words);
}

} // namespace

bool is_internal(const api::Api& api, const std::string& function) {
    if (function == api.package.fingerprint_function || function == api.package.version_function ||
        function == api.package.last_error_function)
        return true;
    return std::any_of(api.error_sets.begin(), api.error_sets.end(),
                       [&](const api::ErrorSet& set) { return set.text_function == function; });
}

namespace {

/// Functions that end registrations with what only their guards know.
std::set<std::string> ends_of_guards(const calls::Plan& plan) {
    std::set<std::string> ends;
    for (const calls::Call& call : plan.calls)
        for (const calls::Registration& registration : call.registrations)
            if (!registration.replaces && !registration.end.empty())
                ends.insert(registration.end);
    return ends;
}

/// A name that is taken becomes C's own in camel case: Mutex → Sqlite3Mutex.
std::string take_type(Scope& scope, const api::Name& name, const std::string& c_name) {
    const std::string wanted = camel_case(name.words);
    const std::string full = camel_case(api::split_words(c_name));
    std::string free = scope.contains(wanted) ? full : wanted;
    for (int i = 2; scope.contains(free); ++i)
        free = full + std::to_string(i);
    return scope.take(free);
}

} // namespace

SafeNames::SafeNames(const Context& context, std::set<std::string> unsafe_functions,
                     ObjectTypes& objects) {
    unsafe_functions.merge(ends_of_guards(context.plan));
    Scope type_scope;
    for (const std::string& own : reserved_types(context.api))
        type_scope.take(own);
    name_handles(context.api, objects, type_scope);
    name_data(context, type_scope);
    name_constants(context);
    topics = find_topics(context, unsafe_functions, modules);
    name_functions(context, unsafe_functions, type_scope);
    name_registrations(context.api, type_scope);
    for (const api::Table& table : context.api.tables)
        tables.push_back(take_type(type_scope, table.name, table.name.c));
    std::ranges::copy_if(
        type_scope.all(), std::back_inserter(types_like_values),
        [](const std::string& type) { return static_cast<signed char>(type.front()) < 0; });
    linker = make_linker(context);
}

void SafeNames::name_handles(const api::Api& api, ObjectTypes& objects, Scope& type_scope) {
    Scope module_scope;
    for (const std::string& own : own_modules)
        module_scope.take(own);
    for (const api::Handle& handle : api.handles) {
        types[handle.c_name] = take_type(type_scope, handle.name, handle.c_name);
        // A module is a file too, whose name rustc wants in ASCII.
        // Letters without small forms make it the type's name.
        const std::string module = ascii_letters(snake_case(handle.name.words));
        modules[handle.c_name] =
            module_scope.take(module == types[handle.c_name] ? module + "_object" : module);
        ObjectType& type = objects.of(handle.c_name);
        type.name = types[handle.c_name];
        type.inner = type.is_split ? type_scope.take("Const" + type.name) : type.name;
        if (type.is_shared)
            type_scope.take(type.owner());
    }
}

void SafeNames::name_data(const Context& context, Scope& type_scope) {
    const api::Api& api = context.api;
    for (const api::Record& record : api.records)
        if (const model::Record* raw = context.contract.record(record.c_name);
            raw != nullptr && raw->layouts.present() == context.contract.all_targets())
            types.try_emplace(record.c_name, take_type(type_scope, record.name, record.c_name));
    for (const api::Enum& item : api.enums) {
        const model::Enum* raw = context.contract.enumeration(item.c_name);
        if (raw == nullptr || raw->layouts.present() != context.contract.all_targets())
            continue;
        types.try_emplace(item.c_name, take_type(type_scope, item.name, item.c_name));
        Scope variants;
        variants.take("Unknown");
        for (const api::EnumValue& value : item.values)
            enum_variants[value.c_name] =
                item.flags ? variants.take(upper_case(value.name.words))
                           : variants.take(camel_case(value.name.words, {item.name.words.back()}));
    }
}

void SafeNames::name_constants(const Context& context) {
    const api::Api& api = context.api;
    Scope constant_scope;
    for (const api::Constant& constant : api.constants)
        if (constant.anonymous_enum || context.everywhere(constant.c_name))
            constants[constant.c_name] = constant_scope.take(upper_case(constant.name.words));
    Scope variants;
    for (const char* own : {"Unknown", "Argument", "ContractMismatch", "Null"})
        variants.take(own);
    for (const api::ErrorSet& set : api.error_sets)
        for (const api::ErrorCode& code : set.codes)
            if (!code.ok)
                error_variants[code.c_name] = variants.take(camel_case(code.name.words, {"code"}));
}

void SafeNames::name_functions(const Context& context,
                               const std::set<std::string>& unsafe_functions, Scope& type_scope) {
    const api::Api& api = context.api;
    std::map<std::string, Scope> scopes; // by handle, or topic
    for (const api::Handle& handle : api.handles)
        for (const char* own :
             {"as_raw", "from_raw", "into_raw", "own", "lend", "keep", "give_up", "take_over",
              "clone", "drop", "within", "kin", "descending", "count_lent"})
            scopes[handle.c_name].take(own);
    for (const Topic& topic : topics)
        for (const std::string& own : reserved_values(api))
            scopes["::" + topic.word].take(own);
    // Letters without case make a constant's name and a function's one.
    for (const auto& [c_name, name] : constants)
        scopes["::"].take(name);
    for (const Topic& topic : topics)
        for (const std::size_t i : topic.functions) {
            const api::Function& function = api.functions[i];
            const std::string name = topic.word.empty()
                                         ? snake_case(function.name.words)
                                         : snake_case(without_first(function.name.words));
            functions[function.c_name] = scopes["::" + topic.word].take(name);
        }
    for (const api::Function& function : api.functions) {
        if (is_free(function) || !context.in_raw.contains(function.c_name) ||
            unsafe_functions.contains(function.c_name))
            continue;
        functions[function.c_name] = scopes[function.handle].take(function_name(function));
        if (function.loan)
            loans[function.c_name] =
                type_scope.take(types.at(function.handle) + camel_case(function.name.words));
    }
}

void SafeNames::name_registrations(const api::Api& api, Scope& type_scope) {
    for (const api::Function& function : api.functions)
        for (const api::Param& param : function.params)
            if (functions.contains(function.c_name) && param.callback &&
                param.callback->lifetime == api::Lifetime::until)
                registrations.try_emplace(
                    function.c_name,
                    type_scope.take((is_free(function) ? "" : types.at(function.handle)) +
                                    camel_case(function.name.words) + "Registration"));
}

} // namespace ffigen::emit::rust
