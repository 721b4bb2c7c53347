// Whether a function may end the object that it is called with, where no FFI_HANDLE says which one
// does.
#include "api/callable.hpp"

#include <algorithm>
#include <array>

namespace ffigen::api {
namespace {

using model::TypeKind;

/// fclose, freeaddrinfo, rd_kafka_destroy_flags, PQfinish: what ends an object is called so
/// somehow.
bool names_an_end(const Words& words) {
    static constexpr std::array<std::string_view, 11> verbs{
        "close",  "free",    "destroy",  "delete", "dispos",  "releas",
        "finish", "finaliz", "terminat", "deinit", "shutdown"};
    static constexpr std::array<std::string_view, 6> asking{"is",  "get", "set",
                                                            "has", "can", "should"};
    const auto asks = [](const std::string& word) {
        return std::ranges::find(asking, word) != asking.end();
    };
    return std::ranges::none_of(words, asks) &&
           std::ranges::any_of(words, [](const std::string& word) {
               return std::ranges::any_of(verbs, [&](std::string_view verb) {
                   return word.find(verb) != std::string::npos;
               });
           });
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

std::optional<std::size_t> unsaid_end(const Lowering& lowering, const Function& function) {
    const model::Annotations& said = lowering.contract.function(function.c_name)->annotations;
    if (lowering.closes.contains(function.c_name) || lowering.loan_ends.contains(function.c_name) ||
        has(said, "harmless") || has(said, "method"))
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
