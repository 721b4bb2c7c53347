#include "emit/rust/wrapper_builder.hpp"

#include "emit/rust/callback.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <utility>

namespace ffigen::emit::rust {

using api::Param;
using api::Role;
using model::TypeKind;

void WrapperBuilder::parameter(std::size_t index) {
    const Param& param = function_.params[index];
    const std::string name = local_name(param);
    switch (param.role) {
    case Role::value: {
        const Value value = value_of(safe_, param.type, target_);
        argument(name, value.type, value.to_raw(name));
        return;
    }
    case Role::record_in:
        return reference(param, name, "&", "ptr::null()", "ptr::from_ref");
    case Role::record_inout:
    case Role::scalar_inout:
        return reference(param, name, "&mut ", "ptr::null_mut()", "ptr::from_mut");
    case Role::record_out:
    case Role::scalar_out:
        return out(param, name);
    case Role::string_in:
        return string_in(param, name);
    case Role::strings_in:
        return strings_in(param, name);
    case Role::string_out:
        return string_out(param, name);
    case Role::text_out:
        return text_out(param, name);
    case Role::slice_in:
    case Role::slice_out:
    case Role::slice_inout:
        return slice(param, name, param.role != Role::slice_in);
    case Role::count:
        return count(param);
    case Role::count_inout:
        return count_inout(param, name);
    case Role::written:
        before(fmt::format("let mut {} = 0;", name));
        call_.push_back("&raw mut " + name);
        if (function_.params[*param.of].role != Role::text_out)
            results_.emplace_back("usize", size_from(param, name));
        return;
    case Role::handle:
    case Role::handle_consumed:
        return handle(index, param, name);
    case Role::handle_out:
        return handle_out(param, name);
    case Role::lent_out:
        return lent_out(param, name);
    case Role::callback:
        return callback(param, name);
    case Role::user_data:
        call_.push_back(local_name(function_.params[*param.of]) + "_data");
        return;
    case Role::destroy: // C keeps the closure for good
        return call_.push_back("None");
    case Role::reserved:
        return reserved(param);
    case Role::opaque: {
        const bool pointer =
            model::resolve(safe_.context.contract, param.type, target_).kind == TypeKind::pointer;
        const bool is_const =
            pointer && param.type.kind == TypeKind::pointer && param.type.element().is_const;
        call_.push_back(!pointer   ? value_of(safe_, param.type, target_).initial
                        : is_const ? "ptr::null()"
                                   : "ptr::null_mut()");
        return;
    }
    }
}

void WrapperBuilder::argument(const std::string& name, const std::string& type,
                              std::string passed) {
    signature_.push_back(name + ": " + type);
    call_.push_back(std::move(passed));
}

void WrapperBuilder::reference(const Param& param, const std::string& name, const std::string& kind,
                               const std::string& null, const std::string& to_pointer) {
    const Value value = value_of(safe_, param.element, target_);
    const std::string type = value.kind == Value::Kind::record ? value.type : raw_element(param);
    if (!param.nullable)
        return argument(name, kind + type, name);
    argument(name, "Option<" + kind + type + ">",
             fmt::format("{}.map_or({}, {})", name, null, to_pointer));
}

std::string WrapperBuilder::raw_element(const Param& param) {
    std::string scalar = scalar_type(safe_.context, param.element);
    if (!scalar.empty())
        return scalar;
    const model::Type plain = model::resolve(safe_.context.contract, param.element, target_);
    if (plain.kind == TypeKind::record)
        return value_of(safe_, param.element, target_).type;
    return safe_.context.types.spell_outside(param.element, target_, "");
}

void WrapperBuilder::out(const Param& param, const std::string& name) {
    const Value value = value_of(safe_, param.element, target_);
    if (in_place_ && value.kind == Value::Kind::record)
        return argument(name, "&mut " + value.type, name);
    before(fmt::format("let mut {} = {};", name, value.initial));
    call_.push_back("&raw mut " + name);
    fallible_ |= value.kind == Value::Kind::closed_enum;
    results_.emplace_back(value.type, value.from_raw(name));
}

void WrapperBuilder::reserved(const Param& param) {
    const model::Type plain = model::resolve(safe_.context.contract, param.type, target_);
    const bool is_function =
        plain.kind == TypeKind::function ||
        (plain.kind == TypeKind::pointer &&
         model::resolve(safe_.context.contract, plain.element(), target_).kind ==
             TypeKind::function);
    const bool is_address = plain.kind == TypeKind::pointer;
    const std::string& value = param.fixed_value;
    if (is_function)
        call_.push_back(
            value.empty()
                ? "None"
                : fmt::format("core::mem::transmute::<isize, {}>({})",
                              safe_.context.types.spell_outside(param.type, target_, ""), value));
    else if (is_address && !value.empty())
        call_.push_back(fmt::format("{}_isize as {}", value,
                                    safe_.context.types.spell_outside(param.type, target_, "")));
    else if (is_address)
        call_.push_back(plain.element().is_const ? "ptr::null()" : "ptr::null_mut()");
    else
        call_.push_back(value.empty() ? value_of(safe_, param.type, target_).initial : value);
}

const std::string& WrapperBuilder::handle_type(const Param& param) const {
    return safe_.names.types.at(param.element.name);
}

void WrapperBuilder::handle(std::size_t index, const Param& param, const std::string& name) {
    const bool consumed = param.role == Role::handle_consumed;
    if (is_self(index)) {
        signature_.push_back(consumed ? "self" : "&self");
        call_.push_back(consumed ? "self.into_raw()" : "self.raw.as_ptr()");
        return;
    }
    const std::string& type = handle_type(param);
    if (consumed) {
        argument(name, param.nullable ? "Option<" + type + ">" : type,
                 param.nullable
                     ? fmt::format("{}.map_or(ptr::null_mut(), {}::into_raw)", name, type)
                     : name + ".into_raw()");
        return;
    }
    argument(name, param.nullable ? "Option<&" + type + ">" : "&" + type,
             param.nullable ? fmt::format("{}.map_or(ptr::null_mut(), {}::as_raw)", name, type)
                            : name + ".as_raw()");
}

void WrapperBuilder::handle_out(const Param& param, const std::string& name) {
    before(fmt::format("let mut {} = ptr::null_mut();", name));
    call_.push_back("&raw mut " + name);
    const std::string& type = handle_type(param);
    if (param.on_error && !param.release.empty()) {
        // Owned before the status is looked at: dropped, and so closed, when it is an error.
        const std::string object = locals_.take(name + "_object");
        at_once_.push_back("// SAFETY: null, or an object that nothing else owns.");
        at_once_.push_back(
            fmt::format("let {} = unsafe {{ {}::from_raw({}) }};", object, type, name));
        const std::string shown = self_or(type);
        if (param.nullable)
            return results_.emplace_back("Option<" + shown + ">", object), void();
        fallible_ = true;
        return results_.emplace_back(shown, object + ".ok_or_else(Error::null)?"), void();
    }
    made(type, name, param.nullable,
         param.release.empty() && !safe_.context.api.handle(param.element.name)->close.empty());
}

void WrapperBuilder::made(const std::string& type, const std::string& name, bool nullable,
                          bool borrowed) {
    after("// SAFETY: null, or an object that nothing else " +
          std::string(borrowed ? "closes while it is lent." : "owns."));
    const std::string make = borrowed
                                 ? fmt::format("Borrowed::from_raw({}, {}::from_raw)", name, type)
                                 : fmt::format("{}::from_raw({})", type, name);
    after(fmt::format("let {} = unsafe {{ {} }};", name, make));
    const std::string shown = borrowed ? fmt::format("Borrowed<'_, {}>", type) : self_or(type);
    if (nullable)
        return results_.emplace_back("Option<" + shown + ">", name), void();
    fallible_ = true;
    results_.emplace_back(shown, name + ".ok_or_else(Error::null)?");
}

std::string WrapperBuilder::self_or(const std::string& type) const {
    return !function_.handle.empty() && safe_.names.types.at(function_.handle) == type ? "Self"
                                                                                       : type;
}

void WrapperBuilder::lent_out(const Param& param, const std::string& name) {
    const model::Type pointer = model::resolve(safe_.context.contract, param.type, target_);
    const bool is_const =
        pointer.element().kind == TypeKind::pointer && pointer.element().element().is_const;
    before(fmt::format("let mut {} = {};", name, is_const ? "ptr::null()" : "ptr::null_mut()"));
    call_.push_back("&raw mut " + name);
    fallible_ = true;
    const std::string& guard = safe_.names.loans.at(function_.c_name);
    after(fmt::format("let lent = NonNull::new({}{}).ok_or_else(Error::null)?;", name,
                      is_const ? ".cast_mut()" : ""));
    results_.emplace_back(guard + "<'_>", fmt::format("{} {{ owner: self, lent }}", guard));
}

void WrapperBuilder::callback(const Param& param, const std::string& name) {
    const ClosureUse use =
        closure_use(safe_, function_, *param.callback, generic_name(safe_, generics_.size()));
    generics_.push_back(use.parameter);
    bounds_.push_back(use.bound);
    argument(name, use.parameter, use.trampoline);
    for (const std::string& line : use.before)
        before(fmt::format(fmt::runtime(line), name));
    for (const std::string& line : use.after)
        at_once_.push_back(fmt::format(fmt::runtime(line), name));
    if (param.callback->lifetime != api::Lifetime::until)
        return;
    const Json guards = registration_json(safe_, function_);
    const Json& guard = guards.front();
    const std::string type = guard["guard"];
    const std::string field = guard["field"];
    const bool owned = guard["owned"];
    results_.emplace_back(
        type + (owned ? "<'_>" : ""),
        fmt::format("{} {{ {}{}: {} }}", type, owned ? "owner: self, " : "", field, name));
}

} // namespace ffigen::emit::rust
