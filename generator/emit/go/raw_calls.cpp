#include "emit/go/raw_calls.hpp"

#include "emit/go/cgo_reach.hpp"
#include "emit/go/raw.hpp"
#include "support/text.hpp"

#include <fmt/format.h>

#include <algorithm>

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

/// Whether a part of the type may be another one where the shim stands: nobody can name it, or its
/// tag was first met in a list of parameters and ended there.
bool is_out_of_reach(const model::Contract& contract, const Type& type) {
    const model::Record* record =
        type.kind == TypeKind::record ? contract.record(type.name) : nullptr;
    const bool is_mere_tag = record != nullptr && record->c_name.find(' ') != std::string::npos;
    return is_mere_tag || model::mentions_nameless(contract, type) ||
           std::ranges::any_of(type.args,
                               [&](const Type& part) { return is_out_of_reach(contract, part); });
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
    const Type passed = model::unqualified(is_named ? type : pointer);
    // C makes any pointer of a void *.
    result.shim_use = fmt::format(
        "({}){}",
        is_out_of_reach(context.contract, passed) ? "void *" : c_spelling(context, passed), c_name);
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
    if (resolved.kind == TypeKind::va_list_ || resolved.kind == TypeKind::unsupported ||
        model::is_nameless(context.contract, type))
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

namespace {

/// Puts one call together, both ways: cgo's own, and through a shim in C.
class RawCall {
  public:
    RawCall(const Context& context, const Callee& callee, const Type& signature, std::size_t target)
        : context_(context), callee_(callee), signature_(signature), returned_(signature.element()),
          target_(target),
          needs_shim_(callee.is_pointer || callee.is_shadowed || callee.is_unseen ||
                      callee.is_declared_again || signature.variadic || !signature.has_prototype ||
                      is_reserved(callee.c_name) || is_cgo_local(callee.c_name)) {}

    /// What cannot be held by Go; empty when all can.
    std::string add_parameters(const Type& signature) {
        Scope names;
        for (std::size_t i = 1; i < signature.args.size(); ++i) {
            const std::string c_name =
                i <= callee_.parameters.size() ? callee_.parameters[i - 1] : std::string{};
            const std::string go_name =
                names.claim(c_name.empty() ? fmt::format("arg{}", i - 1) : local(c_name));
            const auto crossing =
                cross(context_, signature.args[i], target_, go_name, fmt::format("a{}", i - 1));
            if (!crossing)
                return fmt::format("'{}' has a type that Go cannot hold: {}", go_name,
                                   c_spelling(context_, signature.args[i]));
            add(go_name, *crossing);
        }
        return {};
    }

    /// As `add_parameters`.
    std::string add_result() {
        const Type resolved = model::resolve(context_.contract, returned_, target_);
        const auto type = go_type(context_, returned_, target_, Layer::raw);
        if (is_scalar(context_, returned_, target_)) {
            call_.result = " " + type.value_or("int32");
            opening_ = "return" + call_.result + "(";
            closing_ = ")";
        } else if (resolved.kind == TypeKind::pointer) {
            // cgo looks at what the declared result points to; that of the shim is void *.
            const Type& pointee = resolved.element();
            hides_result_ =
                is_unknown_to_cgo(context_, returned_, target_) ||
                is_unknown_to_cgo(context_, pointee, target_) ||
                (pointee.kind == TypeKind::function && is_out_of_reach(context_.contract, pointee));
            needs_shim_ |= hides_result_;
            add_address_result(type.value_or("unsafe.Pointer"));
        } else if (resolved.kind != TypeKind::void_) {
            if (!type || resolved.kind == TypeKind::va_list_ ||
                model::is_nameless(context_.contract, returned_))
                return "its result has a type that Go cannot hold: " +
                       c_spelling(context_, returned_);
            by_address_ = needs_shim_ = call_.takes_addresses = true;
            call_.result = " (result " + *type + ")";
            through_shim_.push_back("unsafe.Pointer(&result)");
            shim_parameters_.push_back("void *result");
        }
        return {};
    }

    Call finish() {
        call_.parameters = parameter_list(go_parameters_);
        call_.c_called = needs_shim_ ? callee_.shim : callee_.c_name;
        call_.body.push_back(fmt::format("\t{}C.{}({}){}", opening_, call_.c_called,
                                         joined(needs_shim_ ? through_shim_ : direct_), closing_));
        if (by_address_)
            call_.body.push_back("\treturn result");
        if (needs_shim_)
            add_shim();
        return std::move(call_);
    }

  private:
    void add(const std::string& go_name, const Crossing& crossing) {
        go_parameters_.emplace_back(go_name, crossing.go_type);
        direct_.push_back(crossing.argument);
        through_shim_.push_back(crossing.shim_argument);
        shim_parameters_.push_back(crossing.shim_parameter);
        append(shim_body_, crossing.shim_copy);
        shim_uses_.push_back(crossing.shim_use);
        needs_shim_ |= crossing.needs_shim;
        call_.takes_addresses |= crossing.is_address;
    }

    void add_address_result(const std::string& type) {
        const bool plain = type == "unsafe.Pointer";
        call_.result = " " + type;
        opening_ = plain ? "return unsafe.Pointer("
                         : "return " + in_parentheses(type) + "(unsafe.Pointer(";
        closing_ = plain ? ")" : "))";
    }

    /// The call itself within the shim.
    std::string invocation() const {
        if (!callee_.is_pointer)
            // Parentheses keep a function-like macro of the same name out.
            return (callee_.is_shadowed ? "(" + callee_.c_name + ")"
                                        : c_function(context_, callee_.c_name)) +
                   "(" + joined(shim_uses_) + ")";
        // A function pointer is the first argument of its own shim.
        return fmt::format("({})({})", shim_uses_.front(),
                           joined({shim_uses_.begin() + 1, shim_uses_.end()}));
    }

    void add_shim() {
        Type plain = model::unqualified(returned_);
        if (hides_result_) {
            plain = {.kind = TypeKind::pointer};
            plain.args.emplace_back().is_const = true;
        }
        const bool returns = !opening_.empty();
        const std::string declarator = fmt::format(
            "{}({})", callee_.shim, shim_parameters_.empty() ? "void" : joined(shim_parameters_));
        const Type result = by_address_ || !returns ? Type{} : plain;
        call_.shim.push_back("static inline " + c_spelling(context_, result, declarator) + " {");
        if (callee_.is_declared_again && signature_.has_prototype)
            call_.shim.push_back("    extern " + c_spelling(context_, signature_, callee_.c_name) +
                                 ";");
        append(call_.shim, shim_body_, "    ");
        if (by_address_) {
            call_.shim.push_back("    " + c_spelling(context_, plain, "value") + " = " +
                                 invocation() + ";");
            call_.shim.push_back("    memcpy(result, &value, sizeof value);");
        } else {
            call_.shim.push_back("    " +
                                 std::string(hides_result_ ? "return (const void *)"
                                             : returns     ? "return "
                                                           : "") +
                                 invocation() + ";");
        }
        call_.shim.push_back("}");
    }

    const Context& context_;
    const Callee& callee_;
    const Type& signature_;
    const Type& returned_; ///< its result
    std::size_t target_;
    bool needs_shim_;
    bool by_address_ = false;   ///< the result is written where the caller says
    bool hides_result_ = false; ///< it has a type that cgo does not know
    std::string opening_, closing_;
    std::vector<std::pair<std::string, std::string>> go_parameters_;
    Lines direct_, through_shim_, shim_parameters_, shim_body_, shim_uses_;
    Call call_;
};

} // namespace

std::optional<Call> raw_call(const Context& context, const Callee& callee, const Type& signature,
                             std::size_t target, std::string& reason) {
    RawCall call(context, callee, signature, target);
    std::string problem = call.add_parameters(signature);
    if (problem.empty())
        problem = call.add_result();
    if (problem.empty())
        return call.finish();
    reason = std::move(problem);
    return std::nullopt;
}

} // namespace ffigen::emit::go
