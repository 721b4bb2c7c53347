#include "emit/go/call_bridge.hpp"

#include "emit/go/cgo_reach.hpp"
#include "support/identifier.hpp"
#include "support/text.hpp"

#include <fmt/format.h>

#include <algorithm>

namespace ffigen::emit::go {

namespace {

using api::ResultRole;
using model::Type;

} // namespace

std::string bridge_spelling(const Context& context, const Type& type, std::size_t target,
                            const std::string& name) {
    const Type resolved = model::resolve(context.contract, type, target);
    return resolved.kind == model::TypeKind::pointer && is_unknown_to_cgo(context, type, target)
               ? "const void *" + name
               : c_spelling(context, type, name);
}

bool Bridge::with_text() const {
    const bool is_read = scope.call.failure.text == calls::ErrorText::fresh ||
                         scope.call.failure.text == calls::ErrorText::last;
    return is_read &&
           (scope.function.result.role == ResultRole::status || !nothing_given(scope).empty());
}

bool Bridge::may_panic() const { return scope.call.may_call_back; }

bool Bridge::is_confined() const {
    return std::any_of(parts.entered.begin(), parts.entered.end(),
                       [](const Entered& each) { return each.confined; });
}

bool Bridge::by_words() const {
    if (scope.function.result.role == ResultRole::buffer && scope.function.result.span)
        return true;
    return scope.function.result.role == ResultRole::value &&
           !is_scalar(scope.context, scope.function.result.type, scope.target);
}

bool Bridge::returns() const { return scope.function.result.role != ResultRole::nothing; }

bool Bridge::has_struct() const {
    return !parts.fields.empty() || with_text() || may_panic() || is_confined() ||
           parts.gives_thread || scope.call.failure.sets_errno || by_words();
}

bool Bridge::is_needed() const {
    const std::string& name = scope.function.c_name;
    const model::Function* function = scope.context.contract.function(name);
    // C.func is no Go.
    return is_reserved(name) || is_cgo_local(name) ||
           (function != nullptr && is_function_unseen_by_cgo(scope.context.contract, *function)) ||
           has_struct() || !parts.c_before.empty() ||
           is_unknown_to_cgo(scope.context, plain_result(), scope.target) ||
           std::any_of(parts.arguments.begin(), parts.arguments.end(),
                       [](const Argument& argument) { return !argument.direct; });
}

Type Bridge::plain_result() const {
    Type plain = returns() ? scope.function.result.type : Type{};
    plain.is_const = plain.is_volatile = false;
    return plain;
}

/// Declaration of what the C function returns.
std::string Bridge::returned() const {
    return c_spelling(scope.context, plain_result(),
                      scope.function.result.role == ResultRole::status ? "status" : "value");
}

Lines Bridge::struct_fields() const {
    Lines fields;
    if (by_words())
        fields.push_back(fmt::format("uint64_t value[(sizeof({}) + 7) / 8]",
                                     c_spelling(scope.context, plain_result())));
    else if (returns())
        fields.push_back(
            bridge_spelling(scope.context, plain_result(), scope.target,
                            scope.function.result.role == ResultRole::status ? "status" : "value"));
    if (scope.function.result.span) {
        fields.emplace_back("const void *span_data");
        fields.emplace_back("int64_t span_length");
    }
    if (with_text())
        fields.emplace_back("char *text");
    if (is_confined())
        fields.emplace_back("_Bool refused");
    if (parts.gives_thread)
        fields.emplace_back("uint64_t thread");
    if (may_panic())
        fields.emplace_back("uintptr_t panicked");
    if (scope.call.failure.sets_errno)
        fields.emplace_back("int errno_value");
    for (const auto& [declaration, field] : parts.fields)
        fields.push_back(declaration);
    return fields;
}

Lines Bridge::lines(const std::string& name) const {
    Lines parameters, lines;
    if (is_confined())
        parameters.emplace_back("uint64_t thread");
    for (const Argument& argument : parts.arguments)
        if (!argument.c_parameter.empty())
            parameters.push_back(argument.c_parameter);
    const std::string list = parameters.empty() ? "void" : joined(parameters);
    if (has_struct()) {
        lines.emplace_back("typedef struct {");
        for (const std::string& field : struct_fields())
            lines.push_back("    " + field + ";");
        lines.push_back("} " + name + "_result;");
        lines.emplace_back();
        lines.push_back(fmt::format("static inline {}_result {}({}) {{", name, name, list));
        lines.push_back(fmt::format("    {}_result result;", name));
        lines.emplace_back("    memset(&result, 0, sizeof result);");
    } else {
        lines.push_back(
            "static inline " +
            bridge_spelling(scope.context, plain_result(), scope.target, name + "(" + list + ")") +
            " {");
    }
    append(lines, body(), "    ");
    lines.emplace_back("}");
    return lines;
}

Lines Bridge::body() const {
    const std::string prefix = scope.context.c_prefix();
    const bool fresh = with_text() && scope.call.failure.text == calls::ErrorText::fresh;
    Lines lines;
    if (is_confined()) {
        lines.push_back("if (thread != 0 && thread != " + prefix + "_thread()) {");
        lines.emplace_back("    result.refused = 1;");
        lines.emplace_back("    return result;");
        lines.emplace_back("}");
    }
    append(lines, parts.c_before);
    if (fresh)
        lines.emplace_back("uint64_t before = bridge_error_mark();");
    append(lines, invocation());
    if (parts.gives_thread)
        lines.push_back("result.thread = " + prefix + "_thread();");
    if (by_words())
        lines.emplace_back("memcpy(result.value, &value, sizeof value);");
    if (const auto& span = scope.function.result.span) {
        lines.push_back(fmt::format("result.span_data = value.{};", span->data));
        lines.push_back(fmt::format("result.span_length = (int64_t)value.{};", span->length));
    }
    append(lines, parts.c_after);
    append(lines, on_failure(fresh));
    if (has_struct())
        lines.emplace_back("return result;");
    else if (returns())
        lines.push_back(scope.function.result.role == ResultRole::status ? "return status;"
                                                                         : "return value;");
    return lines;
}

/// The call itself, and what must be read before anything else is called.
Lines Bridge::invocation() const {
    const std::string prefix = scope.context.c_prefix();
    Lines uses, lines;
    for (const Argument& argument : parts.arguments)
        if (!argument.is_extra)
            uses.push_back(argument.c_use);
    const std::string call =
        fmt::format("{}({});", c_function(scope.context, scope.function.c_name), joined(uses));
    if (may_panic()) {
        lines.push_back(prefix + "_frame frame;");
        lines.push_back(prefix + "_enter(&frame);");
    }
    if (scope.call.failure.sets_errno)
        lines.emplace_back("errno = 0;");
    if (!returns())
        lines.push_back(call);
    else if (has_struct() && !by_words())
        lines.push_back((scope.function.result.role == ResultRole::status ? "result.status = "
                                                                          : "result.value = ") +
                        call);
    else
        lines.push_back(returned() + " = " + call);
    if (scope.call.failure.sets_errno)
        lines.emplace_back("result.errno_value = errno;");
    if (may_panic())
        lines.push_back("result.panicked = " + prefix + "_leave(&frame);");
    return lines;
}

Lines Bridge::on_failure(bool fresh) const {
    if (!with_text() && parts.c_discard.empty())
        return {};
    std::string condition;
    for (const std::string& value : scope.call.failure.accepted)
        condition += (condition.empty() ? "result.status != " : " && result.status != ") + value;
    if (scope.function.result.role != ResultRole::status)
        for (const std::string& nothing : nothing_given(scope))
            condition += (condition.empty() ? "" : " || ") + nothing;
    if (condition.empty())
        return {};
    Lines lines{"if (" + condition + ") {"};
    if (fresh)
        lines.emplace_back("    if (bridge_error_mark() != before)");
    if (with_text())
        lines.push_back((fresh ? "        " : "    ") +
                        std::string("result.text = bridge_last_error();"));
    append(lines, parts.c_discard, "    ");
    lines.emplace_back("}");
    return lines;
}

} // namespace ffigen::emit::go
