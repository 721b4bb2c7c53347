#include "passes/check_layout.hpp"

#include "passes/wording.hpp"
#include "rules/rules.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <functional>

namespace ffigen::passes {
namespace {

using model::Contract;
using model::Field;
using model::Record;
using model::RecordLayout;

/// One way in which a record's layouts differ.
struct Difference {
    std::string id;
    SourceLocation where;
    std::string entity, message, remedy;
    std::vector<std::string> notes;
};

std::string by_target(const Contract& contract, const Record& record, const std::string& unit,
                      const std::function<std::string(const RecordLayout&)>& value) {
    return value_by_target(contract, unit, [&](std::size_t target) {
        const RecordLayout* layout = record.layouts.find(target);
        return layout == nullptr ? std::string() : value(*layout);
    });
}

bool differs(const std::string& values) { return values.find(", ") != std::string::npos; }

const Field* field_named(const RecordLayout& layout, const std::string& name) {
    const auto found = std::ranges::find(layout.fields, name, &Field::name);
    return found == layout.fields.end() ? nullptr : &*found;
}

/// A place in bytes, or in bits where it is no whole byte.
std::string place(std::uint64_t bits) {
    return bits % 8 == 0 ? fmt::format("byte {}", bits / 8) : fmt::format("bit {}", bits);
}

std::optional<Difference> field_difference(const Contract& contract, const Record& record,
                                           const model::FieldInfo& info, const std::string& title) {
    const std::string entity = fmt::format("{}.{}", record.name, info.name);
    model::TargetSet on;
    for (const auto& group : record.layouts.groups)
        for (const std::size_t target : group.targets.indices())
            if (field_named(group.value, info.name) != nullptr)
                on.insert(target);
    if (!(on == record.layouts.present()))
        return Difference{"X01",
                          info.where,
                          entity,
                          fmt::format("'{}' of {} exists only on {}", info.name, title,
                                      target_list(contract, on)),
                          "declare it on every target",
                          {}};
    const std::string places = by_target(contract, record, "", [&](const RecordLayout& layout) {
        return place(field_named(layout, info.name)->offset_bits);
    });
    if (differs(places))
        return Difference{"X01",
                          info.where,
                          entity,
                          fmt::format("'{}' of {} is at {}", info.name, title, places),
                          "make every field in front of it the same size everywhere",
                          {}};
    const std::string sizes = by_target(contract, record, "", [&](const RecordLayout& layout) {
        const std::uint64_t bits = field_named(layout, info.name)->size_bits;
        return bits % 8 == 0 ? bytes_text(bits / 8) : fmt::format("{} bits", bits);
    });
    if (differs(sizes))
        return Difference{"X01",
                          info.where,
                          entity,
                          fmt::format("'{}' of {} is {}", info.name, title, sizes),
                          "use a type of the same size everywhere",
                          {}};
    return std::nullopt;
}

std::optional<Difference> record_difference(const Contract& contract, const Record& record,
                                            bool is_wire) {
    const std::string title = record_title(record, is_wire);
    if (is_wire && !(record.layouts.present() == contract.all_targets()))
        return Difference{"X01",
                          record.where,
                          record.name,
                          fmt::format("{} exists only on {}", title,
                                      target_list(contract, record.layouts.present())),
                          "define it on every target",
                          {}};
    if (record.layouts.uniform())
        return std::nullopt;
    for (const model::FieldInfo& info : record.field_info)
        if (auto found = field_difference(contract, record, info, title))
            return found;
    const std::string sizes = by_target(contract, record, " bytes", [](const RecordLayout& layout) {
        return std::to_string(layout.size);
    });
    if (differs(sizes))
        return Difference{
            "X01",
            record.where,
            record.name,
            fmt::format("{} is {}", title, sizes),
            "make the bytes at its end a reserved field, or fix its alignment with `aligned`",
            {}};
    const std::string aligns =
        by_target(contract, record, " bytes",
                  [](const RecordLayout& layout) { return std::to_string(layout.align); });
    if (differs(aligns))
        return Difference{
            "L10",
            record.where,
            record.name,
            fmt::format("{} is aligned to {}", title, aligns),
            "give it the alignment it needs: `__attribute__((aligned(8)))` on a field or on the "
            "record",
            {"fields and size are the same; inside another record it may be placed differently"}};
    return std::nullopt;
}

/// Whether an error about the record, or about one that it holds, explains a difference already.
bool is_explained(const Contract& contract, const Record& record, const Diagnostics& diagnostics) {
    if (has_error_about(diagnostics, record))
        return true;
    for (const auto& group : record.layouts.groups)
        for (const Field& field : group.value.fields) {
            const model::Type type =
                element_type(contract, field.type, group.targets.indices().front());
            const Record* inner =
                type.kind == model::TypeKind::record ? contract.record(type.name) : nullptr;
            if (inner != nullptr && is_explained(contract, *inner, diagnostics))
                return true;
        }
    return false;
}

} // namespace

void check_layout(const Contract& contract, const WireRecords& wire, bool others,
                  Diagnostics& diagnostics) {
    for (const Record& record : contract.records) {
        const bool is_wire = wire.wire.contains(record.name);
        if (wire.members.contains(record.name) || record.layouts.groups.empty())
            continue;
        if (!is_wire && !(others && record.from_header))
            continue;
        auto difference = record_difference(contract, record, is_wire);
        if (!difference || (is_wire && is_explained(contract, record, diagnostics)))
            continue;
        if (difference->id == "L10" && !others)
            continue;
        Diagnostic found =
            rules::finding(difference->id, difference->where, std::move(difference->message));
        found.entity = std::move(difference->entity);
        found.notes = std::move(difference->notes);
        found.impact = Impact::none;
        if (is_wire)
            found.remedy = std::move(difference->remedy);
        else
            found.severity = Severity::note;
        diagnostics.add(std::move(found));
    }
}

} // namespace ffigen::passes
