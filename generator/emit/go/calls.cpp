#include "emit/go/calls.hpp"

#include "emit/go/call_bridge.hpp"
#include "emit/go/call_docs.hpp"
#include "emit/go/imports.hpp"
#include "emit/go/raw.hpp"
#include "emit/go/raw_calls.hpp"
#include "emit/text/lines.hpp"
#include "support/identifier.hpp"
#include "support/text.hpp"

#include <fmt/format.h>

#include <algorithm>

namespace ffigen::emit::go {

namespace {

using api::FunctionKind;
using api::ResultRole;

bool has_receiver(const api::Function& function) {
    return !function.handle.empty() && function.kind != FunctionKind::constructor &&
           function.kind != FunctionKind::static_method && function.kind != FunctionKind::free;
}

std::size_t first_target(const Context& context, const api::Function& function) {
    for (const Platform& platform : context.platforms.list)
        if (function.targets.contains(platform.target))
            return platform.target;
    return context.platforms.list.front().target;
}

/// A field of what the caller gives for a record of function pointers; other members are C's alone.
std::string member_name(const SafeScope& scope, const api::Param& param) {
    const std::string& table = scope.names[param.member->table];
    if (!param.callback && param.of)
        return table;
    const api::Param& given = scope.function.params[param.member->table];
    return table + "." +
           exported(scope.context.api.tables[*given.table].member(param.member->field).name.words);
}

/// Words of a type in C: a parameter of the bridge that is called so would hide it, as in
/// `int store_key(const store *store)`.
void claim_words(const Context& context, const model::Type& type, Scope& scope) {
    const std::string spelled = c_spelling(context, type);
    std::string word;
    for (const char c : spelled + ' ')
        if (is_word(c) || static_cast<unsigned char>(c) >= 0x80) {
            word += c;
        } else if (!word.empty()) {
            if (!scope.has(word))
                scope.claim(word);
            word.clear();
        }
}

/// Names of the receiver, the parameters and the bridge's parameters, all apart from the locals.
SafeScope make_scope(const Context& context, const Plans& plans, const api::Function& function,
                     const calls::Call& call, const SafeOptions& options) {
    SafeScope scope{context, plans, function, call, options, first_target(context, function),
                    false,   {},    {},       {},   {},      {}};
    scope.fallible = is_fallible(function, call) || options.is_end || options.is_loan_end;
    Scope go, c;
    for (const char* own : {"result", "code", "err", "status", "value", "text", "thread", "refused",
                            "error", "panicked", "frame"})
        c.claim(own);
    if (!c.has(function.c_name)) // as in `void flush(int flush)`
        c.claim(function.c_name);
    claim_words(context, function.result.type, c);
    for (const api::Param& param : function.params)
        claim_words(context, param.type, c);
    // Locals of the function itself, and what the package's files call.
    for (const char* own :
         {"result",        "err",        "code",      "text",          "made",
          "record",        "failure",    "uses",      "contractError", "errNil",
          "errNoObject",   "errNothing", "firstOf",   "firstText",     "longestText",
          "newStringList", "register",   "stringsOf", "stringsAt",     "data",
          "texts",         "each",       "extent",    "factor",        "stringsUntilNil",
          "turn"})
        go.claim(own);
    for (const std::string& package : imported_names())
        go.claim(package);
    for (const auto& [c_name, name] : context.safe.handles)
        for (const char* verb : {"new", "borrowed"})
            go.claim(verb + name);
    if (has_receiver(function) && !options.is_end) {
        std::string receiver = context.safe.handles.at(function.handle).substr(0, 1);
        receiver[0] = static_cast<char>(std::tolower(static_cast<unsigned char>(receiver[0])));
        scope.receiver = go.claim(receiver);
    }
    bool received = scope.receiver.empty();
    for (std::size_t i = 0; i < function.params.size(); ++i) {
        const api::Param& param = function.params[i];
        const bool is_receiver = !received && call.use_of(i) != nullptr;
        received = received || is_receiver;
        scope.names.push_back(is_receiver    ? scope.receiver
                              : param.member ? member_name(scope, param)
                                             : go.claim(unexported(param.name.words)));
        scope.c_names.push_back(
            c.claim(param.name.c.empty() ? "a" + std::to_string(i) : param.name.c));
    }
    return scope;
}

/// Puts the parts of a function together.
class Assembly {
  public:
    explicit Assembly(SafeScope& scope) : scope_(scope), function_(scope.function) {
        // Twice: what a failure returns is known when all parts are.
        parts_ = gather();
        scope.zeros = zeros();
        scope.returned = !bridge().has_struct()                        ? "result"
                         : function_.result.role == ResultRole::status ? "result.status"
                                                                       : "result.value";
        parts_ = gather();
    }

    SafeFunction build() {
        return {.c_name = function_.c_name,
                .handle = function_.handle,
                .name = scope_.options.name,
                .doc = safe_doc(scope_),
                .head = head(),
                .body = body(),
                .helpers = parts_.helpers,
                .bridge = bridge().is_needed() ? bridge().lines(callee()) : Lines{},
                .c_called = callee(),
                .takes_addresses = parts_.takes_addresses};
    }

  private:
    [[nodiscard]] Parts gather() const {
        Parts parts, returned;
        Lines late;
        for (std::size_t i = 0; i < function_.params.size(); ++i) {
            const std::size_t known = parts.checks.size();
            add_parameter(scope_, i, parts);
            if (function_.waits_for_lengths(i))
                text::move_behind(parts.checks, known, late);
        }
        append(parts.checks, late);
        refuse_shared(parts);
        // What the function returns comes before what it writes.
        add_result(scope_, returned);
        parts.results.insert(parts.results.begin(), returned.results.begin(),
                             returned.results.end());
        parts.take.insert(parts.take.begin(), returned.take.begin(), returned.take.end());
        append(parts.checks, returned.checks);
        append(parts.undo, returned.undo);
        parts.needs_objects |= returned.needs_objects;
        parts.gives_thread |= returned.gives_thread;
        return parts;
    }

    /// What C wants apart. New memory is.
    void refuse_shared(Parts& parts) const {
        const auto place = [&](std::size_t param) {
            const auto given = std::ranges::find(parts.parameters, scope_.names[param],
                                                 &std::pair<std::string, std::string>::first);
            if (given == parts.parameters.end())
                return std::string();
            return fmt::format("memory.PlaceOf{}({})",
                               given->second.starts_with("[]") ? "All" : "One", given->first);
        };
        for (const auto& [first, second] : scope_.call.restricted)
            if (!place(first).empty() && !place(second).empty())
                fail_if(parts.checks, scope_,
                        fmt::format("memory.Overlap({}, {})", place(first), place(second)),
                        "ErrOverlap");
    }

    [[nodiscard]] std::string callee() const {
        if (!bridge().is_needed())
            return function_.c_name;
        return (scope_.options.is_end ? "bridge_of_" + scope_.options.name + "_" : "bridge_") +
               stable_letters(function_.c_name);
    }

    [[nodiscard]] std::string head() const {
        std::string text;
        if (!scope_.receiver.empty())
            text = fmt::format("({} *{}) ", scope_.receiver,
                               scope_.context.safe.handles.at(function_.handle));
        text += scope_.options.name + "(" + parameter_list(parts_.parameters) + ")";
        Lines types;
        for (const Value& value : parts_.results)
            types.push_back(value.type);
        if (scope_.fallible)
            types.emplace_back("error");
        if (types.size() == 1)
            return text + " " + types[0];
        return types.empty() ? text : text + " (" + joined(types) + ")";
    }

    /// Zero values of all results but the error, each with a comma behind it.
    [[nodiscard]] std::string zeros() const {
        std::string values;
        for (const Value& value : parts_.results)
            values += value.zero + ", ";
        return values;
    }

    /// Objects are entered, until the function returns.
    [[nodiscard]] Lines enter() const {
        Lines lines;
        for (const Entered& each : parts_.entered)
            if (!each.is_list)
                lines.push_back(fmt::format("\t{} := {}.inner()", each.object, each.value));
        if (parts_.entered.empty())
            return lines;
        append(lines, parts_.kin);
        const Entered& first = parts_.entered.front();
        std::string entering;
        if (enters_one()) {
            entering = fmt::format("{}.Enter({})", first.object, first.mode);
        } else {
            append(lines, all_uses());
            entering = "object.EnterAll(uses[:])";
        }
        lines.push_back("\tif err := " + entering + "; err != nil {");
        lines.push_back("\t\t" + fail(scope_, "err"));
        lines.emplace_back("\t}");
        if (!leaves_at_once())
            lines.push_back("\tdefer " + leaving());
        return lines;
    }

    [[nodiscard]] Lines all_uses() const {
        const bool has_list = std::ranges::any_of(parts_.entered, &Entered::is_list);
        Lines lines{std::string("\tuses := ") + (has_list ? "[]" : "[...]") + "object.Use{"};
        for (const Entered& each : parts_.entered)
            if (!each.is_list)
                lines.push_back(
                    fmt::format("\t\t{{Object: {}, Mode: {}{}}},", each.object, each.mode,
                                each.nullable ? fmt::format(", None: {} == nil", each.value) : ""));
        if (lines.size() == 1)
            lines.back() += "}";
        else
            lines.emplace_back("\t}");
        for (const Entered& each : parts_.entered) {
            if (!each.is_list)
                continue;
            lines.push_back(fmt::format("\tfor _, each := range {} {{", each.value));
            lines.push_back(
                fmt::format("\t\tuses = append(uses, object.Use{{Object: each.inner(), Mode: {}}})",
                            each.mode));
            lines.emplace_back("\t}");
        }
        return lines;
    }

    [[nodiscard]] bool enters_one() const {
        const Entered& first = parts_.entered.front();
        return parts_.entered.size() == 1 && !first.nullable && !first.consumed() && !first.is_list;
    }
    [[nodiscard]] std::string leaving() const {
        const Entered& first = parts_.entered.front();
        if (!enters_one())
            return "object.LeaveAll(uses[:])";
        return fmt::format("{}.Leave({}{})", first.object,
                           first.mode.substr(0, first.mode.find(' ')),
                           first.mode.ends_with("Lending") ? " | object.Lending" : "");
    }

    /// What C gave is in the result already: a deferred call would cost more than the rest.
    [[nodiscard]] bool leaves_at_once() const {
        return !parts_.entered.empty() && !parts_.needs_objects && !ends_by_hand() &&
               scope_.call.growing_text() == nullptr &&
               std::none_of(parts_.entered.begin(), parts_.entered.end(),
                            [](const Entered& each) { return each.consumed(); });
    }

    /// The thread that the objects of the call are bound to.
    [[nodiscard]] std::string thread() const {
        return fmt::format("C.uint64_t({})", enters_one()
                                                 ? parts_.entered.front().object + ".Thread()"
                                                 : "object.ThreadOf(uses[:])");
    }

    [[nodiscard]] std::string call() const {
        Lines arguments;
        if (bridge().is_confined())
            arguments.push_back(thread());
        for (const Argument& argument : parts_.arguments)
            if (!bridge().is_needed() || !argument.c_parameter.empty())
                arguments.push_back(argument.go);
        return fmt::format("C.{}({})", callee(), joined(arguments));
    }

    /// What happened inside the call, whatever came of it.
    [[nodiscard]] Lines at_once() const {
        Lines lines;
        if (bridge().is_confined())
            fail_if(lines, scope_, "bool(result.refused)", "ErrWrongThread");
        for (const Entered& each : parts_.entered)
            if (each.consumed())
                lines.push_back("\t" + each.given);
        append(lines, parts_.after);
        if (bridge().may_panic())
            lines.push_back(
                fmt::format("\tfailure := panicOf(uintptr(result.panicked){})", kept_panics()));
        return lines;
    }

    /// Objects and closures that may have kept a panic.
    [[nodiscard]] std::string kept_panics() const {
        std::string list;
        for (const Entered& each : parts_.entered)
            if (!each.nullable && !each.consumed() && !each.is_list && keeps_closures(scope_, each))
                list += ", " + each.object + ".Registrations()";
        for (const calls::Registration& each : scope_.call.registrations)
            if (each.lifetime == api::Lifetime::call && each.is_first())
                list += ", " + slot_of(scope_, each.param);
        return list;
    }

    static bool keeps_closures(const SafeScope& scope, const Entered& entered) {
        for (const calls::Use& use : scope.call.uses)
            if (object_of(scope, use.param) == entered.object)
                return scope.context.plan->listened.contains(use.handle);
        return false;
    }

    [[nodiscard]] Lines status_check() const {
        if (function_.result.role != ResultRole::status || !function_.error_set)
            return {};
        const Context& context = scope_.context;
        const std::string assign = fmt::format(
            "code := {}({})", context.safe.code_types.at(*function_.error_set), scope_.returned);
        std::string condition;
        for (const std::string& value : scope_.call.failure.accepted)
            condition += (condition.empty() ? "code != " : " && code != ") +
                         context.safe.error_codes.at(value);
        std::string error = bridge().with_text() ? "code.failure(result.text)" : "code.known()";
        if (bridge().may_panic())
            error = "firstOf(failure, " + error + ")";
        Lines lines;
        if (function_.result.ok_values.empty()) {
            lines.push_back(fmt::format("\tif {}; {} {{", assign, condition));
        } else {
            lines.push_back("\t" + assign);
            lines.push_back(fmt::format("\tif {} {{", condition));
        }
        lines.push_back("\t\t" + fail(scope_, error));
        lines.emplace_back("\t}");
        return lines;
    }

    /// The call; again with more room while a text that may be asked for again does not fit.
    [[nodiscard]] Lines calls() const {
        Lines lines;
        const bool keeps = bridge().has_struct() || bridge().returns();
        lines.push_back("\t" + std::string(keeps ? "result := " : "") + call());
        if (leaves_at_once())
            lines.push_back("\t" + leaving());
        const calls::Text* again = scope_.call.growing_text();
        if (again == nullptr) {
            append(lines, at_once());
            append(lines, status_check());
            return lines;
        }
        const std::string& name = scope_.names[again->param];
        const std::string length = again->written
                                       ? fmt::format("lengthOf(result.{}, longestText)",
                                                     field_name(scope_.c_names[*again->written]))
                                       : fmt::format("len(memory.Text({}))", name);
        Lines loop{fmt::format("\t{} := make([]byte, {})", name, first_room(*again)), "\tfor {"};
        append(loop, lines, "\t");
        loop.push_back(fmt::format("\t\tif length := {}; length >= len({})-1 && len({}) < {}{} {{",
                                   length, name, name, most_room(*again),
                                   bridge().may_panic() ? " && result.panicked == 0" : ""));
        if (bridge().with_text())
            loop.emplace_back("\t\t\tC.free(unsafe.Pointer(result.text))");
        loop.push_back(fmt::format("\t\t\t{} = make([]byte, min({}, max(2*len({}), length+2)))",
                                   name, most_room(*again), name));
        loop.emplace_back("\t\t\tcontinue");
        loop.emplace_back("\t\t}");
        append(loop, at_once(), "\t");
        append(loop, status_check(), "\t");
        append(loop, parts_.take, "\t");
        append(loop, ending(), "\t");
        loop.emplace_back("\t}");
        return loop;
    }

    [[nodiscard]] static std::string first_room(const calls::Text& text) {
        return text.most.empty() ? "firstText" : "min(firstText, " + text.most + ")";
    }
    [[nodiscard]] static std::string most_room(const calls::Text& text) {
        return text.most.empty() ? "longestText" : text.most;
    }

    /// Panics go on, closures are kept, results are returned.
    [[nodiscard]] Lines ending() const {
        // What C keeps by then stays, also where the panic of a closure goes on.
        Lines lines = parts_.keep;
        if (ends_by_hand())
            lines.emplace_back("\tturn.Replace(nil)");
        if (bridge().may_panic()) {
            lines.emplace_back("\tif failure != nil {");
            append(lines, parts_.undo);
            // C has taken a loan back by then, whatever its closures did.
            lines.push_back("\t\t" + fail(scope_, scope_.options.is_loan_end
                                                      ? "object.GaveBack(failure)"
                                                      : "failure"));
            lines.emplace_back("\t}");
        }
        Lines values;
        for (const Value& value : parts_.results)
            values.push_back(value.expression);
        if (scope_.fallible)
            values.push_back(parts_.last_error.empty() ? "nil" : parts_.last_error);
        if (!values.empty())
            lines.push_back("\treturn " + joined(values));
        return lines;
    }

    /// A caller ends the registration that is current, instead of by what registering gave.
    [[nodiscard]] bool ends_by_hand() const { return !scope_.call.ends.empty(); }
    [[nodiscard]] std::string ended_registry() const {
        return scope_.call.ends_on ? object_of(scope_, *scope_.call.ends_on) + ".Registrations()"
                                   : "object.Process";
    }

    [[nodiscard]] Lines body() const {
        Lines lines;
        if (parts_.entered.empty() && !scope_.context.api.package.fingerprint_function.empty())
            fail_if(lines, scope_, "contractError != nil", "contractError");
        append(lines, parts_.checks);
        append(lines, enter());
        if (ends_by_hand()) {
            lines.push_back(
                fmt::format("\tturn := {}.Turn(\"{}\")", ended_registry(), scope_.function.c_name));
            lines.emplace_back("\tdefer turn.Done()");
        }
        append(lines, parts_.before);
        append(lines, calls());
        if (scope_.call.growing_text() != nullptr)
            return lines;
        append(lines, parts_.take);
        append(lines, ending());
        return lines;
    }

    /// What the function has on C's side, as its parts are now.
    [[nodiscard]] Bridge bridge() const { return {scope_, parts_}; }

    const SafeScope& scope_;
    const api::Function& function_;
    Parts parts_;
};

} // namespace

SafeFunction safe_function(const Context& context, const Plans& plans,
                           const api::Function& function, const calls::Call& call,
                           const SafeOptions& options) {
    SafeScope scope = make_scope(context, plans, function, call, options);
    return Assembly(scope).build();
}

} // namespace ffigen::emit::go
