// Callbacks: the types, and the function pointers and user data among a function's parameters.
#include "api/callable.hpp"

#include "annotations/table.hpp"
#include "api/embedded.hpp"
#include "api/misaligned.hpp"

#include <algorithm>
#include <array>

namespace ffigen::api {
namespace {

using model::Type;
using model::TypeKind;

const std::vector<std::string_view> user_data_names{"user_data", "userdata", "user",    "arg",
                                                    "ctx",       "context",  "closure", "data",
                                                    "cookie",    "opaque"};

// The parameter of a callback that carries its user data: the only void*, else one whose name says
// so, else the last.
std::optional<std::size_t> user_data_of(const Callable& callable, const Roles& roles) {
    std::vector<std::size_t> found;
    for (std::size_t i = 0; i < roles.shapes.size(); ++i)
        if (is_user_data(roles.shapes[i]) && !roles.params[i].count)
            found.push_back(i);
    if (found.empty())
        return std::nullopt;
    for (const std::size_t index : found) {
        const std::string name = join(split_words(callable.parameter(index).name));
        if (std::find(user_data_names.begin(), user_data_names.end(), name) !=
            user_data_names.end())
            return index;
    }
    return found.back();
}

const Type& function_type(const Shape& shape) {
    return shape.type.kind == TypeKind::function ? shape.type : shape.target;
}

// Text that a closure gives is kept for C until the thread calls the closure again, or as long as
// the closure.
void settle_text(Lowering& lowering, const Callable& callable, Result& result) {
    for (const char* word : {"borrowed", "borrowed_until", "nullable"}) {
        const model::Annotation* mark = model::find(*callable.annotations, word);
        if (mark == nullptr)
            continue;
        const std::string until = mark->positional.empty() ? "" : mark->positional.front();
        if (result.role != ResultRole::string)
            lowering.error("A12", mark->where, callable.name,
                           fmt::format("'{}' is marked {} but returns no text", callable.name,
                                       annotations::find_word(word)->macro),
                           "drop the annotation");
        else if (std::string_view(word) == "borrowed_until" && until != "change" &&
                 until != "close")
            lowering.error("A03", mark->where, callable.name,
                           fmt::format("'{}' of FFI_BORROWED_UNTIL is no end of what a closure "
                                       "gives",
                                       until),
                           "write change, for its next call in the thread, or close, for its end");
        else
            result.belongs.until = until == "close" ? Until::close : result.belongs.until;
    }
}

// What a closure gives to C must be whole: values are, and text whose end is said.
std::string gives_address(const Lowering& lowering, const Callable& callable, const Roles& roles) {
    const auto holds_address = [&](const Type& type) {
        return holds_pointer(lowering.contract, type, callable.target);
    };
    const Result& result = roles.result;
    const bool is_text = result.role == ResultRole::string && result.release.empty() &&
                         shape_of(lowering.contract, result.type, callable.target).pointee_const();
    const bool is_kept =
        has(*callable.annotations, "borrowed") || has(*callable.annotations, "borrowed_until");
    if (is_text && !is_kept)
        return fmt::format("how long C reads the text that '{}' returns is not said: mark its type "
                           "FFI_BORROWED",
                           callable.name);
    if (result.role == ResultRole::value
            ? holds_address(result.type)
            : result.role != ResultRole::nothing && result.role != ResultRole::status && !is_text)
        return fmt::format("what '{}' returns is an address, and whose memory that is and how long "
                           "C uses it is not known",
                           callable.name);
    for (std::size_t i = 0; i < roles.params.size(); ++i)
        if (roles.params[i].role == Role::record_inout && holds_address(roles.params[i].element))
            return fmt::format("'{}' lets the closure change addresses, which only raw code can "
                               "make",
                               callable.entity(i));
    return {};
}

// What a closure writes reaches C as it is: no language looks at it on the way back.
std::string gives_bounded(const Lowering& lowering, const Callable& callable, const Roles& roles) {
    const auto problem = [&](const std::string& what, const std::string& number) {
        return fmt::format("'{}' lets the closure give '{}', of which not every value is allowed, "
                           "and nothing checks it on its way to C",
                           what, number);
    };
    const Result& result = roles.result;
    if (const std::string found = bounded_number(lowering.contract, result.type, callable.target);
        result.role == ResultRole::value && !found.empty())
        return problem(callable.name, found);
    for (std::size_t i = 0; i < roles.params.size(); ++i) {
        const Param& param = roles.params[i];
        if (!param.is_written_to())
            continue;
        const Type element = model::resolve(lowering.contract, param.element, callable.target);
        if (param.range || is_closed(lowering.contract, element))
            return problem(callable.name, callable.entity(i));
        if (const std::string found = bounded_number(lowering.contract, element, callable.target);
            !found.empty())
            return problem(callable.entity(i), found);
    }
    return {};
}

// What C and a closure cannot give each other by value, since not every language has the type.
std::string is_inexpressible(const Lowering& lowering, const Callable& callable) {
    const auto why = [&](const Type& written) {
        const bool is_list =
            model::resolve(lowering.contract, written, callable.target).kind == TypeKind::va_list_;
        return is_list ? std::string() : inexpressible(lowering.contract, written, callable.target);
    };
    const std::vector<Type>& types = callable.signature->args; // the result first
    for (std::size_t i = 0; i < types.size(); ++i)
        if (const std::string found = why(types[i]); !found.empty())
            return fmt::format("'{}': {}", i == 0 ? callable.name : callable.entity(i - 1), found);
    return {};
}

// What C gets of a closure that failed, or has ended, where zero is no value that it takes.
std::string instead_of_zero(const Lowering& lowering, const Callable& callable,
                            const Result& result) {
    const Type type = model::resolve(lowering.contract, result.type, callable.target);
    if (result.role != ResultRole::value || !is_closed(lowering.contract, type))
        return {};
    const auto& values = lowering.contract.enumeration(type.name)->layouts.first().values;
    const bool has_zero =
        std::ranges::any_of(values, [](const auto& each) { return each.second == "0"; });
    return has_zero || values.empty() ? std::string() : values.front().first;
}

// What changes an object may move or end memory of its own, which the closure may have before it:
// beside memory that it changes, an object is lent to be looked at.
void lend_to_look(std::vector<Param>& params) {
    if (std::ranges::none_of(params, &Param::is_written_to))
        return;
    for (Param& param : params)
        param.is_const |= param.role == Role::handle;
}

Callback make_callback(Lowering& lowering, Callable callable, const Words& words,
                       const model::PerTarget<Type>& signatures) {
    callable.is_callback = true;
    Callback callback;
    callback.c_name = callable.name;
    callback.name = lowering.type_name(callable.name, words);
    callback.signatures = signatures;
    callback.doc = callable.doc.text;
    Roles roles = lower_roles(lowering, callable);
    callback.user_data = user_data_of(callable, roles);
    if (callback.user_data) {
        Param& param = roles.params[*callback.user_data];
        param.role = Role::user_data;
        param.of = callback.user_data;
        if (param.name.c.empty())
            param.name.words = {"user", "data"};
    }
    roles.result.belongs.until = Until::change;
    settle_text(lowering, callable, roles.result);
    callback.problem = is_inexpressible(lowering, callable);
    if (callback.problem.empty())
        callback.problem = unsaid_length(lowering, callable, roles);
    if (callback.problem.empty())
        callback.problem = gives_address(lowering, callable, roles);
    if (callback.problem.empty())
        callback.problem = gives_bounded(lowering, callable, roles);
    if (callback.problem.empty())
        callback.problem = copies_object(lowering, callable, roles);
    if (callback.problem.empty())
        callback.problem =
            points_to_realigned(lowering.contract, lowering.realigned, callback.signatures);
    callback.instead_of_zero = instead_of_zero(lowering, callable, roles.result);
    lend_to_look(roles.params);
    callback.params = std::move(roles.params);
    callback.result = std::move(roles.result);
    callback.error_set = roles.error_set;
    return callback;
}

// How a callback type without a typedef is told apart: its signature, not the names in it.
bool same_signature(const Callback& callback, const Type& signature) {
    return std::any_of(callback.signatures.groups.begin(), callback.signatures.groups.end(),
                       [&](const auto& group) { return group.value == signature; });
}

std::optional<Lifetime> lifetime_named(std::string_view name) {
    static constexpr std::array<std::pair<std::string_view, Lifetime>, 5> lifetimes{{
        {"call", Lifetime::call},
        {"until", Lifetime::until},
        {"once", Lifetime::once},
        {"close", Lifetime::close},
        {"process", Lifetime::process},
    }};
    for (const auto& [text, lifetime] : lifetimes)
        if (text == name)
            return lifetime;
    return std::nullopt;
}

// Closures behind one user data begin and end together: all must say the same of their life.
bool shares_life(Lowering& lowering, const Callable& callable, const Roles& roles,
                 std::size_t index, const model::Annotation& annotation, const CallbackUse& use) {
    const std::size_t first = *roles.params[*use.user_data].of;
    if (!roles.params[first].callback)
        return false; // what is wrong there has been said
    const CallbackUse& other = *roles.params[first].callback;
    if (other.lifetime == use.lifetime && other.until == use.until)
        return true;
    lowering.error("A13", annotation.where, callable.entity(index),
                   fmt::format("'{}' and '{}' have one user data and different lifetimes",
                               callable.parameter(first).name, callable.parameter(index).name),
                   "write the same lifetime and end at both");
    return false;
}

// A closure of one call that C hands nothing back for: the thread in the call tells whose it is.
// That is no help where other threads call it, or where its type has user data that nobody named.
bool needs_no_data(Lowering& lowering, const Callable& callable, Roles& roles, std::size_t index,
                   const CallbackUse& use) {
    const Callback* callback = lowering.api.callback(use.type);
    if (use.lifetime != Lifetime::call || (callback != nullptr && callback->user_data))
        return false;
    if (use.thread == CallbackThread::any)
        roles.unsafe(fmt::format("other threads call '{}', and no user data says whose closure "
                                 "they call",
                                 callable.entity(index)));
    return true;
}

// The user data of the callback at `index`, which a process-wide hook, and a closure that is called
// within the call alone, can do without.
bool relate_user_data(Lowering& lowering, const Callable& callable, Roles& roles, std::size_t index,
                      const model::Annotation& annotation, CallbackUse& use) {
    const std::string entity = callable.entity(index);
    const std::string* name = annotation.value("user_data");
    if (name == nullptr) {
        if (use.lifetime == Lifetime::process) {
            for (std::size_t i = 0; i < index; ++i)
                if (roles.params[i].callback && !roles.params[i].callback->user_data)
                    roles.unsafe(fmt::format("'{}' sets several hooks without user data at once",
                                             callable.name));
            return true;
        }
        if (needs_no_data(lowering, callable, roles, index, use))
            return true;
        lowering.error("A03", annotation.where, entity, "FFI_CALLBACK needs 'user_data'",
                       "name the 'void *' parameter that the callback is called with; only "
                       "lifetime = process, and call where its type has none, can do without");
        return false;
    }
    const std::optional<std::size_t> data =
        named_parameter(lowering, callable, index, annotation, *name);
    if (!data)
        return false;
    if (!is_user_data(roles.shapes[*data])) {
        lowering.error("A13", annotation.where, callable.entity(*data),
                       fmt::format("'{}', the user data of '{}', is no 'void *'",
                                   callable.entity(*data), callable.parameter(index).name),
                       "name a parameter of type void *");
        return false;
    }
    const Callback* callback = lowering.api.callback(use.type);
    if (callback == nullptr || !callback->user_data) {
        lowering.error(
            "A13", annotation.where, entity,
            fmt::format("the callback '{}' gets no user data when it is called", entity),
            "give its type a 'void *' parameter: without it no closure can be found again");
        return false;
    }
    use.user_data = data;
    if (claimed(roles, *data) && roles.params[*data].role == Role::user_data)
        return shares_life(lowering, callable, roles, index, annotation, use);
    return claim(lowering, callable, roles, *data, Role::user_data, index);
}

// FFI_CALLBACK(…, destroy = param): void (*)(void *user_data).
bool relate_destroy(Lowering& lowering, const Callable& callable, Roles& roles, std::size_t index,
                    const model::Annotation& annotation, CallbackUse& use) {
    const std::string* name = annotation.value("destroy");
    if (name == nullptr)
        return true;
    const std::optional<std::size_t> found =
        named_parameter(lowering, callable, index, annotation, *name);
    if (!found)
        return false;
    const Shape& shape = roles.shapes[*found];
    if (!is_destructor(lowering, shape, callable.target)) {
        lowering.error("A13", annotation.where, callable.entity(*found),
                       fmt::format("'{}' cannot destroy the user data of '{}'",
                                   callable.entity(*found), callable.parameter(index).name),
                       "name a parameter of type void (*)(void *)");
        return false;
    }
    use.destroy = found;
    return claim(lowering, callable, roles, *found, Role::destroy, index);
}

void refuse_callback(const Callback& callback, const std::string& entity, const CallbackUse& use,
                     Roles& roles) {
    if (!callback.problem.empty())
        roles.unsafe(callback.problem);
    else if (callback.result.role == ResultRole::string && use.lifetime == Lifetime::once)
        roles.unsafe(fmt::format("the text that '{}' gives would end with it, which is called once",
                                 entity));
}

void relate_annotated(Lowering& lowering, const Callable& callable, Roles& roles, std::size_t index,
                      const model::Annotation& annotation) {
    const std::string entity = callable.entity(index);
    if (roles.shapes[index].points_to_record() && !callable.is_callback)
        return relate_table(lowering, callable, roles, index, annotation);
    if (!roles.shapes[index].is_function_pointer())
        return lowering.error(
            "A13", annotation.where, entity,
            fmt::format("'{}' is marked FFI_CALLBACK but is no function pointer", entity),
            "mark the function pointer, or the pointer to a record of them");
    if (annotation.value("size") != nullptr)
        return lowering.error("A13", annotation.where, entity,
                              fmt::format("'{}' is a function pointer, which has no size", entity),
                              "size = member is for a pointer to a record of function pointers");
    CallbackUse use = read_use(lowering, callable, index, annotation);
    const model::Parameter& parameter = callable.parameter(index);
    use.type = callback_of(
        lowering,
        {callable.signature->args[index + 1], callable.name, parameter.name, parameter.where},
        callable.target);
    if (const Callback* callback = lowering.api.callback(use.type))
        refuse_callback(*callback, entity, use, roles);
    if (relate_user_data(lowering, callable, roles, index, annotation, use) &&
        relate_destroy(lowering, callable, roles, index, annotation, use))
        roles.params[index].callback = std::move(use);
}

// How long a function pointer without a word may be called is not to be guessed: a closure that is
// freed too early would be called all the same.
void refuse_unsaid(const Callable& callable, Roles& roles, std::size_t index) {
    const std::size_t next = index + 1;
    if (next < roles.params.size() && is_user_data(roles.shapes[next]) && !claimed(roles, next))
        roles.unsafe(fmt::format("how long '{}' may be called is not said: mark it FFI_CALLBACK",
                                 callable.entity(index)));
}

} // namespace

bool is_user_data(const Shape& shape) {
    return shape.points_to(TypeKind::void_) && !shape.pointee_const();
}

bool is_destructor(const Lowering& lowering, const Shape& shape, std::size_t target) {
    return shape.is_function_pointer() && function_type(shape).args.size() == 2 &&
           is_user_data(shape_of(lowering.contract, function_type(shape).args[1], target));
}

CallbackUse read_use(Lowering& lowering, const Callable& callable, std::size_t index,
                     const model::Annotation& annotation) {
    CallbackUse use;
    const std::string entity = callable.entity(index);
    const auto wrong = [&](std::string id, std::string message, std::string remedy) {
        lowering.error(std::move(id), annotation.where, entity, std::move(message),
                       std::move(remedy));
    };
    if (const std::string* thread = annotation.value("thread")) {
        if (*thread == "any")
            use.thread = CallbackThread::any;
        else if (*thread != "caller")
            wrong("A03",
                  fmt::format("'thread = {}' of FFI_CALLBACK is neither caller nor any", *thread),
                  "write thread = caller or any");
    }
    const std::string* until = annotation.value("until");
    if (until != nullptr)
        use.lifetime = Lifetime::until;
    if (const std::string* name = annotation.value("lifetime")) {
        const std::optional<Lifetime> lifetime = lifetime_named(*name);
        if (!lifetime)
            wrong("A03", fmt::format("'lifetime = {}' of FFI_CALLBACK is unknown", *name),
                  "write lifetime = call, once, until, close or process");
        use.lifetime = lifetime.value_or(use.lifetime);
    }
    if (use.lifetime == Lifetime::until && until == nullptr)
        wrong("A13",
              fmt::format("'{}' may be called until some function ends it, but which is not said",
                          entity),
              "add until = function");
    if (until == nullptr)
        return use;
    if (use.lifetime != Lifetime::until)
        wrong("A13", fmt::format("'{}' has both another lifetime and 'until = {}'", entity, *until),
              "write lifetime = until, or drop until");
    if (lowering.need_function(*until, annotation.where, entity) != nullptr)
        use.until = *until;
    return use;
}

std::string callback_of(Lowering& lowering, const FunctionPointer& pointer, std::size_t target) {
    Type type = pointer.type;
    while (type.kind == TypeKind::typedef_) {
        if (lowering.contract.callback(type.name) != nullptr)
            return type.name;
        const model::Typedef* named = lowering.contract.typedef_named(type.name);
        if (named == nullptr || named->layouts.find(target) == nullptr)
            break;
        type = named->layouts.find(target)->underlying;
    }
    const Shape shape = shape_of(lowering.contract, pointer.type, target);
    const Type& signature = function_type(shape);
    for (const Callback& callback : lowering.api.callbacks)
        if (same_signature(callback, signature))
            return callback.c_name;
    Callable inner;
    inner.name = pointer.owner + "_" + (pointer.name.empty() ? "callback" : pointer.name);
    inner.signature = &signature;
    inner.target = target;
    inner.where = pointer.where;
    const model::Annotations none;
    inner.annotations = &none;
    model::PerTarget<Type> signatures;
    for (const std::size_t each : lowering.contract.all_targets().indices())
        signatures.set(each, signature);
    Callback callback = make_callback(lowering, inner, lowering.words_of(inner.name), signatures);
    callback.is_typedef = false;
    lowering.api.callbacks.push_back(std::move(callback));
    return inner.name;
}

void relate_callbacks(Lowering& lowering, const Callable& callable, Roles& roles) {
    for (std::size_t i = 0; i < callable.count(); ++i)
        if (const model::Annotation* annotation =
                model::find(callable.parameter(i).annotations, "callback"))
            relate_annotated(lowering, callable, roles, i, *annotation);
    if (callable.is_callback)
        return;
    for (std::size_t i = 0; i < callable.count(); ++i)
        if (roles.shapes[i].is_function_pointer() && !roles.params[i].callback &&
            !claimed(roles, i) && callable.parameter(i).annotations.empty())
            refuse_unsaid(callable, roles, i);
}

void lower_callbacks(Lowering& lowering) {
    for (const model::Callback& callback : lowering.contract.callbacks) {
        if (callback.signatures.groups.empty())
            continue;
        Callable callable;
        callable.name = callback.name;
        callable.parameters = &callback.parameters;
        callable.annotations = &callback.annotations;
        callable.target = any_target(callback.signatures);
        callable.signature = &callback.signatures.first();
        callable.where = callback.where;
        callable.doc = parse_doc(callback.doc);
        lowering.api.callbacks.push_back(make_callback(
            lowering, std::move(callable), lowering.type_words(callback), callback.signatures));
    }
}

} // namespace ffigen::api
