// Numbers within records, checked before C reads them.
#include "emit/go/call_param.hpp"

#include "emit/go/record_view.hpp"
#include "emit/text/nested.hpp"

#include <fmt/format.h>
#include <fmt/ranges.h>

#include <algorithm>

namespace ffigen::emit::go {

namespace {

/// The way to a number in the records of a parameter.
class FieldCheck {
  public:
    FieldCheck(const SafeScope& scope, const calls::Number& number, const std::string& place,
               const std::string& name)
        : scope_(scope), number_(number), place_(place), shown_(name) {}

    /// None where Go has no more than the number's address.
    [[nodiscard]] std::optional<text::Nested> run() {
        if (number_.is_element)
            enter();
        if (number_.is_pointee)
            place_.insert(0, "*");
        const RecordPlan* outer = nullptr; // has the members of its anonymous ones itself
        for (const calls::Number::Step& step : number_.steps) {
            const auto plan = scope_.plans.find(step.record);
            const RecordPlan* record = outer != nullptr             ? outer
                                       : plan == scope_.plans.end() ? nullptr
                                                                    : &plan->second;
            if (record == nullptr)
                return std::nullopt;
            if (step.field.empty()) {
                outer = has_embedded(*record, step.inner) ? nullptr : record;
                continue;
            }
            outer = nullptr;
            if (!follow(*record, step))
                return std::nullopt;
        }
        return check();
    }

  private:
    /// By index, since a value that `range` gives is a copy of the whole element; what a method
    /// gives is one already, and has no address for a method of its own.
    void enter() {
        if (is_given_) {
            heads_.push_back(fmt::format("for _, each := range {}", place_));
            place_ = "each";
        } else {
            const std::string index = next_index();
            heads_.push_back(fmt::format("for {} := range {}", index, place_));
            place_ += "[" + index + "]";
        }
        is_given_ = false;
    }

    std::string next_index() {
        std::string index;
        do
            index = std::string(1, index_++);
        while (std::ranges::find(scope_.names, index) != scope_.names.end());
        return index;
    }

    [[nodiscard]] static bool has_embedded(const RecordPlan& record, const std::string& inner) {
        return std::ranges::any_of(record.members, [&](const Member& member) {
            return member.access == Access::embedded && member.name == inner;
        });
    }

    bool follow(const RecordPlan& record, const calls::Number::Step& step) {
        const auto member = std::ranges::find(record.members, step.field, &Member::name);
        if (member == record.members.end())
            return false;
        const bool is_called = member->access == Access::value || member->access == Access::bits;
        if (member->access != Access::field && !is_called)
            return false;
        const auto index = static_cast<std::size_t>(member - record.members.begin());
        const std::string name = "." +
                                 record_names(scope_.context, record, Layer::safe).members[index] +
                                 (is_called ? "()" : "");
        place_ += name;
        is_given_ |= is_called;
        shown_ += name;
        for (unsigned i = 0; i < step.dimensions; ++i)
            enter();
        return true;
    }

    [[nodiscard]] text::Nested check() const {
        const api::Range& range = number_.range;
        std::string outside = fmt::format("{} > {}", place_, range.high);
        if (!number_.is_unsigned || range.low != "0")
            outside = fmt::format("{} < {} || {}", place_, range.low, outside);
        if (model::is_floating(number_.type.kind)) // or no number
            outside += fmt::format(" || {0} != {0}", place_);
        Lines lines;
        if (!number_.values.empty()) {
            const std::string differs = place_ + " != ";
            fail_if(lines, scope_,
                    differs + fmt::format("{}", fmt::join(number_.values, " && " + differs)),
                    fmt::format("errUnknown(\"{}\")", shown_));
            return {heads_, lines};
        }
        fail_if(lines, scope_, outside,
                fmt::format("errRange(\"{}\", \"{}\", \"{}\")", shown_, range.low, range.high));
        return {heads_, lines};
    }

  private:
    const SafeScope& scope_;
    const calls::Number& number_;
    std::string place_, shown_;
    Lines heads_;
    char index_ = 'i';
    bool is_given_ = false; ///< by a method, and not by an element of it
};

} // namespace

/// Where the caller has what was copied.
std::string ParamParts::given() const {
    std::string local = name_ + "Given";
    while (std::ranges::find(scope_.names, local) != scope_.names.end())
        local += '_';
    return local;
}

void ParamParts::copy_checked(bool is_slice) {
    if (!is_copied())
        return;
    if (is_changed())
        parts_.checks.push_back(fmt::format("\t{} := {}", given(), name_));
    parts_.checks.push_back(
        fmt::format("\t{0} = memory.{1}({0})", name_, is_slice ? "CopyOfAll" : "CopyOf"));
}

void ParamParts::give_back_checked(bool is_slice) {
    if (is_copied() && is_changed())
        parts_.after.push_back(
            fmt::format("\t{}({}, {})", is_slice ? "copy" : "memory.GiveBack", given(), name_));
}

void ParamParts::check_fields(const std::string& record) {
    std::vector<text::Nested> checks;
    for (const calls::Number& number : scope_.call.numbers) {
        if (number.param != index_ || !number.is_behind())
            continue;
        std::optional<text::Nested> check = FieldCheck(scope_, number, record, name_).run();
        // There are no elements in a slice that is nil; an array has an address.
        if (check && param_.nullable && (!number.is_element || param_.extent))
            check->heads.insert(check->heads.begin(), fmt::format("if {} != nil", name_));
        if (check)
            checks.push_back(std::move(*check));
    }
    const Lines lines = text::nested_lines(checks, {"\t", "\t", " {", "}"});
    parts_.checks.insert(parts_.checks.end(), lines.begin(), lines.end());
}

} // namespace ffigen::emit::go
