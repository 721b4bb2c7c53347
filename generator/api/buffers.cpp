// Buffers and the parameters that count them: FFI_COUNTED_BY, FFI_SIZED_BY, FFI_COUNT_OF, and the
// pairs that every C programmer reads as one: (const T *data, size_t len).
#include "api/callable.hpp"

#include <algorithm>
#include <array>

namespace ffigen::api {
namespace {

using model::TypeKind;

bool is_count_type(const Shape& shape) {
    return shape.is_integer() && shape.type.kind != TypeKind::bool_;
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
    const std::optional<std::size_t> count =
        named_parameter(lowering, callable, buffer, annotation, annotation.positional.front());
    if (!count)
        return;
    const Shape& shape = roles.shapes[*count];
    const model::Annotations& marks = callable.parameter(*count).annotations;
    const bool by_address = shape.points_to_scalar() && model::is_integer(shape.target.kind) &&
                            shape.target.kind != TypeKind::bool_ && !shape.pointee_const();
    Role role = Role::count;
    if (by_address && has(marks, "inout")) {
        role = Role::count_inout;
    } else if (!is_count_type(shape)) {
        return lowering.error(
            "A08", annotation.where, entity,
            fmt::format("'{}', which counts '{}', is no integer", callable.entity(*count),
                        callable.parameter(buffer).name),
            by_address
                ? "mark it FFI_INOUT when it holds the capacity before and the number written after"
                : "name a parameter of an integer type");
    } else if (has(marks, "out") || has(marks, "inout")) {
        return; // A07 is said where the parameter is classified
    }
    if (!claim(lowering, callable, roles, *count, role, buffer))
        return;
    roles.params[buffer].count = count;
    if (role == Role::count_inout)
        roles.params[buffer].written = count;
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

// Names that say "how many of the parameter before"; `bytes` for those that say bytes.
bool obvious_count(const std::string& buffer, const std::string& name, bool bytes_are_elements) {
    const Words words = split_words(name);
    if (words.empty())
        return false;
    static constexpr std::array<std::string_view, 6> counts{"n",     "len", "length",
                                                            "count", "num", "nitems"};
    static constexpr std::array<std::string_view, 6> bytes{"size", "bytes", "nbytes",
                                                           "sz",   "nbyte", "byte"};
    const auto in = [](const auto& list, const std::string& word) {
        return std::find(list.begin(), list.end(), word) != list.end();
    };
    const auto says = [&](const std::string& word) {
        return in(counts, word) || (bytes_are_elements && in(bytes, word));
    };
    if (words.size() == 1)
        return says(words.front());
    const Words base = split_words(buffer);
    const Words head(words.begin(), words.end() - 1);
    const Words tail(words.begin() + 1, words.end());
    if (says(words.back()) && (head == base || head == Words{"n"} || head == Words{"num"}))
        return true;
    return (words.front() == "n" || words.front() == "num") && tail == base;
}

// (const T *data, size_t len) without annotations, T a number, a record without addresses, or void.
void infer_pairs(Lowering& lowering, const Callable& callable, Roles& roles) {
    for (std::size_t i = 0; i + 1 < roles.params.size(); ++i) {
        const Shape& shape = roles.shapes[i];
        const bool plain = callable.parameter(i).annotations.empty() &&
                           callable.parameter(i + 1).annotations.empty();
        if (!plain || !shape.is_pointer || !shape.pointee_const() || claimed(roles, i) ||
            claimed(roles, i + 1) || !is_count_type(roles.shapes[i + 1]))
            continue;
        const bool record =
            shape.points_to_record() && lowering.handle(shape.target.name) == nullptr &&
            model::size_of(lowering.contract, shape.target, callable.target).has_value();
        if (!record && !shape.points_to_scalar() && !shape.points_to(TypeKind::void_))
            continue;
        const std::optional<model::SizeAlign> size =
            model::size_of(lowering.contract, shape.target, callable.target);
        const bool byte = !size || size->size == 1;
        if (!obvious_count(callable.parameter(i).name, callable.parameter(i + 1).name, byte))
            continue;
        if (claim(lowering, callable, roles, i + 1, Role::count, i))
            roles.params[i].count = i + 1;
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
    }
    for (std::size_t i = 0; i < roles.params.size(); ++i)
        if (const model::Annotation* written =
                model::find(callable.parameter(i).annotations, "count_of"))
            relate_written(lowering, callable, roles, i, *written);
    infer_pairs(lowering, callable, roles);
}

} // namespace ffigen::api
