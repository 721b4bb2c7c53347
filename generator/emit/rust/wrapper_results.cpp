#include "emit/rust/wrapper_builder.hpp"

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
        const Value value = value_of(safe_, result.type, target_);
        fallible_ |= value.kind == Value::Kind::closed_enum;
        return first_result(value.type, value.from_raw(result_));
    }
    case ResultRole::string:
        return string(result);
    case ResultRole::handle:
        made(safe_.names.types.at(result.element.name), result_, result.nullable, false);
        return move_last_first();
    case ResultRole::borrowed_handle:
        made(safe_.names.types.at(result.element.name), result_, result.nullable,
             !safe_.context.api.handle(result.element.name)->close.empty());
        return move_last_first();
    case ResultRole::record_ref:
        return record_ref(result);
    case ResultRole::opaque:
        return first_result(safe_.context.types.spell_outside(result.type, target_, ""), result_);
    }
}

void WrapperBuilder::status(const api::Result& result) {
    const std::string check = function_.realtime ? "check_realtime" : "check";
    const std::string set =
        snake_case(safe_.context.api.error_set(*function_.error_set)->name.words);
    const std::string suffix = safe_.context.api.error_sets.size() > 1 ? "_" + set : "";
    if (result.ok_values.empty()) {
        checks_.push_back(fmt::format("{}{}({})?;", check, suffix, status_));
        return;
    }
    // Some codes are no errors but answers: the caller gets them.
    std::string accepted;
    for (const std::string& value : result.ok_values)
        accepted +=
            (accepted.empty() ? "raw::" : " | raw::") + safe_.context.types.names().value(value);
    checks_.push_back(fmt::format("if !matches!({}, {}) {{", status_, accepted));
    checks_.push_back(fmt::format("    {}{}({})?;", check, suffix, status_));
    checks_.emplace_back("}");
    first_result(value_of(safe_, result.type, target_).type, status_);
}

void WrapperBuilder::string(const api::Result& result) {
    const model::Type pointer = model::resolve(safe_.context.contract, result.type, target_);
    const bool fixed = result.release.empty() && (function_.realtime || is_borrowed());
    if (!fixed) {
        text_result(result_, pointer, result.release, result.nullable);
        return move_last_first();
    }
    const bool has_self = !signature_.empty() && signature_.front() == "&self";
    after("// SAFETY: null, or a text that ends with NUL and lives as long as its owner, or "
          "for ever.");
    after(
        fmt::format("let {} = unsafe {{ borrow_text({}) }};", result_, as_text(result_, pointer)));
    const std::string type = has_self ? "Cow<'_, str>" : "Cow<'static, str>";
    if (result.nullable)
        first_result("Option<" + type + ">", result_);
    else
        first_result(type, result_ + ".unwrap_or_default()");
}

bool WrapperBuilder::is_borrowed() const {
    const model::Function* function = safe_.context.contract.function(function_.c_name);
    return function != nullptr && model::find(function->annotations, "borrowed") != nullptr;
}

void WrapperBuilder::record_ref(const api::Result& result) {
    const Value value = value_of(safe_, result.element, target_);
    after("// SAFETY: null, or a record that its owner keeps.");
    after(fmt::format("let {0} = unsafe {{ {0}.as_ref() }}.copied();", result_));
    if (result.nullable)
        return first_result("Option<" + value.type + ">", result_);
    fallible_ = true;
    first_result(value.type, result_ + ".ok_or_else(Error::null)?");
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
