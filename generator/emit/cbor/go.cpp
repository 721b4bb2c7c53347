// Go: a package of its own, without cgo.
#include "emit/cbor/go_records.hpp"

#include "emit/cbor/go_client.hpp"
#include "emit/render.hpp"

#include <fmt/format.h>

namespace ffigen::emit::cbor {

void add_go(const Source& source, FileSet& files) {
    GoRecords go(source.plan);
    const std::set<std::string> used = used_enums(source.plan);
    Json records = Json::array(), enums = Json::array();
    for (const codec::Record& record : source.plan.records)
        records.push_back(go.record(record));
    for (const codec::Enum& each : source.plan.enums)
        if (used.contains(each.c_name))
            enums.push_back(go.enumeration(each));
    const Json view = {{"header", source.input.contract.header},
                       {"package", go::package_name(source.input.api.package.name) + "cbor"},
                       {"records", records},
                       {"enums", enums}};
    for (const char* file : {"go.mod", "decoder.go", "doc.go", "encoder.go", "error.go", "float.go",
                             "map.go", "numbers.go", "records.go", "skip.go"})
        files[fmt::format("go/{}", file)] = render(fmt::format("cbor/go/{}", file), view);
    if (has_wide(source.plan))
        files["go/wide.go"] = render("cbor/go/wide.go", view);
    if (!enums.empty())
        files["go/enums.go"] = render("cbor/go/enums.go", view);
    if (source.plan.calls.empty())
        return;
    Json requests = Json::array(), replies = Json::array();
    for (const codec::Call& call : source.plan.calls) {
        requests.push_back(go.message(call.request));
        replies.push_back(go.message(call.reply));
    }
    files["go/messages.go"] =
        render("cbor/go/messages.go",
               {{"package", view["package"]}, {"requests", requests}, {"replies", replies}});
    add_go_client(source, requests, replies,
                  {[&](const Type& type) { return go.type_of(type); },
                   [&](const std::string& name) { return go.claim(name); }},
                  files);
}

} // namespace ffigen::emit::cbor
