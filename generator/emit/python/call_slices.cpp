// Arrays of numbers and records, their counts, and what C wrote of them.
#include "emit/python/call_params.hpp"
#include "emit/python/call_writer.hpp"
#include "emit/python/elements.hpp"
#include "emit/python/format.hpp"
#include "emit/python/types.hpp"
#include "emit/python/values.hpp"

#include <fmt/format.h>

#include <algorithm>

namespace ffigen::emit::python {

using api::Role;
using model::TypeKind;

void ParamWriter::add_slice(std::size_t i) {
    if (class_of(function_.params[i].element).empty())
        add_number_slice(i);
    else
        add_record_slice(i);
}

void ParamWriter::add_record_slice(std::size_t i) {
    const Param& param = function_.params[i];
    const std::string record = class_of(param.element);
    const std::string rows = fmt::format("_memory.Records[{}]", record);
    const std::string array = names_[i] + "_";
    const auto made = [&](std::string_view function, std::string_view tail) {
        text_.before.push_back(
            fmt::format("{} = {}", array,
                        if_given(i, fmt::format("_memory.{}({}, {}, {}){}", function, record,
                                                given_of(i), text_literal(names_[i]), tail))));
    };
    if (param.role == Role::slice_out) {
        if (param.extent)
            argument(i, rows + " | None", "None", slice_doc(i, "records"));
        else
            argument(i, fmt::format("int | {}", rows), {}, slice_doc(i, "records"));
        made("records_out", "");
        if (is_misaligned(i))
            require_aligned(i, array + "._array");
        add_length_check(i);
        slice_output(i, array, fmt::format("{}.part(0, ", array), rows);
        return pass_record(i, if_made(i, fmt::format("{}._array", array)));
    }
    const bool in_place = param.role == Role::slice_inout;
    const bool is_checked = is_copied(i);
    argument(i, in_place ? rows : fmt::format("Sequence[{}]", record));
    if (in_place)
        made("records_out", "._array");
    else
        made(is_checked ? "records_copied" : "records_in", "");
    if (!in_place && !is_checked && is_misaligned(i))
        text_.before.push_back(fmt::format("{0} = _copies.aligned({0})", array));
    add_length_check(i);
    if (is_checked && in_place)
        copy_checked(i, array);
    check_copied(i);
    if (param.span)
        return pass_span(i, array);
    pass_record(i, array);
}

void ParamWriter::require_aligned(std::size_t i, const std::string& memory) {
    const bool is_nullable = function_.params[i].nullable;
    if (is_nullable)
        text_.before.push_back(fmt::format("if {}_ is not None:", names_[i]));
    text_.before.push_back(fmt::format("{}_copies.require_aligned({}, {})",
                                       is_nullable ? "    " : "", memory, text_literal(names_[i])));
}

void ParamWriter::add_number_slice(std::size_t i) {
    const Param& param = function_.params[i];
    const Elements elements = elements_of(context_, param.element);
    const std::string& kind = elements.kind;
    const std::string array = names_[i] + "_";
    const auto made = [&](std::string_view how, const std::string& end = {}) {
        text_.before.push_back(fmt::format(
            "{} = {}", array,
            if_given(i, fmt::format("{}.{}({}{}, {})", kind, how, given_of(i),
                                    end.empty() ? end : ", " + end, text_literal(names_[i])))));
    };
    const std::string memory =
        fmt::format("_numbers.Numbers[{}] | bytearray | memoryview | Any", elements.number);
    switch (param.role) {
    case Role::slice_out: {
        const std::string doc = slice_doc(i, elements.is_bytes ? "bytes" : "numbers");
        if (param.extent)
            argument(i, memory, "None", doc);
        else
            argument(i, "int | " + memory, {}, doc);
        made("writing");
        slice_output(i, fmt::format("{}({})", kind, array),
                     fmt::format("{}._first({}, ", kind, array), elements.array);
        break;
    }
    case Role::slice_inout:
        argument(i, memory);
        is_plain(i) ? give_plain(i, elements) : made("changing");
        // How many of them C left there.
        if (param.written && !param.nullable)
            slice_output(i, {}, fmt::format("{}._first({}, ", kind, array), elements.array);
        break;
    default:
        argument(i, fmt::format("Iterable[{}]", elements.number));
        if (is_plain(i))
            give_plain(i, elements);
        else
            made(param.terminator.empty() ? "reading" : "ending", param.terminator);
    }
    add_length_check(i);
    // Memory that is seen as truth values may hold other bytes, and get them from any thread.
    const bool is_truth = param.role == Role::slice_inout && elements.ctype == "ctypes.c_bool";
    if (plan_.is_checked_in_memory(i) || is_truth)
        copy_checked(i, array);
    if (is_truth)
        text_.bounds.push_back(
            fmt::format("_copies.require_truth({}, {})", array, text_literal(names_[i])));
    append(text_.bounds, range_checks(i));
    if (param.span)
        return pass_span(i, array);
    pass_pointer(array, elements.ctype);
}

/// Numbers that are passed with their count, and nothing else is done with them here.
bool ParamWriter::is_plain(std::size_t i) const {
    const Param& param = function_.params[i];
    const bool is_passed = param.role == Role::slice_in || param.role == Role::slice_inout;
    if (!is_passed || !param.count || param.nullable || param.extent || param.written ||
        param.span || !param.terminator.empty() || !class_of(param.element).empty())
        return false;
    const calls::Count* count = plan_.count_of(*param.count);
    const bool is_apart = std::ranges::none_of(
        plan_.restricted, [&](const auto& pair) { return pair.first == i || pair.second == i; });
    return is_apart && count != nullptr && count->buffers == std::vector{i} &&
           function_.array_of(*param.count) == i && !plan_.is_checked_in_memory(i) &&
           range_checks(i).empty() && elements_of(context_, param.element).ctype != "ctypes.c_bool";
}

void ParamWriter::give_plain(std::size_t i, const Elements& elements) {
    const Param& param = function_.params[i];
    text_.before.push_back(fmt::format("{0}_, {1} = {2}.given({0}, {3}{4})", names_[i],
                                       names_[*param.count], elements.kind, text_literal(names_[i]),
                                       param.role == Role::slice_inout ? ", changed=True" : ""));
}

/// Arrays that lie apart.
void ParamWriter::add_rows(std::size_t i) {
    const bool is_in = function_.params[i].role == Role::rows_in;
    const Elements elements = elements_of(context_, function_.params[i].element);
    argument(i, is_in ? fmt::format("Iterable[Iterable[{}]]", elements.number)
                      : fmt::format("Iterable[_numbers.Numbers[{}] | bytearray | memoryview | Any]",
                                    elements.number));
    text_.before.push_back(fmt::format("{0}_ = {1}.rows({0}, {1}.{2}, {3})", names_[i],
                                       elements.kind, is_in ? "reading" : "changing",
                                       text_literal(names_[i])));
    pass_address(names_[i] + "_.addresses");
}

/// What the caller gave for an array; nothing stands for new memory where its length is known.
std::string ParamWriter::given_of(std::size_t i) const {
    const Param& param = function_.params[i];
    if (param.role != Role::slice_out || !param.extent || param.nullable)
        return names_[i];
    return fmt::format("{} if {} is None else {}", room_of(i), names_[i], names_[i]);
}

/// How many elements there are where no parameter of its own says it.
std::string ParamWriter::room_of(std::size_t i) const {
    const api::Extent& extent = *function_.params[i].extent;
    if (extent.factors.empty())
        return std::to_string(extent.scale);
    return fmt::format("_values.product({}{})", text_literal(names_[i]),
                       factors_of(extent, factors()));
}

void ParamWriter::add_length_check(std::size_t i) {
    const Param& param = function_.params[i];
    if (!param.extent)
        return;
    if (param.nullable)
        text_.before.push_back(fmt::format("if {}_ is not None:", names_[i]));
    text_.before.push_back(
        fmt::format("{}_values.require_length({}_, {}{})", param.nullable ? "    " : "", names_[i],
                    text_literal(names_[i]), factors_of(*param.extent, factors())));
}

/// An array whose address and length travel in a record.
void ParamWriter::pass_span(std::size_t i, const std::string& array) {
    const Param& param = function_.params[i];
    const api::Span& span = *param.span;
    const model::Record& record = *context_.contract.record(span.record);
    text_.before.push_back(fmt::format("{}span = _memory.span({}, \"{}\", \"{}\", {})", array,
                                       "raw." + context_.raw.records.at(span.record),
                                       member_name(record, span.data),
                                       member_name(record, span.length), array));
    if (!span.by_address)
        return pass(array + "span", call_ctype(param.type));
    pass_pointer(param.nullable ? fmt::format("None if {} is None else {}span", array, array)
                                : array + "span",
                 "raw." + context_.raw.records.at(span.record));
}

/// Elements that the library makes, or has: the first are freed by what shows them, the others
/// copied.
void ParamWriter::add_buffer_out(std::size_t i) {
    const Param& param = function_.params[i];
    const Elements elements = elements_of(context_, param.element);
    std::string count;
    if (param.count)
        count = names_[*param.count] + ".value";
    else if (param.extent)
        count = room_of(i);
    else
        count = fmt::format("{}._before({}, {}.value)", elements.kind, param.terminator, names_[i]);
    if (param.in_bytes && element_size(param) != "1")
        count += fmt::format(" // {}", element_size(param));
    text_.begin.push_back(fmt::format("{} = ctypes.c_void_p()", names_[i]));
    auto& place = param.on_error ? text_.after_call : text_.after;
    place.push_back(
        fmt::format("{}_: {} = {}", names_[i], elements.array,
                    found_array(elements, {names_[i] + ".value", count,
                                           param.release.empty() ? "" : bound(param.release), "",
                                           param.belongs.is_const})));
    output(names_[i] + "_", elements.array, i);
    if (param.release.empty())
        say_copied(text_.outputs.back());
    pass_byref(names_[i]);
}

std::string ParamWriter::slice_doc(std::size_t i, std::string_view what) const {
    std::string doc = docs_.translate(function_.params[i].doc);
    if (!doc.empty() && !doc.ends_with('.'))
        doc += ".";
    if (function_.params[i].extent)
        return fmt::format("{}{}Memory to write into, instead of new memory.", doc,
                           doc.empty() ? "" : " ");
    return fmt::format("{}{}{} many {} to make room for.", doc, doc.empty() ? "" : " ",
                       what == "texts" ? "How" : "Memory to write into, or how", what);
}

/// The whole array, or as much of it as C says: the class keeps to what there is.
void ParamWriter::slice_output(std::size_t i, const std::string& whole, const std::string& part,
                               const std::string& type) {
    const Param& param = function_.params[i];
    std::string expression = whole, kind = type;
    if (param.written) {
        std::string written = names_[*param.written] + ".value";
        if (param.in_bytes)
            written += fmt::format(" // {}", element_size(param));
        expression = fmt::format("{}{})", part, written);
    }
    if (param.nullable) {
        if (expression != names_[i] + "_")
            expression = if_made(i, expression);
        kind += " | None";
    }
    text_.outputs.push_back({expression, kind, "The part that was written, in the same memory."});
}

std::string ParamWriter::element_size(const Param& param) const {
    const model::Type element = behind(context_, param.element);
    for (const TypeKind byte : {TypeKind::void_, TypeKind::char_, TypeKind::signed_char,
                                TypeKind::unsigned_char, TypeKind::int8, TypeKind::uint8})
        if (element.kind == byte)
            return "1";
    return fmt::format("ctypes.sizeof({})", safe_ctype(context_, element));
}

std::string ParamWriter::present_length_of(std::size_t of) const {
    const Param& slice = function_.params[of];
    if (slice.role == Role::text_out)
        return plan_.text_of(of)->room == calls::Room::caller ? capacity_of(of)
                                                              : fmt::format("len({})", names_[of]);
    // Records are asked for their array's length: theirs is found by way of Python.
    const bool records = slice.role == Role::slice_out && !class_of(slice.element).empty();
    std::string length = is_plain(of)
                             ? names_[*slice.count]
                             : fmt::format("len({}_{})", names_[of], records ? "._array" : "");
    if (slice.in_bytes && element_size(slice) != "1")
        length += fmt::format(" * {}", element_size(slice));
    return length;
}

std::string ParamWriter::length_of(std::size_t of) const {
    const Param& slice = function_.params[of];
    const std::string length = present_length_of(of);
    return slice.nullable && slice.role != Role::string_in && slice.role != Role::text_out
               ? fmt::format("0 if {}_ is None else {}", names_[of], length)
               : length;
}

std::string ParamWriter::length_of(std::size_t of, std::size_t count) const {
    return function_.params[of].each == count ? names_[of] + "_.length" : length_of(of);
}

std::vector<std::string> ParamWriter::factors() const {
    std::vector<std::string> all = names_;
    for (std::size_t i = 0; i < all.size(); ++i)
        if (const std::optional<std::size_t> array = function_.array_of(i))
            all[i] = length_of(*array, i);
    return all;
}

void ParamWriter::add_count(std::size_t i) {
    const Param& param = function_.params[i];
    const std::size_t of = param.of.value_or(0);
    const calls::Count* count = plan_.count_of(i);
    const bool wide = count == nullptr || count->type.holds_any_length ||
                      function_.params[of].role == Role::text_out;
    const std::string length = length_of(of, i);
    pass(wide ? length
              : fmt::format("_values.length({}, {}, {})", length, count->type.high(),
                            text_literal(names_[of])),
         call_ctype(param.type));
}

void ParamWriter::add_written(std::size_t i) {
    const Param& param = function_.params[i];
    const std::string type = safe_ctype(context_, param.element.kind == TypeKind::void_
                                                      ? behind(context_, param.type).element()
                                                      : param.element);
    const std::string start =
        param.role == Role::count_inout ? length_of(param.of.value_or(0)) : "";
    text_.begin.push_back(fmt::format("{} = {}({})", names_[i], type, start));
    pass_byref(names_[i]);
}

/// What C wants apart. Numbers are C's own already, and so is new memory.
void ParamWriter::refuse_shared() {
    const auto memory = [&](std::size_t i) {
        const Param& param = function_.params[i];
        const bool is_records = param.role == Role::slice_out && !class_of(param.element).empty();
        switch (param.role) {
        case Role::record_in:
        case Role::record_inout:
            return if_given(i, names_[i] + "._raw");
        case Role::record_out:
            return std::string("into._raw");
        case Role::scalar_inout:
            return std::string();
        default:
            return is_records ? if_made(i, names_[i] + "_._array") : names_[i] + "_";
        }
    };
    for (const auto& [first, second] : plan_.restricted)
        if (!memory(first).empty() && !memory(second).empty())
            text_.before.push_back(
                fmt::format("_copies.refuse_shared({}, {}, {}, {})", memory(first), memory(second),
                            text_literal(names_[first]), text_literal(names_[second])));
}

void ParamWriter::check_shared_lengths() {
    const auto operand = [&](std::size_t buffer, std::size_t count) {
        const std::string length = length_of(buffer, count);
        return length.find(" else ") == std::string::npos ? length : "(" + length + ")";
    };
    for (const calls::Count& count : plan_.counts) {
        if (!count.is_given || count.buffers.empty())
            continue;
        const std::size_t first = count.buffers.front();
        for (const std::size_t other : count.buffers) {
            if (other == first)
                continue;
            // What is missing has no length of its own beside one that is always there.
            const bool may_be_missing = !function_.params[first].nullable &&
                                        function_.params[other].nullable &&
                                        function_.params[other].each != count.param;
            text_.before.push_back(
                may_be_missing ? fmt::format("if {}_ is not None and {} != {}:", names_[other],
                                             operand(first, count.param), present_length_of(other))
                               : fmt::format("if {} != {}:", operand(first, count.param),
                                             operand(other, count.param)));
            text_.before.push_back(
                fmt::format("    raise ValueError(\"{} and {} differ in length\")", names_[first],
                            names_[other]));
        }
    }
}

} // namespace ffigen::emit::python
