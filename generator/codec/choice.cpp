#include "codec/choice.hpp"

#include "codec/literal.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <cctype>

namespace ffigen::codec {
namespace {

const model::Record* union_of(const model::Contract& contract, const model::Field& field,
                              std::size_t target) {
    const model::Type type = model::resolve(contract, field.type, target);
    const model::Record* record =
        type.kind == model::TypeKind::record ? contract.record(type.name) : nullptr;
    return record != nullptr && record->is_union ? record : nullptr;
}

bool is_name(const std::string& text) {
    return !text.empty() &&
           (std::isalpha(static_cast<unsigned char>(text[0])) != 0 || text[0] == '_');
}

class ChoiceMaker {
  public:
    ChoiceMaker(const TypeReader& reader, const model::Record& outer,
                const model::RecordLayout& layout, const model::Field& field, std::size_t target,
                Diagnostics& diagnostics)
        : reader_(reader), outer_(outer), layout_(layout), field_(field), target_(target),
          union_(*union_of(reader.contract, field, target)), diagnostics_(diagnostics) {}

    std::optional<Choice> run(std::optional<Obstacle>& obstacle) {
        const model::Annotation& word = *tag_of(reader_.contract, outer_, field_);
        choice_.c_union = field_.name;
        choice_.c_tag = word.positional.empty() ? "" : word.positional.front();
        if (!read_tag(word) || !read_cases(obstacle))
            return std::nullopt;
        set_first();
        return std::move(choice_);
    }

  private:
    bool wrong(const SourceLocation& where, std::string message) {
        diagnostics_.add({.id = "A43",
                          .where = where,
                          .entity = outer_.name,
                          .message = std::move(message),
                          .remedy = "name an integer or enum of the record, and give each member a "
                                    "value of its own that it can have"});
        return false;
    }

    bool read_tag(const model::Annotation& word) {
        const auto tag = std::ranges::find(layout_.fields, choice_.c_tag, &model::Field::name);
        const model::FieldInfo* info = outer_.info(choice_.c_tag);
        if (tag == layout_.fields.end() || info == nullptr || choice_.c_tag.empty())
            return wrong(word.where,
                         fmt::format("'{}' has no field '{}', which FFI_TAGGED_BY names",
                                     outer_.name, choice_.c_tag));
        auto type = reader_.read(*tag, target_);
        const Type* found = std::get_if<Type>(&type);
        if (found == nullptr || is_wide(*found) ||
            (found->shape != Shape::integer && found->shape != Shape::enumeration))
            return wrong(
                word.where,
                fmt::format("'{}' is no integer of at most 64 bits and no enum", choice_.c_tag));
        choice_.tag = *found;
        choice_.tag_c_type = tag->type;
        choice_.tag_name = {choice_.c_tag, field_words(*info)};
        choice_.tag_doc = info->doc;
        apply_range(choice_.tag, info->annotations);
        return true;
    }

    bool read_cases(std::optional<Obstacle>& obstacle) {
        const model::RecordLayout* members = union_.layouts.find(target_);
        for (const model::Field& member : members->fields) {
            const model::FieldInfo* info = union_.info(member.name);
            if (member.depth > 0 || info == nullptr ||
                model::find(info->annotations, "reserved") != nullptr)
                continue;
            if (!read_case(member, *info, obstacle))
                return false;
        }
        if (choice_.cases.empty())
            return wrong(union_.where, fmt::format("no member of '{}' has FFI_CASE", union_.name));
        return true;
    }

    bool read_case(const model::Field& member, const model::FieldInfo& info,
                   std::optional<Obstacle>& obstacle) {
        const model::Annotation* word = model::find(info.annotations, "case");
        if (word == nullptr || word->positional.empty())
            return wrong(info.where, fmt::format("'{}' has no FFI_CASE", member.name));
        const std::string& label = word->positional.front();
        std::string reason;
        const auto value = read_default(reader_.contract, reader_.plan, choice_.tag, label, reason);
        if (!value || (choice_.tag.closed && !is_enumerator(*value)))
            return wrong(word->where,
                         fmt::format("{} of '{}' {}", label, member.name,
                                     value ? "is no value of its closed enum" : reason));
        if (const Case* other = choice_.find(*value))
            return wrong(word->where, fmt::format("'{}' and '{}' have the same FFI_CASE",
                                                  other->c_name, member.name));
        auto type = reader_.read(member, target_);
        if (auto* found = std::get_if<Obstacle>(&type)) {
            obstacle = *found;
            return false;
        }
        Case one{*value,
                 is_name(label) ? label : *value,
                 member.name,
                 {member.name, field_words(info)},
                 std::move(std::get<Type>(type)),
                 member.type,
                 info.doc,
                 member.is_bitfield};
        apply_range(one.type, info.annotations);
        choice_.cases.push_back(std::move(one));
        return true;
    }

    [[nodiscard]] bool is_enumerator(const std::string& value) const {
        const Enum* tag = reader_.plan.enumeration(choice_.tag.name);
        return tag != nullptr &&
               std::ranges::find(tag->values, value, &EnumValue::value) != tag->values.end();
    }

    void set_first() {
        const Enum* tag = choice_.tag.shape == Shape::enumeration
                              ? reader_.plan.enumeration(choice_.tag.name)
                              : nullptr;
        const bool closed = tag != nullptr && choice_.tag.closed && !tag->values.empty();
        choice_.first = closed && !is_enumerator("0")       ? tag->values.front().value
                        : compare("0", choice_.tag.low) < 0 ? choice_.tag.low
                                                            : "0";
        choice_.is_complete =
            closed && std::ranges::all_of(tag->values, [&](const EnumValue& value) {
                return choice_.find(value.value) != nullptr;
            });
    }

    const TypeReader& reader_;
    const model::Record& outer_;
    const model::RecordLayout& layout_;
    const model::Field& field_;
    std::size_t target_;
    const model::Record& union_;
    Diagnostics& diagnostics_;
    Choice choice_;
};

} // namespace

const model::Annotation* tag_of(const model::Contract& contract, const model::Record& outer,
                                const model::Field& field) {
    const model::FieldInfo* info = field.name.empty() ? nullptr : outer.info(field.name);
    if (info != nullptr)
        if (const auto* word = model::find(info->annotations, "tagged_by"))
            return word;
    for (const auto& group : outer.layouts.groups) // of the union's own type, behind typedefs
        if (const auto* record = union_of(contract, field, group.targets.indices().front()))
            return model::find(record->annotations, "tagged_by");
    return nullptr;
}

std::optional<Choice> make_choice(const TypeReader& reader, const model::Record& outer,
                                  const model::RecordLayout& layout, const model::Field& field,
                                  std::size_t target, std::optional<Obstacle>& obstacle,
                                  Diagnostics& diagnostics) {
    if (union_of(reader.contract, field, target) == nullptr) {
        const auto* word = tag_of(reader.contract, outer, field);
        diagnostics.add(
            {.id = "A43",
             .where = word->where,
             .entity = outer.name + "." + field.name,
             .message = fmt::format("'{}' has FFI_TAGGED_BY and is no union", field.name),
             .remedy = "take it away"});
        return std::nullopt;
    }
    return ChoiceMaker(reader, outer, layout, field, target, diagnostics).run(obstacle);
}

} // namespace ffigen::codec
