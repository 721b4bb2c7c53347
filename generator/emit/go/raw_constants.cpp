#include "emit/go/literals.hpp"
#include "emit/go/raw.hpp"

#include <fmt/format.h>

namespace ffigen::emit::go {

namespace {

void add_constant(const Context& context, const model::Constant& entity, Sheets& sheets) {
    const std::string& name = context.raw.ordinary.at(entity.name);
    for (const bool variable : {false, true})
        sheets.add_grouped(
            variable ? "variables" : "constants", [&](std::size_t p) -> std::optional<Json> {
                const std::size_t target = context.platforms.list[p].target;
                const model::ConstantValue* value = entity.values.find(target);
                if (value == nullptr)
                    return std::nullopt;
                const Literal literal = literal_of(context, *value, target, Layer::raw);
                if (literal.is_variable != variable)
                    return std::nullopt;
                const Lines doc =
                    entity.doc.empty() ? Lines{} : doc_comment({{introduce(name, entity.doc)}}, 1);
                return Json{
                    {"doc", doc}, {"name", name}, {"type", literal.type}, {"value", literal.value}};
            });
}

} // namespace

Sheets raw_constants(const Context& context, Diagnostics&) {
    Sheets sheets(context.platforms);
    for (const model::Constant& entity : context.contract.constants)
        add_constant(context, entity, sheets);
    return sheets;
}

} // namespace ffigen::emit::go
