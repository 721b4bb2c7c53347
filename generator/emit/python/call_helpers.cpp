// What a function needs beside itself: the class of what it lends, and the ends of registrations.
#include "emit/python/call_writer.hpp"
#include "emit/python/docs.hpp"
#include "emit/python/format.hpp"
#include "emit/python/types.hpp"
#include "emit/python/values.hpp"
#include "model/id.hpp"

#include <fmt/format.h>

#include <algorithm>

namespace ffigen::emit::python {

/// The lines of a helper whose parameter `handle` is the function's object, entered as it must be.
Lines FunctionWriter::entered(const api::Function& function, const Lines& lines) const {
    const calls::Call& call = context_.plan.of(function);
    const calls::Use* use = call.uses.empty() ? nullptr : &call.uses.front();
    if (use == nullptr || !is_entered(context_, *use))
        return lines;
    Lines result;
    const std::string how = use->access == calls::Access::exclusive ? "False" : "True";
    result.push_back(call.may_call_back ? fmt::format("held = handle.hold({})", how)
                                        : "held = handle.enter()");
    result.emplace_back("try:");
    if (std::string change = change_of(context_, *use, "handle"); !change.empty())
        result.push_back("    " + change);
    append(result, lines, 4);
    result.emplace_back("finally:");
    result.emplace_back(call.may_call_back ? "    handle.release(held)" : "    handle.leave(held)");
    return result;
}

namespace {

/// Gives a loan back, and keeps what C said: nothing comes between the two.
Lines end_and_check(const Context& context, const api::Function& function,
                    const std::string& name) {
    Lines lines = checks_of_lent(context, function);
    const calls::Call& plan = context.plan.of(function);
    if (function.error_set && plan.failure.text == calls::ErrorText::fresh)
        lines.emplace_back("known = _errors.last_error()");
    lines.push_back("said.extend(map(" + name + ", (handle,), (memory,)))");
    if (function.error_set) {
        lines.emplace_back("status = said[0]");
        lines.push_back(status_check(context, plan.failure));
        lines.emplace_back("    said.clear()");
        lines.push_back(fmt::format("    raise {}", failure_of(context, plan)));
    }
    if (plan.may_call_back) { // given back all the same
        lines.emplace_back("if _closures.raised:");
        lines.emplace_back("    _closures.go_on()");
    }
    return lines;
}

/// A call by a helper, and what it raises.
Lines call_and_check(const Context& context, const api::Function& function,
                     const std::string& call) {
    if (!function.error_set)
        return {call};
    const calls::Call& plan = context.plan.of(function);
    Lines lines;
    if (plan.failure.text == calls::ErrorText::fresh)
        lines.emplace_back("known = _errors.last_error()");
    lines.push_back("status = " + call);
    lines.push_back(status_check(context, plan.failure));
    lines.push_back(fmt::format("    raise {}", failure_of(context, plan)));
    return lines;
}

void add_helper(FunctionModule& module, const std::string& head, const Lines& lines) {
    std::string text = head + "\n";
    for (const std::string& line : lines)
        text += "    " + line + "\n";
    if (std::find(module.helpers.begin(), module.helpers.end(), text) == module.helpers.end())
        module.helpers.push_back(text);
}

} // namespace

std::string FunctionWriter::loan_class() const {
    return (handle_ == nullptr ? "" : context_.names.types.at(handle_->c_name)) +
           camel_case(function_.name);
}

const api::Param& FunctionWriter::lent() const {
    return *std::find_if(function_.params.begin(), function_.params.end(),
                         [](const api::Param& param) { return param.role == api::Role::lent_out; });
}

/// Module's function by which a loan ends.
std::string FunctionWriter::loan_end(const std::string& c_name) {
    const api::Function& end = *context_.api.function(c_name);
    const std::string helper = "_try_" + snake_case(end.name);
    const std::string call =
        add_binding(*context_.contract.function(c_name),
                    {context_.names.pointers.at(function_.handle),
                     fmt::format("ctypes.POINTER({})", safe_ctype(context_, lent().element))},
                    end.error_set ? safe_ctype(context_, end.result.type) : "None",
                    end.realtime ? "_library.quick" : "_library.call");
    add_helper(
        module_,
        fmt::format("def {}(handle: _addresses.Pointer, memory: Any, said: list[Any]) -> None:",
                    helper),
        entered(end, end_and_check(context_, end, call)));
    return helper;
}

void FunctionWriter::write_loan_class() {
    const api::Loan& loan = *function_.loan;
    const std::string& record = context_.names.types.at(loan.record);
    const api::Function* end = context_.api.function(loan.end);
    std::string text = fmt::format("class {}(_loans.Loan[{}]):\n", loan_class(), record);
    const std::string what = fmt::format(
        "What `{}.{}` lends: a context manager that gives it back.",
        context_.names.types.at(handle_->c_name), context_.names.functions.at(function_.c_name));
    std::string how =
        fmt::format("Leaving the `with` block ends it by `{}`", snake_case(end->name));
    if (!loan.cancel.empty())
        how += fmt::format(", an exception by `{}`",
                           snake_case(context_.api.function(loan.cancel)->name));
    text +=
        fmt::format("    {}\n\n", docstring(fill(what + "\n\n" + how + ".", line_width - 4), 4));
    const std::string ended = loan_end(loan.end);
    const std::string cancelled = loan.cancel.empty() ? ended : loan_end(loan.cancel);
    text += fmt::format("    __slots__ = ()\n    _kind = {}\n    _is_const = {}\n"
                        "    _end = staticmethod({})\n    _cancel = staticmethod({})\n",
                        record, loan.is_mutable ? "False" : "True", ended, cancelled);
    const auto method = [&](const std::string& c_name, const std::string& helper) {
        const api::Function* function = context_.api.function(c_name);
        FunctionDoc doc{.text = context_.docs->translate(function->doc),
                        .arguments = {},
                        .returns = {},
                        .raises = {},
                        .notes = {}};
        if (doc.text.empty())
            doc.text = fmt::format("Calls `{}`.", model::called(c_name));
        text += fmt::format(
            "\n    def {}(self) -> None:\n        {}\n        self._life.give_back({})\n",
            identifier(snake_case(function->name)), docstring(doc_lines(doc, 8), 8), helper);
    };
    method(loan.end, ended);
    if (!loan.cancel.empty())
        method(loan.cancel, cancelled);
    module_.loans.push_back(text);
}

/// The function by which a registration of this function ends.
void FunctionWriter::write_end_helper(const calls::Registration& registration) {
    const model::Function* c_end = context_.contract.function(registration.end);
    if (c_end == nullptr)
        return;
    // One that takes a bare function has no safe form of its own: it is called as this one is.
    const api::Function* known = context_.api.function(registration.end);
    const api::Function& end = known == nullptr ? function_ : *known;
    const model::Type& signature = c_end->signatures.first();
    const bool has_status =
        function_.error_set &&
        behind(context_, signature.args[0]).name == behind(context_, function_.result.type).name &&
        function_.result.role == api::ResultRole::status;
    Lines types, items;
    std::string parameters = "_handle: None";
    std::string number;
    const auto pass = [&](const char* item, std::string type) {
        items.emplace_back(item);
        types.push_back(std::move(type));
    };
    for (std::size_t i = 0; i < registration.end_arguments.size(); ++i) {
        switch (registration.end_arguments[i]) {
        case api::EndArgument::object:
            parameters = "handle: _addresses.Pointer";
            pass("handle",
                 context_.names.pointers
                     .find(behind(context_, function_.params[*registration.object].element).name)
                     ->second);
            break;
        case api::EndArgument::id:
            number = ", number: int";
            pass("number", safe_ctype(context_, signature.args[i + 1]));
            break;
        case api::EndArgument::function:
            items.push_back(fmt::format(
                "slot.at(_callbacks.{})",
                context_.names.closures.at(function_.params[registration.param].callback->type)));
            types.emplace_back("ctypes.c_void_p");
            break;
        case api::EndArgument::user_data:
            pass("slot.id", "ctypes.c_void_p");
            break;
        }
    }
    const bool checks = known == nullptr ? has_status : end.error_set.has_value();
    const std::string call = add_binding(
        *c_end, types, checks ? safe_ctype(context_, signature.args[0]) : "None", "_library.call");
    const std::string text = fmt::format("{}({})", call, join(items, ", "));
    const Lines lines = checks ? call_and_check(context_, end, text) : Lines{text};
    add_helper(module_,
               fmt::format("def {}({}, slot: _closures.Slot{}) -> None:", end_helper(function_),
                           parameters, number),
               parameters.starts_with("_") ? lines : entered(end, lines));
}

} // namespace ffigen::emit::python
