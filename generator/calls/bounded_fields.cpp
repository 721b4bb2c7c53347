#include "calls/bounded_fields.hpp"

#include "api/ranges.hpp"

#include <algorithm>

namespace ffigen::calls {
namespace {

using model::Type;
using model::TypeKind;

bool is_unsigned(const model::Contract& contract, const Type& type, std::size_t target) {
    if (type.kind != TypeKind::enumeration)
        return model::is_integer(type.kind) &&
               !model::is_signed(type.kind, contract.targets[target]);
    const model::Enum* found = contract.enumeration(type.name);
    const model::EnumLayout* layout = found == nullptr ? nullptr : found->layouts.find(target);
    return layout != nullptr && !layout->is_signed;
}

long double number(const std::string& value) { return std::stold(value); }

/// The values of an enum that has no others, in order.
std::vector<std::string> closed_values(const model::Contract& contract, const Type& type,
                                       std::size_t target) {
    const model::Enum* found =
        type.kind == TypeKind::enumeration ? contract.enumeration(type.name) : nullptr;
    const model::EnumLayout* layout = found == nullptr ? nullptr : found->layouts.find(target);
    if (layout == nullptr || model::find(found->annotations, "closed") == nullptr)
        return {};
    std::vector<std::string> values;
    for (const auto& [name, value] : layout->values)
        values.push_back(value);
    std::ranges::sort(values, {}, number);
    const auto same = std::ranges::unique(values);
    values.erase(same.begin(), same.end());
    return values;
}

/// The same, where not every number between the first and the last is one of them.
std::vector<std::string> values_with_gaps(const model::Contract& contract, const Type& type,
                                          std::size_t target) {
    std::vector<std::string> values = closed_values(contract, type, target);
    const bool has_gaps = !values.empty() && number(values.back()) - number(values.front()) + 1 >
                                                 static_cast<long double>(values.size());
    return has_gaps ? values : std::vector<std::string>();
}

/// What the address of one number leads to.
void append_pointee(const model::Contract& contract, std::size_t param, const api::Param& given,
                    std::size_t target, std::vector<Number>& numbers) {
    const Type type = model::resolve(contract, given.element, target);
    const std::vector<std::string> values = closed_values(contract, type, target);
    if (!given.range && values.empty())
        return;
    Number found{param, given.range.value_or(api::Range{})};
    if (!given.range)
        found.range = {values.front(), values.back(), {}};
    found.type = type;
    found.is_unsigned = is_unsigned(contract, type, target);
    found.values = given.range ? found.values : values_with_gaps(contract, type, target);
    found.is_pointee = true;
    numbers.push_back(std::move(found));
}

class Search {
  public:
    Search(const model::Contract& contract, std::size_t param, std::size_t target, bool is_element,
           std::vector<Number>& numbers)
        : contract_(contract), param_(param), target_(target), is_element_(is_element),
          numbers_(numbers) {}

    void record(const Type& written) {
        const Type type = model::resolve(contract_, written, target_);
        const model::Record* record =
            type.kind == TypeKind::record ? contract_.record(type.name) : nullptr;
        const model::RecordLayout* layout =
            record == nullptr || record->is_union ? nullptr : record->layouts.find(target_);
        if (layout == nullptr)
            return;
        unsigned unnamed = 0;
        for (const model::Field& each : layout->fields) {
            if (each.depth != 0 || (each.name.empty() && !each.is_anonymous))
                continue;
            unnamed += each.is_anonymous ? 1 : 0;
            steps_.push_back({record->name, each.is_anonymous ? "" : each.name,
                              each.is_anonymous ? unnamed : 0});
            field(*record, each);
            steps_.pop_back();
        }
    }

  private:
    void field(const model::Record& record, const model::Field& field) {
        Type type = model::resolve(contract_, field.type, target_);
        for (; type.kind == TypeKind::array; ++steps_.back().dimensions)
            type = model::resolve(contract_, type.element(), target_);
        if (type.kind == TypeKind::record) {
            steps_.back().inner = type.name;
            return this->record(type);
        }
        if (const std::optional<api::Range> range = range_of(record, field.name, type))
            numbers_.push_back({param_, *range, steps_, type, is_element_,
                                is_unsigned(contract_, type, target_),
                                values_with_gaps(contract_, type, target_)});
    }

    [[nodiscard]] std::optional<api::Range>
    range_of(const model::Record& record, const std::string& field, const Type& type) const {
        const auto info = std::ranges::find(record.field_info, field, &model::FieldInfo::name);
        const model::Annotation* said =
            info == record.field_info.end() ? nullptr : model::find(info->annotations, "range");
        const bool is_number = model::is_integer(type.kind) || model::is_floating(type.kind) ||
                               type.kind == TypeKind::enumeration;
        if (said != nullptr && said->positional.size() == 2 && is_number)
            return api::Range{api::without_suffix(said->positional[0]),
                              api::without_suffix(said->positional[1]),
                              {}};
        const std::vector<std::string> values = closed_values(contract_, type, target_);
        return values.empty() ? std::nullopt
                              : std::optional(api::Range{values.front(), values.back(), {}});
    }

    const model::Contract& contract_;
    std::size_t param_, target_;
    bool is_element_;
    std::vector<Number>& numbers_;
    std::vector<Number::Step> steps_;
};

} // namespace

bool Call::is_checked_in_memory(std::size_t param) const {
    return std::ranges::any_of(
        numbers, [&](const Number& number) { return number.param == param && number.is_behind(); });
}

void append_bounds(const model::Contract& contract, std::size_t param, const api::Param& given,
                   std::size_t target, std::vector<Number>& numbers) {
    using api::Role;
    const bool is_element = given.role == Role::slice_in || given.role == Role::slice_inout;
    if (given.range && is_element) {
        const Type type = model::resolve(contract, given.element, target);
        numbers.push_back(
            {param, *given.range, {}, type, true, is_unsigned(contract, type, target)});
    } else if (given.role == Role::scalar_inout) {
        append_pointee(contract, param, given, target, numbers);
    } else if (given.range && given.is_argument() && given.role != Role::slice_out) {
        numbers.push_back({param, *given.range});
    }
    if (is_element || given.role == Role::value || given.role == Role::record_in ||
        given.role == Role::record_inout)
        Search(contract, param, target, is_element, numbers).record(given.element);
}

} // namespace ffigen::calls
