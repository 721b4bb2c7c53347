// Records of function pointers: the classes that callers derive theirs from.
#include "emit/python/tables.hpp"

#include "emit/python/docs.hpp"
#include "emit/python/format.hpp"
#include "emit/python/raw.hpp"
#include "emit/python/values.hpp"

#include <fmt/format.h>

namespace ffigen::emit::python {

using api::Param;
using api::Role;

std::set<std::size_t> used_tables(const Context& context) {
    std::set<std::size_t> used;
    for (const api::Function& function : context.api.functions)
        for (const Param& param : function.params)
            if (param.table)
                used.insert(*param.table);
    return used;
}

namespace {

std::string member_doc(const Context& context, const Param& member) {
    std::string doc = context.docs->translate(member.doc);
    const auto add = [&](const std::string& more) {
        doc += (doc.empty() ? "" : doc.ends_with('.') ? " " : ". ") + more;
    };
    if (!member.unit.empty())
        add(fmt::format("In {}.", member.unit));
    if (member.range)
        add(fmt::format("{} to {}.", member.range->low, member.range->high));
    return doc;
}

} // namespace

std::string table_class(const Context& context, std::size_t index) {
    const api::Table& table = context.api.tables[index];
    std::string doc = context.docs->translate(table.doc);
    if (doc.empty())
        doc = fmt::format("Functions for C: `{}`.", table.record);
    const std::string then = "Derive from it; methods take the place of its members.";
    std::string text = fmt::format("class {}:\n    {}\n", context.names.tables[index],
                                   docstring({sentence(doc), "", then}, 4));
    for (const Param& each : table.members) {
        const std::string member = identifier(snake_case(each.name));
        const std::string type = each.callback ? context.names.callbacks.at(each.callback->type)
                                 : each.role == Role::string_in
                                     ? "str"
                                     : value_annotation(context, each.type);
        const std::string about = member_doc(context, each);
        text += "\n";
        if (!about.empty())
            text += doc_comment(about, 4);
        text += each.nullable ? fmt::format("    {}: {} | None = None\n", member, type)
                              : fmt::format("    {}: {}\n", member, type);
    }
    return text;
}

} // namespace ffigen::emit::python
