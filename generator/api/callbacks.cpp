// Callbacks: the function pointers and user data among a function's parameters.
#include "api/callable.hpp"

#include "annotations/table.hpp"
#include "api/embedded.hpp"

#include <algorithm>
#include <array>

namespace ffigen::api {
namespace {

using model::Type;
using model::TypeKind;

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
    if (!callback.problem.empty() && !callback.is_typedef)
        roles.unsafe(fmt::format("{}; the type of '{}' is written out, and FFI_CALLBACK(type = …) "
                                 "names a typedef of which this is said",
                                 callback.problem, entity));
    else if (!callback.problem.empty())
        roles.unsafe(callback.problem);
    else if (callback.result.role == ResultRole::string && use.lifetime == Lifetime::once)
        roles.unsafe(fmt::format("the text that '{}' gives would end with it, which is called once",
                                 entity));
}

// The callback's type, which `type = name` gives a pointer that is written out; empty where that is
// an error.
std::string type_of(Lowering& lowering, const Callable& callable, std::size_t index,
                    const model::Annotation& annotation) {
    const model::Parameter& parameter = callable.parameter(index);
    const FunctionPointer pointer{callable.signature->args[index + 1], callable.name,
                                  parameter.name, parameter.where};
    const std::string* name = annotation.value("type");
    if (name == nullptr)
        return callback_of(lowering, pointer, callable.target);
    return said_callback(lowering, pointer, *name, annotation.where, callable.entity(index),
                         callable.target);
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
    use.type = type_of(lowering, callable, index, annotation);
    if (use.type.empty())
        return; // what is wrong there has been said
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
    return shape.is_function_pointer() && shape.function().args.size() == 2 &&
           is_user_data(shape_of(lowering.contract, shape.function().args[1], target));
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

} // namespace ffigen::api
