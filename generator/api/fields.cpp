// What is marked on the fields of records: nothing here changes the api, back ends read the marks.
#include "api/callable.hpp"

namespace ffigen::api {
namespace {

using model::TypeKind;

bool is_key(const std::string& text) {
    const std::optional<double> value = read_number(text);
    return text.find_first_of(".-") == std::string::npos && value && *value <= 4294967295.0;
}

const model::Field* field_named(const model::RecordLayout& layout, const std::string& name) {
    const model::Field* found = nullptr;
    for (const model::Field& each : layout.fields)
        if (each.name == name)
            found = &each;
    return found;
}

/// A field whose marks are checked.
struct MarkedField {
    Lowering& lowering;
    const model::Record& record;
    const model::RecordLayout& layout;
    std::size_t target;
    const model::FieldInfo& info;
    std::string entity = record.name + "." + info.name;

    void wrong(std::string_view annotation, std::string id, std::string message,
               std::string remedy) const {
        lowering.error(std::move(id), model::find(info.annotations, annotation)->where, entity,
                       std::move(message), std::move(remedy));
    }
    void check() const;
    void check_marks(const Shape& shape) const;
    void check_count(std::string_view name, const Shape& shape) const;
};

void MarkedField::check() const {
    const model::Field* field = field_named(layout, info.name);
    if (field == nullptr)
        return;
    const Shape shape = shape_of(lowering.contract, field->type, target);
    check_marks(shape);
    for (const std::string_view name : {"counted_by", "sized_by"})
        check_count(name, shape);
}

void MarkedField::check_marks(const Shape& shape) const {
    if (const model::Annotation* range = model::find(info.annotations, "range"))
        if (const std::string problem = range_problem(*range, shape); !problem.empty())
            wrong("range", "A21", fmt::format("the range of '{}' {}", entity, problem),
                  "write FFI_RANGE(low, high) on a number");
    if (has(info.annotations, "nullable") && !shape.is_pointer)
        wrong("nullable", "A19",
              fmt::format("'{}' is marked FFI_NULLABLE but is no pointer", entity),
              "drop the annotation");
    if (has(info.annotations, "string") && !shape.points_to_bytes())
        wrong("string", "A09",
              fmt::format("'{}' is marked FFI_STRING but holds no characters", entity),
              "drop the annotation, or correct the type");
    if (const model::Annotation* key = model::find(info.annotations, "key"))
        if (!key->positional.empty() && !is_key(key->positional.front()))
            wrong("key", "A40", fmt::format("the key of '{}' is no number", entity),
                  "write FFI_KEY(number) with a number from 0 to 4294967295");
}

void MarkedField::check_count(std::string_view name, const Shape& shape) const {
    const model::Annotation* counted = model::find(info.annotations, name);
    if (counted == nullptr || counted->positional.empty())
        return;
    if (!shape.is_pointer)
        wrong(name, "A09", fmt::format("'{}' is counted but is no pointer or array", entity),
              "mark the pointer or array instead");
    const model::Field* count = field_named(layout, counted->positional.front());
    if (count == nullptr)
        wrong(name, "A05",
              fmt::format("'{}' has no field '{}'", record.name, counted->positional.front()),
              "name a field of the same record");
    else if (!shape_of(lowering.contract, count->type, target).is_integer())
        wrong(name, "A08",
              fmt::format("'{}', which counts '{}', is no integer", count->name, entity),
              "name a field of an integer type");
}

} // namespace

void check_fields(Lowering& lowering) {
    for (const model::Record& record : lowering.contract.records) {
        if (record.layouts.groups.empty())
            continue;
        const auto& group = record.layouts.groups.front();
        for (const model::FieldInfo& info : record.field_info)
            if (!info.annotations.empty())
                MarkedField{lowering, record, group.value, group.targets.indices().front(), info}
                    .check();
    }
}

} // namespace ffigen::api
