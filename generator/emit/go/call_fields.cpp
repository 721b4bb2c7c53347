// Numbers within records, checked before C reads them.
#include "emit/go/call_param.hpp"

#include "emit/go/record_view.hpp"

#include <fmt/format.h>

#include <algorithm>

namespace ffigen::emit::go {

namespace {

/// The way to a number in the records of a parameter.
class FieldCheck {
  public:
    FieldCheck(const SafeScope& scope, const calls::Number& number, const std::string& name)
        : scope_(scope), number_(number), place_(name), shown_(name) {}

    /// Empty where Go has no more than the number's address.
    [[nodiscard]] Lines run() {
        if (number_.is_element)
            enter();
        const RecordPlan* outer = nullptr; // has the members of its anonymous ones itself
        for (const calls::Number::Step& step : number_.steps) {
            const auto plan = scope_.plans.find(step.record);
            const RecordPlan* record = outer != nullptr             ? outer
                                       : plan == scope_.plans.end() ? nullptr
                                                                    : &plan->second;
            if (record == nullptr)
                return {};
            if (step.field.empty()) {
                outer = has_embedded(*record, step.inner) ? nullptr : record;
                continue;
            }
            outer = nullptr;
            if (!follow(*record, step))
                return {};
        }
        return lines();
    }

  private:
    void enter() {
        heads_.push_back(fmt::format("for _, each := range {} {{", place_));
        place_ = "each";
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
        shown_ += name;
        for (unsigned i = 0; i < step.dimensions; ++i)
            enter();
        return true;
    }

    [[nodiscard]] Lines lines() const {
        const api::Range& range = number_.range;
        std::string outside = fmt::format("{} > {}", place_, range.high);
        if (!number_.is_unsigned || range.low != "0")
            outside = fmt::format("{} < {} || {}", place_, range.low, outside);
        if (model::is_floating(number_.type.kind)) // or no number
            outside += fmt::format(" || {0} != {0}", place_);
        Lines lines;
        fail_if(lines, scope_, outside,
                fmt::format("errRange(\"{}\", \"{}\", \"{}\")", shown_, range.low, range.high));
        for (auto head = heads_.rbegin(); head != heads_.rend(); ++head)
            lines = within(*head, lines);
        return lines;
    }

  public:
    [[nodiscard]] static Lines within(const std::string& head, const Lines& lines) {
        Lines result{"\t" + head};
        for (const std::string& line : lines)
            result.push_back("\t" + line);
        result.emplace_back("\t}");
        return result;
    }

  private:
    const SafeScope& scope_;
    const calls::Number& number_;
    std::string place_, shown_;
    Lines heads_;
};

} // namespace

void ParamParts::check_fields() {
    for (const calls::Number& number : scope_.call.numbers) {
        if (number.param != index_ || number.steps.empty())
            continue;
        Lines lines = FieldCheck(scope_, number, name_).run();
        // There are no elements in a slice that is nil; an array has an address.
        if (!lines.empty() && param_.nullable && (!number.is_element || param_.extent))
            lines = FieldCheck::within(fmt::format("if {} != nil {{", name_), lines);
        parts_.checks.insert(parts_.checks.end(), lines.begin(), lines.end());
    }
}

} // namespace ffigen::emit::go
