// Whether a function ends an object that another one closes, or may do so as far as the header
// says.
#include "api/callable.hpp"

#include <algorithm>
#include <array>
#include <span>

namespace ffigen::api {
namespace {

using model::TypeKind;

/// What it ends, or that it ends nothing, is said.
bool is_settled(const Lowering& lowering, const Function& function) {
    return lowering.closes.contains(function.c_name) ||
           lowering.loan_ends.contains(function.c_name) ||
           has(lowering.contract.function(function.c_name)->annotations, "harmless");
}

/// The words of a function's name, without the number of its version, and the object's own name at
/// its end: destroy_db.
Words verbs_of(const Function& function, const Handle& handle) {
    Words words = split_words(function.c_name);
    const Words& object = handle.name.words;
    if (words.size() > object.size() && std::equal(object.rbegin(), object.rend(), words.rbegin()))
        words.resize(words.size() - object.size());
    const std::string& last = words.back();
    if (words.size() > 1 && last.size() > 1 && last.front() == 'v' &&
        last.find_first_not_of("0123456789", 1) == std::string::npos)
        words.pop_back();
    return words;
}

bool is_last_of(const Words& words, std::span<const std::string_view> verbs) {
    return !words.empty() && std::ranges::find(verbs, words.back()) != verbs.end();
}

bool names_end(const Words& words) {
    static constexpr std::array<std::string_view, 9> ending{
        "close", "free", "destroy", "delete", "finalize", "dispose", "release", "unref", "deinit"};
    return is_last_of(words, ending);
}

/// fclose, closedir, freeaddrinfo: words that C runs together.
bool has_end_within(const Words& words) {
    static constexpr std::array<std::string_view, 3> within{"close", "free", "destroy"};
    return std::ranges::any_of(words, [](const std::string& word) {
        return std::ranges::any_of(within, [&](std::string_view verb) {
            return word.starts_with(verb) || word.ends_with(verb);
        });
    });
}

/// What an end may be called as well; beside other arguments most often something else.
bool may_name_end(const Words& words, bool is_alone) {
    static constexpr std::array<std::string_view, 24> perhaps{
        "finish",  "fini",    "term",    "terminate",  "shutdown", "cleanup",  "commit", "rollback",
        "abort",   "cancel",  "kill",    "unretain",   "decref",   "detach",   "join",   "quit",
        "discard", "dealloc", "recycle", "invalidate", "consume",  "teardown", "uninit", "unload"};
    static constexpr std::array<std::string_view, 7> alone{"end",  "drop",   "put",   "done",
                                                           "exit", "remove", "forget"};
    return is_last_of(words, perhaps) || (is_alone && is_last_of(words, alone));
}

/// fclose, freeaddrinfo, rd_kafka_destroy_flags, PQfinish: what ends an object is called so
/// somehow.
bool names_an_end(const Words& words) {
    static constexpr std::array<std::string_view, 18> verbs{
        "close",    "free",    "destroy", "delete",   "dispos", "releas",
        "finish",   "finaliz", "finalis", "terminat", "deinit", "shutdown",
        "teardown", "unref",   "decref",  "dealloc",  "recycl", "unload"};
    static constexpr std::array<std::string_view, 12> last{"drop",   "fini",    "exit",    "quit",
                                                           "abort",  "discard", "kill",    "reap",
                                                           "retire", "forget",  "goodbye", "bye"};
    static constexpr std::array<std::string_view, 6> asking{"is",  "get", "set",
                                                            "has", "can", "should"};
    const auto asks = [](const std::string& word) {
        return std::ranges::find(asking, word) != asking.end();
    };
    const auto holds_verb = [](const std::string& word) {
        return std::ranges::any_of(
            verbs, [&](std::string_view verb) { return word.find(verb) != std::string::npos; });
    };
    return std::ranges::none_of(words, asks) &&
           (is_last_of(words, last) || std::ranges::any_of(words, holds_verb));
}

/// Words of what is done with an object, or asked of it, that is there afterwards.
bool names_use(const Words& words) {
    static constexpr std::array<std::string_view, 113> sorted{
        "add",     "advance",   "allow",   "append",    "apply",  "ask",     "begin",  "bind",
        "blit",    "calc",      "call",    "can",       "change", "check",   "clear",  "compare",
        "compute", "configure", "connect", "copy",      "count",  "disable", "draw",   "dump",
        "dup",     "enable",    "eof",     "equal",     "errno",  "error",   "eval",   "exec",
        "execute", "exists",    "feed",    "fill",      "find",   "flush",   "get",    "has",
        "height",  "hide",      "id",      "increment", "index",  "init",    "insert", "invoke",
        "is",      "len",       "length",  "level",     "list",   "load",    "lock",   "lookup",
        "mark",    "match",     "max",     "min",       "mode",   "move",    "next",   "number",
        "pause",   "peek",      "play",    "poll",      "pop",    "prepare", "prev",   "print",
        "process", "push",      "put",     "query",     "raise",  "read",    "recv",   "ref",
        "refresh", "register",  "render",  "reset",     "resize", "resume",  "retain", "rewind",
        "run",     "save",      "seek",    "select",    "send",   "set",     "show",   "size",
        "skip",    "start",     "state",   "status",    "step",   "sync",    "tell",   "test",
        "tick",    "type",      "unlock",  "unset",     "update", "version", "wait",   "width",
        "write"};
    return std::ranges::any_of(words, [](const std::string& word) {
        return std::ranges::binary_search(sorted, std::string_view(word));
    });
}

/// It takes and gives nothing beside the object but a number or two, as what ends an object does.
bool does_no_more(const Lowering& lowering, const Function& function, std::size_t object) {
    const ResultRole given = function.result.role;
    const model::Type result =
        model::resolve(lowering.contract, function.result.type, function.targets.indices().front());
    static constexpr std::array codes{TypeKind::bool_, TypeKind::char_, TypeKind::int_,
                                      TypeKind::long_, TypeKind::int32, TypeKind::enumeration};
    const bool is_code = std::ranges::find(codes, result.kind) != codes.end();
    if (given != ResultRole::nothing && given != ResultRole::status &&
        (given != ResultRole::value || !is_code))
        return false;
    std::size_t numbers = 0;
    for (std::size_t i = 0; i < function.params.size(); ++i) {
        if (i != object && function.params[i].role != Role::value)
            return false;
        numbers += i != object ? 1 : 0;
    }
    return numbers < 2;
}

} // namespace

// Calling both would end it twice. FFI_HANDLE names the one that ends an object, so that only the
// plainest words say otherwise; without it all words count that an end may be called, wherever the
// object stands.
std::optional<std::size_t> ended_object(const Lowering& lowering, const Function& function) {
    if (is_settled(lowering, function))
        return std::nullopt;
    const bool is_alone = function.params.size() == 1;
    for (std::size_t i = 0; i < function.params.size(); ++i) {
        const Param& param = function.params[i];
        if (param.role != Role::handle || param.is_const)
            continue;
        const Handle& handle = *lowering.handle(param.element.name);
        const bool is_stated = handle.is_stated;
        const Words words = verbs_of(function, handle);
        const bool ends = names_end(words) || (is_alone && has_end_within(words)) ||
                          (!is_stated && may_name_end(words, is_alone));
        if (ends && (!is_stated || is_alone))
            return i;
    }
    return std::nullopt;
}

std::optional<std::size_t> unsaid_end(const Lowering& lowering, const Function& function) {
    if (is_settled(lowering, function) ||
        has(lowering.contract.function(function.c_name)->annotations, "method"))
        return std::nullopt;
    const Words words = split_words(function.c_name);
    for (std::size_t i = 0; i < function.params.size(); ++i) {
        const Param& param = function.params[i];
        if (param.role != Role::handle)
            continue;
        const Handle& handle = *lowering.handle(param.element.name);
        if (handle.is_stated || lowering.said_ends.contains(handle.close))
            continue;
        if (names_an_end(words) ||
            (!param.is_const && does_no_more(lowering, function, i) && !names_use(words)))
            return i;
    }
    return std::nullopt;
}

} // namespace ffigen::api
