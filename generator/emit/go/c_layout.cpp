#include "emit/go/cgo_headers.hpp"
#include "emit/go/raw.hpp"
#include "emit/header_use.hpp"

#include <fmt/format.h>

#include <algorithm>

namespace ffigen::emit::go {

namespace {

using model::Type;
using model::TypeKind;

std::string assertion(const std::string& condition, const std::string& what) {
    return fmt::format("_Static_assert({}, \"{}\");", condition, what);
}

/// Members reached through unnamed types have no name that C could ask for.
bool can_be_asked(const model::Field& field) {
    return !field.name.empty() && !field.is_bitfield && !field.is_anonymous;
}

Lines record_assertions(const model::Record& record, const model::RecordLayout& layout) {
    const std::string& name = record.c_name;
    Lines lines{assertion(fmt::format("sizeof({}) == {}", name, layout.size), name + ": size")};
    lines.push_back(
        assertion(fmt::format("_Alignof({}) == {}", name, layout.align), name + ": alignment"));
    // What a record of another header is made of is that header's affair, and may be called
    // differently by each compiler's copy of it.
    if (!record.from_header)
        return lines;
    for (const model::Field& field : layout.fields) {
        if (!can_be_asked(field))
            continue;
        const std::string path = fmt::format("{}.{}", record.name, field.name);
        lines.push_back(assertion(
            fmt::format("offsetof({}, {}) == {}", name, field.name, field.offset_bits / 8),
            path + ": offset"));
        if (field.size_bits > 0)
            lines.push_back(assertion(
                fmt::format("sizeof((({} *)0)->{}) == {}", name, field.name, field.size_bits / 8),
                path + ": size"));
    }
    return lines;
}

} // namespace

/// How the header calls it; empty: by no name alone.
static std::string written(const model::Contract& contract, const Type& type) {
    const auto c_name = [](const auto* entity) {
        return entity == nullptr ? std::string() : entity->c_name;
    };
    switch (type.kind) {
    case TypeKind::typedef_:
        return type.name;
    case TypeKind::record:
        return c_name(contract.record(type.name));
    case TypeKind::enumeration:
        return c_name(contract.enumeration(type.name));
    default:
        return {};
    }
}

std::string c_spelling(const Context& context, const Type& type, const std::string& declarator) {
    const auto plain = [&context](const auto& self, Type copy) -> Type {
        if (copy.kind == TypeKind::bool_) { // `bool` needs <stdbool.h>
            copy.kind = TypeKind::typedef_;
            copy.name = "_Bool";
        } else if (const std::string name = written(context.contract, copy);
                   is_own_word(name) &&
                   std::ranges::count(types_like_variables(context.contract), name) != 0) {
            copy.kind = TypeKind::typedef_;
            copy.name = context.c_prefix() + "_type_" + name;
        }
        for (Type& operand : copy.args)
            operand = self(self, operand);
        return copy;
    };
    return model::to_c(context.contract, plain(plain, type), declarator);
}

std::string c_function(const Context& context, const std::string& c_name) {
    return is_own_word(c_name) &&
                   std::ranges::count(functions_like_variables(context.contract), c_name) != 0
               ? context.c_prefix() + "_call_" + c_name
               : c_name;
}

Sheets c_layout(const Context& context, const Plans& plans) {
    Sheets sheets(context.platforms);
    for (const model::Record& record : context.contract.records) {
        if (!plans.contains(record.name) || record.is_anonymous)
            continue;
        sheets.add_grouped("assertions", [&](std::size_t p) -> std::optional<Json> {
            const auto* layout = record.layouts.find(context.platforms.list[p].target);
            if (layout == nullptr)
                return std::nullopt;
            return Json{{"lines", lines_json(record_assertions(record, *layout))}};
        });
    }
    for (const model::Enum& entity : context.contract.enums) {
        if (entity.is_anonymous)
            continue;
        sheets.add_grouped("assertions", [&](std::size_t p) -> std::optional<Json> {
            const auto* layout = entity.layouts.find(context.platforms.list[p].target);
            if (layout == nullptr)
                return std::nullopt;
            const std::string& name = entity.c_name;
            return Json{
                {"lines",
                 lines_json({
                     assertion(fmt::format("sizeof({}) == {}", name, layout->size),
                               name + ": size"),
                     assertion(fmt::format("(({})-1 < 0) == {}", name, layout->is_signed ? 1 : 0),
                               name + ": sign"),
                 })}};
        });
    }
    return sheets;
}

} // namespace ffigen::emit::go
