#include "emit/rust/call_builder.hpp"

#include "emit/rust/callbacks.hpp"

#include <fmt/format.h>
#include <fmt/ranges.h>

#include <algorithm>
#include <utility>

namespace ffigen::emit::rust {

using api::Param;
using api::Role;
using model::TypeKind;

namespace {

/// The check of a number at a place, or of the address of one.
std::string number_check(const calls::Number& number, const std::string& place, bool is_address) {
    const bool is_enum = number.type.kind == model::TypeKind::enumeration;
    const bool is_float = model::is_floating(number.type.kind);
    const auto literal = [&](const std::string& text) {
        return is_float && text.find_first_of(".eE") == std::string::npos ? text + ".0" : text;
    };
    if (!number.values.empty())
        return fmt::format("check_known({}.0, &[{}])?;", place, fmt::join(number.values, ", "));
    return fmt::format("check_range({}{}{}, {}, {})?;", is_address && !is_enum ? "*" : "", place,
                       is_enum ? ".0" : "", literal(number.range.low), literal(number.range.high));
}

} // namespace

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
    case Role::flexible_in:
        return flexible_in(param, name);
    case Role::record_inout:
    case Role::scalar_inout:
        return reference(param, name, "&mut ", "ptr::null_mut()", "ptr::from_mut");
    case Role::record_out:
    case Role::scalar_out:
        return out(index, param, name);
    case Role::string_in:
        return string_in(param, name);
    case Role::strings_in:
        return strings_in(param, name);
    case Role::string_out:
        return string_out(param, name);
    case Role::text_out:
        return text_out(index, param, name);
    case Role::texts_out:
        return texts_out(index, param, name);
    case Role::buffer_out:
        return buffer_out(index, param, name);
    case Role::length_out:
        before(fmt::format("let mut {} = 0;", name));
        call_.push_back("&raw mut " + name);
        return;
    case Role::handles_in:
        return handles_in(index, param, name);
    case Role::slice_in:
    case Role::slice_out:
    case Role::slice_inout:
        return slice(param, name, param.role != Role::slice_in);
    case Role::rows_in:
    case Role::rows_inout:
        return rows(param, name);
    case Role::count:
        return count(index, param);
    case Role::count_inout:
    case Role::written:
        return written(index, param, name);
    case Role::handle:
    case Role::handle_consumed:
        return handle(index, param, name);
    case Role::handle_out:
        return handle_out(param, name);
    case Role::lent_out:
        return lent_out(name);
    case Role::callback:
        return callback(index, param, given_name(param));
    case Role::user_data:
        call_.push_back(user_data(*plan_.registration_of(*param.of)));
        return;
    case Role::destroy:
        return call_.push_back("Some(closures::destroy)");
    case Role::table:
        return table(index, param, name);
    case Role::reserved:
        return reserved(param);
    case Role::opaque:
        return opaque(param);
    }
}

void WrapperBuilder::opaque(const Param& param) {
    const bool pointer =
        model::resolve(safe_.context.contract, param.type, target_).kind == TypeKind::pointer;
    const bool is_const =
        pointer && param.type.kind == TypeKind::pointer && param.type.element().is_const;
    call_.push_back(!pointer   ? value_of(safe_, param.type, target_).initial
                    : is_const ? "ptr::null()"
                               : "ptr::null_mut()");
}

std::string WrapperBuilder::user_data(const calls::Registration& registration) const {
    const std::string name = holder_of(registration);
    if (registration.lifetime == api::Lifetime::process)
        return "kept_closures::hook_data(&" + name + ")";
    return name + ".as_user_data()";
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
    return element_type(safe_, param.element, target_);
}

void WrapperBuilder::out(std::size_t index, const Param& param, const std::string& name) {
    const Value value = value_of(safe_, param.element, target_);
    if (in_place_ && value.kind == Value::Kind::record)
        return argument(name, "&mut " + value.type, name);
    before(fmt::format("let mut {} = {};", name, value.initial));
    call_.push_back("&raw mut " + name);
    if (plan_.is_registration_id(index))
        return; // its guard has it
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
        call_.push_back(
            value.starts_with('-')
                ? fmt::format("{}_isize as {}", value,
                              safe_.context.types.spell_outside(param.type, target_, ""))
                : fmt::format("ptr::without_provenance{}({})",
                              plain.element().is_const ? "" : "_mut", value));
    else if (is_address)
        call_.push_back(plain.element().is_const ? "ptr::null()" : "ptr::null_mut()");
    else
        call_.push_back(value.empty() ? value_of(safe_, param.type, target_).initial : value);
}

/// A member of a record, as it follows the record; empty where Rust has no more than its address.
std::string WrapperBuilder::member_of(const calls::Number::Step& step) const {
    const RecordShape& shape =
        safe_.context.types.shape(*safe_.context.contract.record(step.record), target_);
    unsigned unnamed = 0;
    const auto unit = std::ranges::find_if(shape.units, [&](const Unit& each) {
        const bool is_field = each.kind == Unit::Kind::member || each.kind == Unit::Kind::bytes;
        return is_field && each.field == step.field &&
               (!step.field.empty() || ++unnamed == step.unnamed);
    });
    if (unit != shape.units.end() && unit->kind == Unit::Kind::member)
        return "." + unit->name;
    const bool is_named = !step.field.empty();
    if (!is_named && unit == shape.units.end())
        return {};
    const auto accessor = std::ranges::find_if(shape.accessors, [&](const Accessor& each) {
        return is_named ? each.field == step.field : each.storage == unit->name;
    });
    return accessor != shape.accessors.end() && !accessor->is_address ? "." + accessor->name + "()"
                                                                      : std::string();
}

/// The check of a number in the records of a parameter, loop by loop.
std::optional<text::Nested> WrapperBuilder::field_check(const calls::Number& number) const {
    const Param& param = function_.params[number.param];
    const bool is_changed = param.role == Role::record_inout || param.role == Role::slice_inout ||
                            param.role == Role::scalar_inout;
    const bool is_enum = number.type.kind == model::TypeKind::enumeration;
    std::vector<std::string> heads;
    std::string place = local_name(param);
    if (param.nullable)
        heads.push_back(fmt::format("if let Some({0}) = {1}{0}", place, is_changed ? "&" : ""));
    if (number.is_element) {
        heads.push_back(fmt::format("for each in {}{}",
                                    !is_changed      ? ""
                                    : param.nullable ? "&**"
                                                     : "&*",
                                    place));
        place = "each";
    }
    if (number.is_pointee && !is_enum)
        place.insert(0, param.nullable ? "**" : "*");
    bool is_address = false; // of a number within arrays
    for (const calls::Number::Step& step : number.steps) {
        const std::string member = member_of(step);
        if (member.empty())
            return std::nullopt;
        place += member;
        const bool is_last = &step == &number.steps.back();
        const bool is_packed = safe_.context.contract.record(step.record)->is_packed;
        for (unsigned i = 0; i < step.dimensions; ++i) {
            const bool is_copied = is_packed || (is_last && step.dimensions == 1);
            heads.push_back(fmt::format("for each in {}{}", is_copied || i > 0 ? "" : "&", place));
            place = "each";
            is_address = !is_copied;
        }
    }
    is_address &= !number.steps.empty() && number.steps.back().dimensions > 1;
    is_address |= number.is_element && number.steps.empty();
    return text::Nested{heads, {number_check(number, place, is_address)}};
}

void WrapperBuilder::check_fields() {
    std::vector<text::Nested> checks;
    for (const calls::Number& number : plan_.numbers)
        if (number.is_behind())
            if (std::optional<text::Nested> check = field_check(number))
                checks.push_back(std::move(*check));
    fallible_ |= !checks.empty();
    for (std::string& line : text::nested_lines(checks, {"", "    ", " {", "}"}))
        before(std::move(line));
}

std::vector<std::string> WrapperBuilder::checks_of_lent() {
    check_fields();
    if (!before_.empty())
        before_.insert(before_.begin(),
                       fmt::format("let {} = &*self;",
                                   local_name(function_.params[plan_.numbers.front().param])));
    return before_;
}

void WrapperBuilder::check_ranges() {
    for (const calls::Number& number : plan_.numbers) {
        const Param& param = function_.params[number.param];
        if (number.is_behind())
            continue;
        const model::Type plain = model::resolve(safe_.context.contract, param.type, target_);
        const auto literal = [&](const std::string& text) {
            const bool whole = text.find_first_of(".eE") == std::string::npos;
            return model::is_floating(plain.kind) && whole ? text + ".0" : text;
        };
        fallible_ = true;
        const std::string high = number.range.up_to
                                     ? local_name(function_.params[*number.range.up_to])
                                     : literal(number.range.high);
        const std::string value =
            plain.kind == TypeKind::enumeration
                ? fmt::format("{}::from({}).0",
                              safe_.context.types.spell_outside(param.type, target_, ""),
                              local_name(param))
                : local_name(param);
        before(call_text(
            fmt::format("check_range({}, {}, {})", value, literal(number.range.low), high), "?;"));
    }
}

} // namespace ffigen::emit::rust
