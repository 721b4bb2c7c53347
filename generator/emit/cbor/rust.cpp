// Rust: a crate of its own, without dependencies, allocation or unsafe code.
#include "emit/cbor/rust_records.hpp"

#include "emit/cbor/rust_client.hpp"
#include "emit/render.hpp"

#include <fmt/format.h>
#include <fmt/ranges.h>

#include <algorithm>

namespace ffigen::emit::cbor {

void add_rust(const Source& source, FileSet& files) {
    const api::Package& package = source.input.api.package;
    RustRecords rust(source.plan);
    const std::set<std::string> used = used_enums(source.plan);
    Json records = Json::array(), enums = Json::array();
    bool has_closed = false;
    const std::set<std::string> tags = tag_enums(source.plan);
    for (const codec::Record& record : source.plan.records)
        records.push_back(rust.record(record));
    for (const codec::Enum& each : source.plan.enums)
        if (used.contains(each.c_name)) {
            enums.push_back(rust.enumeration(each));
            enums.back()["is_tag"] = tags.contains(each.c_name);
            has_closed |= RustRecords::is_closed(each);
        }
    std::string crate = package.name;
    std::ranges::replace(crate, '_', '-');
    const std::string version =
        std::ranges::count(package.version, '.') == 2 ? package.version : "0.0.0";
    const Json view = {{"header", source.input.contract.header},
                       {"crate", crate},
                       {"lib", package.name + "_cbor"},
                       {"version", version},
                       {"fingerprint", source.input.contract.fingerprint},
                       {"has_calls", !source.plan.calls.empty()},
                       {"has_records", !source.plan.records.empty()},
                       {"example", source.plan.records.empty()
                                       ? ""
                                       : rust.name(source.plan.records.front().c_name)},
                       {"records", records},
                       {"enums", enums},
                       {"has_enums", !enums.empty()},
                       {"has_closed", has_closed},
                       {"has_wide", has_wide(source.plan)},
                       {"imports", fmt::format("use crate::{{Cbor, Error{}{}}};",
                                               rust.uses_kinds ? ", ErrorKind" : "",
                                               rust.uses_text ? ", Text" : "")}};
    files["rust/.gitignore"] = "target/\nCargo.lock\n";
    files["rust/Cargo.toml"] = render("cbor/rust/Cargo.toml", view);
    for (const char* file :
         {"decoder", "encoder", "error", "float", "lib", "map", "message", "number", "text"})
        files[fmt::format("rust/src/{}.rs", file)] =
            render(fmt::format("cbor/rust/src/{}.rs", file), view);
    if (has_wide(source.plan))
        files["rust/src/wide.rs"] = render("cbor/rust/src/wide.rs", view);
    if (!records.empty())
        files["rust/src/records.rs"] = render("cbor/rust/src/records.rs", view);
    if (!enums.empty())
        files["rust/src/enums.rs"] = render("cbor/rust/src/enums.rs", view);
    if (source.plan.calls.empty())
        return;
    for (const char* file : {"nats/Cargo.toml", "nats/src/connect.rs", "nats/src/lib.rs",
                             "nats/src/session.rs", "nats/src/subscribe.rs", "tls/Cargo.toml",
                             "tls/src/connect.rs", "tls/src/lib.rs", "tls/src/stream.rs"})
        files[fmt::format("rust/{}", file)] = render(fmt::format("cbor/rust/{}", file), view);
    Json requests = Json::array(), replies = Json::array();
    for (const codec::Call& call : source.plan.calls) {
        requests.push_back(rust.message(call.request));
        replies.push_back(rust.message(call.reply));
    }
    files["rust/src/rpc/messages.rs"] =
        render("cbor/rust/src/rpc/messages.rs", {{"requests", requests},
                                                 {"replies", replies},
                                                 {"has_enums", !enums.empty()},
                                                 {"has_records", !records.empty()}});
    add_rust_client(source, requests, replies,
                    {[&](const Type& type) { return rust.type_of(type); },
                     [&](const std::string& name) { return rust.take(name); }},
                    files);
}

} // namespace ffigen::emit::cbor
