// The emitted test of bit-fields. What it expects is the model's word, not the accessors'.
#include "emit/rust/raw_view.hpp"

#include <fmt/format.h>

namespace ffigen::emit::rust {
namespace {

/// One record's test on some targets.
struct Fields {
    struct Field {
        std::string ones, getter, setter;
        std::uint64_t first, width;
        bool operator==(const Field&) const = default;
    };
    std::vector<Field> fields;
    bool operator==(const Fields&) const = default;
};

/// All ones in the field's type.
std::string all_ones(const Accessor& accessor) {
    if (accessor.is_bool)
        return "true";
    const std::string type = accessor.newtype.empty() ? accessor.type : accessor.number;
    const std::string ones =
        accessor.is_signed ? "-1"
                           : fmt::format("{}::MAX >> ({}::BITS - {})", type, type, accessor.width);
    return accessor.newtype.empty() ? ones : fmt::format("{}({})", accessor.newtype, ones);
}

Fields fields_of(Context& context, const model::Record& record, std::size_t target) {
    Fields result;
    const RecordShape& shape = context.types.shape(record, target);
    for (const Accessor& accessor : shape.accessors) {
        if (!accessor.is_bits)
            continue;
        for (const model::Field& field : record.layouts.at(target).fields) {
            if (field.depth != 0 || field.name != accessor.field)
                continue;
            result.fields.push_back({all_ones(accessor), accessor.name, accessor.setter,
                                     field.offset_bits, field.size_bits});
        }
    }
    return result;
}

} // namespace

Json bit_field_tests(Context& context) {
    Json records = Json::array();
    Scope tests;
    for (const model::Record& record : context.contract.records) {
        if (!record.is_complete || record.is_union)
            continue;
        const auto fields = by_target(record.layouts.present(), [&](std::size_t target) {
            return fields_of(context, record, target);
        });
        for (const auto& group : fields.groups) {
            if (group.value.fields.empty())
                continue;
            Json list = Json::array();
            for (const Fields::Field& field : group.value.fields)
                list.push_back({{"ones", field.ones},
                                {"getter", field.getter},
                                {"setter", field.setter},
                                {"place", field.first},
                                {"width", field.width}});
            const std::string& name = context.types.names().record(record.name);
            records.push_back(
                {{"name", name},
                 {"test", tests.take(name.starts_with("r#") ? name.substr(2) + "_" : name)},
                 {"cfg", context.conditions.attribute(group.targets)},
                 {"fields", list}});
        }
    }
    return {{"records", records}};
}

} // namespace ffigen::emit::rust
