// Buffers and the parameters that count them: FFI_COUNTED_BY, FFI_SIZED_BY, FFI_COUNT_OF, and the
// pairs that every C programmer reads as one: (const T *data, size_t len).
#include "api/callable.hpp"

#include <algorithm>
#include <initializer_list>

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

bool in(std::initializer_list<std::string_view> list, const std::string& word) {
    return std::find(list.begin(), list.end(), word) != list.end();
}

// Hungarian pointers and plurals mean nothing to a count: pViewports and viewportCount are a pair.
Words buffer_words(const std::string& name) {
    Words words = split_words(name);
    if (words.size() > 1 && in({"p", "pp", "a", "arr", "z"}, words.front()))
        words.erase(words.begin());
    return words;
}

bool same_thing(const Words& counted, const Words& buffer) {
    if (counted == buffer)
        return true;
    return join(counted) + "s" == join(buffer) || join(counted) == join(buffer) + "s";
}

bool says_count(const std::string& word) {
    return in({"n", "len", "length", "count", "num", "nitems", "nmemb", "elements"}, word);
}

bool says_bytes(const std::string& word) {
    return in({"size", "bytes", "nbytes", "sz", "nbyte", "byte"}, word);
}

bool says_bare_count(const std::string& name) {
    const Words words = split_words(name);
    return words.size() == 1 && says_count(words.front());
}

// How sure a name makes us that it counts a buffer.
enum class Counts { no, perhaps, surely };

struct Pair {
    const std::string& buffer;
    const std::string& count;
    bool bytes_are_elements = false;
    bool is_text =
        false; ///< NUL-terminated unless the name leaves no doubt: (name, size) is no pair
    bool follows = false; ///< the count comes right after, so that a bare "len" says enough
};

Counts counts_buffer(const Pair& pair) {
    const Words words = split_words(pair.count);
    if (words.empty())
        return Counts::no;
    const auto says = [&](const std::string& word) {
        return says_count(word) || (pair.bytes_are_elements && says_bytes(word));
    };
    const auto hints = [&](const std::string& word) {
        return says_count(word) || says_bytes(word);
    };
    if (words.size() == 1) {
        if (pair.is_text && in({"size", "sz", "count", "num", "elements"}, words.front()))
            return Counts::no;
        if (says(words.front()))
            return pair.follows ? Counts::surely : Counts::perhaps;
        return hints(words.front()) ? Counts::perhaps : Counts::no;
    }
    const Words base = buffer_words(pair.buffer);
    const Words head(words.begin(), words.end() - 1);
    const Words tail(words.begin() + 1, words.end());
    const bool named_after = same_thing(head, base) ||
                             (pair.follows && in({"n", "num"}, head.front()) && head.size() == 1);
    if (says(words.back()) && (named_after || head == split_words(pair.buffer)))
        return Counts::surely;
    if (in({"n", "num"}, words.front()) && same_thing(tail, base))
        return Counts::surely;
    return hints(words.back()) || in({"n", "num"}, words.front()) ? Counts::perhaps : Counts::no;
}

bool could_be_buffer(const Lowering& lowering, const Callable& callable, const Shape& shape) {
    if (!shape.is_pointer)
        return false;
    if (shape.points_to_record())
        return lowering.handle(shape.target.name) == nullptr &&
               model::size_of(lowering.contract, shape.target, callable.target).has_value();
    return shape.points_to_scalar() || shape.points_to(TypeKind::void_);
}

// (const T *data, size_t len) and (uint32_t count, const T *things) without annotations. What is
// perhaps such a pair has no safe form: read as one element, it would be read past its end.
void infer_pairs(Lowering& lowering, const Callable& callable, Roles& roles) {
    for (std::size_t i = 0; i < roles.params.size(); ++i) {
        const Shape& shape = roles.shapes[i];
        if (!callable.parameter(i).annotations.empty() || claimed(roles, i) ||
            roles.params[i].count || !could_be_buffer(lowering, callable, shape))
            continue;
        const std::optional<model::SizeAlign> size =
            model::size_of(lowering.contract, shape.target, callable.target);
        const bool byte = !size || size->size == 1;
        const bool text = shape.points_to(TypeKind::char_);
        bool ambiguous = false;
        for (const std::size_t at : {i + 1, i - 1}) {
            if (at >= roles.params.size() || !is_count_type(roles.shapes[at]) ||
                !callable.parameter(at).annotations.empty() || claimed(roles, at))
                continue;
            // (const void *data, size_t size, size_t nmemb): the length is a product of the two.
            if (at > i && !text && split_words(callable.parameter(at).name).size() == 1 &&
                at + 1 < roles.params.size() && is_count_type(roles.shapes[at + 1]) &&
                says_bare_count(callable.parameter(at + 1).name)) {
                ambiguous = true;
                continue;
            }
            switch (counts_buffer(
                {callable.parameter(i).name, callable.parameter(at).name, byte, text, at > i})) {
            case Counts::no:
                continue;
            case Counts::perhaps:
                ambiguous = true;
                continue;
            case Counts::surely:
                // Whether one that may be written to is filled or changed is not to be guessed.
                if (shape.pointee_const())
                    break;
                ambiguous = true;
                continue;
            }
            if (claim(lowering, callable, roles, at, Role::count, i))
                roles.params[i].count = at;
            ambiguous = false;
            break;
        }
        // Anything but a record has a reason of its own when it is no buffer.
        if (ambiguous && shape.points_to_record() && !callable.is_callback)
            roles.unsafe(
                fmt::format("whether '{}' is one element or as many as the parameter beside it "
                            "counts is not said: mark it FFI_COUNTED_BY",
                            callable.entity(i)));
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
