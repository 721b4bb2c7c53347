#include "calls/bounded_fields.hpp"

#include "api/ranges.hpp"

#include <algorithm>

namespace ffigen::calls {
namespace {

using model::Type;
using model::TypeKind;

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
            numbers_.push_back({param_, *range, steps_, type, is_element_, is_unsigned(type)});
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
        return type.kind == TypeKind::enumeration ? values_of(type.name) : std::nullopt;
    }

    [[nodiscard]] bool is_unsigned(const Type& type) const {
        if (type.kind != TypeKind::enumeration)
            return model::is_integer(type.kind) &&
                   !model::is_signed(type.kind, contract_.targets[target_]);
        const model::Enum* found = contract_.enumeration(type.name);
        const model::EnumLayout* layout = found == nullptr ? nullptr : found->layouts.find(target_);
        return layout != nullptr && !layout->is_signed;
    }

    /// From the least to the greatest value of an enum that has no others.
    [[nodiscard]] std::optional<api::Range> values_of(const std::string& name) const {
        const model::Enum* found = contract_.enumeration(name);
        const model::EnumLayout* layout = found == nullptr ? nullptr : found->layouts.find(target_);
        if (layout == nullptr || layout->values.empty() ||
            model::find(found->annotations, "closed") == nullptr)
            return std::nullopt;
        const auto number = [](const auto& value) { return std::stold(value.second); };
        const auto [low, high] =
            std::ranges::minmax_element(layout->values, std::ranges::less{}, number);
        return api::Range{low->second, high->second, {}};
    }

    const model::Contract& contract_;
    std::size_t param_, target_;
    bool is_element_;
    std::vector<Number>& numbers_;
    std::vector<Number::Step> steps_;
};

} // namespace

void append_bounded_fields(const model::Contract& contract, std::size_t param,
                           const api::Param& given, std::size_t target,
                           std::vector<Number>& numbers) {
    using api::Role;
    const bool is_element = given.role == Role::slice_in || given.role == Role::slice_inout;
    if (is_element || given.role == Role::value || given.role == Role::record_in ||
        given.role == Role::record_inout)
        Search(contract, param, target, is_element, numbers).record(given.element);
}

} // namespace ffigen::calls
