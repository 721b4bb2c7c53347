#include "emit/python/call_params.hpp"

#include "api/ranges.hpp"
#include "emit/python/call_writer.hpp"
#include "emit/python/docs.hpp"
#include "emit/python/format.hpp"
#include "emit/python/types.hpp"
#include "emit/python/values.hpp"
#include "emit/text/lines.hpp"

#include <fmt/format.h>
#include <fmt/ranges.h>

#include <algorithm>

namespace ffigen::emit::python {

using api::Role;
using model::TypeKind;

ParamWriter::ParamWriter(const Context& context, const api::Function& function, const Bound& bound)
    : context_(context), function_(function), plan_(context.plan.of(function)), bound_(bound),
      docs_(*context.docs), names_(parameter_names(function)) {}

CallText ParamWriter::run() {
    take_values();
    Lines late;
    for (std::size_t i = 0; i < function_.params.size(); ++i) {
        const std::size_t known = text_.before.size();
        function_.params[i].member ? add_member(i) : add(i);
        if (function_.waits_for_lengths(i))
            text::move_behind(text_.before, known, late);
    }
    text_.before.insert(text_.before.end(), late.begin(), late.end());
    text_.lengths = factors();
    for (std::size_t i = 0; i < function_.params.size(); ++i)
        if (function_.params[i].role == Role::table)
            fill_table(i);
    check_bounds();
    check_shared_lengths();
    refuse_shared();
    add_const_checks();
    add_uses();
    add_kin();
    end_by_hand();
    // Python wants required parameters first; those that change places are given by their names.
    const auto is_required = [](const Argument& each) { return each.fallback.empty(); };
    text_.is_reordered =
        !std::is_partitioned(text_.arguments.begin(), text_.arguments.end(), is_required);
    std::stable_partition(text_.arguments.begin(), text_.arguments.end(), is_required);
    return std::move(text_);
}

void ParamWriter::argument(std::size_t i, std::string type, std::string fallback, std::string doc) {
    const Param& param = function_.params[i];
    if (doc.empty())
        doc = docs_.translate(param.doc);
    const auto add = [&](const std::string& more) {
        doc += (doc.empty() ? "" : doc.ends_with('.') ? " " : ". ") + more;
    };
    if (!param.unit.empty() && doc.find(param.unit) == std::string::npos)
        add(fmt::format("In {}.", param.unit));
    if (param.range)
        add(fmt::format("{} to {}.", param.range->low,
                        param.range->up_to ? "`" + names_[*param.range->up_to] + "`"
                                           : param.range->high));
    if (param.nullable && fallback.empty()) {
        type = fmt::format("{} | None", type);
        fallback = "None";
    }
    text_.arguments.push_back({names_[i], std::move(type), std::move(fallback), sentence(doc)});
}

void ParamWriter::pass(std::string expression, std::string type) {
    text_.call.push_back(std::move(expression));
    text_.call_types.push_back(std::move(type));
}
/// ctypes checks the type of what it gets for a pointer.
void ParamWriter::pass_pointer(std::string expression, const std::string& pointee) {
    pass(std::move(expression), fmt::format("ctypes.POINTER({})", pointee));
}
void ParamWriter::pass_record(std::size_t i, std::string expression) {
    pass_pointer(std::move(expression), safe_ctype(context_, function_.params[i].element));
}
void ParamWriter::pass_address(std::string expression) {
    pass(std::move(expression), "ctypes.c_void_p");
}
void ParamWriter::pass_byref(const std::string& variable) {
    pass_address(fmt::format("ctypes.byref({})", variable));
}
void ParamWriter::output(std::string expression, std::string type, std::size_t i, bool is_owned) {
    text_.outputs.push_back({std::move(expression), std::move(type),
                             docs_.translate(function_.params[i].doc), is_owned});
}
std::string ParamWriter::if_given(std::size_t i, std::string expression) const {
    if (!function_.params[i].nullable || function_.is_self(i))
        return expression;
    return fmt::format("None if {} is None else {}", names_[i], expression);
}
std::string ParamWriter::if_made(std::size_t i, std::string expression) const {
    if (!function_.params[i].nullable)
        return expression;
    return fmt::format("None if {}_ is None else {}", names_[i], expression);
}
std::string ParamWriter::class_of(const model::Type& type) const {
    const api::Record* record = safe_record(context_, type);
    return record == nullptr ? "" : context_.names.types.at(record->c_name);
}
std::string ParamWriter::bound(const std::string& c_name) const {
    const auto found = bound_.find(c_name);
    return found == bound_.end() ? "" : found->second;
}

void ParamWriter::add(std::size_t i) {
    const Param& param = function_.params[i];
    switch (param.role) {
    case Role::value:
        return add_value(i);
    case Role::record_in:
    case Role::record_inout:
        return add_record(i);
    case Role::flexible_in:
        argument(i, class_of(param.element));
        return pass_record(i, if_given(i, names_[i] + "._whole()"));
    case Role::record_out:
        return add_record_out(i);
    case Role::scalar_out:
        return add_scalar_out(i);
    case Role::scalar_inout:
        return add_scalar_inout(i);
    case Role::string_in:
        return add_string_in(i);
    case Role::strings_in:
        return add_strings_in(i);
    case Role::texts_out:
        return add_texts_out(i);
    case Role::string_out:
        return add_string_out(i);
    case Role::text_out:
        return add_text_out(i);
    case Role::slice_in:
    case Role::slice_out:
    case Role::slice_inout:
        return add_slice(i);
    case Role::rows_in:
    case Role::rows_inout:
        return add_rows(i);
    case Role::count:
        return add_count(i);
    case Role::count_inout:
    case Role::written:
    case Role::length_out:
        return add_written(i);
    case Role::buffer_out:
        return add_buffer_out(i);
    case Role::handles_in:
        return add_handles(i);
    case Role::handle:
    case Role::handle_consumed:
        return add_handle(i);
    case Role::handle_out:
        return add_handle_out(i);
    case Role::lent_out:
        return pass_byref(names_[i] + "._life.place");
    case Role::callback:
        return add_callback(i);
    case Role::user_data:
        return add_user_data(i);
    case Role::destroy:
        return pass_address("_closures.destroyed");
    case Role::table:
        argument(i, "_callbacks." + context_.names.tables[*param.table]);
        return pass_byref(names_[i] + "_");
    case Role::reserved:
        return add_reserved(param);
    case Role::opaque:
        argument(i, "int | None");
        return pass_address(names_[i]);
    }
}

void ParamWriter::add_record(std::size_t i) {
    const Param& param = function_.params[i];
    const bool is_changed = param.role == Role::record_inout;
    const std::string memory = if_given(i, names_[i] + (is_changed ? "._writable()" : "._raw"));
    argument(i, class_of(param.element));
    if (!is_copied(i))
        return pass_record(i,
                           is_misaligned(i) ? fmt::format("_copies.aligned({})", memory) : memory);
    copy_checked(i, memory);
    check_copied(i);
    pass_record(i, names_[i] + "_");
}

bool ParamWriter::holds_truth(std::size_t i) const {
    const model::Type& element = function_.params[i].element;
    return !api::truth_value(context_.contract, element, function_.targets.indices().front())
                .empty();
}

bool ParamWriter::is_misaligned(std::size_t i) const {
    const api::Record* record = safe_record(context_, function_.params[i].element);
    return record != nullptr && record->is_misaligned;
}

bool ParamWriter::is_copied(std::size_t i) const {
    const Role role = function_.params[i].role;
    const bool is_changed = role == Role::record_inout || role == Role::slice_inout;
    return plan_.is_checked_in_memory(i) || holds_truth(i) || (is_changed && is_misaligned(i));
}

void ParamWriter::check_copied(std::size_t i) {
    if (holds_truth(i))
        text_.bounds.push_back(
            fmt::format("_copies.require_truth({}_, {})", names_[i], text_literal(names_[i])));
    append(text_.bounds, range_checks(i));
}

/// What is checked in memory is a copy, which C gets: closures and other threads may change the
/// caller's. What C writes there goes to where the caller has it.
void ParamWriter::copy_checked(std::size_t i, const std::string& memory) {
    const Role role = function_.params[i].role;
    const std::string copy = names_[i] + "_";
    std::string source = memory;
    if (role == Role::slice_inout || role == Role::record_inout) {
        source = names_[i] + "_given_"; // keeps open what is lent
        text_.before.push_back(fmt::format("{} = {}", source, memory));
        text_.after_call.push_back(fmt::format("{0} = _copies.given_back({1}, {0})", copy, source));
    }
    text_.before.push_back(fmt::format("{} = _copies.copy_of({})", copy, source));
}

std::string ParamWriter::call_ctype(const model::Type& type) const {
    Context raw = context_;
    raw.type_prefix = "raw.";
    std::string reason;
    for (std::size_t target = 0; target < context_.target_count(); ++target)
        if (auto text = call_type(raw, type, target, reason))
            return *text;
    return "ctypes.c_void_p";
}

/// Zero or NULL, or the constant that FFI_FIXED names.
void ParamWriter::add_reserved(const Param& param) {
    const TypeKind kind = behind(context_, param.type).kind;
    const bool is_address = kind == TypeKind::pointer || kind == TypeKind::function;
    if (param.fixed.empty())
        return pass(is_address ? "None" : "0", call_ctype(param.type));
    // ctypes takes a number for an address only where the type says no more than that it is one.
    pass("raw." + context_.raw.constants.at(param.fixed),
         is_address ? "ctypes.c_void_p" : call_ctype(param.type));
}

/// Of a number within a record.
text::Nested ParamWriter::field_check(const calls::Number& number) const {
    const std::string& record = names_[number.param];
    std::string place = record + "_", shown = record;
    std::string each = "each";
    text::Nested check;
    if (function_.params[number.param].nullable)
        check.heads.push_back(fmt::format("if {}_ is not None", record));
    const auto enter = [&](const std::string& name) {
        check.heads.push_back(fmt::format("for {} in {}", name, place));
        place = name;
    };
    if (number.is_element)
        enter(each);
    for (const calls::Number::Step& step : number.steps) {
        if (step.field.empty()) // ctypes has the members of what has no name
            continue;
        place += "." + member_name(*context_.contract.record(step.record), step.field);
        shown += "." + step.field;
        each += "_" + step.field; // of a type of its own
        for (unsigned i = 0; i < step.dimensions; ++i)
            enter(i == 0 ? each : fmt::format("{}_{}", each, i));
    }
    if (!number.values.empty()) {
        check.body = {fmt::format("if {} not in {{{}}}:", place, fmt::join(number.values, ", ")),
                      fmt::format("    raise _values.unknown({}, {})", place, text_literal(shown))};
        return check;
    }
    // Without a call where it is in the range: there may be many.
    check.body = {fmt::format("if not {} <= {} <= {}:", number.range.low, place, number.range.high),
                  fmt::format("    raise _values.outside({}, {}, {}, {})", place, number.range.low,
                              number.range.high, text_literal(shown))};
    return check;
}

Lines ParamWriter::range_checks(std::size_t i) const {
    std::vector<text::Nested> checks;
    for (const calls::Number& number : plan_.numbers)
        if (number.param == i && number.is_behind() && !number.is_pointee)
            checks.push_back(field_check(number));
        else if (number.param == i && function_.params[i].range && !number.range.up_to)
            checks.push_back(
                {{},
                 {fmt::format("{0} = _values.limited({0}, {1}, {2}, {3})", names_[i],
                              number.range.low, number.range.high, text_literal(names_[i]))}});
    return text::nested_lines(checks, {"", "    ", ":", ""});
}

Lines ParamWriter::checks_of_lent() const {
    if (plan_.numbers.empty())
        return {};
    const std::size_t record = plan_.numbers.front().param;
    Lines lines{names_[record] + "_ = memory"};
    append(lines, range_checks(record));
    return lines;
}

/// Those that end at another number come when that is one.
void ParamWriter::check_bounds() {
    for (const calls::Number& number : plan_.numbers)
        if (number.range.up_to)
            text_.checks.push_back(fmt::format(
                "_values.limited({}, {}, {}, {})", names_[number.param], number.range.low,
                names_[*number.range.up_to], text_literal(names_[number.param])));
}

void ParamWriter::add_value(std::size_t i) {
    const Param& param = function_.params[i];
    if (plan_.wait && plan_.wait->param == i) {
        argument(i, "float | None", "None", "Seconds to wait at most; None waits for ever.");
        text_.arguments.back().name = "timeout";
        if (!is_sliced(plan_)) {
            text_.arguments.back().type = "float";
            text_.arguments.back().fallback.clear();
            text_.arguments.back().doc = "Seconds to wait at most.";
            text_.checks.push_back(
                fmt::format("ticks = _waiting.ticks(timeout, {})", plan_.wait->per_second));
        }
        return pass("ticks", call_ctype(param.type));
    }
    argument(i, value_annotation(context_, param.type));
    for (std::string& line : checks(context_, param.type, names_[i], names_[i]))
        text_.checks.push_back(std::move(line));
    const bool is_copied = this->is_copied(i);
    if (is_copied)
        copy_checked(i, to_c(context_, param.type, names_[i]));
    if (is_copied)
        check_copied(i);
    else
        append(text_.checks, range_checks(i));
    pass(is_copied ? names_[i] + "_" : to_c(context_, param.type, names_[i]),
         call_ctype(param.type));
}

void ParamWriter::add_record_out(std::size_t i) {
    const Param& param = function_.params[i];
    const std::string name = class_of(param.element);
    const std::string made =
        fmt::format("_memory.over({}, {}())", name, safe_ctype(context_, param.element));
    if (plan_.in_place != i) {
        text_.begin.push_back(fmt::format("{} = {}", names_[i], made));
        output(names_[i], name, i);
        return pass_record(i, names_[i] + "._raw");
    }
    text_.arguments.push_back({"into", fmt::format("{} | None", name), "None",
                               "A record to write into and return, instead of a new one."});
    text_.checks.emplace_back("if into is None:");
    text_.checks.push_back(fmt::format("    into = {}", made));
    if (is_misaligned(i))
        text_.checks.emplace_back("_copies.require_aligned(into._raw, \"into\")");
    output("into", name, i);
    pass_record(i, "into._writable()");
}

void ParamWriter::add_scalar_out(std::size_t i) {
    const Param& param = function_.params[i];
    text_.begin.push_back(fmt::format("{} = {}()", names_[i], safe_ctype(context_, param.element)));
    if (!plan_.is_registration_id(i))
        output(from_c(context_, param.element, names_[i] + ".value"),
               value_annotation(context_, param.element), i);
    pass_byref(names_[i]);
}

void ParamWriter::add_scalar_inout(std::size_t i) {
    const Param& param = function_.params[i];
    const std::string type = value_annotation(context_, param.element);
    argument(i, type);
    const std::string margin = param.nullable ? "    " : "";
    const std::size_t first = text_.checks.size();
    for (const std::string& line : checks(context_, param.element, names_[i], names_[i]))
        text_.checks.push_back(margin + line);
    for (std::string& line : range_checks(i))
        text_.checks.push_back(margin + line);
    const std::string place = names_[i] + "_";
    const std::string none = param.nullable ? fmt::format("None if {} is None else ", place) : "";
    if (param.nullable && text_.checks.size() > first)
        text_.checks.insert(text_.checks.begin() + static_cast<std::ptrdiff_t>(first),
                            fmt::format("if {} is not None:", names_[i]));
    text_.before.push_back(fmt::format(
        "{} = {}", place,
        if_given(i, fmt::format("{}({})", safe_ctype(context_, param.element), names_[i]))));
    output(none + from_c(context_, param.element, place + ".value"),
           type + (param.nullable ? " | None" : ""), i);
    pass_address(fmt::format("{}ctypes.byref({})", none, place));
}

bool is_sliced(const calls::Call& call) { return call.wait && !call.wait->timed_out.empty(); }

CallText parameters_text(const Context& context, const api::Function& function,
                         const Bound& bound) {
    return ParamWriter(context, function, bound).run();
}

Lines checks_of_lent(const Context& context, const api::Function& end) {
    return ParamWriter(context, end, {}).checks_of_lent();
}

} // namespace ffigen::emit::python
