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

} // namespace

Json safe_tables(Safe& safe) {
    Json list = Json::array();
    for (const std::size_t index : used_tables(safe)) {
        const api::Table& table = safe.context.api.tables[index];
        Json members = Json::array();
        std::vector<std::string> generics;
        for (const auto& each : table.functions) {
            generics.push_back(generic_name(safe, generics.size()));
            const std::string type =
                each.nullable ? "Option<" + generics.back() + ">" : generics.back();
            Json doc = doc_or_name(safe, each.doc, each.name.c);
            if (each.nullable) {
                const Trampoline function(safe, *safe.context.api.callback(each.callback));
                doc.push_back({{"text", ""}});
                doc.push_back(
                    {{"text", " `None::<" + function.closure_type("fn") + ">` is none."}});
            }
            members.push_back(
                {{"doc", std::move(doc)},
                 {"member", fmt::format("pub {}: {},", snake_case(each.name.words), type)}});
        }
        list.push_back({{"doc", doc_or_name(safe, table.doc, table.record)},
                        {"name", safe.names.tables[index]},
                        {"generics", fmt::format("{}", fmt::join(generics, ", "))},
                        {"members", std::move(members)}});
    }
    return list;
}

} // namespace ffigen::emit::rust
