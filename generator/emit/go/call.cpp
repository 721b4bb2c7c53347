#include "emit/go/call.hpp"

#include "emit/go/raw.hpp"
#include "support/text.hpp"

#include <fmt/format.h>

namespace ffigen::emit::go {

namespace {

using model::Type;
using model::TypeKind;

/// How one value crosses.
struct Crossing {
    std::string go_type;
    std::string argument;       ///< Go expression of `name` for a direct call
    std::string shim_argument;  ///< for the shim
    std::string shim_parameter; ///< C declaration
    Lines shim_copy;            ///< C statements before the call
    std::string shim_use;       ///< C expression in the call
    bool needs_shim = false;
    bool is_address = false;
};

std::string in_parentheses(const std::string& type) {
    return type.starts_with("*") ? "(" + type + ")" : type;
}

std::string as_unsafe(const std::string& go_type, const std::string& name) {
    return go_type == "unsafe.Pointer" ? name : "unsafe.Pointer(" + name + ")";
}

Crossing scalar(const Context& context, const Type& type, std::size_t target,
                const std::string& name, const std::string& c_name) {
    Crossing result{.go_type = go_type(context, type, target, Layer::raw).value_or("int32")};
    auto cgo = cgo_type(context, type, target);
    Type passed = model::unqualified(type);
    if (!cgo) {
        // A type without a name for cgo goes through the integer behind it.
        passed = model::resolve(context.contract, passed, target);
        if (passed.kind == TypeKind::enumeration)
            if (const model::Enum* entity = context.contract.enumeration(passed.name))
                if (const auto* layout = entity->layouts.find(target))
                    passed = layout->underlying;
        cgo = cgo_type(context, passed, target);
        result.needs_shim = true;
    }
    result.argument = result.shim_argument = fmt::format("{}({})", cgo.value_or("C.int"), name);
    result.shim_parameter = c_spelling(context, passed, c_name);
    result.shim_use = c_name;
    return result;
}

Crossing address(const Context& context, const Type& type, std::size_t target,
                 const std::string& name, const std::string& c_name) {
    const Type pointer = decayed(context, type, target);
    const bool is_named = type.kind == TypeKind::typedef_ &&
                          model::resolve(context.contract, type, target).kind == TypeKind::pointer;
    Crossing result{.go_type = go_type(context, is_named ? type : pointer, target, Layer::raw)
                                   .value_or("unsafe.Pointer"),
                    .is_address = true};
    const auto cgo = cgo_type(context, is_named ? type : pointer, target);
    const std::string plain = as_unsafe(result.go_type, name);
    result.needs_shim = !cgo;
    if (cgo)
        result.argument =
            *cgo == "unsafe.Pointer" ? plain : in_parentheses(*cgo) + "(" + plain + ")";
    result.shim_parameter = "const void *" + c_name;
    result.shim_argument = plain;
    result.shim_use = fmt::format(
        "({}){}", c_spelling(context, model::unqualified(is_named ? type : pointer)), c_name);
    return result;
}

std::optional<Crossing> by_value(const Context& context, const Type& type, std::size_t target,
                                 const std::string& name, const std::string& c_name) {
    const auto spelled = go_type(context, type, target, Layer::raw);
    if (!spelled)
        return std::nullopt;
    const std::string local_name = c_name + "_value";
    return Crossing{
        .go_type = *spelled,
        .argument = {},
        .shim_argument = "unsafe.Pointer(&" + name + ")",
        .shim_parameter = "const void *" + c_name,
        .shim_copy = {c_spelling(context, model::unqualified(type), local_name) + ";",
                      fmt::format("memcpy(&{}, {}, sizeof {});", local_name, c_name, local_name)},
        .shim_use = local_name,
        .needs_shim = true,
        .is_address = true};
}

std::optional<Crossing> cross(const Context& context, const Type& type, std::size_t target,
                              const std::string& name, const std::string& c_name) {
    const Type resolved = model::resolve(context.contract, type, target);
    if (resolved.kind == TypeKind::va_list_ || resolved.kind == TypeKind::unsupported)
        return std::nullopt;
    if (is_scalar(context, type, target))
        return scalar(context, type, target, name, c_name);
    if (is_pointer(context, type, target))
        return address(context, type, target, name, c_name);
    return by_value(context, type, target, name, c_name);
}

} // namespace

std::string parameter_list(const std::vector<std::pair<std::string, std::string>>& parameters) {
    std::string result;
    for (std::size_t i = 0; i < parameters.size(); ++i) {
        result += (i > 0 ? ", " : "") + parameters[i].first;
        if (i + 1 == parameters.size() || parameters[i + 1].second != parameters[i].second)
            result += " " + parameters[i].second;
    }
    return result;
}

std::optional<Call> raw_call(const Context& context, const Callee& callee, const Type& signature,
                             std::size_t target, std::string& reason) {
    Scope names;
    std::vector<std::pair<std::string, std::string>> go_parameters;
    Lines direct, through_shim, shim_parameters, shim_body, shim_uses;
    bool needs_shim = callee.is_pointer || callee.is_shadowed || callee.is_by_typedef ||
                      signature.variadic || !signature.has_prototype ||
                      is_reserved(callee.c_name) || is_cgo_local(callee.c_name);
    Call call;
    const auto add = [&](const Type& type, const std::string& go_name, const std::string& c_name) {
        const auto crossing = cross(context, type, target, go_name, c_name);
        if (!crossing) {
            reason = fmt::format("'{}' has a type that Go cannot hold: {}", go_name,
                                 c_spelling(context, type));
            return false;
        }
        go_parameters.emplace_back(go_name, crossing->go_type);
        direct.push_back(crossing->argument);
        through_shim.push_back(crossing->shim_argument);
        shim_parameters.push_back(crossing->shim_parameter);
        shim_body.insert(shim_body.end(), crossing->shim_copy.begin(), crossing->shim_copy.end());
        shim_uses.push_back(crossing->shim_use);
        needs_shim |= crossing->needs_shim;
        call.takes_addresses |= crossing->is_address;
        return true;
    };
    for (std::size_t i = 1; i < signature.args.size(); ++i) {
        const std::string c_name =
            i <= callee.parameters.size() ? callee.parameters[i - 1] : std::string{};
        const std::string go_name =
            names.claim(c_name.empty() ? fmt::format("arg{}", i - 1) : local(c_name));
        if (!add(signature.args[i], go_name, fmt::format("a{}", i - 1)))
            return std::nullopt;
    }
    const Type& returned = signature.element();
    const Type resolved = model::resolve(context.contract, returned, target);
    std::string opening, closing;
    bool hides_result = false;
    if (is_scalar(context, returned, target)) {
        call.result = " " + go_type(context, returned, target, Layer::raw).value_or("int32");
        opening = "return" + call.result + "(";
        closing = ")";
    } else if (resolved.kind == TypeKind::pointer) {
        // cgo looks at what the declared result points to; that of the shim is void *.
        hides_result = is_unknown_to_cgo(context, resolved.element(), target);
        needs_shim |= hides_result;
        const std::string type =
            go_type(context, returned, target, Layer::raw).value_or("unsafe.Pointer");
        call.result = " " + type;
        opening = type == "unsafe.Pointer" ? "return unsafe.Pointer("
                                           : "return " + in_parentheses(type) + "(unsafe.Pointer(";
        closing = type == "unsafe.Pointer" ? ")" : "))";
    } else if (resolved.kind != TypeKind::void_) {
        const auto type = go_type(context, returned, target, Layer::raw);
        if (!type || resolved.kind == TypeKind::va_list_) {
            reason = "its result has a type that Go cannot hold: " + c_spelling(context, returned);
            return std::nullopt;
        }
        needs_shim = call.takes_addresses = true;
        call.result = " (result " + *type + ")";
        through_shim.push_back("unsafe.Pointer(&result)");
        shim_parameters.push_back("void *result");
    }
    call.parameters = parameter_list(go_parameters);
    call.c_called = needs_shim ? callee.shim : callee.c_name;
    call.body.push_back(fmt::format("\t{}C.{}({}){}", opening, call.c_called,
                                    joined(needs_shim ? through_shim : direct), closing));
    const bool by_address = call.result.starts_with(" (result");
    if (by_address)
        call.body.push_back("\treturn result");
    if (!needs_shim)
        return call;

    Type plain = model::unqualified(returned);
    if (hides_result) {
        plain = {.kind = TypeKind::pointer};
        plain.args.emplace_back();
    }
    const bool returns = !opening.empty();
    const std::string head = fmt::format(
        "static inline {}",
        c_spelling(context, by_address || !returns ? Type{} : plain,
                   fmt::format("{}({})", callee.shim,
                               shim_parameters.empty() ? "void" : joined(shim_parameters))));
    // A function pointer is the first argument of its own shim.
    const std::string target_name = callee.is_pointer ? shim_uses.front() : callee.c_name;
    if (callee.is_pointer)
        shim_uses.erase(shim_uses.begin());
    // Parentheses keep a function-like macro of the same name out.
    const bool parenthesised = callee.is_pointer || callee.is_shadowed;
    const std::string invocation = fmt::format(
        "{}({})", parenthesised ? "(" + target_name + ")" : target_name, joined(shim_uses));
    call.shim.push_back(head + " {");
    for (const std::string& line : shim_body)
        call.shim.push_back("    " + line);
    if (by_address) {
        call.shim.push_back("    " + c_spelling(context, plain, "value") + " = " + invocation +
                            ";");
        call.shim.push_back("    memcpy(result, &value, sizeof value);");
    } else {
        call.shim.push_back("    " + std::string(returns ? "return " : "") + invocation + ";");
    }
    call.shim.push_back("}");
    return call;
}

} // namespace ffigen::emit::go
