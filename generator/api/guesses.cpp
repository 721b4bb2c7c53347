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

bool is_settled(const Callable& callable, const Roles& roles, std::size_t index) {
    const Param& param = roles.params[index];
    const model::Annotations& marks = callable.parameter(index).annotations;
    return param.count || param.extent || !param.terminator.empty() || claimed(roles, index) ||
           std::ranges::any_of(
               std::array{"one", "out", "inout", "string", "reserved", "fixed", "callback"},
               [&](const char* word) { return has(marks, word); });
}

/// The words of a function's name, without the number of its version.
Words verbs_of(const Function& function) {
    Words words = split_words(function.c_name);
    const std::string& last = words.back();
    if (words.size() > 1 && last.size() > 1 && last.front() == 'v' &&
        last.find_first_not_of("0123456789", 1) == std::string::npos)
        words.pop_back();
    return words;
}

} // namespace

bool may_be_length(const Shape& shape, std::string_view name) {
    const TypeKind kind = shape.type.kind;
    if (kind == TypeKind::size || kind == TypeKind::ssize || kind == TypeKind::ptrdiff)
        return true;
    static constexpr std::array<std::string_view, 10> counting{
        "n", "num", "nr", "cb", "cch", "sz", "cnt", "limit", "max", "extent"};
    static constexpr std::array<std::string_view, 6> within{"len",   "length", "size",
                                                            "count", "bytes",  "chars"};
    const Words words = split_words(name);
    return words.empty() || std::ranges::any_of(words, [](const std::string& word) {
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
        // A closure sees one record where there may be more, and nothing else.
        if (!callable.is_callback && shape.points_to_record() &&
            lowering.handle(shape.target.name) == nullptr &&
            beside(roles, i, [](std::size_t) { return true; }))
            return fmt::format("whether '{}' is one element or as many as the number beside it "
                               "says is not said: mark it FFI_ONE or FFI_COUNTED_BY",
                               callable.entity(i));
        if (shape.points_to(TypeKind::char_) && shape.pointee_const() &&
            beside(roles, i, [&](std::size_t at) {
                return may_be_length(roles.shapes[at], callable.parameter(at).name);
            }))
            return fmt::format("whether '{}' ends with NUL or is as long as the number beside it "
                               "says is not said: mark it FFI_STRING or FFI_COUNTED_BY",
                               callable.entity(i));
    }
    return {};
}

// list_append(list, item): whether the list has the item then, or only looks at it.
void refuse_unsaid_owners(const Lowering& lowering, const Callable& callable, Roles& roles) {
    if (callable.is_callback)
        return;
    bool is_first = true;
    for (std::size_t i = 0; i < roles.params.size(); ++i) {
        const Param& param = roles.params[i];
        if (param.role != Role::handle)
            continue;
        if (!is_first && !param.is_const && !lowering.handle(param.element.name)->is_stated)
            roles.unsafe(fmt::format("whether the function keeps or takes over '{}' is not said: "
                                     "declare its type with FFI_HANDLE, and mark what is taken "
                                     "over FFI_CONSUMED",
                                     callable.entity(i)));
        is_first = false;
    }
}

bool makes_object(const Callable& callable, const Roles& roles) {
    static constexpr std::array<std::string_view, 14> making{
        "create", "open", "new",       "make", "dup",  "clone",   "copy",
        "alloc",  "fork", "duplicate", "ref",  "init", "prepare", "connect"};
    const auto is_object = [](const Param& param) { return param.role == Role::handle; };
    return std::ranges::none_of(roles.params, is_object) &&
           std::ranges::any_of(split_words(callable.name), [](const std::string& word) {
               return std::ranges::find(making, word) != making.end();
           });
}

// Calling both would end it twice. FFI_HANDLE names the one that ends an object, so that only the
// plainest words say otherwise; without it all words count that an end may be called.
bool may_end_object(const Lowering& lowering, const Function& function) {
    if (function.params.empty() || function.params.front().role != Role::handle ||
        lowering.closes.contains(function.c_name) || lowering.loan_ends.contains(function.c_name))
        return false;
    const bool is_stated = lowering.handle(function.params.front().element.name)->is_stated;
    const Shape shape = shape_of(lowering.contract, function.params.front().type,
                                 function.targets.indices().front());
    if (shape.pointee_const() || (is_stated && function.params.size() != 1))
        return false;
    static constexpr std::array<std::string_view, 9> ending{
        "close", "free", "destroy", "delete", "finalize", "dispose", "release", "unref", "deinit"};
    static constexpr std::array<std::string_view, 17> perhaps{
        "finish", "end",      "fini",  "term",   "terminate", "shutdown", "cleanup", "drop", "put",
        "commit", "rollback", "abort", "cancel", "unretain",  "decref",   "kill",    "done"};
    // fclose, closedir, freeaddrinfo: words that C runs together.
    static constexpr std::array<std::string_view, 3> within{"close", "free", "destroy"};
    const Words words = verbs_of(function);
    const auto is_last = [&](const auto& verbs) {
        return std::ranges::find(verbs, words.back()) != verbs.end();
    };
    if (is_last(ending))
        return true;
    if (function.params.size() != 1)
        return false;
    return (!is_stated && is_last(perhaps)) ||
           std::ranges::any_of(words, [](const std::string& word) {
               return std::ranges::any_of(within, [&](std::string_view verb) {
                   return word.starts_with(verb) || word.ends_with(verb);
               });
           });
}

} // namespace ffigen::api
