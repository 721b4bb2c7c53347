#include "emit/rust/call_builder.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <utility>

namespace ffigen::emit::rust {

using api::Param;
using api::ResultRole;
using api::Role;

void WrapperBuilder::check_contract() {
    if (safe_.context.api.package.fingerprint_function.empty())
        return;
    const bool has_object =
        std::any_of(function_.params.begin(), function_.params.end(), [](const Param& param) {
            return (param.role == Role::handle || param.role == Role::handle_consumed) &&
                   !param.nullable;
        });
    if (has_object)
        return; // it was checked when the object was made
    before_.insert(before_.begin(), fallible_ ? "contract::check()?;" : "contract::assert();");
    asserts_ = !fallible_;
}

void WrapperBuilder::returned() {
    const api::Result& result = function_.result;
    switch (result.role) {
    case ResultRole::nothing:
        return;
    case ResultRole::status:
        return status(result);
    case ResultRole::value: {
        if (plan_.is_registration_id(std::nullopt))
            return; // its guard has it
        const Value value = value_of(safe_, result.type, target_);
        may_refuse_ |= value.kind == Value::Kind::closed_enum;
        fallible_ |= may_refuse_;
        return first_result(value.type, value.from_raw(result_));
    }
    case ResultRole::string:
        return string(plan_.outputs.front());
    case ResultRole::handle:
    case ResultRole::borrowed_handle:
        made(plan_.outputs.front(), result_);
        return move_last_first();
    case ResultRole::record_ref:
        return record_ref(result);
    case ResultRole::flexible:
        return flexible(plan_.outputs.front());
    case ResultRole::buffer:
        return buffer(plan_.outputs.front());
    case ResultRole::texts:
        return texts(plan_.outputs.front());
    case ResultRole::opaque:
        return first_result(safe_.context.types.spell_outside(result.type, target_, ""), result_);
    }
}

std::string WrapperBuilder::null_error() {
    may_refuse_ = true;
    switch (plan_.null_text()) {
    case calls::ErrorText::fresh:
        needs_last_text_ = true;
        return "|| Error::null(before)";
    case calls::ErrorText::last:
        return "Error::null";
    default:
        return "Error::nothing";
    }
}

void WrapperBuilder::check_errno() {
    const model::Type type = model::resolve(safe_.context.contract, function_.result.type, target_);
    if (!plan_.failure.sets_errno || function_.result.role == ResultRole::status)
        return;
    fallible_ = may_refuse_ = true;
    if (type.kind == model::TypeKind::pointer)
        check_ = "check_errno(" + result_ + ".is_null())";
    else
        check_ = "check_errno(" + result_ + " < 0)";
}

void WrapperBuilder::status(const api::Result& result) {
    const calls::Failure& failure = plan_.failure;
    const std::string check = failure.is_static ? "check_realtime" : "check";
    const bool is_fresh = failure.text == calls::ErrorText::fresh;
    needs_last_text_ |= is_fresh;
    const api::ErrorSet& set = *safe_.context.api.error_set(*failure.error_set);
    const std::string suffix = error_suffix(safe_.context.api, set);
    check_ = fmt::format("{}{}({}{})", check, suffix, status_, is_fresh ? ", before" : "");
    if (result.ok_values.empty())
        return;
    // Some codes are no errors but answers: the caller gets them.
    for (const std::string& value : result.ok_values)
        accepted_ += (accepted_.empty() ? "" : " | ") + status_code(safe_, set, value);
    const std::string code = code_type();
    first_result(code.empty() ? value_of(safe_, result.type, target_).type : code, status_);
}

void WrapperBuilder::string(const calls::Output& output) {
    const model::Type pointer =
        model::resolve(safe_.context.contract, function_.result.type, target_);
    if (!output.release.empty() || output.belongs.until != api::Until::forever) {
        text_result(output, result_, pointer);
        return move_last_first();
    }
    const std::string text = result_ + "_text";
    taken_.push_back({text, "null, or a text that ends with NUL and lives for ever.",
                      fmt::format("borrow_text({})", as_text(result_, pointer)), false});
    if (output.nullable)
        first_result("Option<Cow<'static, str>>", text);
    else
        first_result("Cow<'static, str>", text + ".unwrap_or_default()");
}

void WrapperBuilder::record_ref(const api::Result& result) {
    const Value value = value_of(safe_, result.element, target_);
    // What may change at any time is no Copy in Rust; its bytes are copied all the same.
    const bool is_copy = safe_.context.types.facts(result.element, target_).is_copy;
    const std::string copy =
        is_copy ? ".as_ref().copied()" : ".as_ref().map(|record| ptr::from_ref(record).read())";
    taken_.push_back({result_, "null, or a record that its owner keeps.", result_ + copy, false});
    if (result.nullable)
        return first_result("Option<" + value.type + ">", result_);
    fallible_ = true;
    first_result(value.type, result_ + ".ok_or_else(" + null_error() + ")?");
}

std::string WrapperBuilder::result_type() const {
    std::string type = "()";
    if (results_.size() == 1)
        type = results_[0].first;
    if (results_.size() > 1) {
        type.clear();
        for (const auto& [each, value] : results_)
            type += (type.empty() ? "(" : ", ") + each;
        type += ")";
    }
    if (fallible_)
        return "Result<" + type + ", Error>";
    return type == "()" ? "" : type;
}

} // namespace ffigen::emit::rust
