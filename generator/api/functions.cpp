// Functions: roles of all parameters, or the reason why the function stays in the raw layer.
#include "annotations/heard.hpp"
#include "api/callable.hpp"
#include "api/embedded.hpp"
#include "api/misaligned.hpp"
#include "model/id.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <array>

namespace ffigen::api {
namespace {

std::string raw_reason(const model::Contract& contract, const Api& api,
                       const model::Function& function) {
    if (const model::Annotation* raw = model::find(function.annotations, "raw_only"))
        return raw->origin.empty() ? "it is marked FFI_RAW_ONLY" : raw->origin;
    for (const Handle& handle : api.handles)
        if (handle.retain == function.name)
            return fmt::format("it adds an owner to a '{}', as copying one does in each language",
                               handle.c_name);
    if (function.is_inline)
        return function.is_defined ? "its body is in the header: the library need not have it"
                                   : "it is inline: the library has no symbol for it";
    if (function.is_hidden)
        return "its symbol is hidden in the library";
    const model::Type& signature = function.signatures.first();
    if (!signature.has_prototype)
        return "it is declared without a prototype: write (void) if it takes nothing";
    if (signature.variadic)
        return "it takes variable arguments";
    if (std::ranges::any_of(signature.args, [&](const model::Type& type) {
            return model::is_nameless(contract, type);
        }))
        return "it takes or gives a record without a name: write a typedef for it";
    return {};
}

// A call that takes objects, and takes all of them const, can be made again.
bool changes_nothing(const Function& function) {
    bool takes_object = false;
    for (const Param& param : function.params) {
        if (param.role == Role::handle_consumed || param.role == Role::record_inout ||
            param.role == Role::scalar_inout || param.role == Role::slice_inout ||
            param.role == Role::rows_inout || param.role == Role::callback ||
            param.role == Role::handle_out)
            return false;
        if (param.role != Role::handle)
            continue;
        takes_object = true;
        if (!param.is_const)
            return false;
    }
    return takes_object;
}

std::string version_text(const model::Annotations& annotations, std::string_view name) {
    const model::Annotation* annotation = model::find(annotations, name);
    if (annotation == nullptr)
        return {};
    std::string text;
    // A version like 1.2 or a sentence with commas was split into arguments.
    for (const std::string& part : annotation->positional)
        text += (text.empty() ? "" : ", ") + part;
    return text;
}

/// Whether a function is called after the end of memory that it is given: text_free(text), and
/// pool_free_text(pool, text), where plainer words may be said of other things.
bool names_freeing(const Words& words, bool is_alone, bool is_text) {
    static constexpr std::array<std::string_view, 5> always{"free", "dealloc", "deallocate",
                                                            "realloc", "reallocate"};
    static constexpr std::array<std::string_view, 5> alone{"destroy", "dispose", "release", "unref",
                                                           "finalize"};
    static constexpr std::array<std::string_view, 4> texts{"string", "str", "text", "cstr"};
    const auto has_any = [&](const auto& of) {
        return std::ranges::any_of(words, [&](const std::string& word) {
            return std::ranges::find(of, word) != of.end();
        });
    };
    // A text is deleted by its name most often, as a key.
    const bool deletes = std::ranges::find(words, "delete") != words.end();
    const bool runs_together = std::ranges::any_of(texts, [&](std::string_view text) {
        return std::ranges::find(words, fmt::format("free{}", text)) != words.end();
    });
    return has_any(always) || runs_together ||
           (is_alone && (has_any(alone) || (deletes && (!is_text || has_any(texts)))));
}

// A function that frees what it is given, or seems to: nothing that a safe caller has is its to
// free.
std::string frees_argument(const Lowering& lowering, const model::Function& function,
                           const Roles& roles) {
    const bool is_said = lowering.frees.contains(function.name);
    if (!is_said && has(function.annotations, "harmless"))
        return {};
    // What tables are made of stands behind them.
    for (std::size_t i = 0; i < function.parameters.size(); ++i) {
        const Role role = roles.params[i].role;
        const bool is_plain =
            role == Role::string_in || role == Role::record_in || role == Role::record_inout;
        const bool is_array = role == Role::slice_in || role == Role::slice_inout ||
                              role == Role::scalar_inout || role == Role::flexible_in;
        if (is_said && (is_plain || is_array))
            return "it frees what others give, as FFI_OWNED says there: objects and copies that "
                   "safe code has of that do so by themselves";
        if (is_plain && function.parameters[i].annotations.empty() &&
            names_freeing(split_words(function.name), roles.params.size() == 1,
                          role == Role::string_in))
            return "it seems to free its argument: mark the parameter to say what happens to it";
    }
    return {};
}

// One element is not what C reads or writes where an array is passed, nor one text or object where
// many are.
std::string takes_many(const Callable& callable, const Roles& roles) {
    for (std::size_t i = 0; i < roles.params.size(); ++i) {
        const Param& param = roles.params[i];
        const bool is_one = param.role == Role::scalar_out || param.role == Role::scalar_inout ||
                            param.role == Role::record_in || param.role == Role::record_out ||
                            param.role == Role::record_inout;
        const bool is_one_address = param.role == Role::string_out ||
                                    param.role == Role::handle_out || param.role == Role::lent_out;
        const bool is_one_buffer = param.role == Role::buffer_out;
        const bool is_object = param.role == Role::handle || param.role == Role::handle_consumed;
        const bool is_list = param.role == Role::strings_in || param.role == Role::texts_out ||
                             param.role == Role::handles_in;
        const model::Parameter& declared = callable.parameter(i);
        const bool is_array = declared.array_length > 1 ||
                              (declared.is_open_array && !has(declared.annotations, "one"));
        if (is_array && (is_one_address || is_one_buffer))
            return fmt::format("'{}' has room for more than one address, and has no safe form",
                               callable.entity(i));
        if (is_array && is_object)
            return fmt::format("'{}' is an array of objects, and an object is one",
                               callable.entity(i));
        if (is_one_address && (param.count || param.extent || !param.terminator.empty()))
            return fmt::format("'{}' is a list that C fills, which has no safe form",
                               callable.entity(i));
        if (is_list && param.in_bytes)
            return fmt::format("'{}' is a list of which the bytes are counted", callable.entity(i));
        // C drops the length of `float m[16]`; who writes it down means it.
        if (is_one && declared.array_length > 1)
            return fmt::format("'{}' is an array, and whether it is read or written is not said",
                               callable.entity(i));
        if (is_one && is_array)
            return fmt::format("'{}' is an array of a length that is not said: mark it "
                               "FFI_COUNTED_BY, or FFI_ONE",
                               callable.entity(i));
    }
    return {};
}

/// A closure for a function that promises never to call back.
void refuse_silent_closures(Lowering& lowering, const Callable& callable, const Roles& roles) {
    const model::Annotation* promise = model::find(*callable.annotations, "no_callback");
    if (promise != nullptr && std::ranges::any_of(roles.params, [](const Param& param) {
            return param.callback.has_value();
        }))
        lowering.error("A04", promise->where, callable.name,
                       fmt::format("'{}' is marked FFI_NO_CALLBACK, and takes a closure to call",
                                   callable.name),
                       "keep the one that is true");
}

/// What the header's own attributes decided, for whoever asks why.
std::vector<std::string> heard_of(const model::Function& function) {
    std::vector<std::string> lines;
    const auto add = [&](const std::string& subject, const model::Annotations& annotations) {
        for (const model::Annotation& each : annotations)
            if (!each.origin.empty())
                lines.push_back(fmt::format("{}: {} is {}", subject, each.origin,
                                            annotations::as_written(each)));
    };
    for (std::size_t i = 0; i < function.parameters.size(); ++i) {
        const model::Parameter& parameter = function.parameters[i];
        add(parameter.name.empty() ? std::to_string(i) : parameter.name, parameter.annotations);
    }
    add("the function", function.annotations);
    return lines;
}

void lower_function(Lowering& lowering, const model::Function& function) {
    if (function.signatures.groups.empty())
        return;
    Callable callable;
    callable.name = function.name;
    callable.parameters = &function.parameters;
    callable.annotations = &function.annotations;
    callable.target = any_target(function.signatures);
    callable.signature = &function.signatures.first();
    callable.returns_nonnull = function.returns_nonnull;
    callable.where = function.where;
    callable.doc = parse_doc(function.doc);
    Roles roles = lower_roles(lowering, callable);
    refuse_silent_closures(lowering, callable, roles);
    std::string reason = raw_reason(lowering.contract, lowering.api, function);
    if (reason.empty())
        reason = roles.reason;
    if (reason.empty())
        reason = frees_argument(lowering, function, roles);
    if (reason.empty())
        reason = takes_many(callable, roles);
    if (reason.empty())
        reason = copies_object(lowering, callable, roles);
    if (reason.empty())
        reason = points_to_realigned(lowering.contract, lowering.realigned, function.signatures);
    if (!reason.empty()) {
        lowering.api.raw_only.push_back({function.name, std::move(reason), function.where});
        return;
    }
    Function result;
    result.c_name = function.name;
    result.params = std::move(roles.params);
    result.result = std::move(roles.result);
    result.error_set = std::move(roles.error_set);
    result.loan = std::move(roles.loan);
    result.realtime = has(function.annotations, "realtime");
    result.blocking = has(function.annotations, "blocking");
    result.thread_safe = has(function.annotations, "thread_safe");
    result.rpc = has(function.annotations, "rpc");
    result.no_callback = has(function.annotations, "no_callback");
    result.sets_errno = has(function.annotations, "errno");
    result.heard = heard_of(function);
    result.repeatable = has(function.annotations, "repeatable") || changes_nothing(result);
    result.doc = callable.doc.text;
    result.since = version_text(function.annotations, "since");
    result.deprecated = version_text(function.annotations, "deprecated");
    if (result.deprecated.empty())
        result.deprecated = function.deprecated;
    result.targets = function.signatures.present();
    if (std::string missing = missing_form(lowering, result); !missing.empty()) {
        lowering.api.raw_only.push_back({function.name, std::move(missing), function.where});
        return;
    }
    if (std::string hidden = hidden_effect(lowering, result); !hidden.empty()) {
        lowering.api.raw_only.push_back({function.name, std::move(hidden), function.where});
        return;
    }
    lowering.api.functions.push_back(std::move(result));
}

// A loan that safe code could not end: its end is raw, because of what the lent record holds.
void drop_endless_loans(Lowering& lowering) {
    std::set<std::string> safe;
    for (const Function& function : lowering.api.functions)
        safe.insert(function.c_name);
    std::erase_if(lowering.api.functions, [&](const Function& function) {
        if (!function.loan)
            return false;
        for (const std::string& end : {function.loan->end, function.loan->cancel}) {
            if (end.empty() || safe.contains(end))
                continue;
            lowering.api.raw_only.push_back(
                {function.c_name,
                 fmt::format("'{}', which ends what it lends, has no safe form", end),
                 lowering.contract.function(function.c_name)->where});
            return true;
        }
        return false;
    });
}

// Handles whose objects a function that any thread may call changes, beside all other calls.
std::set<std::string> changed_at_any_time(const Lowering& lowering) {
    std::set<std::string> handles;
    for (const Function& function : lowering.api.functions) {
        // sqlite3_interrupt: what others look at stays as it is.
        const bool is_harmless =
            has(lowering.contract.function(function.c_name)->annotations, "harmless");
        for (const Param& param : function.params)
            if (function.thread_safe && !is_harmless && param.role == Role::handle &&
                !param.is_const)
                handles.insert(param.element.name);
    }
    return handles;
}

// What lasts until its owner changes can be gone before it is copied, where FFI_THREAD_SAFE lets
// another thread change the owner meanwhile.
void drop_raced(Lowering& lowering) {
    const std::set<std::string> changed = changed_at_any_time(lowering);
    const auto is_raced = [&](const Function& function, const Belongs& belongs) {
        return belongs.until == Until::change &&
               std::ranges::any_of(belongs.to, [&](std::size_t owner) {
                   return changed.contains(function.params[owner].element.name);
               });
    };
    std::erase_if(lowering.api.functions, [&](const Function& function) {
        const bool found =
            is_raced(function, function.result.belongs) ||
            std::ranges::any_of(function.params, [&](const Param& param) {
                return param.role != Role::lent_out && is_raced(function, param.belongs);
            });
        if (found)
            lowering.api.raw_only.push_back(
                {function.c_name,
                 "a function that is FFI_THREAD_SAFE may change the owner before what this one "
                 "gives is copied: mark it FFI_BORROWED_UNTIL(close) if that lasts as long as the "
                 "object",
                 lowering.contract.function(function.c_name)->where});
        return found;
    });
}

// What belongs to an object goes with it: there is nothing to copy, or to be a child of, once the
// call has ended the object, and who has it from now on may end it at any time.
void drop_ended(Lowering& lowering) {
    const auto goes_with_it = [](const Function& function, const Belongs& belongs, bool is_owned) {
        return belongs.until != Until::forever &&
               std::ranges::any_of(belongs.to, [&](std::size_t owner) {
                   const Param& object = function.params[owner];
                   return object.role == Role::handle_consumed && (object.is_ended || !is_owned);
               });
    };
    std::erase_if(lowering.api.functions, [&](const Function& function) {
        const Result& result = function.result;
        const bool found = goes_with_it(function, result.belongs, !result.release.empty()) ||
                           std::ranges::any_of(function.params, [&](const Param& param) {
                               return goes_with_it(function, param.belongs, !param.release.empty());
                           });
        if (found)
            lowering.api.raw_only.push_back(
                {function.c_name,
                 "what it gives belongs to an object that it ends or takes over: mark it "
                 "FFI_BORROWED_UNTIL(forever), or FFI_INDEPENDENT where it is an object, if it "
                 "stays",
                 lowering.contract.function(function.c_name)->where});
        return found;
    });
}

// Callback types made for functions that turned out to have no safe form.
void drop_unused_callbacks(Api& api) {
    std::set<std::string> used;
    for (const Function& function : api.functions)
        for (const Param& param : function.params)
            if (param.callback)
                used.insert(param.callback->type);
    std::erase_if(api.callbacks, [&](const Callback& callback) {
        return !callback.is_typedef && !used.contains(callback.c_name);
    });
}

// A handle whose close function has no safe form would never be freed.
void check_closes(Lowering& lowering) {
    std::set<std::string> safe;
    for (const Function& function : lowering.api.functions)
        safe.insert(function.c_name);
    for (Handle& handle : lowering.api.handles) {
        if (handle.close.empty() || safe.contains(handle.close))
            continue;
        const model::Function* close = lowering.contract.function(handle.close);
        lowering.error(
            "A10", close->where, handle.close,
            fmt::format("'{}' closes '{}' but has no safe form", handle.close, handle.c_name),
            "a close function is an ordinary exported function of one pointer");
    }
}

// Which types of objects belong to which, and how each comes to the caller.
void relate_handles(Lowering& lowering) {
    const auto relate = [&](const Function& function, const model::Type& object,
                            const std::string& release, const Belongs& belongs) {
        const auto given = lowering.handles.find(object.name);
        if (given == lowering.handles.end())
            return;
        Handle& child = lowering.api.handles[given->second];
        (release.empty() ? child.is_given_borrowed : child.is_given_owned) = true;
        for (const std::size_t index : belongs.to) {
            Handle& parent =
                lowering.api.handles[lowering.handles.at(function.params[index].element.name)];
            if (std::find(child.parents.begin(), child.parents.end(), parent.c_name) ==
                child.parents.end()) {
                child.parents.push_back(parent.c_name);
                parent.children.push_back(child.c_name);
            }
        }
    };
    for (const Function& function : lowering.api.functions) {
        for (const Param& param : function.params)
            if (param.role == Role::handle_out)
                relate(function, param.element, param.release, param.belongs);
        const Result& result = function.result;
        if (result.role == ResultRole::handle || result.role == ResultRole::borrowed_handle)
            relate(function, result.element, result.release, result.belongs);
    }
    for (const Callback& callback : lowering.api.callbacks)
        for (const Param& param : callback.params)
            if (param.role == Role::handle)
                if (const auto given = lowering.handles.find(param.element.name);
                    given != lowering.handles.end())
                    lowering.api.handles[given->second].is_given_borrowed = true;
}

// What gives lent memory back takes its address for nothing else.
void find_loan_ends(Lowering& lowering) {
    for (const model::Function& function : lowering.contract.functions)
        if (const model::Annotation* lend = model::find(function.annotations, "lend"))
            for (const std::string_view key : {"end", "cancel"})
                if (const std::string* name = lend->value(key))
                    lowering.loan_ends.insert(*name);
}

} // namespace

void leave_raw(Lowering& lowering, const std::function<std::string(Function&)>& reason_of) {
    // All are there while one is looked at, since a reason may lie in another one.
    std::set<std::string> raw;
    for (Function& function : lowering.api.functions) {
        std::string reason = reason_of(function);
        if (reason.empty())
            continue;
        raw.insert(function.c_name);
        lowering.api.raw_only.push_back({function.c_name, std::move(reason),
                                         lowering.contract.function(function.c_name)->where});
    }
    std::erase_if(lowering.api.functions,
                  [&](const Function& function) { return raw.contains(function.c_name); });
}

void lower_functions(Lowering& lowering) {
    find_loan_ends(lowering);
    for (const model::Function& function : lowering.contract.functions)
        if (function.from_header && model::id_shim_of(lowering.contract, function) == nullptr)
            lower_function(lowering, function);
    lower_registrations(lowering);
    drop_raced(lowering);
    drop_ended(lowering);
    drop_endless_loans(lowering);
    relate_handles(lowering);
    guard_gifts(lowering);
    guard_counted(lowering);
    guard_kept(lowering);
    guard_lasting(lowering);
    guard_lent(lowering);
    guard_shown(lowering);
    drop_unused_callbacks(lowering.api);
    check_closes(lowering);
}

} // namespace ffigen::api
