// What the header does not say. A name is no promise: it may make a function of unknown meaning
// stay raw, and makes one safe in one place alone, the first half of an open/close pair.
#include "api/callable.hpp"

#include <algorithm>
#include <array>

namespace ffigen::api {
namespace {

using model::TypeKind;

/// Whether the nearest integer on one side of a parameter satisfies something: other pointers may
/// stand in between, since several buffers may share one count.
template <class Test>
bool beside(const Roles& roles, std::size_t index, Test test) {
    const auto counts = [&](std::size_t at) {
        return is_count_type(roles.shapes[at]) && !claimed(roles, at) && test(at);
    };
    std::size_t next = index + 1;
    while (next < roles.params.size() && roles.shapes[next].is_pointer)
        ++next;
    if (next < roles.params.size() && counts(next))
        return true;
    std::size_t before = index;
    while (before > 0 && roles.shapes[before - 1].is_pointer)
        --before;
    return before > 0 && counts(before - 1);
}

/// f(first, last): two addresses of one kind, of which one is called the other's end.
bool has_end_beside(const Callable& callable, const Roles& roles, std::size_t index) {
    static constexpr std::array<std::string_view, 7> ends{"end",   "last",  "stop", "tail",
                                                          "limit", "until", "eos"};
    const Shape& shape = roles.shapes[index];
    const auto is_end = [&](std::size_t at) {
        return std::ranges::any_of(
            split_words(callable.parameter(at).name),
            [](const std::string& word) { return std::ranges::find(ends, word) != ends.end(); });
    };
    if (!shape.points_to_record() && !shape.points_to(TypeKind::char_))
        return false;
    for (std::size_t i = 0; i < roles.shapes.size(); ++i)
        if (i != index && roles.shapes[i].is_pointer && roles.shapes[i].target == shape.target &&
            roles.params[i].role == Role::value && (is_end(i) || is_end(index)))
            return true;
    return false;
}

/// A number that says where something is stands beside it, not for how many there are.
bool is_place(std::string_view name) {
    static constexpr std::array<std::string_view, 6> places{"index",    "idx", "pos",
                                                            "position", "at",  "offset"};
    const Words words = split_words(name);
    return !words.empty() && std::ranges::find(places, words.back()) != places.end();
}

bool is_settled(const Callable& callable, const Roles& roles, std::size_t index) {
    const Param& param = roles.params[index];
    const model::Annotations& marks = callable.parameter(index).annotations;
    return param.count || param.extent || !param.terminator.empty() || claimed(roles, index) ||
           std::ranges::any_of(
               std::array{"one", "out", "inout", "string", "reserved", "fixed", "callback"},
               [&](const char* word) { return has(marks, word); });
}

} // namespace

bool may_be_length(const Shape& shape, std::string_view name) {
    const TypeKind kind = shape.type.kind;
    if (kind == TypeKind::size || kind == TypeKind::ssize || kind == TypeKind::ptrdiff)
        return true;
    static constexpr std::array<std::string_view, 25> counting{
        "n",     "num",   "nr",        "cb",        "cch",    "sz",       "cnt",
        "ct",    "limit", "max",       "extent",    "amount", "qty",      "quantity",
        "total", "avail", "available", "remaining", "left",   "capacity", "cap",
        "span",  "pos",   "offset",    "index"};
    static constexpr std::array<std::string_view, 8> within{"len",   "length", "size",   "count",
                                                            "bytes", "chars",  "octets", "elem"};
    const Words words = split_words(name);
    // A letter says nothing, but for the character that is looked for, operands and places.
    const bool is_letter = words.size() == 1 && words.front().size() == 1 &&
                           std::string_view("abcxyz").find(words.front()) == std::string_view::npos;
    return words.empty() || is_letter || std::ranges::any_of(words, [](const std::string& word) {
               return std::ranges::find(counting, word) != counting.end() ||
                      std::ranges::any_of(within, [&](std::string_view each) {
                          return word.starts_with(each) || word.ends_with(each);
                      });
           });
}

std::string unsaid_length(const Lowering& lowering, const Callable& callable, const Roles& roles) {
    for (std::size_t i = 0; i < roles.params.size(); ++i) {
        if (is_settled(callable, roles, i))
            continue;
        const Shape& shape = roles.shapes[i];
        // A closure sees one record where there may be more; where a length may be 0 there is none.
        if (shape.points_to_record() && lowering.handle(shape.target.name) == nullptr &&
            beside(roles, i, [&](std::size_t at) {
                const std::string& name = callable.parameter(at).name;
                return !callable.is_callback ||
                       (may_be_length(roles.shapes[at], name) && !is_place(name));
            }))
            return fmt::format("whether '{}' is one element or as many as the number beside it "
                               "says is not said: mark it FFI_ONE or FFI_COUNTED_BY",
                               callable.entity(i));
        if (shape.points_to(TypeKind::char_) && shape.pointee_const() &&
            beside(roles, i, [&](std::size_t at) {
                const std::string& name = callable.parameter(at).name;
                return may_be_length(roles.shapes[at], name) && !(at < i && is_place(name));
            }))
            return fmt::format("whether '{}' ends with NUL or is as long as the number beside it "
                               "says is not said: mark it FFI_STRING or FFI_COUNTED_BY",
                               callable.entity(i));
        if (!callable.is_callback && has_end_beside(callable, roles, i))
            return fmt::format("whether '{}' goes on up to the address beside it is not said: mark "
                               "both {}",
                               callable.entity(i),
                               shape.points_to_record() ? "FFI_ONE" : "FFI_STRING");
    }
    return {};
}

bool names_new_object(const std::string& name) {
    static constexpr std::array<std::string_view, 14> making{
        "create", "open", "new",       "make", "dup",  "clone",   "copy",
        "alloc",  "fork", "duplicate", "ref",  "init", "prepare", "connect"};
    // open_cached, create_or_get: the one that others have as well.
    static constexpr std::array<std::string_view, 6> known{"cached",    "shared",   "static",
                                                           "singleton", "existing", "get"};
    const Words words = split_words(name);
    const auto has_any = [&](const auto& of) {
        return std::ranges::any_of(words, [&](const std::string& word) {
            return std::ranges::find(of, word) != of.end();
        });
    };
    return has_any(making) && !has_any(known);
}

bool makes_object(const Callable& callable, const Roles& roles) {
    const auto is_object = [](const Param& param) { return param.role == Role::handle; };
    return std::ranges::none_of(roles.params, is_object) && names_new_object(callable.name);
}

} // namespace ffigen::api
