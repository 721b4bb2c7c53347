// Enums: a transparent integer that holds any value C may pass, and a constant for each enumerator.
#include "emit/rust/raw_view.hpp"

#include "emit/rust/literals.hpp"

#include <fmt/format.h>

namespace ffigen::emit::rust {
namespace {

using model::Enum;

std::string value_of(const model::EnumLayout& layout, const std::string& name) {
    for (const auto& [enumerator, value] : layout.values)
        if (enumerator == name)
            return value;
    return {};
}

/// Targets that have the enumerator at all.
model::TargetSet targets_with(const Enum& item, const std::string& name) {
    model::TargetSet targets;
    for (const std::size_t target : item.layouts.present().indices())
        if (!value_of(item.layouts.at(target), name).empty())
            targets.insert(target);
    return targets;
}

/// The type of an enumerator of an enum without a name: int where that holds it, as C has it.
std::string constant_type(const model::EnumLayout& layout, const std::string& value) {
    const bool negative = value.starts_with('-');
    const bool fits = negative
                          ? value.size() <= 10 || (value.size() == 11 && value <= "-2147483648")
                          : value.size() <= 9 || (value.size() == 10 && value <= "2147483647");
    return fits ? "c_int" : basic_name(layout.underlying.kind);
}

Json enumerator_json(Context& context, const Enum& item, const model::Enumerator& enumerator) {
    const RawNames& names = context.types.names();
    const std::string& rust = names.value(enumerator.name);
    const auto texts = by_target(targets_with(item, enumerator.name), [&](std::size_t target) {
        const model::EnumLayout& layout = item.layouts.at(target);
        const std::string value = value_of(layout, enumerator.name);
        if (item.is_anonymous)
            return format_constant("pub const " + rust, constant_type(layout, value),
                                   integer_literal(value), 0);
        const std::string& type = names.enumeration(item.name);
        const bool is_bool = layout.underlying.kind == model::TypeKind::bool_;
        return format_constant("pub const " + rust, type,
                               fmt::format("{}({})", type,
                                           !is_bool       ? integer_literal(value)
                                           : value == "0" ? "false"
                                                          : "true"),
                               0);
    });
    Json variants = Json::array();
    for (const auto& group : texts.groups)
        variants.push_back({{"doc", raw_doc(context, enumerator.doc)},
                            {"cfg", context.conditions.attribute(group.targets)},
                            {"text", group.value}});
    return variants;
}

} // namespace

Json raw_enums(Context& context) {
    Json enums = Json::array();
    for (const Enum& item : context.contract.enums) {
        const auto underlying = by_target(item.layouts.present(), [&](std::size_t target) {
            return basic_name(item.layouts.at(target).underlying.kind);
        });
        Json types = Json::array();
        for (const auto& group : underlying.groups)
            types.push_back({{"doc", raw_doc(context, item.doc)},
                             {"cfg", context.conditions.attribute(group.targets)},
                             {"name", context.types.names().enumeration(item.name)},
                             {"integer", group.value}});
        Json constants = Json::array();
        for (const model::Enumerator& enumerator : item.enumerators)
            for (Json& variant : enumerator_json(context, item, enumerator))
                constants.push_back(std::move(variant));
        enums.push_back({{"anonymous", item.is_anonymous},
                         {"types", std::move(types)},
                         {"constants", std::move(constants)}});
    }
    return {{"enums", std::move(enums)}};
}

} // namespace ffigen::emit::rust
