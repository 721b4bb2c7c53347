// What a call gives: the types of results, the statements of the call itself, and what follows it.
#include "emit/python/binding.hpp"
#include "emit/python/by_value.hpp"
#include "emit/python/call_writer.hpp"
#include "emit/python/docs.hpp"
#include "emit/python/elements.hpp"
#include "emit/python/format.hpp"
#include "emit/python/types.hpp"
#include "emit/python/values.hpp"
#include "model/id.hpp"

#include <fmt/format.h>

#include <algorithm>

namespace ffigen::emit::python {

using api::ResultRole;

void FunctionWriter::add_result(std::string expression, std::string type, bool is_owned) {
    text_.outputs.insert(text_.outputs.begin(),
                         {std::move(expression), std::move(type),
                          context_.docs->translate(function_.result.doc), is_owned});
}

std::string FunctionWriter::value_ctype() const {
    Context raw = context_;
    raw.type_prefix = "raw.";
    std::string reason;
    for (std::size_t target = 0; target < context_.target_count(); ++target)
        if (auto text = call_type(raw, function_.result.type, target, reason))
            return *text;
    return "ctypes.c_void_p";
}

namespace {

std::string or_none(const api::Result& result, const std::string& expression) {
    return result.nullable ? fmt::format("None if result is None else {}", expression) : expression;
}

std::string or_none_type(const api::Result& result, const std::string& type) {
    return result.nullable ? type + " | None" : type;
}

} // namespace

void FunctionWriter::plan_value() {
    const api::Result& result = function_.result;
    result_ctype_ = value_ctype();
    if (!plan_.is_registration_id(std::nullopt))
        add_result(from_c(context_, result.type, "result"),
                   value_annotation(context_, result.type));
}

void FunctionWriter::plan_text() {
    const api::Result& result = function_.result;
    if (!result.release.empty())
        return add_result("text", or_none_type(result, "str"));
    result_ctype_ = "ctypes.c_char_p";
    add_result(result.nullable ? or_none(result, "_text.decode(result)") : "_text.present(result)",
               or_none_type(result, "str"));
}

void FunctionWriter::plan_record() {
    const api::Result& result = function_.result;
    const api::Record* record = safe_record(context_, result.element);
    const std::string type = record == nullptr ? "Any" : context_.names.types.at(record->c_name);
    add_result(or_none(result, record == nullptr ? "result" : type + "._copied(result)"),
               or_none_type(result, type));
}

void FunctionWriter::plan_result() {
    const api::Result& result = function_.result;
    result_ctype_ = "ctypes.c_void_p";
    switch (result.role) {
    case ResultRole::nothing:
        result_ctype_ = "None";
        break;
    case ResultRole::status:
        result_ctype_ = safe_ctype(context_, result.type);
        if (!result.ok_values.empty()) {
            const std::string& codes = context_.names.error_codes.at(*function_.error_set);
            add_result(fmt::format("{}(status)", codes), codes);
        }
        break;
    case ResultRole::value:
        plan_value();
        break;
    case ResultRole::string:
        plan_text();
        break;
    case ResultRole::handle:
    case ResultRole::borrowed_handle:
        plan_handle_result();
        break;
    case ResultRole::flexible:
    case ResultRole::record_ref:
        plan_record();
        break;
    case ResultRole::buffer:
        plan_buffer();
        break;
    case ResultRole::texts:
        plan_texts();
        break;
    case ResultRole::opaque:
        // A number: nothing in the safe layer leads to what is there.
        add_result("result", "int | None");
        break;
    }
}

/// What is another's is never shown in place.
void say_copied(Output& output) {
    output.doc += output.doc.empty()          ? "A copy."
                  : output.doc.ends_with('.') ? " A copy."
                                              : ". A copy.";
}

/// How many elements are in what the function returns.
std::string FunctionWriter::result_length(const std::string& terminated) const {
    const api::Result& result = function_.result;
    const std::vector<std::string> names = parameter_names(function_);
    if (result.span)
        return "result." +
               member_name(*context_.contract.record(result.span->record), result.span->length);
    if (result.count)
        return names[*result.count] + ".value";
    if (!result.extent)
        return fmt::format("{}result)", terminated);
    if (result.extent->factors.empty())
        return std::to_string(result.extent->scale);
    return fmt::format("_values.product(\"the result\"{})",
                       factors_of(*result.extent, text_.lengths));
}

const calls::Output* shown_output(const Context& context, const calls::Call& call) {
    if (call.outputs.empty() || call.uses.empty())
        return nullptr;
    const calls::Output& output = call.outputs.front();
    const api::Result& result = call.function->result;
    const bool is_shown = output.what == calls::Given::buffer && !output.param && output.is_view &&
                          !output.belongs.is_const && call.uses.size() == 1 &&
                          call.uses.front().access != calls::Access::any &&
                          !call.uses.front().nullable &&
                          safe_record(context, result.element) == nullptr &&
                          // Any byte can be written there as a truth value's.
                          behind(context, result.element).kind != model::TypeKind::bool_;
    return is_shown ? &output : nullptr;
}

void FunctionWriter::plan_buffer() {
    const api::Result& result = function_.result;
    const Elements elements = elements_of(context_, result.element);
    Found found{"result",
                result_length(fmt::format("{}._before({}, ", elements.kind, result.terminator)),
                result.release.empty() ? "" : module_.bound.at(result.release), "",
                result.belongs.is_const};
    const std::string size = fmt::format("ctypes.sizeof({})", elements.ctype);
    if (result.in_bytes && !elements.is_bytes)
        found.count += " // " + size;
    if (result.span) {
        result_ctype_ = value_ctype();
        const model::Record& record = *context_.contract.record(result.span->record);
        found.address =
            fmt::format("_memory.address(result, \"{}\")", member_name(record, result.span->data));
        if (!found.release.empty())
            found.made = "result";
    }
    const bool may_be_missing = result.nullable && !result.span;
    std::string made = found_array(elements, found);
    const calls::Output* shown = shown_output(context_, plan_);
    if (shown != nullptr)
        made =
            fmt::format("_shown.numbers({}, {}, {}, {}, {})", elements.kind,
                        pointer_of(context_, function_, plan_.uses.front().param), found.address,
                        found.count, shown->belongs.until == api::Until::change ? "True" : "False");
    const std::string type = elements.array + (may_be_missing ? " | None" : "");
    text_.after.push_back(fmt::format("found: {} = {}{}", type,
                                      may_be_missing ? "None if result is None else " : "", made));
    add_result("found", type);
    if (found.release.empty() && shown == nullptr)
        say_copied(text_.outputs.front());
}

void FunctionWriter::plan_texts() {
    const api::Result& result = function_.result;
    const std::string count = result_length("_text.before_null(");
    const std::string release =
        result.release.empty() ? "" : ", " + module_.bound.at(result.release);
    text_.after.push_back(fmt::format("found = {}_text.{}(result, {}{})",
                                      result.nullable ? "None if result is None else " : "",
                                      release.empty() ? "all_at" : "all_taken", count, release));
    add_result("found", result.nullable ? "list[str | None] | None" : "list[str | None]");
}

void FunctionWriter::plan_handle_result() {
    const api::Result& result = function_.result;
    const bool own = result.role == ResultRole::handle;
    const bool constructs = own && function_.kind == api::FunctionKind::constructor;
    const std::string type =
        handle_class(context_.names, behind(context_, result.element).name, function_.handle);
    const std::string owners = owners_of(context_, function_, result.belongs);
    const std::string kind = constructs ? "cls" : type;
    std::string make = fmt::format("{}._borrow(result{}{})", kind, owners,
                                   result.belongs.is_const ? ", is_const=True" : "");
    if (own) { // owned as soon as C gives it
        text_.begin.push_back(fmt::format("found = {}._own(None{})", kind, owners));
        make = "found" + settles(context_, behind(context_, result.element).name);
    }
    if (result.nullable)
        add_result(fmt::format("None if result is None else {}", make), type + " | None", own);
    else
        add_result(make, type, own);
}

namespace {

/// The text of a failing call, as long as no other one was made; empty: there is none.
std::string error_text_of(const calls::Call& call) {
    switch (call.failure.text) {
    case calls::ErrorText::last:
        return "_errors.last_error()";
    case calls::ErrorText::fresh:
        return "_errors.changed(known)";
    case calls::ErrorText::none:
    case calls::ErrorText::code:
        break;
    }
    return {};
}

} // namespace

std::string failure_of(const Context& context, const calls::Call& call, bool is_known) {
    const std::string text = is_known ? "said" : error_text_of(call);
    return fmt::format("_errors.{}(status{}{})", context.names.failures.at(*call.failure.error_set),
                       text.empty() ? "" : ", ", text);
}

std::string nothing_failure(const api::Function& function, const calls::Call& call) {
    std::string text;
    if (call.null_text() == calls::ErrorText::fresh)
        text = ", _errors.changed(known)";
    if (call.null_text() == calls::ErrorText::last)
        text = ", _errors.last_error()";
    return fmt::format("_errors.null_result(\"{}\"{})", model::called(function.c_name), text);
}

std::string status_check(const Context& context, const calls::Failure& failure) {
    std::vector<std::string> ok;
    for (const api::ErrorCode& code : context.api.error_set(*failure.error_set)->codes)
        if (std::ranges::find(failure.accepted, code.c_name) != failure.accepted.end())
            ok.push_back(code.value);
    std::sort(ok.begin(), ok.end());
    ok.erase(std::unique(ok.begin(), ok.end()), ok.end());
    if (ok.size() == 1)
        return ok[0] == "0" ? "if status:" : fmt::format("if status != {}:", ok[0]);
    return fmt::format("if status not in ({}):", join(ok, ", "));
}

/// Steps 1 to 8 of a call.
Lines FunctionWriter::body() const {
    Lines lines = warning();
    append(lines, text_.checks);
    append(lines, text_.before);
    append(lines, text_.bounds);
    append(lines, text_.enter);
    append(lines, text_.closures);
    if (text_.leave.empty()) {
        append(lines, attempt(0));
        return lines;
    }
    lines.emplace_back("try:");
    append(lines, attempt(4), 4);
    lines.emplace_back("finally:");
    append(lines, Lines(text_.leave.rbegin(), text_.leave.rend()), 4);
    return lines;
}

/// What happens while the objects are entered; `nested` columns are added later.
Lines FunctionWriter::attempt(std::size_t nested) const {
    Lines lines;
    Lines begin = text_.begin;
    const bool is_status = function_.result.role == ResultRole::status;
    if ((is_status ? plan_.failure.text : plan_.null_text()) == calls::ErrorText::fresh)
        begin.emplace_back("known = _errors.last_error()");
    if (text_.room.empty()) {
        append(lines, begin);
        append(lines, call_lines(nested));
    } else {
        const auto buffer = text_.call[plan_.texts.front().param];
        lines.push_back(fmt::format("room = _text.Room({})", plan_.texts.front().most));
        lines.emplace_back("while True:");
        lines.push_back(fmt::format("    {} = room.buffer()", buffer));
        append(lines, begin, 4);
        append(lines, call_lines(nested + 4), 4);
        lines.push_back(fmt::format("    if not room.is_short({}):", text_.room));
        lines.emplace_back("        break");
    }
    if (knows_error_text())
        lines.push_back("said = " + error_text_of(plan_));
    append(lines, text_.after_call);
    add_failures(lines);
    append(lines, result_lines(nested));
    return lines;
}

Lines FunctionWriter::call_lines(std::size_t nested) const {
    Lines lines;
    const api::Result& result = function_.result;
    const std::string annotation =
        result.role == ResultRole::value ? value_annotation(context_, result.type) : "";
    std::string head = "result = ";
    if (result.role == ResultRole::nothing)
        head.clear();
    else if (result.role == ResultRole::status)
        head = "status = ";
    else if (result.role == ResultRole::opaque)
        head = "result: int | None = ";
    else if (!annotation.empty() && annotation != "Any" &&
             from_c(context_, result.type, "result") == "result")
        head = fmt::format("result: {} = ", annotation);
    std::string call = call_ + "(";
    Lines arguments = text_.call;
    const std::string given =
        fmt::format("({}{})", join(text_.given, ", "), text_.given.size() == 1 ? "," : "");
    if (result.role == ResultRole::handle) {
        call = "_transfers.fill(";
        arguments.insert(arguments.begin(), {"found._handle", call_});
        if (!text_.given.empty())
            arguments.push_back("taken=" + given);
    } else if (!text_.given.empty()) {
        call = "_transfers.give(";
        arguments.insert(arguments.begin(), {given, call_});
    }
    add_call(lines, head + call, arguments, ")", indent_ + 4 + nested);
    return lines;
}

/// What is freed as soon as C returns may leave another text than the failing call's.
bool FunctionWriter::knows_error_text() const {
    return function_.result.role == api::ResultRole::status && !error_text_of(plan_).empty() &&
           std::ranges::any_of(function_.params, [](const api::Param& param) {
               return param.on_error && param.role == api::Role::string_out &&
                      !param.release.empty();
           });
}

/// Statements that raise what C reported, then those that take over what it made.
void FunctionWriter::add_failures(Lines& lines) const {
    const api::Result& result = function_.result;
    if (result.role == ResultRole::status) {
        lines.push_back(status_check(context_, plan_.failure));
        if (text_.failed.empty()) {
            lines.push_back(
                fmt::format("    raise {}", failure_of(context_, plan_, knows_error_text())));
        } else {
            lines.push_back(
                fmt::format("    failure = {}", failure_of(context_, plan_, knows_error_text())));
            append(lines, text_.failed, 4);
            lines.emplace_back("    raise failure");
        }
    }
    if (function_.sets_errno) {
        lines.emplace_back(result.role == ResultRole::value ? "if result < 0:"
                                                            : "if result is None:");
        if (text_.failed.empty()) {
            lines.emplace_back("    raise _library.errno_failure()");
        } else {
            lines.emplace_back("    failure = _library.errno_failure()");
            append(lines, text_.failed, 4);
            lines.emplace_back("    raise failure");
        }
    }
    const bool gives = !plan_.outputs.empty() && !plan_.outputs.front().param;
    if (gives && plan_.outputs.front().null_fails && !function_.sets_errno) {
        lines.emplace_back("if result is None:");
        append(lines, text_.failed, 4);
        lines.push_back("    raise " + nothing_failure(function_, plan_));
    }
    append(lines, text_.results);
    if (result.role == ResultRole::string && !result.release.empty())
        lines.push_back(fmt::format("text = _text.taken(result, {}){}",
                                    module_.bound.at(result.release),
                                    result.nullable ? "" : " or \"\""));
    append(lines, text_.after);
}

Lines FunctionWriter::result_lines(std::size_t nested) const {
    Lines lines;
    Lines expressions;
    for (std::size_t i = 0; i < text_.outputs.size(); ++i) {
        Output output = text_.outputs[i];
        if (output.is_owned && !text_.belongs.empty())
            output.expression =
                fmt::format("_closures.belonging({}, {})", text_.belongs, output.expression);
        if ((plan_.may_call_back || !text_.errors.empty()) &&
            output.is_owned) { // not lost if a closure raised
            lines.push_back(
                fmt::format("made{} = {}", i == 0 ? "" : std::to_string(i), output.expression));
            expressions.push_back(lines.back().substr(0, lines.back().find(' ')));
        } else {
            expressions.push_back(output.expression);
        }
    }
    for (const std::string& slot : text_.errors) {
        lines.push_back(fmt::format("if {}.error:", slot));
        lines.push_back(fmt::format("    {}.raise_error()", slot));
    }
    if (plan_.may_call_back) {
        lines.emplace_back("if _closures.raised:");
        lines.emplace_back("    _closures.go_on()");
    }
    if (function_.loan) {
        const auto at = static_cast<std::size_t>(&lent() - function_.params.data());
        lines.push_back(fmt::format("return {}._begin()", parameter_names(function_)[at]));
        return lines;
    }
    if (expressions.empty())
        return lines;
    const std::string one_line = "return " + join(expressions, ", ");
    const std::size_t indent = indent_ + 4 + nested;
    if (expressions.size() > 1 && indent + one_line.size() > line_width)
        add_call(lines, "return (", expressions, ")", indent);
    else
        lines.push_back(one_line);
    return lines;
}

std::string FunctionWriter::result_type() const {
    if (function_.loan)
        return loan_class();
    if (text_.outputs.empty())
        return "None";
    if (text_.outputs.size() == 1)
        return text_.outputs[0].type;
    Lines types;
    for (const Output& output : text_.outputs)
        types.push_back(output.type);
    return fmt::format("tuple[{}]", join(types, ", "));
}

} // namespace ffigen::emit::python
