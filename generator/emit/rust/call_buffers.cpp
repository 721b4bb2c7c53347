#include "emit/rust/call_builder.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <utility>

namespace ffigen::emit::rust {

using api::Param;
using api::Role;
using model::TypeKind;

void WrapperBuilder::string_in(const Param& param, const std::string& name) {
    if (param.count) { // text with a length needs no terminator
        argument(name, param.nullable ? "Option<&str>" : "&str",
                 param.nullable ? name + ".map_or(ptr::null(), str::as_ptr).cast()"
                                : name + ".as_ptr().cast()");
        return;
    }
    fallible_ = true;
    if (param.nullable) {
        before(fmt::format("let {0} = {0}.map(CText::new).transpose()?;", name));
        return argument(name, "Option<&str>",
                        as_text(name + ".as_ref().map_or(ptr::null(), CText::as_ptr)", param.type));
    }
    before(fmt::format("let {0} = CText::new({0})?;", name));
    argument(name, "&str", as_text(name + ".as_ptr()", param.type));
}

void WrapperBuilder::strings_in(const Param& param, const std::string& name) {
    fallible_ = true;
    const std::string pointers = locals_.take(name + "_pointers");
    before(fmt::format("let {0}: Vec<_> = {0}\n    .iter()\n    .map(|text| CText::new(text))\n    "
                       ".collect::<Result<_, _>>()?;",
                       name));
    before(call_text(name + ".iter().map(CText::as_ptr)" +
                         (param.terminator.empty() ? "" : ".chain([ptr::null()])") + ".collect()",
                     ";", "let " + pointers + ": Vec<_> = "));
    argument(name, "&[&str]", pointers + ".as_ptr().cast_mut().cast()");
}

void WrapperBuilder::string_out(const Param& param, const std::string& name) {
    const std::size_t index = static_cast<std::size_t>(&param - function_.params.data());
    const model::Type type = model::resolve(safe_.context.contract, param.type, target_);
    const model::Type text = pointer_behind(type);
    before(fmt::format("let mut {} = {};", name,
                       text.element().is_const ? "ptr::null()" : "ptr::null_mut()"));
    call_.push_back("&raw mut " + name);
    text_result(*plan_.output_of(index), name, text);
}

model::Type WrapperBuilder::pointer_behind(const model::Type& pointer) const {
    return model::resolve(safe_.context.contract, pointer.element(), target_);
}

std::string WrapperBuilder::as_text(const std::string& name, const model::Type& pointer) const {
    return text_pointer(safe_, name, pointer, target_);
}

void WrapperBuilder::text_result(const calls::Output& output, const std::string& name,
                                 const model::Type& pointer) {
    const std::string copied = name + "_text";
    const std::string text = as_text(name, pointer);
    if (output.release.empty())
        taken_.push_back({copied, "null, or a text that ends with NUL.",
                          fmt::format("copy_text({})", text), output.on_failure});
    else
        taken_.push_back({copied, "null, or a text that ends with NUL, and nobody else's.",
                          fmt::format("take_text({}{}, |text| raw::{}(text.cast()))", text,
                                      pointer.element().is_const ? ".cast_mut()" : "",
                                      safe_.context.types.names().value(output.release)),
                          output.on_failure});
    if (output.nullable)
        results_.emplace_back("Option<String>", copied);
    else
        results_.emplace_back("String", copied + ".unwrap_or_default()");
}

void WrapperBuilder::text_out(std::size_t index, const Param& param, const std::string& name) {
    const calls::Text& text = *plan_.text_of(index);
    fallible_ = true;
    const Param* size = param.count ? &function_.params[*param.count] : nullptr;
    std::string capacity;
    if (text.room == calls::Room::header)
        capacity = length_of(*param.extent);
    else
        capacity = size != nullptr && size->role == Role::count ? local_name(*size)
                                                                : locals_.take("capacity");
    // Several texts of one length have one capacity.
    const bool is_first = size == nullptr || size->of == index;
    if (text.room == calls::Room::caller && is_first)
        signature_.push_back(capacity + ": usize");
    const std::string written =
        text.written ? "count_from(" + local_name(function_.params[*text.written]) + ")" : "";
    if (text.room == calls::Room::growing) {
        buffer_ = name;
        capacity_ = capacity;
        written_ = written;
    } else {
        before(fmt::format("let mut {} = text_room({})?;", name, capacity));
        if (is_first)
            rooms_.push_back(capacity);
        if (text.written)
            cut_.push_back(fmt::format("check_room({}, {})?;", written, capacity));
    }
    call_.push_back(name + ".as_mut_ptr().cast()");
    results_.emplace_back(
        "String", fmt::format("text_from({}, {})", name, written.empty() ? "usize::MAX" : written));
}

void WrapperBuilder::slice(const Param& param, const std::string& name, bool is_mutable) {
    if (param.span)
        return span(param, name);
    if (!param.terminator.empty())
        return terminated(param, name);
    if (param.extent)
        return extent(param, name);
    const std::string element = raw_element(param);
    const std::string reference = (is_mutable ? "&mut [" : "&[") + element + "]";
    const bool void_pointer = param.element.kind == TypeKind::uint8;
    const std::string cast = void_pointer ? ".cast()" : "";
    if (param.nullable) {
        if (is_mutable) {
            before(fmt::format("let mut {0} = {0};", name));
            argument(
                name, "Option<" + reference + ">",
                fmt::format("{}.as_mut().map_or(ptr::null_mut(), |items| items.as_mut_ptr()){}",
                            name, cast));
        } else {
            argument(name, "Option<" + reference + ">",
                     fmt::format("{}.map_or(ptr::null(), <[_]>::as_ptr){}", name, cast));
        }
        return;
    }
    argument(name, reference, name + (is_mutable ? ".as_mut_ptr()" : ".as_ptr()") + cast);
}

std::string WrapperBuilder::length_of(const Param& buffer, const std::string& none) const {
    const std::string name = local_name(buffer);
    if (buffer.role == Role::text_out || buffer.role == Role::texts_out ||
        buffer.role == Role::strings_in || buffer.role == Role::handles_in)
        return name + ".len()";
    if (buffer.in_bytes && buffer.element.kind != TypeKind::uint8)
        return buffer.nullable
                   ? name + ".as_ref().map_or(" + none + ", |items| size_of_val(*items))"
                   : fmt::format("size_of_val({})", name);
    if (!buffer.nullable)
        return name + ".len()";
    if (buffer.role == Role::string_in)
        return name + ".map_or(" + none + ", str::len)";
    const bool is_mutable = buffer.role != Role::slice_in;
    return is_mutable ? name + ".as_ref().map_or(" + none + ", |items| items.len())"
                      : name + ".map_or(" + none + ", <[_]>::len)";
}

void WrapperBuilder::count(std::size_t index, const Param& param) {
    const std::string length = length_of(function_.params[*param.of], index);
    for (const std::size_t other : plan_.count_of(index)->buffers) {
        if (other == *param.of)
            continue;
        fallible_ = true;
        const Param& buffer = function_.params[other];
        // What is missing has no length of its own beside one that is always there.
        const bool is_there = !function_.params[*param.of].nullable && buffer.each != index;
        before(
            call_text(fmt::format("same_length({}, {})", length,
                                  is_there ? length_of(buffer, length) : length_of(buffer, index)),
                      "?;"));
    }
    call_.push_back(sized(param, length));
}

std::string WrapperBuilder::sized(const Param& param, const std::string& length) {
    const std::string type = scalar_type(
        safe_.context, param.element.kind == TypeKind::pointer ? param.type : param.element);
    return sized(type, local_name(param), length, before_each(*param.of));
}

void WrapperBuilder::written(std::size_t index, const Param& param, const std::string& name) {
    const Param& buffer = function_.params[*param.of];
    const bool of_text = buffer.role == Role::text_out || buffer.role == Role::texts_out;
    std::string start = "0";
    if (param.role == Role::count_inout)
        start = sized(param, length_of(buffer));
    const std::string line = fitting(fmt::format("let mut {} = {};", name, start));
    before_each(*param.of).push_back(line);
    call_.push_back("&raw mut " + name);
    if (!of_text && !plan_.is_registration_id(index))
        results_.emplace_back("usize",
                              fmt::format("count_within({}, {})", name, length_of(buffer)));
}

} // namespace ffigen::emit::rust
