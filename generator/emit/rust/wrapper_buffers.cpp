#include "emit/rust/wrapper_builder.hpp"

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
    before(fmt::format(
        "let {0}: Vec<_> = {0}.iter().map(|text| CText::new(text)).collect::<Result<_, _>>()?;",
        name));
    before(fmt::format("let {}: Vec<_> = {}.iter().map(CText::as_ptr).collect();", pointers, name));
    argument(name, "&[&str]", pointers + ".as_ptr().cast_mut().cast()");
    (void)param;
}

void WrapperBuilder::string_out(const Param& param, const std::string& name) {
    const model::Type type = model::resolve(safe_.context.contract, param.type, target_);
    const model::Type text = pointer_behind(type);
    before(fmt::format("let mut {} = {};", name,
                       text.element().is_const ? "ptr::null()" : "ptr::null_mut()"));
    call_.push_back("&raw mut " + name);
    text_result(name, text, param.release, param.nullable, param.on_error);
}

model::Type WrapperBuilder::pointer_behind(const model::Type& pointer) const {
    return model::resolve(safe_.context.contract, pointer.element(), target_);
}

std::string WrapperBuilder::as_text(const std::string& name, const model::Type& pointer) const {
    return text_pointer(safe_, name, pointer, target_);
}

void WrapperBuilder::text_result(const std::string& name, const model::Type& pointer,
                                 const std::string& release, bool nullable, bool on_error) {
    const std::string copied = name + "_text";
    auto& lines = on_error ? at_once_ : after_;
    lines.push_back("// SAFETY: null, or a text that ends with NUL.");
    lines.push_back(fitting(
        fmt::format("let {} = unsafe {{ copy_text({}) }};", copied, as_text(name, pointer))));
    if (!release.empty()) {
        lines.push_back("// SAFETY: it is not used any more.");
        lines.push_back(fmt::format("unsafe {{ raw::{}({}{}.cast()) }};",
                                    safe_.context.types.names().value(release), name,
                                    pointer.element().is_const ? ".cast_mut()" : ""));
    }
    if (nullable)
        results_.emplace_back("Option<String>", copied);
    else
        results_.emplace_back("String", copied + ".unwrap_or_default()");
}

void WrapperBuilder::text_out(const Param& param, const std::string& name) {
    // The capacity's own parameter takes the buffer's length; a text that fills it is asked for
    // again.
    buffer_ = name;
    buffer_written_ = param.written ? local_name(function_.params[*param.written]) : std::string();
    call_.push_back(name + ".as_mut_ptr().cast()");
    results_.emplace_back("String", fmt::format("text_from({})", name));
}

void WrapperBuilder::slice(const Param& param, const std::string& name, bool is_mutable) {
    const std::string element = raw_element(param);
    const std::string reference = (is_mutable ? "&mut [" : "&[") + element + "]";
    const bool void_pointer = param.element.kind == TypeKind::uint8;
    const std::string cast = void_pointer ? ".cast()" : "";
    if (param.nullable) {
        if (is_mutable) {
            before(fmt::format("let mut {0} = {0};", name));
            argument(
                name, "Option<" + reference + ">",
                fmt::format("{}.as_mut().map_or(ptr::null_mut(), |slice| slice.as_mut_ptr()){}",
                            name, cast));
        } else {
            argument(name, "Option<" + reference + ">",
                     fmt::format("{}.map_or(ptr::null(), <[_]>::as_ptr){}", name, cast));
        }
        return;
    }
    argument(name, reference, name + (is_mutable ? ".as_mut_ptr()" : ".as_ptr()") + cast);
}

std::string WrapperBuilder::length_of(const Param& buffer) const {
    const std::string name = local_name(buffer);
    if (buffer.role == Role::text_out)
        return name + ".len()";
    if (buffer.in_bytes && buffer.element.kind != TypeKind::uint8)
        return buffer.nullable ? name + ".as_ref().map_or(0, |slice| size_of_val(*slice))"
                               : fmt::format("size_of_val({})", name);
    if (!buffer.nullable)
        return name + ".len()";
    if (buffer.role == Role::string_in)
        return name + ".map_or(0, str::len)";
    const bool is_mutable = buffer.role != Role::slice_in;
    return is_mutable ? name + ".as_ref().map_or(0, |slice| slice.len())"
                      : name + ".map_or(0, <[_]>::len)";
}

void WrapperBuilder::count(const Param& param) {
    const Param& buffer = function_.params[*param.of];
    const std::string length = length_of(buffer);
    for (const Param& other : function_.params) {
        const bool shares =
            &other != &buffer && other.count && &function_.params[*other.count] == &param;
        if (!shares)
            continue;
        fallible_ = true;
        before(fmt::format("same_length({}, {})?;", length, length_of(other)));
    }
    call_.push_back(sized(param, length));
}

std::string WrapperBuilder::sized(const Param& param, const std::string& length) {
    const std::string type = scalar_type(
        safe_.context, param.element.kind == TypeKind::pointer ? param.type : param.element);
    if (type == "usize")
        return length;
    fallible_ = true;
    const std::string name = locals_.take(local_name(param) + "_checked");
    before(relative(std::string(static_cast<std::size_t>(indent()), ' ') +
                    format_let(name, "checked_length(" + length + ")?", indent())));
    return name;
}

std::string WrapperBuilder::size_from(const Param& param, const std::string& name) {
    return scalar_type(safe_.context, param.element) == "usize" ? name : name + " as usize";
}

void WrapperBuilder::count_inout(const Param& param, const std::string& name) {
    before(fmt::format("let mut {} = {};", name,
                       sized(param, length_of(function_.params[*param.of]))));
    call_.push_back("&raw mut " + name);
    if (function_.params[*param.of].role != Role::text_out)
        results_.emplace_back("usize", size_from(param, name));
}

} // namespace ffigen::emit::rust
