// Callback types: what a closure of each is shown and gives, and which type a function pointer has.
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

bool names_user_data(const Words& words) {
    return std::ranges::find(user_data_names, join(words)) != user_data_names.end();
}

// The parameter of a callback that carries its user data.
struct UserData {
    std::optional<std::size_t> index;
    bool is_said = true; ///< false: it may as well be another one
};

// The only void*, else the one that FFI_NAME or its own name calls so. C would be asked for a
// closure behind an address of its own if another one were taken.
UserData user_data_of(const Callable& callable, const Roles& roles) {
    std::vector<std::size_t> found, named, marked;
    for (std::size_t i = 0; i < roles.shapes.size(); ++i) {
        if (!is_user_data(roles.shapes[i]) || roles.params[i].count)
            continue;
        const model::Parameter& parameter = callable.parameter(i);
        found.push_back(i);
        if (names_user_data(split_words(parameter.name)))
            named.push_back(i);
        if (names_user_data(explicit_name(parameter.annotations)))
            marked.push_back(i);
    }
    if (found.empty())
        return {};
    for (const auto& each : {marked, named, found})
        if (each.size() == 1)
            return {each.front()};
    return {found.back(), false};
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

// A closure sees where a number, an address or text is to be, and only raw code can put it there: C
// would read what stood there before.
std::string awaits_result(const Callable& callable, const Roles& roles) {
    static constexpr std::array awaited{Role::scalar_out, Role::record_out, Role::handle_out,
                                        Role::string_out, Role::text_out,   Role::texts_out,
                                        Role::buffer_out, Role::written,    Role::length_out};
    for (std::size_t i = 0; i < roles.params.size(); ++i) {
        const Role role = roles.params[i].role;
        if (std::ranges::find(awaited, role) != awaited.end())
            return fmt::format("'{}' is to be written by the closure, which only raw code can: "
                               "return it, or mark it FFI_INOUT if there is a value already",
                               callable.entity(i));
        const Shape& shape = roles.shapes[i];
        if (role == Role::opaque && shape.points_to_scalar() && !shape.pointee_const() &&
            !shape.points_to(TypeKind::char_))
            return fmt::format("whether '{}' is to be written by the closure, which only raw code "
                               "can, is not said: mark it FFI_INOUT if there is a value already",
                               callable.entity(i));
    }
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
    const UserData user_data = user_data_of(callable, roles);
    callback.user_data = user_data.index;
    if (callback.user_data) {
        Param& param = roles.params[*callback.user_data];
        param.role = Role::user_data;
        param.of = callback.user_data;
        if (param.name.c.empty())
            param.name.words = {"user", "data"};
    }
    roles.result.belongs.until = Until::change;
    settle_text(lowering, callable, roles.result);
    if (!user_data.is_said)
        callback.problem =
            fmt::format("which 'void *' of '{}' is its user data is not said: mark it "
                        "FFI_NAME(user_data)",
                        callable.name);
    if (callback.problem.empty())
        callback.problem = is_inexpressible(lowering, callable);
    if (callback.problem.empty())
        callback.problem = unsaid_length(lowering, callable, roles);
    if (callback.problem.empty())
        callback.problem = gives_address(lowering, callable, roles);
    if (callback.problem.empty())
        callback.problem = gives_bounded(lowering, callable, roles);
    if (callback.problem.empty())
        callback.problem = awaits_result(callable, roles);
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

// The callback type of that name that the pointer's type leads to; empty: it is written out.
std::string named_callback(const Lowering& lowering, Type type, std::size_t target) {
    // `f *` for a `typedef void f(int)` has a name as well.
    if (type.kind == TypeKind::pointer && type.element().kind == TypeKind::typedef_)
        type = Type(type.element());
    while (type.kind == TypeKind::typedef_) {
        if (lowering.contract.callback(type.name) != nullptr)
            return type.name;
        const model::Typedef* named = lowering.contract.typedef_named(type.name);
        if (named == nullptr || named->layouts.find(target) == nullptr)
            break;
        type = named->layouts.find(target)->underlying;
        if (type.kind == TypeKind::pointer && type.element().kind == TypeKind::typedef_)
            type = Type(type.element());
    }
    return {};
}

// What C sees of a type: without the names that typedefs give it.
Type seen_by_c(const model::Contract& contract, const Type& type, std::size_t target) {
    Type seen = model::resolve(contract, type, target);
    seen.nullability = model::Nullability::unspecified;
    for (Type& each : seen.args)
        each = seen_by_c(contract, each, target);
    return seen;
}

} // namespace

std::string callback_of(Lowering& lowering, const FunctionPointer& pointer, std::size_t target) {
    if (std::string name = named_callback(lowering, pointer.type, target); !name.empty())
        return name;
    const Shape shape = shape_of(lowering.contract, pointer.type, target);
    const Type& signature = shape.function();
    // Nothing is said of any of those that are written out: one is as good as the other.
    for (const Callback& callback : lowering.api.callbacks)
        if (!callback.is_typedef && callback.signatures.first() == signature)
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

std::string said_callback(Lowering& lowering, const FunctionPointer& pointer,
                          const std::string& name, const SourceLocation& where,
                          const std::string& entity, std::size_t target) {
    const auto refuse = [&](std::string id, std::string message, std::string remedy) {
        lowering.error(std::move(id), where, entity, std::move(message), std::move(remedy));
        return std::string();
    };
    const model::Callback* type = lowering.contract.callback(name);
    if (type == nullptr) {
        std::vector<std::string_view> known;
        for (const model::Callback& each : lowering.contract.callbacks)
            known.push_back(each.name);
        const std::string near = model::nearest_name(name, known);
        return refuse("A06", fmt::format("there is no typedef of a function pointer '{}'", name),
                      near.empty()
                          ? "name a typedef of a function pointer that this header declares"
                          : fmt::format("did you mean '{}'?", near));
    }
    const std::string own = named_callback(lowering, pointer.type, target);
    if (own == name)
        return own;
    if (!own.empty())
        return refuse(
            "A13",
            fmt::format("'{}' is a '{}', and not the '{}' that 'type' names", entity, own, name),
            "drop type: it is for a function pointer that is written out");
    const Type* signature = type->signatures.find(target);
    const Shape shape = shape_of(lowering.contract, pointer.type, target);
    if (signature == nullptr || seen_by_c(lowering.contract, *signature, target) !=
                                    seen_by_c(lowering.contract, shape.function(), target))
        return refuse(
            "A13",
            fmt::format("'{}' has another signature than '{}', which 'type' names", entity, name),
            "name a typedef of the same function pointer, or drop type");
    return name;
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
