#include "emit/rust/callbacks.hpp"

#include "emit/rust/format.hpp"
#include "emit/rust/trampoline.hpp"

#include <fmt/format.h>
#include <fmt/ranges.h>

#include <set>

namespace ffigen::emit::rust {
namespace {

/// Those that some function of the safe layer takes.
std::set<std::size_t> used_tables(const Safe& safe) {
    std::set<std::size_t> used;
    for (const calls::Call& call : safe.context.plan.calls)
        if (safe.names.functions.contains(call.function->c_name))
            for (const api::Param& param : call.function->params)
                if (param.table)
                    used.insert(*param.table);
    return used;
}

/// Of a number, or of text, which the registration keeps.
std::string value_type(Safe& safe, const api::Table& table, const api::Param& member) {
    if (member.role == api::Role::string_in)
        return "String";
    const model::Record& record = *safe.context.contract.record(table.record);
    return value_of(safe, member.type, record.layouts.present().indices().front()).type;
}

Json member_doc(Safe& safe, const api::Param& member) {
    Json doc = doc_or_name(safe, member.doc, member.name.c);
    const auto add = [&](const std::string& text) {
        doc.push_back({{"text", ""}});
        doc.push_back({{"text", " " + text}});
    };
    if (member.callback && member.nullable) {
        const Trampoline function(safe, *safe.context.api.callback(member.callback->type), true);
        add("`None::<" + function.closure_type("fn") + ">` is none.");
    }
    if (!member.unit.empty())
        add("Unit: " + member.unit);
    if (member.range)
        add(fmt::format("Range: {} to {}", member.range->low, member.range->high));
    return doc;
}

} // namespace

Json safe_tables(Safe& safe) {
    Json list = Json::array();
    for (const std::size_t index : used_tables(safe)) {
        const api::Table& table = safe.context.api.tables[index];
        Json members = Json::array();
        std::vector<std::string> generics;
        for (const api::Param& each : table.members) {
            std::string type;
            if (each.callback) {
                generics.push_back(generic_name(safe, generics.size()));
                type = generics.back();
            } else {
                type = value_type(safe, table, each);
            }
            members.push_back(
                {{"doc", member_doc(safe, each)},
                 {"member", fmt::format("pub {}: {},", snake_case(each.name.words),
                                        each.nullable ? "Option<" + type + ">" : type)}});
        }
        list.push_back({{"doc", doc_or_name(safe, table.doc, table.record)},
                        {"name", safe.names.tables[index]},
                        {"generics", fmt::format("{}", fmt::join(generics, ", "))},
                        {"members", std::move(members)}});
    }
    return list;
}

} // namespace ffigen::emit::rust
