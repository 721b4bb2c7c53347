// Lengths that no parameter of their own gives: fixed ones, products, arrays that end with a value,
// and arrays whose length travels in a record beside their address.
#include "api/callable.hpp"

#include <algorithm>
#include <charconv>

namespace ffigen::api {
namespace {

using model::TypeKind;

std::vector<std::string> factors_of(std::string_view text) {
    std::vector<std::string> found(1);
    for (const char c : text) {
        if (c == '*')
            found.emplace_back();
        else if (c != ' ' && c != '\t' && c != '(' && c != ')')
            found.back() += c;
    }
    return found;
}

std::optional<std::uint64_t> literal(std::string_view text) {
    int base = 10;
    if (text.starts_with("0x") || text.starts_with("0X")) {
        base = 16;
        text.remove_prefix(2);
    }
    while (!text.empty() && std::string_view("uUlL").find(text.back()) != std::string_view::npos)
        text.remove_suffix(1);
    std::uint64_t value = 0;
    const auto [end, error] = std::from_chars(text.data(), text.data() + text.size(), value, base);
    return error == std::errc() && end == text.data() + text.size() ? std::optional(value)
                                                                    : std::nullopt;
}

/// A literal or a named integer constant that is the same on every target, in decimal.
std::optional<std::string> constant_value(const Lowering& lowering, std::string_view text) {
    const bool is_negative = text.starts_with('-');
    if (const auto value = literal(is_negative ? text.substr(1) : text))
        return (is_negative && *value != 0 ? "-" : "") + std::to_string(*value);
    const model::Constant* constant = lowering.contract.constant(text);
    if (constant == nullptr || constant->values.groups.size() != 1 ||
        constant->values.first().kind != model::ConstantValue::Kind::integer)
        return std::nullopt;
    return constant->values.first().text;
}

const model::RecordLayout* layout_of(const model::Contract& contract, const model::Type& type,
                                     std::size_t target) {
    const model::Record* record = contract.record(type.name);
    return record == nullptr || record->is_union ? nullptr : record->layouts.find(target);
}

} // namespace

bool has_extent(const Lowering& lowering, const Callable& callable,
                const model::Annotation& counted) {
    const std::string& text = counted.positional.front();
    // A number is the place of a parameter that has no name.
    const std::optional<std::size_t> place = callable.find(text);
    if (place && callable.parameter(*place).name.empty())
        return false;
    return text.find('*') != std::string::npos || constant_value(lowering, text).has_value();
}

std::optional<Extent> read_extent(Lowering& lowering, const Callable& callable, Roles& roles,
                                  std::size_t index, const model::Annotation& counted) {
    Extent extent;
    for (const std::string& factor : factors_of(counted.positional.front())) {
        const std::optional<std::string> constant = constant_value(lowering, factor);
        if (constant) {
            const std::optional<std::uint64_t> value = literal(*constant);
            if (!value || *value == 0 ||
                __builtin_mul_overflow(extent.scale, *value, &extent.scale)) {
                lowering.error("A08", counted.where, callable.entity(index),
                               fmt::format("'{}' is no number of elements", factor),
                               "name numbers above zero, whose product fits 64 bits");
                return std::nullopt;
            }
            continue;
        }
        const std::optional<std::size_t> found =
            named_parameter(lowering, callable, index, counted, factor);
        if (!found)
            return std::nullopt;
        const Shape& shape = roles.shapes[*found];
        const model::Annotations& marks = callable.parameter(*found).annotations;
        if (!shape.is_integer() || shape.type.kind == TypeKind::bool_ || has(marks, "reserved") ||
            has(marks, "fixed")) {
            lowering.error("A08", counted.where, callable.entity(index),
                           fmt::format("'{}', a factor of the length of '{}', is no integer that "
                                       "the caller passes",
                                       callable.entity(*found), callable.entity(index)),
                           "name parameters of an integer type, by value");
            return std::nullopt;
        }
        extent.factors.push_back(*found);
    }
    return extent;
}

std::optional<Extent> declared_extent(const Callable& callable, const Roles& roles,
                                      std::size_t index) {
    const Shape& shape = roles.shapes[index];
    const model::Parameter& parameter = callable.parameter(index);
    if (parameter.array_length < 2 || shape.points_to(TypeKind::pointer))
        return std::nullopt;
    const bool is_out = has(parameter.annotations, "out");
    // `const char name[16]` is a text that fits.
    if (shape.points_to(TypeKind::char_)
            ? !is_out
            : !shape.pointee_const() && !is_out && !has(parameter.annotations, "inout"))
        return std::nullopt;
    return Extent{{}, parameter.array_length};
}

std::string read_terminator(Lowering& lowering, const Callable& callable, std::size_t index,
                            const model::Annotation& terminated) {
    const std::string text =
        terminated.positional.empty() ? std::string() : terminated.positional.front();
    if (text.empty())
        return {}; // A03 has been said
    if (text == "NULL" || text == "nullptr" || text == "'\\0'")
        return "0";
    if (std::optional<std::string> value = constant_value(lowering, text))
        return std::move(*value);
    lowering.error("A06", terminated.where, callable.entity(index),
                   fmt::format("'{}' is no value that an array can end with", text),
                   "write an integer, NULL, or an integer constant of this header");
    return {};
}

bool may_end_array(const model::Type& element) {
    return (model::is_integer(element.kind) && element.kind != TypeKind::bool_) ||
           element.kind == TypeKind::enumeration;
}

bool gives_buffer(const Lowering& lowering, const Callable& callable, const Roles& roles,
                  std::size_t index) {
    const Shape& shape = roles.shapes[index];
    const model::Annotations& marks = callable.parameter(index).annotations;
    if (callable.is_callback || !shape.points_to(TypeKind::pointer) || !has(marks, "out") ||
        has(marks, "each_counted_by"))
        return false;
    const Shape inner = shape_of(lowering.contract, shape.pointee, callable.target);
    if (inner.points_to_record())
        return lowering.handle(inner.target.name) == nullptr &&
               !(callable.annotations != nullptr && has(*callable.annotations, "lend"));
    // Of `const char **` the places are the caller's, and the texts are the library's.
    if (inner.points_to(TypeKind::char_))
        return has(callable.parameter(index).annotations, "owned");
    return inner.points_to_scalar() || inner.points_to(TypeKind::void_);
}

std::optional<Span> span_of(const model::Contract& contract, const Shape& shape, std::size_t target,
                            bool may_have_more) {
    const bool by_address = shape.points_to_record();
    if (!by_address && shape.type.kind != TypeKind::record)
        return std::nullopt;
    const model::Type& type = by_address ? shape.target : shape.type;
    const model::Record* record = contract.record(type.name);
    const model::RecordLayout* layout = layout_of(contract, type, target);
    if (layout == nullptr || (!may_have_more && layout->fields.size() != 2))
        return std::nullopt;
    for (const model::FieldInfo& info : record->field_info) {
        const bool in_bytes = has(info.annotations, "sized_by");
        const model::Annotation* counted =
            model::find(info.annotations, in_bytes ? "sized_by" : "counted_by");
        if (counted == nullptr || counted->positional.empty())
            continue;
        const auto named = [&](const std::string& name) {
            return std::find_if(layout->fields.begin(), layout->fields.end(),
                                [&](const model::Field& field) { return field.name == name; });
        };
        const auto data = named(info.name), length = named(counted->positional.front());
        if (data == layout->fields.end() || length == layout->fields.end() || data->is_bitfield ||
            length->is_bitfield)
            continue;
        const Shape address = shape_of(contract, data->type, target);
        const Shape count = shape_of(contract, length->type, target);
        const bool is_bytes = address.points_to_bytes() || address.points_to(TypeKind::void_);
        if (address.type.kind == TypeKind::pointer && count.is_integer() && (is_bytes || !in_bytes))
            return Span{record->name, data->name, length->name, by_address};
    }
    return std::nullopt;
}

Shape span_address(const model::Contract& contract, const Span& span, std::size_t target) {
    const model::RecordLayout& layout = *contract.record(span.record)->layouts.find(target);
    const auto field =
        std::find_if(layout.fields.begin(), layout.fields.end(),
                     [&](const model::Field& each) { return each.name == span.data; });
    return shape_of(contract, field->type, target);
}

model::Type element_of(const Shape& address) {
    if (!address.points_to(TypeKind::void_) && !address.points_to(TypeKind::char_))
        return model::unqualified(address.pointee);
    model::Type byte;
    byte.kind = TypeKind::uint8;
    return byte;
}

std::optional<Flexible> flexible_of(const model::Contract& contract, const model::Record& record) {
    if (record.is_union || record.layouts.groups.empty())
        return std::nullopt;
    const auto& group = record.layouts.groups.front();
    const std::size_t target = group.targets.indices().front();
    const auto& fields = group.value.fields;
    if (fields.empty())
        return std::nullopt;
    const model::Field& last = fields.back();
    const model::Type array = model::resolve(contract, last.type, target);
    if (array.kind != TypeKind::flexible_array ||
        holds_pointer(contract, array.element(), target) ||
        !hides_size(contract, array.element(), target).empty())
        return std::nullopt;
    for (std::size_t i = 0; i + 1 < fields.size(); ++i)
        if (holds_pointer(contract, fields[i].type, target))
            return std::nullopt;
    for (const model::FieldInfo& info : record.field_info) {
        if (info.name != last.name)
            continue;
        const bool in_bytes = has(info.annotations, "sized_by");
        const model::Annotation* counted =
            model::find(info.annotations, in_bytes ? "sized_by" : "counted_by");
        if (counted == nullptr || counted->positional.empty())
            continue;
        const auto length =
            std::find_if(fields.begin(), fields.end(), [&](const model::Field& field) {
                return field.name == counted->positional.front();
            });
        if (length != fields.end() && !length->is_bitfield &&
            shape_of(contract, length->type, target).is_integer())
            return Flexible{last.name, length->name, model::unqualified(array.element()), in_bytes};
    }
    return std::nullopt;
}

bool is_plain_number(const Lowering& lowering, const model::Type& type, std::size_t target) {
    const Shape shape = shape_of(lowering.contract, type, target);
    return (shape.is_integer() || model::is_floating(shape.type.kind)) &&
           shape.type.kind != TypeKind::bool_ &&
           inexpressible(lowering.contract, shape.type, target).empty();
}

std::string element_problem(const Lowering& lowering, const model::Type& element,
                            std::size_t target) {
    const Shape shape = shape_of(lowering.contract, element, target);
    if (shape.type.kind == TypeKind::record) {
        const model::Record* record = lowering.contract.record(shape.type.name);
        if (record == nullptr || !record->is_complete)
            return "are of a type of which only the name is known";
        if (lowering.handle(shape.type.name) != nullptr)
            return "are objects";
        if (holds_pointer(lowering.contract, shape.type, target))
            return "hold addresses";
        return hides_size(lowering.contract, shape.type, target).empty()
                   ? std::string()
                   : std::string("are longer than their type says");
    }
    const bool is_number = model::is_integer(shape.type.kind) ||
                           model::is_floating(shape.type.kind) ||
                           shape.type.kind == TypeKind::enumeration;
    return is_number ? inexpressible(lowering.contract, shape.type, target)
                     : std::string("are of a type that no language can show");
}

std::optional<std::size_t> Function::array_of(std::size_t factor) const {
    return params[factor].role == Role::count ? params[factor].of : std::nullopt;
}

bool Function::waits_for_lengths(std::size_t param) const {
    const std::optional<Extent>& extent = params[param].extent;
    return extent && std::ranges::any_of(extent->factors, [&](std::size_t factor) {
               return array_of(factor).has_value();
           });
}

} // namespace ffigen::api
