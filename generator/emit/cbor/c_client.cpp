// C: a client, one header that links nothing.
#include "api/docs.hpp"
#include "emit/cbor/text.hpp"
#include "emit/cbor/views.hpp"
#include "emit/cpp/text.hpp"
#include "emit/render.hpp"

#include <fmt/format.h>

namespace ffigen::emit::cbor {
namespace {

/// Whether a status is one that has no reply.
std::string failure_condition(const Source& source, const std::string& function) {
    std::string text;
    for (const std::string& value : accepted_codes(source, function))
        text += fmt::format("status != {} && ", value);
    return text + "true";
}

} // namespace

std::vector<std::string> accepted_codes(const Source& source, const std::string& function) {
    const api::Function& callee = *source.input.api.function(function);
    const calls::Call& plan = source.input.plan.of(callee);
    if (callee.result.role != api::ResultRole::status)
        return {"0"};
    std::vector<std::string> values;
    const api::ErrorSet* set =
        plan.failure.error_set ? source.input.api.error_set(*plan.failure.error_set) : nullptr;
    for (const std::string& name : plan.failure.accepted)
        if (set != nullptr)
            for (const api::ErrorCode& code : set->codes)
                if (code.c_name == name &&
                    std::find(values.begin(), values.end(), code.value) == values.end())
                    values.push_back(code.value);
    return values.empty() ? std::vector<std::string>{"0"} : values;
}

void add_c_client(const Source& source, FileSet& files) {
    using Json = nlohmann::json;
    const std::string& package = source.input.api.package.name;
    Json calls = Json::array();
    for (const codec::Call& call : source.plan.calls) {
        std::string doc;
        for (const std::string& line : filled(api::parse_doc(call.doc).text, "", 74))
            doc += (doc.empty() ? "" : "\n *  ") + line;
        std::string failed = failure_condition(source, call.function);
        failed.resize(failed.size() - std::string_view(" && true").size());
        calls.push_back({{"function", call.function},
                         {"method", call.method},
                         {"doc", doc.empty() ? call.method : doc},
                         {"is_wide", call.request.is_wide || call.reply.is_wide},
                         {"failed", failed}});
    }
    Json topics = Json::array();
    for (const codec::Topic& topic : codec::topics(source.plan)) {
        const codec::Call& call = source.plan.calls[topic.call];
        topics.push_back({{"function", call.function},
                          {"method", call.method},
                          {"is_wide", call.reply.is_wide}});
    }
    files["c/" + package + "_rpc.h"] =
        render("cbor/c/client.h", {{"header", source.input.contract.header},
                                   {"package", package},
                                   {"macro", cpp::macro_name(package)},
                                   {"guard", cpp::macro_name(package) + "_RPC_H"},
                                   {"fingerprint", source.input.contract.fingerprint},
                                   {"calls", calls},
                                   {"has_topics", !topics.empty()},
                                   {"topics", topics}});
}

} // namespace ffigen::emit::cbor
