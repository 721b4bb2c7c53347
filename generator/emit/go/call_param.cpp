#include "emit/go/call_param.hpp"

#include "emit/go/cgo_reach.hpp"
#include "emit/go/record_view.hpp"

#include <fmt/format.h>

#include <algorithm>

namespace ffigen::emit::go {

using model::Type;
using model::TypeKind;

std::string ParamParts::safe_type(const Type& type) const {
    return go_type(context_, type, scope_.target, Layer::safe).value_or("uintptr");
}

std::string ParamParts::c_declaration(const Type& type) const {
    return c_spelling(context_, type, c_name_);
}

void ParamParts::refuse_nil() {
    fail_if(parts_.checks, scope_, name_ + " == nil", "errNil(\"" + name_ + "\")");
}

Type ParamParts::passed_type() const {
    const bool is_named =
        param_.type.kind == TypeKind::typedef_ &&
        model::resolve(context_.contract, param_.type, scope_.target).kind == TypeKind::pointer;
    return is_named ? param_.type : decayed(context_, param_.type, scope_.target);
}

void ParamParts::pass_address(const std::string& pointer, bool is_unsafe) {
    parts_.takes_addresses = true;
    const Type type = passed_type();
    const auto cgo = cgo_type(context_, type, scope_.target);
    const std::string plain = is_unsafe ? pointer : "unsafe.Pointer(" + pointer + ")";
    if (cgo && *cgo != "unsafe.Pointer")
        parts_.arguments.push_back(
            {fmt::format("({})({})", *cgo, plain), c_declaration(type), c_name_});
    else
        parts_.arguments.push_back({plain, "const void *" + c_name_,
                                    fmt::format("({})({})", c_spelling(context_, type), c_name_),
                                    cgo.has_value()});
}

void ParamParts::returned_field(const Type& type) {
    parts_.fields.emplace_back(bridge_spelling(context_, type, scope_.target, c_name_), c_name_);
    const bool hidden = is_unknown_to_cgo(context_, type, scope_.target);
    const std::string cast =
        hidden ? "(" + c_spelling(context_, passed_type()) + ")" : std::string();
    parts_.arguments.push_back({{}, {}, cast + "&result." + c_name_, false});
}

void ParamParts::returned_bytes(const Type& type) {
    Type plain = type;
    plain.is_const = plain.is_volatile = false;
    const std::string variable = beside(scope_, index_, "value");
    parts_.fields.emplace_back(
        fmt::format("uint64_t {}[(sizeof({}) + 7) / 8]", c_name_, c_spelling(context_, plain)),
        c_name_);
    parts_.c_before.push_back(c_spelling(context_, plain, variable) + ";");
    parts_.c_before.push_back(fmt::format("memset(&{}, 0, sizeof {});", variable, variable));
    parts_.c_after.push_back(
        fmt::format("memcpy(result.{}, &{}, sizeof {});", c_name_, variable, variable));
    const bool is_array = plain.kind == TypeKind::array;
    parts_.arguments.push_back({{}, {}, (is_array ? "" : "&") + variable, false});
    const std::string go = safe_type(type);
    parts_.results.push_back({go, zero_of(context_, type, scope_.target, go),
                              fmt::format("*(*{})(unsafe.Pointer(&{}))", go, field())});
}

const RecordPlan* ParamParts::plan_of(const Type& type) const {
    const Type resolved = model::resolve(context_.contract, type, scope_.target);
    if (resolved.kind != TypeKind::record)
        return nullptr;
    const auto found = scope_.plans.find(resolved.name);
    return found == scope_.plans.end() ? nullptr : &found->second;
}

std::string ParamParts::alignment_of(const Type& type) const {
    const RecordPlan* plan = plan_of(type);
    if (plan == nullptr || !plan->over_aligned())
        return {};
    const auto name = context_.safe.records.find(plan->record->name);
    return name == context_.safe.records.end() ? "" : alignment_name(name->second);
}

} // namespace ffigen::emit::go
