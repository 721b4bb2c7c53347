// Arrays of numbers and records, their counts, and what C wrote of them.
#include "emit/python/ctypes.hpp"
#include "emit/python/format.hpp"
#include "emit/python/param_writer.hpp"
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
                                                names_[i], text_literal(names_[i]), tail))));
    };
    if (param.role == Role::slice_out) {
        argument(i, fmt::format("int | {}", rows), {}, slice_doc(i, "records"));
        made("records_out", "");
        slice_output(i, array, fmt::format("{}.part(0, ", array), rows);
        return pass_record(i, fmt::format("{}._array", array));
    }
    const bool in_place = param.role == Role::slice_inout;
    argument(i, in_place ? rows : fmt::format("Sequence[{}]", record));
    made(in_place ? "records_out" : "records_in", in_place ? "._array" : "");
    pass_record(i, array);
}

void ParamWriter::add_number_slice(std::size_t i) {
    const Param& param = function_.params[i];
    const model::Type element = behind(context_, param.element);
    std::string kind = numbers_class(context_, param.element);
    const bool is_bytes = kind.empty();
    if (is_bytes)
        kind = "_numbers.Bytes";
    const std::string number = is_bytes ? "int" : number_type(context_, element);
    const std::string ctype = is_bytes
                                  ? "ctypes.c_ubyte"
                                  : (element.kind == TypeKind::enumeration
                                         ? safe_ctype(context_, element)
                                         : fmt::format("ctypes.{}", basic_ctype(element.kind)));
    const std::string array = names_[i] + "_";
    const auto made = [&](std::string_view how) {
        text_.before.push_back(
            fmt::format("{} = {}", array,
                        if_given(i, fmt::format("{}.{}({}, {})", kind, how, names_[i],
                                                text_literal(names_[i])))));
    };
    const std::string memory =
        fmt::format("_numbers.Numbers[{}] | bytearray | memoryview | Any", number);
    switch (param.role) {
    case Role::slice_out:
        argument(i, "int | " + memory, {}, slice_doc(i, is_bytes ? "bytes" : "numbers"));
        made("writing");
        slice_output(
            i, fmt::format("{}({})", kind, array), fmt::format("{}.first({}, ", kind, array),
            kind.starts_with("_numbers.of") ? fmt::format("_numbers.Numbers[{}]", number) : kind);
        break;
    case Role::slice_inout:
        argument(i, memory);
        made("changing");
        break;
    default:
        argument(i, fmt::format("Iterable[{}]", number));
        made("reading");
    }
    pass_pointer(array, ctype);
}

std::string ParamWriter::slice_doc(std::size_t i, std::string_view what) const {
    std::string doc = docs_.translate(function_.params[i].doc);
    if (!doc.empty() && !doc.ends_with('.'))
        doc += ".";
    return fmt::format("{}{}{} many {} to make room for.", doc, doc.empty() ? "" : " ",
                       what == "texts" ? "How" : "Memory to write into, or how", what);
}

/// The whole array, or as much of it as C says: the class keeps to what there is.
void ParamWriter::slice_output(std::size_t i, const std::string& whole, const std::string& part,
                               const std::string& type) {
    const Param& param = function_.params[i];
    std::string expression = whole;
    if (param.written) {
        std::string written = names_[*param.written] + ".value";
        if (param.in_bytes)
            written += fmt::format(" // {}", element_size(param));
        expression = fmt::format("{}{})", part, written);
    }
    text_.outputs.push_back({expression, type, "The part that was written, in the same memory."});
}

std::string ParamWriter::element_size(const Param& param) const {
    const model::Type element = behind(context_, param.element);
    if (element.kind == TypeKind::void_)
        return "1";
    return fmt::format("ctypes.sizeof({})", safe_ctype(context_, element));
}

std::string ParamWriter::length_of(std::size_t of) const {
    const Param& slice = function_.params[of];
    if (slice.role == Role::text_out)
        return text_.room.empty() ? "capacity" : fmt::format("len({})", names_[of]);
    // Records are asked for their array's length: theirs is found by way of Python.
    const bool records = slice.role == Role::slice_out && !class_of(slice.element).empty();
    std::string length = fmt::format("len({}_{})", names_[of], records ? "._array" : "");
    if (slice.in_bytes && behind(context_, slice.element).kind != TypeKind::void_ &&
        element_size(slice) != "1")
        length += fmt::format(" * {}", element_size(slice));
    return slice.nullable && slice.role != Role::string_in
               ? fmt::format("0 if {} is None else {}", names_[of], length)
               : length;
}

void ParamWriter::add_count(std::size_t i) {
    const Param& param = function_.params[i];
    const std::size_t of = param.of.value_or(0);
    const auto count = std::find_if(plan_.counts.begin(), plan_.counts.end(),
                                    [&](const auto& each) { return each.param == i; });
    const TypeKind kind = behind(context_, param.type).kind;
    // Nothing in Python has more elements than these can say.
    const bool wide = kind == TypeKind::size || count == plan_.counts.end() ||
                      count->type.bits >= 64 || function_.params[of].role == Role::text_out;
    const std::string length = length_of(of);
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

void ParamWriter::check_shared_lengths() {
    for (std::size_t i = 0; i < function_.params.size(); ++i) {
        const Param& param = function_.params[i];
        if (!param.count || !param.is_argument())
            continue;
        const std::size_t first = function_.params[*param.count].of.value_or(i);
        if (first == i || param.in_bytes)
            continue;
        text_.before.push_back(fmt::format("if len({0}_) != len({1}_):", names_[first], names_[i]));
        text_.before.push_back(fmt::format("    raise ValueError(\"{} and {} differ in length\")",
                                           names_[first], names_[i]));
    }
}

} // namespace ffigen::emit::python
