// Arrays whose length no parameter of its own gives: fixed ones, products, those that end with a
// value, and those whose length travels in a record beside their address.
#include "emit/rust/call_builder.hpp"

#include <fmt/format.h>
#include <fmt/ranges.h>

#include <algorithm>

namespace ffigen::emit::rust {

using api::Extent;
using api::Param;
using api::Role;
using model::TypeKind;

std::string WrapperBuilder::length_of(const Extent& extent) {
    if (extent.factors.empty())
        return std::to_string(extent.scale);
    std::vector<std::string> factors;
    if (extent.scale != 1)
        factors.push_back(std::to_string(extent.scale));
    for (const std::size_t index : extent.factors) {
        if (const std::optional<std::size_t> array = function_.array_of(index)) {
            factors.push_back(length_of(function_.params[*array], index));
            continue;
        }
        fallible_ = true;
        factors.push_back("array_factor(" + local_name(function_.params[index]) + ")?");
    }
    if (factors.size() == 1)
        return factors.front();
    fallible_ = true;
    const auto [known, added] = products_.try_emplace(fmt::format("{}", fmt::join(factors, ", ")));
    if (added) {
        known->second = locals_.take("length");
        before(fmt::format("let {} = {}?;", known->second, format_array_call(factors)));
    }
    return known->second;
}

std::string WrapperBuilder::format_array_call(const std::vector<std::string>& items) {
    std::string broken;
    for (const std::string& item : items)
        broken += "\n    " + item + ",";
    std::string flat = fmt::format("{}", fmt::join(items, ", "));
    return flat.size() + 3 <= call_width ? "array_length(&[" + flat + "])"
                                         : "array_length(&[" + broken + "\n])";
}

void WrapperBuilder::rows(const Param& param, const std::string& name) {
    fallible_ = true;
    const bool is_mutable = param.role == Role::rows_inout;
    const std::string element = raw_element(param), all = name + "_rows";
    before(fmt::format("let {} = Rows::of{}({})?;", all, is_mutable ? "_mut" : "", name));
    const model::Type outer = model::resolve(safe_.context.contract, param.type, target_);
    const bool is_exact =
        outer.element().is_const && !is_mutable && param.element.kind != TypeKind::uint8;
    argument(name,
             is_mutable ? fmt::format("&mut [&mut [{}]]", element)
                        : fmt::format("&[&[{}]]", element),
             all + (is_exact ? ".as_ptr()" : ".as_ptr().cast_mut().cast()"));
}

void WrapperBuilder::extent(const Param& param, const std::string& name) {
    const bool is_mutable = param.role != Role::slice_in;
    const std::string element = raw_element(param);
    const std::string cast = param.element.kind == TypeKind::uint8 ? ".cast()" : "";
    const std::string address = (is_mutable ? ".as_mut_ptr()" : ".as_ptr()") + cast;
    const bool is_fixed = param.extent->factors.empty();
    if (is_fixed && param.role == Role::slice_out) {
        const Value value = value_of(safe_, param.element, target_);
        const bool is_copy = safe_.context.types.facts(param.element, target_).is_copy;
        // Any value may come back: enums stay raw.
        const std::string initial =
            value.kind == Value::Kind::plain ? value.initial : element + "::default()";
        const std::string size = std::to_string(param.extent->scale);
        before(is_copy ? fmt::format("let mut {} = [{}; {}];", name, initial, size)
                       : fmt::format("let mut {}: [_; {}] = std::array::from_fn(|_| {});", name,
                                     size, initial));
        call_.push_back(name + address);
        results_.emplace_back(fmt::format("[{}; {}]", element, size), name);
        return;
    }
    const std::string type =
        fmt::format("{}[{}{}]", is_mutable ? "&mut " : "&", element,
                    is_fixed ? "; " + std::to_string(param.extent->scale) : std::string());
    if (!is_fixed) {
        fallible_ = true;
        const std::string wanted = length_of(*param.extent);
        before(param.nullable
                   ? fmt::format("if let Some(items) = &{} {{\n    check_array(items.len(), "
                                 "{})?;\n}}",
                                 name, wanted)
                   : call_text(fmt::format("check_array({}.len(), {})", name, wanted), "?;"));
    }
    if (!param.nullable)
        return argument(name, type, name + address);
    argument(name, "Option<" + type + ">",
             fmt::format("{}.map_or(ptr::null{}(), |items| items{})", name,
                         is_mutable ? "_mut" : "", address));
}

std::string WrapperBuilder::end_literal(const model::Type& element, const std::string& terminator) {
    const model::Type plain = model::resolve(safe_.context.contract, element, target_);
    if (plain.kind == TypeKind::pointer)
        return "ptr::null()";
    if (!scalar_type(safe_.context, element).empty())
        return terminator;
    return fmt::format("{}({})", element_type(safe_, element, target_), terminator);
}

void WrapperBuilder::terminated(const Param& param, const std::string& name) {
    const std::string end = end_literal(param.element, param.terminator);
    const std::string type = "&[" + raw_element(param) + "]";
    if (!param.nullable) {
        before(fmt::format("let {0} = with_end({0}, {1});", name, end));
        return argument(name, type, name + ".as_ptr()");
    }
    before(fmt::format("let {0} = {0}.map(|items| with_end(items, {1}));", name, end));
    argument(name, "Option<" + type + ">", name + ".as_deref().map_or(ptr::null(), <[_]>::as_ptr)");
}

void WrapperBuilder::span(const Param& param, const std::string& name) {
    const api::Span& span = *param.span;
    const model::RecordLayout& layout =
        *safe_.context.contract.record(span.record)->layouts.find(target_);
    const auto length =
        std::find_if(layout.fields.begin(), layout.fields.end(),
                     [&](const model::Field& field) { return field.name == span.length; });
    const std::string local = locals_.take(name + "_span");
    const std::string cast = param.element.kind == TypeKind::uint8 ? ".cast()" : "";
    const std::vector<std::string> fields{identifier(span.data) + ": " + name + ".as_ptr()" + cast,
                                          identifier(span.length) + ": " +
                                              sized(scalar_type(safe_.context, length->type),
                                                    name + "_length", name + ".len()", before_)};
    before(fmt::format(
        "let {} = {};", local,
        format_struct("raw::" + safe_.context.types.names().record(span.record), fields, 0)));
    argument(name, "&[" + raw_element(param) + "]", (span.by_address ? "&" : "") + local);
}

std::string WrapperBuilder::sized(const std::string& type, const std::string& hint,
                                  const std::string& length, std::vector<std::string>& into) {
    if (type == "usize")
        return length;
    // No slice has more bytes than isize counts.
    if (type == "u64" || type == "i64" || type == "isize")
        return length + " as " + type;
    fallible_ = true;
    std::string name = locals_.take(hint + "_checked");
    into.push_back(relative(std::string(static_cast<std::size_t>(indent()), ' ') +
                            format_let(name, "checked_length(" + length + ")?", indent())));
    return name;
}

} // namespace ffigen::emit::rust
