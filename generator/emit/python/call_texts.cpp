// Text in both directions.
#include "emit/python/call_params.hpp"
#include "emit/python/format.hpp"
#include "emit/python/values.hpp"

#include <fmt/format.h>

#include <algorithm>

namespace ffigen::emit::python {

void ParamWriter::add_string_in(std::size_t i) {
    const Param& param = function_.params[i];
    argument(i, "str");
    if (!param.count)
        return pass(if_given(i, fmt::format("_text.encode({})", names_[i])), "ctypes.c_char_p");
    text_.before.push_back(
        fmt::format("{0}_ = _text.counted({0}{1})", names_[i], param.nullable ? " or \"\"" : ""));
    pass(param.nullable ? fmt::format("None if {0} is None else {0}_", names_[i]) : names_[i] + "_",
         "ctypes.c_char_p");
}

void ParamWriter::add_strings_in(std::size_t i) {
    const Param& param = function_.params[i];
    argument(i, "Iterable[str]");
    text_.before.push_back(fmt::format(
        "{}_ = {}", names_[i],
        if_given(i, fmt::format("_text.array({}, {}{})", names_[i], text_literal(names_[i]),
                                param.terminator.empty() ? "" : ", ends=True"))));
    pass_address(names_[i] + "_");
}

void ParamWriter::add_texts_out(std::size_t i) {
    const Param& param = function_.params[i];
    if (param.count) {
        argument(i, "int", {}, slice_doc(i, "texts"));
        text_.before.push_back(
            fmt::format("{0}_ = _text.places({0}, {1})", names_[i], text_literal(names_[i])));
    } else {
        text_.before.push_back(fmt::format("{}_ = _text.places({}, {})", names_[i], room_of(i),
                                           text_literal(names_[i])));
    }
    output(param.written
               ? fmt::format("_text.listed({}_, {}.value)", names_[i], names_[*param.written])
               : fmt::format("_text.listed({0}_, len({0}_))", names_[i]),
           "list[str | None]", i);
    pass_address(names_[i] + "_");
}

void ParamWriter::add_string_out(std::size_t i) {
    const Param& param = function_.params[i];
    if (param.release.empty()) {
        text_.begin.push_back(fmt::format("{} = ctypes.c_char_p()", names_[i]));
        output(
            param.nullable
                ? fmt::format("None if {0}.value is None else _text.decode({0}.value)", names_[i])
                : fmt::format("_text.present({}.value)", names_[i]),
            param.nullable ? "str | None" : "str", i);
        return pass_byref(names_[i]);
    }
    text_.begin.push_back(fmt::format("{} = ctypes.c_void_p()", names_[i]));
    auto& place = param.on_error ? text_.after_call : text_.after;
    place.push_back(
        fmt::format("{0}_ = _text.taken({0}.value, {1})", names_[i], bound(param.release)));
    output(names_[i] + "_", "str | None", i);
    pass_byref(names_[i]);
}

/// The caller's argument for the room of a text.
std::string ParamWriter::capacity_of(std::size_t text) const {
    const auto given = std::ranges::count(plan_.texts, calls::Room::caller, &calls::Text::room);
    return given > 1 ? names_[text] + "_capacity" : "capacity";
}

void ParamWriter::add_text_out(std::size_t i) {
    const Param& param = function_.params[i];
    const calls::Text& text = *plan_.text_of(i);
    const std::string reported =
        text.written && function_.params[*text.written].role != api::Role::count
            ? names_[*text.written] + ".value"
            : "None";
    if (text.room == calls::Room::header) {
        text_.begin.insert(text_.begin.begin(), fmt::format("{} = ctypes.create_string_buffer({})",
                                                            names_[i], room_of(i)));
        output(fmt::format("_text.filled({}, {})", names_[i], reported), "str", i);
        return pass(names_[i], "ctypes.c_char_p");
    }
    if (text.room == calls::Room::growing) {
        text_.room = reported;
        output("room.text()", "str", i);
        return pass(names_[i], "ctypes.c_char_p");
    }
    const std::string capacity = capacity_of(i);
    text_.arguments.push_back(
        {capacity, "int", text.first_room(1024), "Bytes to make room for.", true});
    std::string most = "_values.SIZE_MAX";
    for (const calls::Count& count : plan_.counts)
        if (param.count == count.param && count.type.bits < 64)
            most = count.type.high();
    text_.checks.push_back(
        fmt::format("{0} = _values.integer({0}, 0, {1}, \"{0}\")", capacity, most));
    text_.begin.insert(text_.begin.begin(),
                       fmt::format("{} = ctypes.create_string_buffer({})", names_[i], capacity));
    output(fmt::format("_text.filled({}, {})", names_[i], reported), "str", i);
    pass(names_[i], "ctypes.c_char_p");
}

} // namespace ffigen::emit::python
