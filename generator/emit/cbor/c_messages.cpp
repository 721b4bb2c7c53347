// C: requests and replies as structs with codecs, for clients and servers.
#include "emit/cbor/c_record.hpp"
#include "emit/cpp/text.hpp"
#include "emit/render.hpp"

#include <fmt/format.h>

namespace ffigen::emit::cbor {

void add_c_messages(const Source& source, FileSet& files) {
    using Json = nlohmann::json;
    const std::string& package = source.input.api.package.name;
    Json messages = Json::array();
    for (const codec::Call& call : source.plan.calls)
        for (const codec::Record* half : {&call.request, &call.reply}) {
            Json view = c_message(source, *half);
            view["method"] = call.method;
            view["half"] = half == &call.request ? "request" : "reply";
            messages.push_back(std::move(view));
        }
    files["c/" + package + "_messages.h"] =
        render("cbor/c/messages.h", {{"header", source.input.contract.header},
                                     {"package", package},
                                     {"guard", cpp::macro_name(package) + "_MESSAGES_H"},
                                     {"messages", messages}});
}

} // namespace ffigen::emit::cbor
