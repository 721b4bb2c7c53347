#include "emit/go/raw.hpp"
#include "emit/go/record_view.hpp"

#include <fmt/format.h>

namespace ffigen::emit::go {

namespace {

using model::Type;
using model::TypeKind;

std::string doc_or(const model::Entity& entity, const std::string& name) {
    return introduce(name, entity.doc.empty() ? "C's " + entity.c_name + "." : entity.doc);
}

void add_platform_types(const Context& context, Sheets& sheets) {
    for (const auto& [name, type] : platform_types(context)) {
        sheets.add_grouped("platform_types",
                           [&title = name, &platform = type](std::size_t p) -> std::optional<Json> {
                               const auto spelling = platform.go.find(p);
                               if (spelling == platform.go.end())
                                   return std::nullopt;
                               return Json{
                                   {"doc", lines_json(doc_comment({{title + " " + platform.doc}}))},
                                   {"name", title},
                                   {"is", platform.is_defined ? " " : " = "},
                                   {"go", spelling->second}};
                           });
        PlatformSet present = 0;
        for (const auto& [p, spelling] : type.go)
            present |= PlatformSet{1} << p;
        if (!type.methods.empty())
            sheets.add(present, "methods",
                       {{"name", name}, {"template", type.methods}, {"unused", 64 - type.width}});
    }
}

void add_enum(const Context& context, const model::Enum& entity, Sheets& sheets) {
    const std::string& name = context.raw.enums.at(entity.name);
    const Json doc = lines_json(doc_comment({{doc_or(entity, name)}}));
    sheets.add_grouped("enums", [&](std::size_t p) -> std::optional<Json> {
        const model::EnumLayout* layout = entity.layouts.find(context.platforms.list[p].target);
        if (layout == nullptr)
            return std::nullopt;
        std::vector<Row> rows;
        for (const auto& [value_name, value] : layout->values) {
            const std::string& go = context.raw.ordinary.at(value_name);
            Row row{{}, {go, name, "= " + value}};
            for (const model::Enumerator& enumerator : entity.enumerators)
                if (enumerator.name == value_name && !enumerator.doc.empty())
                    row.doc = doc_comment({{introduce(go, enumerator.doc)}}, 1);
            rows.push_back(row);
        }
        return Json{
            {"name", name},
            {"doc", doc},
            {"underlying", fmt::format("{}int{}", layout->is_signed ? "" : "u", layout->size * 8)},
            {"has_values", !rows.empty()},
            {"values", lines_json(align_rows(rows))}};
    });
}

/// A typedef of a function type is only ever used behind a pointer.
void add_typedef(const Context& context, const model::Typedef& entity, Sheets& sheets) {
    const std::string& name = context.raw.ordinary.at(entity.name);
    const Json doc = lines_json(doc_comment({{doc_or(entity, name)}}));
    sheets.add_grouped("typedefs", [&](std::size_t p) -> std::optional<Json> {
        const std::size_t target = context.platforms.list[p].target;
        const model::TypedefLayout* layout = entity.layouts.find(target);
        if (layout == nullptr)
            return std::nullopt;
        Json view{{"name", name}, {"doc", doc}};
        const Type& type = layout->underlying;
        const Type resolved = model::resolve(context.contract, type, target);
        if (resolved.kind == TypeKind::function) {
            view["go"] = " [0]byte";
        } else if (resolved.kind == TypeKind::pointer &&
                   model::resolve(context.contract, resolved.element(), target).kind ==
                       TypeKind::function) {
            view["go"] = " " + go_pointer(context, resolved.element(), target, Layer::raw);
        } else if (const auto spelled = go_type(context, type, target, Layer::raw)) {
            if (*spelled == name)
                return std::nullopt;
            view["go"] = " = " + *spelled;
        } else if (resolved.kind == TypeKind::record) {
            view["go"] = " = " + context.raw.records.at(resolved.name);
        } else {
            return std::nullopt; // void: there are only pointers to it, unsafe.Pointer in Go
        }
        return view;
    });
}

void add_record(const Context& context, const Plans& plans, const model::Record& record,
                Sheets& sheets) {
    const std::string& name = context.raw.records.at(record.name);
    const auto plan = plans.find(record.name);
    sheets.add_grouped("records", [&](std::size_t p) -> std::optional<Json> {
        if (plan != plans.end() && plan->second.platforms.contains(p)) {
            Json view = record_view(context, plan->second, p, Layer::raw);
            view["is_opaque"] = false;
            return view;
        }
        return Json{
            {"name", name},
            {"doc", lines_json(doc_comment(
                        {{doc_or(record, name)},
                         {"Opaque: C alone makes objects of it; Go holds their address."}}))},
            {"fields", Json::array()},
            {"has_fields", false},
            {"is_opaque", true},
            {"accessors", Json::array()}};
    });
    if (plan == plans.end())
        return;
    sheets.add_grouped("allocators", [&](std::size_t p) -> std::optional<Json> {
        const auto found = plan->second.platforms.find(p);
        if (found == plan->second.platforms.end())
            return std::nullopt;
        Json view{{"record", name},
                  {"align", found->second.align},
                  {"allocator", context.raw.allocators.at(record.name)},
                  {"has_tail", false},
                  {"tail_offset", 0},
                  {"tail_type", ""}};
        for (std::size_t i = 0; i < plan->second.members.size(); ++i) {
            const auto place = found->second.places.find(i);
            if (plan->second.members[i].access != Access::tail ||
                place == found->second.places.end())
                continue;
            const std::size_t target = context.platforms.list[p].target;
            const Type type = model::resolve(context.contract, place->second.field->type, target);
            view["has_tail"] = true;
            view["tail_offset"] = place->second.field->offset_bits / 8;
            view["tail_type"] =
                go_type(context, type.element(), target, Layer::raw).value_or("byte");
        }
        if (!view["has_tail"].get<bool>() && !plan->second.needs_allocator())
            return std::nullopt;
        return view;
    });
}

} // namespace

Plans plan_records(const Context& context) {
    Plans plans;
    for (const model::Record& record : context.contract.records) {
        if (!record.is_complete)
            continue;
        RecordPlan plan = plan_record(context, record);
        if (!plan.platforms.empty())
            plans.emplace(record.name, std::move(plan));
    }
    return plans;
}

Sheets raw_types(const Context& context, const Plans& plans) {
    Sheets sheets(context.platforms);
    add_platform_types(context, sheets);
    for (const model::Enum& entity : context.contract.enums)
        add_enum(context, entity, sheets);
    for (const model::Typedef& entity : context.contract.typedefs)
        add_typedef(context, entity, sheets);
    for (const model::Record& record : context.contract.records)
        add_record(context, plans, record, sheets);
    return sheets;
}

Sheets raw_layout(const Context& context, const Plans& plans) {
    Sheets sheets(context.platforms);
    for (const model::Record& record : context.contract.records) {
        const auto plan = plans.find(record.name);
        if (plan == plans.end())
            continue;
        sheets.add_grouped("checks", [&](std::size_t p) -> std::optional<Json> {
            if (!plan->second.platforms.contains(p))
                return std::nullopt;
            return record_checks(context, plan->second, p, Layer::raw);
        });
    }
    for (const model::Enum& entity : context.contract.enums) {
        if (entity.is_anonymous)
            continue;
        sheets.add_grouped("checks", [&](std::size_t p) -> std::optional<Json> {
            const auto* layout = entity.layouts.find(context.platforms.list[p].target);
            if (layout == nullptr)
                return std::nullopt;
            return Json{{"lines", lines_json({fmt::format("\t_ = zero[unsafe.Sizeof({}(0))-{}]",
                                                          context.raw.enums.at(entity.name),
                                                          layout->size)})}};
        });
    }
    return sheets;
}

} // namespace ffigen::emit::go
