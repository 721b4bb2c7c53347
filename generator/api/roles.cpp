#include "api/callable.hpp"

#include "annotations/table.hpp"

#include <algorithm>

namespace ffigen::api {
namespace {

const model::Parameter no_parameter{};

Words unnamed_words(const Lowering& lowering, const Param& param, std::size_t index) {
    switch (param.role) {
    case Role::handle:
    case Role::handle_consumed:
    case Role::handle_out:
        if (const Handle* handle = lowering.handle(param.element.name))
            return handle->name.words;
        break;
    case Role::callback:
        return {"callback"};
    case Role::user_data:
        return {"user", "data"};
    default:
        break;
    }
    return {"arg" + std::to_string(index)};
}

void name_params(const Lowering& lowering, const Callable& callable, Roles& roles) {
    Scope scope;
    for (std::size_t i = 0; i < roles.params.size(); ++i) {
        Param& param = roles.params[i];
        const model::Parameter& parameter = callable.parameter(i);
        Words words = explicit_name(parameter.annotations);
        if (!usable(words))
            words = split_words(param.member ? param.member->field : parameter.name);
        if (!usable(words))
            words = unnamed_words(lowering, param, i);
        param.name = {param.member ? param.member->field : parameter.name,
                      scope.claim(words, words)};
    }
}

} // namespace

const model::Parameter& Callable::parameter(std::size_t index) const {
    return parameters != nullptr && index < parameters->size() ? (*parameters)[index]
                                                               : no_parameter;
}

std::string Callable::entity(std::size_t index) const {
    if (index >= count()) // what it returns
        return name;
    const std::string& own = parameter(index).name;
    return name + "." + (own.empty() ? std::to_string(index) : own);
}

std::optional<std::size_t> Callable::find(std::string_view wanted) const {
    for (std::size_t i = 0; i < count(); ++i)
        if (!parameter(i).name.empty() && parameter(i).name == wanted)
            return i;
    // A parameter without a name is named by its place, counted from 0.
    if (!wanted.empty() && wanted.find_first_not_of("0123456789") == std::string_view::npos &&
        wanted.size() < 4) {
        const auto index = static_cast<std::size_t>(std::stoul(std::string(wanted)));
        if (index < count())
            return index;
    }
    return std::nullopt;
}

bool claimed(const Roles& roles, std::size_t index) { return roles.params[index].of.has_value(); }

bool claim(Lowering& lowering, const Callable& callable, Roles& roles, std::size_t index, Role role,
           std::size_t of) {
    Param& param = roles.params[index];
    const auto what = [](Role each) {
        switch (each) {
        case Role::count:
            return "the count";
        case Role::count_inout:
            return "the count, in and out,";
        case Role::written:
            return "the number written";
        case Role::length_out:
            return "the length";
        case Role::destroy:
            return "the destructor";
        default:
            return "the user data";
        }
    };
    const model::Parameter& parameter = callable.parameter(index);
    for (const char* word : {"fixed", "reserved"})
        if (const model::Annotation* same = model::find(parameter.annotations, word)) {
            lowering.error("A04", same->where, callable.entity(index),
                           fmt::format("'{}' is {} of '{}', and always the same by {}",
                                       parameter.name, what(role), callable.parameter(of).name,
                                       annotations::find_word(word)->macro),
                           role == Role::count
                               ? "keep one of the two; a length that is always the same can be "
                                 "written as a number, FFI_COUNTED_BY(16)"
                               : "keep one of the two");
            return false;
        }
    if (param.of && param.role == role && role == Role::count)
        return true; // shared by two buffers
    if (param.of) {
        lowering.error("A11", parameter.where, callable.entity(index),
                       fmt::format("'{}' is {} of '{}' and {} of '{}'", parameter.name,
                                   what(param.role), callable.parameter(*param.of).name, what(role),
                                   callable.parameter(of).name),
                       "give each a parameter of its own, or correct the annotation");
        return false;
    }
    param.role = role;
    param.of = of;
    return true;
}

std::optional<std::size_t> named_parameter(Lowering& lowering, const Callable& callable,
                                           std::size_t index, const model::Annotation& annotation,
                                           const std::string& name) {
    const std::optional<std::size_t> found = callable.find(name);
    if (found && *found != index)
        return found;
    if (name.empty()) {
        lowering.error("A05", annotation.where, callable.entity(index),
                       fmt::format("'{}' has a '*' without a name on both sides", annotation.name),
                       "name the parameter alone: what it points to is meant");
        return std::nullopt;
    }
    std::vector<std::string_view> known;
    for (std::size_t i = 0; i < callable.count(); ++i)
        if (i != index && !callable.parameter(i).name.empty())
            known.push_back(callable.parameter(i).name);
    const std::string near = model::nearest_name(name, known);
    lowering.error("A05", annotation.where, callable.entity(index),
                   found ? fmt::format("'{}' names itself", callable.entity(index))
                         : fmt::format("'{}' has no parameter '{}'", callable.name, name),
                   near.empty() ? "name another parameter of the same function"
                                : fmt::format("did you mean '{}'?", near));
    return std::nullopt;
}

std::string release_function(Lowering& lowering, const Callable& callable,
                             const std::string& entity, const model::Annotations& annotations) {
    const model::Annotation* owned = model::find(annotations, "owned");
    if (owned == nullptr || owned->positional.empty())
        return {};
    const std::string& name = owned->positional.front();
    const model::Function* function = lowering.need_function(name, owned->where, entity);
    if (function == nullptr || function->signatures.groups.empty())
        return {};
    const model::Type& signature = function->signatures.first();
    const bool takes_one = signature.args.size() == 2 && !signature.variadic;
    const Shape taken =
        takes_one ? shape_of(lowering.contract, signature.args[1], callable.target) : Shape();
    const Shape given =
        shape_of(lowering.contract, callable.signature->args.front(), callable.target);
    // What is given by value is taken so, or by its address.
    const bool is_record = given.type.kind == model::TypeKind::record && entity == callable.name;
    const bool fits = is_record ? taken.type == given.type ||
                                      (taken.points_to_record() && taken.target == given.type)
                                : taken.is_pointer;
    if (fits)
        return name;
    lowering.error("A12", function->where, name,
                   fmt::format("'{}' is said to free what '{}' gives, but does not take {}", name,
                               entity, is_record ? "it" : "one pointer"),
                   is_record ? "name a function of one such record"
                             : "name a function of one pointer");
    return {};
}

Roles lower_roles(Lowering& lowering, const Callable& callable) {
    Roles roles;
    for (std::size_t i = 0; i < callable.count(); ++i) {
        const model::Parameter& parameter = callable.parameter(i);
        Param param;
        param.type = callable.signature->args[i + 1];
        Shape shape = shape_of(lowering.contract, param.type, callable.target);
        param.nullable = shape.nullable || has(parameter.annotations, "nullable");
        if (const auto doc = callable.doc.params.find(parameter.name);
            doc != callable.doc.params.end() && !parameter.name.empty())
            param.doc = doc->second;
        param.unit = argument(parameter.annotations, "unit");
        roles.params.push_back(std::move(param));
        roles.shapes.push_back(std::move(shape));
    }
    relate_buffers(lowering, callable, roles);
    if (std::string why = unsaid_length(lowering, callable, roles); !why.empty())
        roles.unsafe(std::move(why));
    relate_callbacks(lowering, callable, roles);
    classify_params(lowering, callable, roles);
    refuse_unsaid_owners(lowering, callable, roles);
    lower_result(lowering, callable, roles);
    lower_loan(lowering, callable, roles);
    lower_ownership(lowering, callable, roles);
    name_params(lowering, callable, roles);
    return roles;
}

} // namespace ffigen::api
