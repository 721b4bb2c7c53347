#include "emit/python/calls.hpp"

#include "emit/python/binding.hpp"
#include "emit/python/call_writer.hpp"
#include "emit/python/docs.hpp"
#include "emit/python/format.hpp"
#include "emit/python/module.hpp"
#include "emit/python/values.hpp"
#include "model/id.hpp"

#include <fmt/format.h>

#include <algorithm>

namespace ffigen::emit::python {

using api::FunctionKind;

void append(Lines& to, const Lines& lines, std::size_t indent) {
    for (const std::string& line : lines)
        to.push_back(std::string(line.empty() ? 0 : indent, ' ') + line);
}

void add_call(Lines& lines, const std::string& head, const Lines& items, const std::string& tail,
              std::size_t indent, std::size_t nested) {
    const std::string text = bracket(head, items, tail, nested, false, indent);
    for (std::size_t at = 0; const std::string& line : split_lines(text))
        lines.push_back(at++ == 0 ? std::string(nested, ' ') + line : line);
}

FunctionWriter::FunctionWriter(const Context& context, const api::Function& function,
                               const api::Handle* handle, FunctionModule& module)
    : context_(context), function_(function), handle_(handle), module_(module),
      indent_(handle == nullptr ? 0 : 4), c_function_(*context.contract.function(function.c_name)),
      plan_(context.plan.of(function)) {}

void FunctionWriter::write() {
    for (const api::Param& param : function_.params)
        bind_release(param.release);
    bind_release(function_.result.release);
    text_ = parameters_text(context_, function_, module_.bound);
    plan_result();
    call_ = add_binding(c_function_, text_.call_types, result_ctype_, binder());
    for (const calls::Registration& registration : plan_.registrations)
        if (registration.lifetime == api::Lifetime::until && registration.is_first() &&
            registration.end != function_.c_name)
            write_end_helper(registration);
    if (function_.loan) {
        write_loan_class();
        const auto at = static_cast<std::size_t>(&lent() - function_.params.data());
        text_.begin.push_back(fmt::format("{} = {}._from({})", parameter_names(function_)[at],
                                          loan_class(), pointer_of(context_, function_, 0)));
    }
    const std::string name = context_.names.functions.at(function_.c_name);
    if (is_sliced(plan_))
        write_wait(name);
    else
        module_.methods.push_back(definition(decorators(name), "def", name, body(), docs(false)));
    if (plan_.is_awaitable)
        write_async(name);
}

void FunctionWriter::bind_release(const std::string& c_name) {
    const bool closes = std::any_of(context_.api.handles.begin(), context_.api.handles.end(),
                                    [&](const auto& handle) { return handle.close == c_name; });
    if (c_name.empty() || closes)
        return;
    const model::Function* function = context_.contract.function(c_name);
    if (function == nullptr)
        return;
    std::string type = "ctypes.c_void_p";
    if (function_.result.span && function_.result.release == c_name)
        type = function_.result.span->by_address
                   ? fmt::format("ctypes.POINTER(raw.{})",
                                 context_.raw.records.at(function_.result.span->record))
                   : value_ctype();
    add_binding(*function, {type}, "None", "_library.call");
}

std::string FunctionWriter::add_binding(const model::Function& function, const Lines& types,
                                        const std::string& result, std::string_view library) {
    if (const auto known = module_.bound.find(function.name); known != module_.bound.end())
        return known->second;
    std::string name = bound_name(context_.api, function.name);
    while (is_support_module(name))
        name += '_';
    module_.bound[function.name] = name;
    module_.bindings.push_back(binding(context_, name, function, types, result, library));
    return name;
}

std::string_view FunctionWriter::binder() const {
    if (function_.sets_errno)
        return "_library.errno_call";
    return function_.realtime ? "_library.quick" : "_library.call";
}

Lines FunctionWriter::warning() const {
    if (function_.deprecated.empty())
        return {};
    Lines lines;
    const std::string name = context_.names.functions.at(function_.c_name);
    add_call(lines, "warnings.warn(",
             {text_literal(fmt::format("{} is deprecated: {}", name,
                                       context_.docs->translate(function_.deprecated))),
              "DeprecationWarning", "stacklevel=2"},
             ")", indent_ + 4);
    return lines;
}

bool FunctionWriter::is_getter() const {
    return function_.kind == FunctionKind::getter && handle_ != nullptr && text_.needs_self &&
           text_.arguments.empty() && text_.outputs.size() == 1;
}

bool FunctionWriter::is_setter() const {
    if (function_.kind != FunctionKind::setter || handle_ == nullptr || !text_.needs_self ||
        text_.arguments.size() != 1 || !text_.outputs.empty())
        return false;
    return std::any_of(
        handle_->functions.begin(), handle_->functions.end(), [&](std::size_t index) {
            const api::Function& other = context_.api.functions[index];
            return other.kind == FunctionKind::getter && other.property == function_.property;
        });
}

Lines FunctionWriter::decorators(const std::string& name) const {
    if (handle_ == nullptr)
        return {};
    if (is_getter())
        return {"@property"};
    if (is_setter())
        return {fmt::format("@{}.setter", name)};
    if (function_.kind == FunctionKind::constructor)
        return {"@classmethod"};
    if (!text_.needs_self)
        return {"@staticmethod"};
    return {};
}

Lines FunctionWriter::parameters() const {
    Lines result;
    if (function_.kind == FunctionKind::constructor && handle_ != nullptr)
        result.emplace_back("cls");
    else if (handle_ != nullptr && text_.needs_self)
        result.emplace_back("self");
    bool keyword_only = false;
    for (const Argument& argument : text_.arguments) {
        const bool optional_tail = !argument.fallback.empty() && argument.name != "timeout" &&
                                   argument.name != "into" &&
                                   (text_.is_reordered || argument.is_keyword);
        if (optional_tail && !keyword_only) {
            result.emplace_back("*");
            keyword_only = true;
        }
        result.push_back(fmt::format("{}: {}{}", argument.name, argument.type,
                                     argument.fallback.empty() ? "" : " = " + argument.fallback));
    }
    return result;
}

std::string FunctionWriter::definition(const Lines& decorators, const std::string& def,
                                       const std::string& name, const Lines& body,
                                       const std::string& doc) const {
    const std::string margin(indent_, ' ');
    std::string text;
    for (const std::string& decorator : decorators)
        text += margin + decorator + "\n";
    text += def_line(fmt::format("{} {}", def, name), parameters(), result_type(), indent_) + "\n";
    if (!doc.empty())
        text += fmt::format("{:{}}{}\n", "", indent_ + 4, doc);
    for (const std::string& line : body)
        text += line.empty() ? "\n" : fmt::format("{:{}}{}\n", "", indent_ + 4, line);
    return text;
}

/// Names of C parameters in backquotes, as the Python function has them.
std::string FunctionWriter::with_python_names(std::string text) const {
    const auto names = parameter_names(function_);
    for (std::size_t i = 0; i < function_.params.size(); ++i) {
        const api::Param& param = function_.params[i];
        std::string now = names[i];
        if (param.role == api::Role::count && param.of)
            now = fmt::format("len({}{})", names[*param.of],
                              function_.params[*param.of].each == i ? "[0]" : "");
        const bool into =
            std::any_of(text_.arguments.begin(), text_.arguments.end(),
                        [](const Argument& argument) { return argument.name == "into"; });
        if (param.role == api::Role::record_out && into)
            now = "into";
        if (plan_.wait && plan_.wait->param == i)
            now = "timeout";
        const std::string old = fmt::format("`{}`", param.name.c);
        for (std::size_t at = 0; (at = text.find(old, at)) != std::string::npos; at += now.size())
            text.replace(at, old.size(), fmt::format("`{}`", now));
    }
    return text;
}

std::string FunctionWriter::docs(bool async) const {
    FunctionDoc doc;
    doc.text = with_python_names(context_.docs->translate(function_.doc));
    if (doc.text.empty())
        doc.text = fmt::format("Calls `{}`.", model::called(function_.c_name));
    if (async)
        doc.text = fmt::format("As `{}`, while the event loop goes on.",
                               context_.names.functions.at(function_.c_name));
    else {
        for (const Argument& argument : text_.arguments)
            if (!argument.doc.empty())
                doc.arguments.emplace_back(argument.name, argument.doc);
        if (is_setter())
            doc.arguments.clear();
        Lines returned;
        for (const Output& output : text_.outputs)
            if (!output.doc.empty())
                returned.push_back(sentence(output.doc));
        doc.returns = join(returned, " ");
        if (!function_.since.empty())
            doc.notes.push_back(fmt::format("New in version {}.", function_.since));
        if (function_.realtime)
            doc.notes.emplace_back("Fit for a real-time thread: neither waits nor allocates in C.");
        if (function_.blocking)
            doc.notes.emplace_back("May wait. Other threads run meanwhile.");
        if (function_.thread_safe)
            doc.notes.emplace_back("Any thread may call it at any time.");
    }
    return docstring(doc_lines(doc, indent_ + 4), indent_ + 4);
}

FunctionModule function_module(const Context& context,
                               const std::vector<const api::Function*>& functions,
                               const api::Handle* handle) {
    FunctionModule module;
    for (const api::Function* function : functions)
        FunctionWriter(context, *function, handle, module).write();
    return module;
}

} // namespace ffigen::emit::python
