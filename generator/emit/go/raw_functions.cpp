#include "emit/go/cgo_reach.hpp"
#include "emit/go/raw.hpp"
#include "emit/go/raw_calls.hpp"
#include "support/identifier.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <set>

namespace ffigen::emit::go {

namespace {

using model::Type;
using model::TypeKind;

std::vector<std::string> names_of(const std::vector<model::Parameter>& parameters) {
    std::vector<std::string> names;
    for (const model::Parameter& parameter : parameters)
        names.push_back(parameter.name);
    return names;
}

/// As the header has it, for people.
std::string prototype(const Context& context, const std::string& name,
                      const std::vector<model::Parameter>& parameters, const Type& signature) {
    std::string list;
    for (std::size_t i = 1; i < signature.args.size(); ++i)
        list += (i > 1 ? ", " : "") +
                model::to_c(context.contract, signature.args[i],
                            i <= parameters.size() ? parameters[i - 1].name : std::string{});
    if (signature.variadic)
        list += list.empty() ? "..." : ", ...";
    if (list.empty() && signature.has_prototype)
        list = "void";
    return model::to_c(context.contract, signature.element(), name + "(" + list + ")");
}

Lines function_doc(const Context& context, const model::Entity& entity, const std::string& name,
                   const Type& signature, const std::vector<model::Parameter>& parameters,
                   const std::string& deprecated) {
    std::vector<DocPart> parts;
    if (!entity.doc.empty())
        parts.push_back({introduce(name, entity.doc)});
    else
        parts.push_back({name + " is C's " + entity.name + "."});
    parts.push_back({"C: " + prototype(context, entity.name, parameters, signature)});
    if (signature.variadic)
        parts.push_back({"Go passes the named parameters alone."});
    if (!deprecated.empty())
        parts.push_back({"Deprecated: " + deprecated});
    return doc_comment(parts);
}

/// A first parameter for the pointer itself.
Type with_callee(const Type& signature, const std::string& callback) {
    Type result = signature;
    Type pointer;
    pointer.kind = TypeKind::typedef_;
    pointer.name = callback;
    result.args.insert(result.args.begin() + 1, pointer);
    return result;
}

struct Builder {
    const Context& context;
    Diagnostics& diagnostics;
    RawFunctions result;
    std::set<std::string> without_escape;
    std::set<std::string> macros; ///< names that the preprocessor replaces

    void limit(const model::Entity& entity, const std::string& message, const std::string& remedy) {
        diagnostics.add({.id = "G01",
                         .severity = Severity::warning,
                         .where = entity.where,
                         .entity = entity.name,
                         .message = message,
                         .remedy = remedy});
    }

    void add_calls(const model::PerTarget<Type>& signatures, const std::string& go_name,
                   const Callee& callee, bool no_callback,
                   const std::function<Lines(const Type&)>& doc, std::string& reason) {
        const bool everywhere =
            context.platforms.of(signatures.present()) == context.platforms.all();
        using Made = std::pair<const Type*, Call>;
        const auto calls = grouped(context.platforms, [&](std::size_t p) -> std::optional<Made> {
            const std::size_t target = context.platforms.list[p].target;
            const Type* signature = signatures.find(target);
            if (signature == nullptr)
                return std::nullopt;
            auto call =
                raw_call(context, callee,
                         callee.is_pointer ? with_callee(*signature, callee.c_name) : *signature,
                         target, reason);
            if (!call)
                return std::nullopt;
            return Made{signature, std::move(*call)};
        });
        for (const auto& [set, made] : calls) {
            const auto& [signature, call] = made;
            // Where C may call back, a Go stack may move while C holds an address into it: only
            // the header knows.
            if (no_callback && call.takes_addresses && everywhere && signatures.uniform())
                without_escape.insert(call.c_called);
            result.functions.add(set, "functions",
                                 Json{{"name", go_name},
                                      {"doc", lines_json(doc(*signature))},
                                      {"parameters", call.parameters},
                                      {"result", call.result},
                                      {"body", lines_json(call.body)},
                                      {"shim", lines_json(call.shim)}});
        }
    }

    /// What a C library declares for itself, it declares by the compiler's name and version:
    /// glibc's pthread.h has __sigsetjmp for some alone.
    [[nodiscard]] bool is_of_implementation(const model::Function& entity) const {
        return context.contract.is_system_header && entity.name.starts_with("__") &&
               entity.symbol.empty() && !entity.is_inline && !macros.contains(entity.name);
    }

    void add_function(const model::Function& entity) {
        if (entity.is_hidden)
            return limit(entity,
                         fmt::format("'{}' is hidden: there is no symbol to call", entity.name),
                         "make its visibility default, or drop it from the header");
        const std::string& name = context.raw.ordinary.at(entity.name);
        const Callee callee{entity.name,
                            "ffigen_" + stable_letters(entity.name),
                            false,
                            names_of(entity.parameters),
                            macros.contains(entity.name),
                            is_function_unseen_by_cgo(context.contract, entity),
                            is_of_implementation(entity)};
        std::string reason;
        add_calls(
            entity.signatures, name, callee,
            model::find(entity.annotations, "no_callback") != nullptr,
            [&](const Type& signature) {
                return function_doc(context, entity, name, signature, entity.parameters,
                                    entity.deprecated);
            },
            reason);
        if (!reason.empty())
            return limit(entity, fmt::format("Go cannot call '{}': {}", entity.name, reason),
                         "add a function to the header that takes it by address");
        if (entity.signatures.groups.empty())
            return;
        const Type& signature = entity.signatures.first();
        if (!signature.has_prototype)
            limit(entity,
                  fmt::format("'{}' has no prototype: Go calls it without arguments", entity.name),
                  "declare its parameters, or (void)");
        else if (signature.variadic)
            limit(entity,
                  fmt::format("'{}' is variadic: Go calls it with its named parameters alone",
                              entity.name),
                  "add a static inline function to the header for each list of types in use");
    }

    void add_callback(const model::Callback& entity) {
        if (entity.signatures.groups.empty())
            return;
        const std::string& type = context.raw.ordinary.at(entity.name);
        std::vector<std::string> names = names_of(entity.parameters);
        names.insert(names.begin(), "function");
        const Callee callee{entity.name, "ffigen_call_" + stable_letters(entity.name), true, names};
        const std::string& name = context.raw.callers.at(entity.name);
        std::string reason;
        add_calls(
            entity.signatures, name, callee, false,
            [&](const Type&) {
                return doc_comment(
                    {{fmt::format("{} calls a C function of type {}.", name, type)}});
            },
            reason);
    }

    void add_variable(const model::Variable& entity) {
        if (entity.is_thread_local)
            return limit(entity,
                         fmt::format("'{}' is one for each thread, and Go's code moves between "
                                     "threads",
                                     entity.name),
                         "add functions to the header that get and set it");
        const std::string& name = context.raw.ordinary.at(entity.name);
        const std::string shim = "ffigen_address_of_" + stable_letters(entity.name);
        result.functions.add_grouped("variables", [&](std::size_t p) -> std::optional<Json> {
            const std::size_t target = context.platforms.list[p].target;
            const Type* type = entity.types.find(target);
            if (type == nullptr)
                return std::nullopt;
            const std::string pointer = go_pointer(context, *type, target, Layer::raw);
            std::string text =
                entity.is_const ? "is the address of C's constant " : "is the address of C's ";
            std::vector<DocPart> parts{{name + " " + text + entity.name + "."}};
            if (!entity.doc.empty())
                parts.push_back({entity.doc});
            return Json{
                {"name", name},
                {"doc", lines_json(doc_comment(parts))},
                {"type", pointer},
                {"shim_name", shim},
                {"opening", pointer == "unsafe.Pointer" ? "" : "(" + pointer + ")("},
                {"closing", pointer == "unsafe.Pointer" ? "" : ")"},
                {"shim",
                 lines_json({fmt::format("static inline void *{}(void) {{ return (void *)&{}; }}",
                                         shim, entity.name)})}};
        });
    }
};

} // namespace

RawFunctions raw_functions(const Context& context, Diagnostics& diagnostics) {
    Builder builder{context, diagnostics, {Sheets(context.platforms), {}}, {}, {}};
    for (const model::Skipped& skipped : context.contract.skipped)
        builder.macros.insert(skipped.name);
    for (const model::Function& entity : context.contract.functions)
        builder.add_function(entity);
    for (const model::Callback& entity : context.contract.callbacks)
        builder.add_callback(entity);
    for (const model::Variable& entity : context.contract.variables)
        builder.add_variable(entity);
    builder.result.without_escape = {builder.without_escape.begin(), builder.without_escape.end()};
    return builder.result;
}

} // namespace ffigen::emit::go
