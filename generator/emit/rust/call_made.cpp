// What the library makes or shows: arrays, lists of texts, records with their elements.
#include "emit/rust/call_builder.hpp"

#include <fmt/format.h>

#include <algorithm>

namespace ffigen::emit::rust {

using api::Param;
using api::Role;
using calls::Given;
using calls::Output;
using model::TypeKind;

namespace {

/// `param` gives back what `address` is; what C answers then means nothing.
std::string release_closure(const std::string& parameter, const std::string& function,
                            const std::string& argument, bool answers) {
    return fmt::format("|{}| {}{}({})", parameter, answers ? "_ = " : "", function, argument);
}

} // namespace

bool WrapperBuilder::shows(const Output& output) const {
    if (output.what != Given::buffer || !output.is_view || !output.release.empty())
        return false;
    if (output.belongs.to.empty())
        return output.belongs.until == api::Until::forever && output.belongs.is_const;
    return std::all_of(output.belongs.to.begin(), output.belongs.to.end(), [&](std::size_t index) {
        return object_type(function_.params[index]).is_exclusive;
    });
}

std::string WrapperBuilder::release_of(const Output& output, const std::string& parameter,
                                       const std::string& argument) const {
    const model::Type& signature =
        safe_.context.contract.function(output.release)->signatures.first();
    const bool answers =
        model::resolve(safe_.context.contract, signature.element(), target_).kind !=
        TypeKind::void_;
    return release_closure(parameter, "raw::" + safe_.context.types.names().value(output.release),
                           argument, answers);
}

void WrapperBuilder::buffer_out(std::size_t index, const Param& param, const std::string& name) {
    before(fmt::format("let mut {} = ptr::null{}();", name, param.is_const ? "" : "_mut"));
    call_.push_back("&raw mut " + name);
    const model::Type pointer =
        pointer_behind(model::resolve(safe_.context.contract, param.type, target_));
    const Length length{param.count, param.extent, param.terminator, param.in_bytes};
    elements(*plan_.output_of(index), param.element,
             {name, as_elements(name, pointer, param.element)}, length);
}

std::string WrapperBuilder::as_elements(const std::string& address, const model::Type& pointer,
                                        const model::Type& element) {
    // Bytes, where C says only that there is something.
    const bool is_said = element.kind != TypeKind::uint8 ||
                         safe_.context.types.spell_outside(pointer.element(), target_, "") == "u8";
    return is_said ? address : address + ".cast::<u8>()";
}

std::string WrapperBuilder::made_length(const Length& length, const std::string& address,
                                        const model::Type& element) {
    if (!length.terminator.empty())
        return fmt::format("length_before({}, {})", address,
                           end_literal(element, length.terminator));
    if (length.extent)
        return length_of(*length.extent);
    std::string count = length.field;
    if (length.count)
        count = local_name(function_.params[*length.count]);
    count = "count_from(" + count + ")";
    const std::string type = element_type(safe_, element, target_);
    return length.in_bytes && type != "u8" && type != "i8"
               ? fmt::format("{} / size_of::<{}>()", count, type)
               : count;
}

void WrapperBuilder::elements(const Output& output, const model::Type& element,
                              const Address& address, const Length& length) {
    const std::string type = element_type(safe_, element, target_);
    const std::string count = made_length(length, address.elements, element);
    std::string shown, value, reason;
    if (!output.release.empty()) {
        shown = "OwnedSlice<" + type + ">";
        value = fmt::format("OwnedSlice::own({}, {}, {})", address.elements, count,
                            release_of(output, "first", "first.cast()"));
        reason = "null, or elements that are nobody else's.";
    } else if (shows(output)) {
        const std::string lifetime = output.belongs.to.empty() ? "'static "
                                     : lifetime_ == "'_"       ? ""
                                                               : lifetime_ + " ";
        // Through what is only read nothing is written.
        const bool is_mutable =
            !output.belongs.is_const &&
            std::none_of(output.belongs.to.begin(), output.belongs.to.end(),
                         [&](std::size_t index) { return function_.params[index].is_const; });
        shown = "&" + lifetime + (is_mutable ? "mut " : "") + "[" + type + "]";
        value =
            fmt::format("array_view{}({}, {})", is_mutable ? "_mut" : "", address.elements, count);
        reason = "null, or elements that stay while their owner is borrowed.";
    } else {
        shown = "Vec<" + type + ">";
        value = fmt::format("array_copy({}, {})", address.elements, count);
        reason = "null, or elements that their owner keeps.";
    }
    give(output, address.local, shown, std::move(reason), std::move(value));
}

void WrapperBuilder::give(const Output& output, const std::string& name, const std::string& type,
                          std::string reason, std::string value) {
    taken_.push_back({name, std::move(reason), std::move(value), output.on_failure});
    if (output.nullable)
        return results_.emplace_back("Option<" + type + ">", name), void();
    if (output.null_is_empty)
        return results_.emplace_back(type, name + ".unwrap_or_default()"), void();
    fallible_ = true;
    results_.emplace_back(type, name + ".ok_or_else(" + null_error() + ")?");
}

void WrapperBuilder::buffer(const Output& output) {
    const api::Result& result = function_.result;
    if (result.span) {
        in_record(output, *result.span);
    } else {
        const model::Type pointer = model::resolve(safe_.context.contract, result.type, target_);
        elements(output, result.element, {result_, as_elements(result_, pointer, result.element)},
                 {result.count, result.extent, result.terminator, result.in_bytes});
    }
    move_last_first();
}

void WrapperBuilder::in_record(const Output& output, const api::Span& span) {
    const model::Record& record = *safe_.context.contract.record(span.record);
    const model::RecordLayout& layout = *record.layouts.find(target_);
    const auto data =
        std::find_if(layout.fields.begin(), layout.fields.end(),
                     [&](const model::Field& field) { return field.name == span.data; });
    const model::Type& element = function_.result.element;
    const std::string first =
        as_elements(result_ + "." + identifier(span.data),
                    model::resolve(safe_.context.contract, data->type, target_), element);
    const Length length{.in_bytes = function_.result.in_bytes,
                        .field = result_ + "." + identifier(span.length)};
    if (output.release.empty()) {
        elements(output, element, {result_, first}, length);
        return;
    }
    // Without elements it may have other memory, which is freed all the same.
    const std::string type = element_type(safe_, element, target_);
    const std::string freed = release_of(output, span.by_address ? "mut record" : "record",
                                         span.by_address ? "&raw mut record" : "record");
    taken_.push_back({result_, "null, or elements that are nobody else's.",
                      fmt::format("OwnedSlice::in_record({}, {}, {}, {})", first,
                                  made_length(length, first, element), result_, freed),
                      output.on_failure});
    results_.emplace_back(fmt::format("OwnedSlice<{}, raw::{}>", type,
                                      safe_.context.types.names().record(span.record)),
                          result_);
}

void WrapperBuilder::texts(const Output& output) {
    const api::Result& result = function_.result;
    const Length length{result.count, result.extent, result.terminator, result.in_bytes};
    const model::Type list = model::resolve(safe_.context.contract, result.type, target_);
    const std::string count =
        result.terminator.empty()
            ? made_length(length, result_, result.element)
            : fmt::format("length_before({}, ptr::null{}())", result_,
                          pointer_behind(list).element().is_const ? "" : "_mut");
    const bool is_owned = !output.release.empty();
    give(output, result_, "Vec<String>",
         is_owned ? "null, or texts that are nobody else's."
                  : "null, or texts that their owner keeps.",
         is_owned ? fmt::format("take_texts({}, {}, {})", result_, count,
                                release_of(output, "texts", "texts.cast()"))
                  : fmt::format("copy_texts({}.cast(), {})", result_, count));
    move_last_first();
}

void WrapperBuilder::texts_out(std::size_t index, const Param& param, const std::string& name) {
    std::string capacity;
    if (param.extent) {
        capacity = length_of(*param.extent);
    } else {
        const Param& count = function_.params[*param.count];
        capacity = count.role == Role::count ? local_name(count) : locals_.take("capacity");
        signature_.push_back(capacity + ": usize");
    }
    fallible_ = true;
    before(fmt::format("let mut {} = text_places({})?;", name, capacity));
    const model::Type places = model::resolve(safe_.context.contract, param.type, target_);
    call_.push_back(name + ".as_mut_ptr()" +
                    (pointer_behind(places).element().is_const ? "" : ".cast()"));
    const std::string count = param.written
                                  ? fmt::format("count_within({}, {}.len())",
                                                local_name(function_.params[*param.written]), name)
                                  : name + ".len()";
    const std::string texts = locals_.take(name + "_copied");
    taken_.push_back({texts, "texts that their owner keeps.",
                      fmt::format("copy_texts({}.as_ptr(), {})", name, count),
                      plan_.output_of(index)->on_failure});
    results_.emplace_back("Vec<String>", texts + ".unwrap_or_default()");
}

void WrapperBuilder::handles_in(std::size_t index, const Param& param, const std::string& name) {
    const ObjectType& type = object_type(param);
    const calls::Use& use = *plan_.use_of(index);
    check_kin(index);
    const bool alone = use.access == calls::Access::exclusive;
    const bool is_changed = type.is_exclusive && use.changes;
    const std::string object = (is_changed ? "&mut " : "&") +
                               (use.changes ? type.name : type.inner) +
                               (type.has_lifetime ? "<'_>" : "");
    before(fmt::format("let {}: Vec<_> = {}", name,
                       call_text(name + ".iter().map(|object| object.as_raw()).collect()", ";")));
    if (alone && !is_changed) {
        fallible_ = true;
        before(fmt::format("check_distinct(&{})?;", name));
    }
    if (use.access != calls::Access::any && type.runs_closures) {
        fallible_ = true;
        before(fmt::format("for object in &{} {{\n    check_free(object.addr(), {})?;\n}}", name,
                           alone));
    }
    argument(name, fmt::format("{}[{}]", is_changed ? "&mut " : "&", object),
             name + ".as_ptr().cast()");
}

void WrapperBuilder::flexible_in(const Param& param, const std::string& name) {
    const std::string type = "&Flexible<" + value_of(safe_, param.element, target_).type + ">";
    if (!param.nullable)
        return argument(name, type, name + ".as_ptr()");
    argument(name, "Option<" + type + ">", name + ".map_or(ptr::null(), Flexible::as_ptr)");
}

void WrapperBuilder::flexible(const Output& output) {
    const std::string record = value_of(safe_, function_.result.element, target_).type;
    give(output, result_, "Flexible<" + record + ">",
         "null, or a record with all its elements, which its owner keeps.",
         fmt::format("Flexible::copy({})", result_));
    move_last_first();
}

} // namespace ffigen::emit::rust
