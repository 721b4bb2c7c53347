#include "emit/python/function_text.hpp"

#include "emit/python/binding.hpp"
#include "emit/python/by_value.hpp"
#include "emit/python/ctypes.hpp"
#include "emit/python/docs.hpp"
#include "emit/python/format.hpp"
#include "emit/python/params.hpp"
#include "emit/python/values.hpp"
#include "emit/python/waits.hpp"

#include <fmt/format.h>

#include <algorithm>

namespace ffigen::emit::python {
namespace {

using api::FunctionKind;
using api::ResultRole;
using Lines = std::vector<std::string>;

void append(Lines& to, const Lines& lines, std::size_t indent = 0) {
    for (const std::string& line : lines)
        to.push_back(std::string(indent, ' ') + line);
}

/// A statement `head(items)tail`, broken over lines where it must be.
void add_call(Lines& lines, const std::string& head, const Lines& items, const std::string& tail,
              std::size_t indent, std::size_t nested = 0) {
    const std::string text = bracket(head, items, tail, nested, false, indent);
    for (std::size_t at = 0; const std::string& line : split_lines(text))
        lines.push_back(at++ == 0 ? std::string(nested, ' ') + line : line);
}

class FunctionWriter {
  public:
    FunctionWriter(const Context& context, const api::Function& function, const api::Handle* handle,
                   FunctionModule& module)
        : context_(context), function_(function), handle_(handle), module_(module),
          indent_(handle == nullptr ? 0 : 4),
          c_function_(*context.contract.function(function.c_name)),
          timeout_(timeout_of(context, function)) {}

    void write() {
        for (const api::Param& param : function_.params)
            bind_release(param.release);
        bind_release(function_.result.release);
        plan_ = plan_parameters(context_, function_, module_.bound);
        plan_result();
        call_ = bind_function(function_, plan_.call_types, result_ctype_);
        const std::string name = context_.names.functions.at(function_.c_name);
        const bool async = has_async(context_, function_);
        if (timeout_ || async)
            return write_wait(name, async);
        Lines body = warning();
        append(body, plan_.before);
        append(body, call_lines());
        append(body, result_lines());
        module_.methods.push_back(definition(decorators(name), "def", name, body, docs(false)));
    }

  private:
    void bind_release(const std::string& c_name) {
        if (c_name.empty() || module_.bound.contains(c_name) ||
            context_.api.handle(closed_by(c_name)) != nullptr)
            return;
        if (const model::Function* function = context_.contract.function(c_name))
            add_binding(*function, {"ctypes.c_void_p"}, "None", "_library.call");
    }
    std::string closed_by(const std::string& c_name) const {
        for (const api::Handle& handle : context_.api.handles)
            if (handle.close == c_name)
                return handle.c_name;
        return {};
    }
    std::string bind_function(const api::Function& function, const Lines& types,
                              const std::string& result) {
        const auto known = module_.bound.find(function.c_name);
        if (known != module_.bound.end())
            return known->second;
        return add_binding(c_function_, types, result,
                           function.realtime ? "_library.quick" : "_library.call");
    }
    std::string add_binding(const model::Function& function, const Lines& types,
                            const std::string& result, std::string_view library) {
        std::string name = function.name;
        if (name.starts_with(context_.api.package.prefix))
            name.erase(0, context_.api.package.prefix.size());
        name = "_" + name;
        module_.bound[function.name] = name;
        module_.bindings.push_back(binding(context_, name, function, types, result, library));
        return name;
    }

    // ---- results -------------------------------------------------------------------------

    void plan_result() {
        const api::Result& result = function_.result;
        Context raw = context_;
        raw.type_prefix = "raw.";
        const auto as = [&](std::string expression, std::string type) {
            plan_.outputs.insert(plan_.outputs.begin(), {std::move(expression), std::move(type),
                                                         context_.docs->translate(result.doc)});
        };
        const std::string handle_type =
            handle_class(context_.names, behind(context_, result.element).name, function_.handle);
        result_ctype_ = "ctypes.c_void_p";
        switch (result.role) {
        case ResultRole::nothing:
            result_ctype_ = "None";
            break;
        case ResultRole::status: {
            result_ctype_ = safe_ctype(context_, result.type);
            if (!result.ok_values.empty()) {
                const std::string& codes = context_.names.error_codes.at(*function_.error_set);
                as(fmt::format("{}(status)", codes), codes);
            }
            break;
        }
        case ResultRole::value: {
            std::string reason;
            result_ctype_ = "ctypes.c_void_p";
            for (std::size_t target = 0; target < context_.target_count(); ++target)
                if (auto text = call_type(raw, result.type, target, reason)) {
                    result_ctype_ = *text;
                    break;
                }
            as(from_c(context_, result.type, "result"), value_annotation(context_, result.type));
            break;
        }
        case ResultRole::string:
            if (!result.release.empty()) {
                as("text", result.nullable ? "str | None" : "str");
                result_ctype_ = "ctypes.c_void_p";
            } else {
                result_ctype_ = "ctypes.c_char_p";
                as(result.nullable ? "None if result is None else _memory.decode(result)"
                                   : "_memory.text(result)",
                   result.nullable ? "str | None" : "str");
            }
            break;
        case ResultRole::handle: {
            const bool constructs = function_.kind == FunctionKind::constructor;
            const std::string make =
                fmt::format("{}._own(result)", constructs ? "cls" : handle_type);
            as(result.nullable ? fmt::format("None if result is None else {}", make) : make,
               result.nullable ? fmt::format("{} | None", handle_type) : handle_type);
            break;
        }
        case ResultRole::borrowed_handle: {
            const std::string make = fmt::format("{}._borrow(result, {})", handle_type,
                                                 plan_.needs_self ? "self._handle" : "None");
            as(result.nullable ? fmt::format("None if result is None else {}", make) : make,
               result.nullable ? fmt::format("{} | None", handle_type) : handle_type);
            break;
        }
        case ResultRole::record_ref: {
            const api::Record* record = safe_record(context_, result.element);
            const std::string type =
                record == nullptr ? "Any" : context_.names.types.at(record->c_name);
            const std::string make = fmt::format("{}.at(result, {}, read_only={})", type,
                                                 plan_.needs_self ? "self._handle" : "None",
                                                 result.element.is_const ? "True" : "False");
            as(result.nullable ? fmt::format("None if result is None else {}", make) : make,
               result.nullable ? fmt::format("{} | None", type) : type);
            break;
        }
        case ResultRole::opaque:
            as("result", "Any");
            if (behind(context_, result.type).kind == model::TypeKind::pointer)
                result_ctype_ = safe_ctype(context_, result.type);
            break;
        }
    }

    bool null_is_an_error() const {
        const ResultRole role = function_.result.role;
        return !function_.result.nullable &&
               (role == ResultRole::handle || role == ResultRole::borrowed_handle ||
                role == ResultRole::record_ref);
    }

    std::string failure() const {
        return "_errors." + context_.names.failures.at(*function_.error_set);
    }

    std::string status_check() const {
        const api::ErrorSet& set = *context_.api.error_set(*function_.error_set);
        std::vector<std::string> ok;
        for (const api::ErrorCode& code : set.codes) {
            const auto& extra = function_.result.ok_values;
            if (code.ok || std::find(extra.begin(), extra.end(), code.c_name) != extra.end())
                ok.push_back(code.value);
        }
        std::sort(ok.begin(), ok.end());
        ok.erase(std::unique(ok.begin(), ok.end()), ok.end());
        if (ok.size() == 1)
            return ok[0] == "0" ? "if status:" : fmt::format("if status != {}:", ok[0]);
        return fmt::format("if status not in ({}):", join(ok, ", "));
    }

    /// The call itself, with what must follow at once.
    Lines call_lines() const {
        Lines lines;
        const api::Result& result = function_.result;
        std::string head;
        if (result.role == ResultRole::status)
            head = "status = ";
        else if (result.role == ResultRole::value &&
                 value_annotation(context_, result.type) != "Any" &&
                 from_c(context_, result.type, "result") == "result")
            head = fmt::format("result: {} = ", value_annotation(context_, result.type));
        else if (result.role == ResultRole::string && !result.release.empty())
            head = "result = ctypes.c_void_p(";
        else if (result.role != ResultRole::nothing)
            head = "result = ";
        const bool wrapped = head.ends_with('(');
        add_call(lines, head + call_ + "(", plan_.call, wrapped ? "))" : ")", indent_ + 4);
        append(lines, plan_.after_call);
        if (result.role == ResultRole::status) {
            lines.push_back(status_check());
            if (closes_on_failure()) {
                lines.push_back(fmt::format("    error = {}(status)", failure()));
                for (std::size_t i = 0; i < function_.params.size(); ++i)
                    if (function_.params[i].role == api::Role::handle_out &&
                        function_.params[i].on_error)
                        lines.push_back(
                            fmt::format("    {}_.close()", parameter_names(function_)[i]));
                lines.emplace_back("    raise error");
            } else {
                lines.push_back(fmt::format("    raise {}(status)", failure()));
            }
        }
        if (null_is_an_error()) {
            lines.emplace_back("if result is None:");
            lines.push_back(fmt::format("    raise _errors.null_result(\"{}\")", function_.c_name));
        }
        if (result.role == ResultRole::string && !result.release.empty()) {
            const std::string& release = module_.bound.at(result.release);
            lines.push_back(result.nullable
                                ? fmt::format("text = _memory.taken(result, {})", release)
                                : fmt::format("text = _memory.taken(result, {}) or \"\"", release));
        }
        append(lines, plan_.after);
        append(lines, dropped_callbacks());
        return lines;
    }

    bool closes_on_failure() const {
        return std::any_of(function_.params.begin(), function_.params.end(),
                           [](const api::Param& param) {
                               return param.role == api::Role::handle_out && param.on_error &&
                                      !param.release.empty();
                           });
    }

    /// A function that ends callbacks by itself, not by naming them, lets go of all of them.
    Lines dropped_callbacks() const {
        const bool names_one =
            std::any_of(function_.params.begin(), function_.params.end(),
                        [](const api::Param& param) { return param.callback.has_value(); });
        if (names_one)
            return {};
        for (const api::Function& other : context_.api.functions)
            for (const api::Param& param : other.params)
                if (param.callback && param.callback->until == function_.c_name)
                    return {fmt::format("{}.drop(\"{}\")",
                                        plan_.needs_self && other.handle == function_.handle
                                            ? "self._handle.kept"
                                            : "_closures.kept",
                                        function_.c_name)};
        return {};
    }

    Lines result_lines() const {
        if (function_.loan)
            return loan_lines();
        Lines expressions;
        for (const Output& output : plan_.outputs)
            expressions.push_back(output.expression);
        if (expressions.empty())
            return {};
        if (expressions.size() == 1) {
            Lines lines;
            const std::string& text = expressions[0];
            if (indent_ + 11 + text.size() <= line_width || text.find('(') == std::string::npos)
                return {"return " + text};
            const std::size_t open = text.find('(');
            add_call(lines, "return " + text.substr(0, open + 1),
                     {text.substr(open + 1, text.size() - open - 2)}, ")", indent_ + 4);
            return lines;
        }
        Lines lines;
        const std::string one_line = "return " + join(expressions, ", ");
        if (indent_ + 4 + one_line.size() <= line_width)
            return {one_line};
        add_call(lines, "return (", expressions, ")", indent_ + 4);
        return lines;
    }

    std::string result_type() const {
        if (function_.loan)
            return loan_class();
        if (plan_.outputs.empty())
            return "None";
        if (plan_.outputs.size() == 1)
            return plan_.outputs[0].type;
        Lines types;
        for (const Output& output : plan_.outputs)
            types.push_back(output.type);
        return fmt::format("tuple[{}]", join(types, ", "));
    }

    // ---- loans ---------------------------------------------------------------------------

    std::string loan_class() const {
        return (handle_ == nullptr ? "" : context_.names.types.at(handle_->c_name)) +
               camel_case(function_.name);
    }

    /// Module's function by which a loan ends.
    std::string end_function(const std::string& c_name) {
        const api::Function* end = context_.api.function(c_name);
        const std::string helper = "_try_" + snake_case(end->name);
        std::string call;
        if (const auto known = module_.bound.find(c_name); known != module_.bound.end())
            call = known->second;
        else
            call = add_binding(
                *context_.contract.function(c_name),
                {context_.names.pointers.at(function_.handle),
                 fmt::format("ctypes.POINTER({})", safe_ctype(context_, lent().element))},
                end->error_set ? safe_ctype(context_, end->result.type) : "None",
                end->realtime ? "_library.quick" : "_library.call");
        std::string text =
            fmt::format("def {}(handle: _handles.Pointer, memory: Any) -> None:\n", helper);
        if (!end->error_set)
            text += fmt::format("    {}(handle, memory)\n", call);
        else
            text += fmt::format("    status = {}(handle, memory)\n    if status:\n        raise "
                                "_errors.{}(status)\n",
                                call, context_.names.failures.at(*end->error_set));
        if (std::find(module_.helpers.begin(), module_.helpers.end(), text) ==
            module_.helpers.end())
            module_.helpers.push_back(text);
        return helper;
    }

    const api::Param& lent() const {
        return *std::find_if(
            function_.params.begin(), function_.params.end(),
            [](const api::Param& param) { return param.role == api::Role::lent_out; });
    }

    Lines loan_lines() const {
        const api::Loan& loan = *function_.loan;
        const std::string name =
            parameter_names(function_)[static_cast<std::size_t>(&lent() - function_.params.data())];
        const std::string& record = context_.names.types.at(loan.record);
        Lines lines;
        lines.push_back(fmt::format("record = {}.at({}.value, self._handle{})", record, name,
                                    loan.is_mutable ? "" : ", read_only=True"));
        lines.push_back(fmt::format("return {}(record, self._handle)", loan_class()));
        return lines;
    }

    void write_loan_class() {
        const api::Loan& loan = *function_.loan;
        const std::string& record = context_.names.types.at(loan.record);
        const api::Function* end = context_.api.function(loan.end);
        std::string text = fmt::format("class {}(_handles.Loan[{}]):\n", loan_class(), record);
        const std::string what =
            fmt::format("What `{}.{}` lends: a context manager that gives it back.",
                        context_.names.types.at(handle_->c_name),
                        context_.names.functions.at(function_.c_name));
        std::string how =
            fmt::format("Leaving the `with` block ends it by `{}`", snake_case(end->name));
        if (!loan.cancel.empty())
            how += fmt::format(", an exception by `{}`",
                               snake_case(context_.api.function(loan.cancel)->name));
        text += fmt::format("    {}\n\n",
                            docstring(fill(what + "\n\n" + how + ".", line_width - 4), 4));
        text += "    __slots__ = ()\n";
        const auto method = [&](const std::string& c_name, const std::string& inherited) {
            const api::Function* function = context_.api.function(c_name);
            const std::string name = identifier(snake_case(function->name));
            FunctionDoc doc{.text = context_.docs->translate(function->doc),
                            .arguments = {},
                            .returns = {},
                            .raises = {},
                            .notes = {}};
            text += fmt::format(
                "\n    def {}(self) -> None:\n        {}\n        self._give_back({})\n", name,
                docstring(doc_lines(doc, 8), 8), end_function(c_name));
            text += fmt::format("\n    {} = {}\n", inherited, name);
        };
        method(loan.end, "_end");
        if (!loan.cancel.empty())
            method(loan.cancel, "_cancel");
        module_.loans.push_back(text);
    }

    // ---- waits ---------------------------------------------------------------------------

    /// One attempt in a function of its own, which the method and its asyncio twin both run.
    void write_wait(const std::string& name, bool async) {
        const std::string helper = "_try_" + snake_case(function_.name);
        Lines call_arguments;
        Lines parameters;
        if (plan_.needs_self) {
            parameters.emplace_back("handle: _handles.Pointer");
            call_arguments.emplace_back("handle");
        }
        for (const Argument& argument : plan_.arguments) {
            if (argument.name == "timeout" && timeout_)
                continue;
            parameters.push_back(fmt::format("{}: {}", argument.name, argument.type));
            call_arguments.push_back(argument.name);
        }
        if (timeout_) {
            parameters.emplace_back("ticks: int");
            call_arguments.emplace_back("ticks");
        }
        const std::size_t indent = indent_;
        indent_ = 0;
        Lines body = plan_.before;
        Lines call = call_lines();
        const Lines results = result_lines();
        append(body, call);
        append(body, results);
        for (std::string& line : body)
            for (std::size_t at; (at = line.find("self._handle")) != std::string::npos;)
                line.replace(at, 12, "handle");
        std::string text = def_line("def " + helper, parameters, result_type(), 0) + "\n";
        for (const std::string& line : body)
            text += "    " + line + "\n";
        module_.helpers.push_back(text);
        indent_ = indent;

        const std::string attempt = timeout_ ? "lambda ticks: " : "lambda: ";
        const std::string once =
            fmt::format("{}{}({})", attempt, helper, join(call_arguments, ", "));
        const auto wait_call = [&](const std::string& function, const std::string& head) {
            Lines items{once};
            if (timeout_ && !timeout_->exception.empty())
                items.insert(items.end(), {"timeout", std::to_string(timeout_->per_second),
                                           timeout_->exception});
            return std::pair(head + function + "(", items);
        };
        const std::string returns = plan_.outputs.empty() ? "" : "return ";
        Lines sync = warning();
        if (timeout_ && !timeout_->exception.empty()) {
            if (plan_.needs_self)
                sync.emplace_back("handle = self._handle");
            auto [head, items] = wait_call("_waiting.wait", returns);
            add_call(sync, head, items, ")", indent_ + 4);
        } else {
            if (plan_.needs_self)
                sync.emplace_back("handle = self._handle");
            if (timeout_)
                sync.push_back(
                    fmt::format("ticks = _waiting.ticks(timeout, {})", timeout_->per_second));
            add_call(sync, returns + helper + "(", call_arguments, ")", indent_ + 4);
        }
        module_.methods.push_back(definition(decorators(name), "def", name, sync, docs(false)));
        if (!async)
            return;
        Lines body_async = warning();
        const bool exclusive =
            plan_.needs_self && handle_ != nullptr && handle_->threads != api::Threads::safe;
        std::size_t nested = 0;
        if (exclusive) {
            body_async.push_back(fmt::format("with self._lent(\"{}_async\") as handle:", name));
            nested = 4;
        } else if (plan_.needs_self) {
            body_async.emplace_back("handle = self._handle");
        }
        if (timeout_ && timeout_->exception.empty())
            body_async.push_back(fmt::format("{:{}}ticks = _waiting.ticks(timeout, {})", "", nested,
                                             timeout_->per_second));
        if (timeout_ && !timeout_->exception.empty()) {
            auto [head, items] = wait_call("_waiting.wait_async", returns + "await ");
            add_call(body_async, head, items, ")", indent_ + 4, nested);
        } else {
            add_call(body_async, returns + "await _waiting.in_thread(",
                     {fmt::format("lambda: {}({})", helper, join(call_arguments, ", "))}, ")",
                     indent_ + 4, nested);
        }
        module_.methods.push_back(
            definition(decorators(name), "async def", name + "_async", body_async, docs(true)));
    }

    // ---- the text ------------------------------------------------------------------------

    Lines warning() const {
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

    bool is_getter() const {
        return function_.kind == FunctionKind::getter && handle_ != nullptr && plan_.needs_self &&
               plan_.arguments.empty() && plan_.outputs.size() == 1;
    }
    bool is_setter() const {
        return function_.kind == FunctionKind::setter && handle_ != nullptr && plan_.needs_self &&
               plan_.arguments.size() == 1 && plan_.outputs.empty() && has_property();
    }
    bool has_property() const {
        return std::any_of(
            handle_->functions.begin(), handle_->functions.end(), [&](std::size_t index) {
                const api::Function& other = context_.api.functions[index];
                return other.kind == FunctionKind::getter && other.property == function_.property;
            });
    }

    Lines decorators(const std::string& name) const {
        if (handle_ == nullptr)
            return {};
        if (is_getter())
            return {"@property"};
        if (is_setter())
            return {fmt::format("@{}.setter", name)};
        if (function_.kind == FunctionKind::constructor)
            return {"@classmethod"};
        if (!plan_.needs_self)
            return {"@staticmethod"};
        return {};
    }

    std::string definition(const Lines& decorators, const std::string& def, const std::string& name,
                           const Lines& body, const std::string& doc) {
        if (function_.loan)
            write_loan_class();
        const std::string margin(indent_, ' ');
        std::string text;
        for (const std::string& decorator : decorators)
            text += margin + decorator + "\n";
        Lines parameters;
        if (function_.kind == FunctionKind::constructor && handle_ != nullptr)
            parameters.emplace_back("cls");
        else if (handle_ != nullptr && plan_.needs_self)
            parameters.emplace_back("self");
        bool keyword_only = false;
        for (const Argument& argument : plan_.arguments) {
            const bool optional_tail =
                !argument.fallback.empty() && argument.name != "timeout" && argument.name != "into";
            if (optional_tail && !keyword_only) {
                parameters.emplace_back("*");
                keyword_only = true;
            }
            parameters.push_back(
                fmt::format("{}: {}{}", argument.name, argument.type,
                            argument.fallback.empty() ? "" : " = " + argument.fallback));
        }
        text +=
            def_line(fmt::format("{} {}", def, name), parameters, result_type(), indent_) + "\n";
        if (!doc.empty())
            text += fmt::format("{:{}}{}\n", "", indent_ + 4, doc);
        for (const std::string& line : body)
            text += line.empty() ? "\n" : fmt::format("{:{}}{}\n", "", indent_ + 4, line);
        return text;
    }

    /// Names of C parameters in backquotes, as the Python function has them.
    std::string with_python_names(std::string text) const {
        const auto names = parameter_names(function_);
        for (std::size_t i = 0; i < function_.params.size(); ++i) {
            const api::Param& param = function_.params[i];
            std::string now = names[i];
            if (param.role == api::Role::count && param.of)
                now = fmt::format("len({})", names[*param.of]);
            const bool into =
                std::any_of(plan_.arguments.begin(), plan_.arguments.end(),
                            [](const Argument& argument) { return argument.name == "into"; });
            if (param.role == api::Role::record_out && into)
                now = "into";
            if (timeout_ && timeout_->param == i)
                now = "timeout";
            const std::string old = fmt::format("`{}`", param.name.c);
            for (std::size_t at = 0; (at = text.find(old, at)) != std::string::npos;
                 at += now.size())
                text.replace(at, old.size(), fmt::format("`{}`", now));
        }
        return text;
    }

    std::string docs(bool async) const {
        FunctionDoc doc;
        doc.text = with_python_names(context_.docs->translate(function_.doc));
        if (doc.text.empty())
            doc.text = fmt::format("Calls `{}`.", function_.c_name);
        if (async)
            doc.text = fmt::format("As `{}`, while the event loop goes on.",
                                   context_.names.functions.at(function_.c_name));
        else {
            for (const Argument& argument : plan_.arguments)
                if (!argument.doc.empty())
                    doc.arguments.emplace_back(argument.name, argument.doc);
            if (is_setter())
                doc.arguments.clear();
            Lines returned;
            for (const Output& output : plan_.outputs)
                if (!output.doc.empty())
                    returned.push_back(sentence(output.doc));
            doc.returns = join(returned, " ");
            if (!function_.since.empty())
                doc.notes.push_back(fmt::format("New in version {}.", function_.since));
            if (function_.realtime)
                doc.notes.emplace_back(
                    "Fit for a real-time thread: neither waits nor allocates in C.");
            if (function_.blocking)
                doc.notes.emplace_back("May wait. Other threads run meanwhile.");
            if (function_.thread_safe)
                doc.notes.emplace_back("Any thread may call it at any time.");
        }
        return docstring(doc_lines(doc, indent_ + 4), indent_ + 4);
    }

    const Context& context_;
    const api::Function& function_;
    const api::Handle* handle_;
    FunctionModule& module_;
    std::size_t indent_;
    const model::Function& c_function_;
    std::optional<Timeout> timeout_;
    Plan plan_;
    std::string result_ctype_, call_;
};

} // namespace

FunctionModule function_module(const Context& context,
                               const std::vector<const api::Function*>& functions,
                               const api::Handle* handle) {
    FunctionModule module;
    for (const api::Function* function : functions)
        FunctionWriter(context, *function, handle, module).write();
    return module;
}

} // namespace ffigen::emit::python
