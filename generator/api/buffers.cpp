// Buffers and the parameters that count them: FFI_COUNTED_BY, FFI_SIZED_BY and FFI_COUNT_OF.
// Lengths that are fixed or products: lengths.cpp. Pairs that only look like it: guesses.cpp.
#include "api/callable.hpp"

#include <algorithm>

namespace ffigen::api {

using model::TypeKind;

bool is_count_type(const Shape& shape) {
    return shape.is_integer() && shape.type.kind != TypeKind::bool_;
}

namespace {

bool is_integer_address(const Shape& shape) {
    return shape.points_to_scalar() && model::is_integer(shape.target.kind) &&
           shape.target.kind != TypeKind::bool_ && !shape.pointee_const();
}

std::string remedy_for_count(const Lowering& lowering, const Callable& callable,
                             const Shape& buffer, bool by_address) {
    if (!by_address)
        return "name a parameter of an integer type";
    if (buffer.points_to(TypeKind::pointer) &&
        shape_of(lowering.contract, buffer.pointee, callable.target).points_to(TypeKind::pointer))
        return "mark the function FFI_RAW_ONLY: a buffer that the library makes is a T **";
    return "mark it FFI_INOUT when it holds the capacity before and the number written after";
}

void relate_count(Lowering& lowering, const Callable& callable, Roles& roles, std::size_t buffer,
                  const model::Annotation& annotation) {
    if (annotation.positional.empty())
        return; // A03 has been said
    const std::string entity = callable.entity(buffer);
    if (!roles.shapes[buffer].is_pointer)
        return lowering.error("A09", annotation.where, entity,
                              fmt::format("'{}' is counted but is no pointer", entity),
                              "mark the pointer to the buffer instead");
    if (has_extent(lowering, callable, annotation)) {
        roles.params[buffer].extent = read_extent(lowering, callable, roles, buffer, annotation);
        return;
    }
    const std::optional<std::size_t> count =
        named_parameter(lowering, callable, buffer, annotation, annotation.positional.front());
    if (!count)
        return;
    const Shape& shape = roles.shapes[*count];
    const model::Annotations& marks = callable.parameter(*count).annotations;
    const bool by_address = is_integer_address(shape);
    const bool is_made = gives_buffer(lowering, callable, roles, buffer);
    Role role = Role::count;
    if (by_address && is_made && has(marks, "out")) {
        role = Role::length_out;
    } else if (by_address && has(marks, "inout") && is_made) {
        return roles.unsafe(fmt::format("'{}' has no capacity before the library makes '{}': mark "
                                        "it FFI_OUT if it says no more than the length",
                                        callable.entity(*count), callable.parameter(buffer).name));
    } else if (by_address && has(marks, "inout")) {
        role = Role::count_inout;
    } else if (!is_count_type(shape)) {
        return lowering.error(
            "A08", annotation.where, entity,
            fmt::format("'{}', which counts '{}', is no integer", callable.entity(*count),
                        callable.parameter(buffer).name),
            remedy_for_count(lowering, callable, roles.shapes[buffer], by_address));
    } else if (has(marks, "out") || has(marks, "inout")) {
        return;           // A07 is said where the parameter is classified
    } else if (is_made) { // the library makes as many as the caller says
        roles.params[buffer].extent = Extent{{*count}, 1};
        return;
    }
    if (!claim(lowering, callable, roles, *count, role, buffer))
        return;
    roles.params[buffer].count = count;
    if (role == Role::count_inout)
        roles.params[buffer].written = count;
}

// The length of each of the arrays that a pointer to pointers leads to.
void relate_rows(Lowering& lowering, const Callable& callable, Roles& roles, std::size_t rows,
                 const model::Annotation& annotation) {
    if (annotation.positional.empty())
        return; // A03 has been said
    const std::string entity = callable.entity(rows);
    if (!roles.shapes[rows].points_to(TypeKind::pointer))
        return lowering.error("A09", annotation.where, entity,
                              fmt::format("'{}' leads to no arrays", entity),
                              "mark a pointer to pointers, or write FFI_COUNTED_BY alone");
    const std::optional<std::size_t> length =
        named_parameter(lowering, callable, rows, annotation, annotation.positional.front());
    if (!length)
        return;
    if (!is_count_type(roles.shapes[*length]))
        return lowering.error("A08", annotation.where, entity,
                              fmt::format("'{}', the length of what '{}' leads to, is no integer",
                                          callable.entity(*length), entity),
                              "name a parameter of an integer type");
    const std::optional<std::size_t> count = roles.params[rows].count;
    if (!count || roles.params[*count].role != Role::count || *count == *length)
        return lowering.error("A09", annotation.where, entity,
                              fmt::format("how many arrays '{}' leads to is not said", entity),
                              "add FFI_COUNTED_BY(n) with another integer parameter");
    if (claim(lowering, callable, roles, *length, Role::count, rows))
        roles.params[rows].each = length;
}

// The length of what a function returns.
void relate_result(Lowering& lowering, const Callable& callable, Roles& roles,
                   const model::Annotation& annotation) {
    if (annotation.positional.empty())
        return;
    if (has_extent(lowering, callable, annotation)) {
        roles.result.extent = read_extent(lowering, callable, roles, callable.count(), annotation);
        return;
    }
    const std::optional<std::size_t> count = named_parameter(
        lowering, callable, callable.count(), annotation, annotation.positional.front());
    if (!count)
        return;
    if (is_count_type(roles.shapes[*count])) {
        roles.result.extent = Extent{{*count}, 1};
        return;
    }
    if (!is_integer_address(roles.shapes[*count]) ||
        !has(callable.parameter(*count).annotations, "out"))
        return lowering.error("A08", annotation.where, callable.name,
                              fmt::format("'{}' cannot be the length of what '{}' returns",
                                          callable.entity(*count), callable.name),
                              "name an integer, or an FFI_OUT pointer to one");
    if (claim(lowering, callable, roles, *count, Role::length_out, *count))
        roles.result.count = count;
}

void relate_written(Lowering& lowering, const Callable& callable, Roles& roles, std::size_t index,
                    const model::Annotation& annotation) {
    if (annotation.positional.empty())
        return;
    const std::optional<std::size_t> buffer =
        named_parameter(lowering, callable, index, annotation, annotation.positional.front());
    if (!buffer)
        return;
    const Shape& shape = roles.shapes[index];
    const bool fits = shape.is_pointer && model::is_integer(shape.target.kind) &&
                      shape.target.kind != TypeKind::bool_ && !shape.pointee_const();
    if (!fits)
        return lowering.error(
            "A08", annotation.where, callable.entity(index),
            fmt::format("'{}' cannot receive a number of elements", callable.entity(index)),
            "it must be a pointer to an integer that is not const");
    if (!roles.params[*buffer].count)
        return lowering.error("A09", annotation.where, callable.entity(index),
                              fmt::format("'{}' counts '{}', which is no buffer",
                                          callable.entity(index), callable.entity(*buffer)),
                              fmt::format("mark '{}' FFI_OUT FFI_COUNTED_BY(capacity)",
                                          callable.parameter(*buffer).name));
    if (claim(lowering, callable, roles, index, Role::written, *buffer))
        roles.params[*buffer].written = index;
}

/// Of several that share a count, one that is always there says it: the others may be missing.
void prefer_present(Roles& roles) {
    for (std::size_t i = 0; i < roles.params.size(); ++i) {
        Param& count = roles.params[i];
        if (count.role != Role::count || !count.of || !roles.params[*count.of].nullable ||
            roles.params[*count.of].each)
            continue;
        const auto found = std::ranges::find_if(roles.params, [&](const Param& each) {
            return each.count == i && !each.nullable && !each.each;
        });
        if (found != roles.params.end())
            count.of = static_cast<std::size_t>(found - roles.params.begin());
    }
}

} // namespace

void relate_buffers(Lowering& lowering, const Callable& callable, Roles& roles) {
    for (std::size_t i = 0; i < roles.params.size(); ++i) {
        const model::Annotations& marks = callable.parameter(i).annotations;
        if (const model::Annotation* counted = model::find(marks, "counted_by"))
            relate_count(lowering, callable, roles, i, *counted);
        if (const model::Annotation* sized = model::find(marks, "sized_by")) {
            relate_count(lowering, callable, roles, i, *sized);
            roles.params[i].in_bytes = true;
        }
        if (const model::Annotation* each = model::find(marks, "each_counted_by"))
            relate_rows(lowering, callable, roles, i, *each);
        if (const model::Annotation* ended = model::find(marks, "terminated_by"))
            roles.params[i].terminator = read_terminator(lowering, callable, i, *ended);
        if (!callable.is_callback && !roles.params[i].count && !roles.params[i].extent)
            roles.params[i].extent = declared_extent(callable, roles, i);
    }
    if (!callable.is_callback && callable.annotations != nullptr) {
        for (const std::string_view name : {"counted_by", "sized_by"})
            if (const model::Annotation* counted = model::find(*callable.annotations, name)) {
                relate_result(lowering, callable, roles, *counted);
                roles.result.in_bytes = name == "sized_by";
            }
        if (const model::Annotation* ended = model::find(*callable.annotations, "terminated_by"))
            roles.result.terminator = read_terminator(lowering, callable, callable.count(), *ended);
    }
    for (std::size_t i = 0; i < roles.params.size(); ++i)
        if (const model::Annotation* written =
                model::find(callable.parameter(i).annotations, "count_of"))
            relate_written(lowering, callable, roles, i, *written);
    prefer_present(roles);
}

} // namespace ffigen::api
