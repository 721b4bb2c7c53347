#include "emit/cbor/go_client.hpp"

#include "emit/cbor/client_call.hpp"
#include "emit/cbor/text.hpp"
#include "emit/go/docs.hpp"
#include "emit/go/names.hpp"
#include "emit/render.hpp"

#include <fmt/format.h>
#include <fmt/ranges.h>

#include <algorithm>
#include <map>
#include <set>

namespace ffigen::emit::cbor {
namespace {

using codec::Shape;
using Json = nlohmann::json;

/// Writes one function.
class GoCall {
  public:
    GoCall(const Source& source, const codec::Call& call, const Json& request, const Json& reply,
           const GoNames& names, const std::map<std::string, std::string>& handles)
        : call_(call), plan_(client_call(source, call)), request_(request), reply_(reply),
          names_(names), handles_(handles) {
        for (const char* own : {"ctx", "err", "c", "h", "l", "context", "newObject", "carrier",
                                "sent", "got", "objects", "using", "at", "status"})
            (void)scope_.claim(own);
    }

    std::string text(const std::string& name) {
        arguments_.emplace_back("ctx context.Context");
        for (const ClientCall::Argument& argument : plan_.arguments)
            add_argument(argument);
        if (plan_.has_status())
            add_result("status", "Code", "status");
        for (const ClientCall::Result& result : plan_.results)
            add_result(result);
        results_.push_back("err error");
        values_.emplace_back("err");
        const std::string& doc = plan_.function.doc;
        std::string text;
        for (const std::string& line : go::doc_comment(
                 {{go::introduce(name, doc.empty() ? "calls " + call_.method + "." : doc)}}))
            text += line + "\n";
        return text + fmt::format("func ({}) {}({}) ({}) {{\n{}}}", receiver(), name,
                                  fmt::join(arguments_, ", "), fmt::join(results_, ", "), body());
    }

  private:
    std::string receiver() const {
        return call_.receiver ? "h *" + handles_.at(call_.receiver_type) : "c *Client";
    }
    std::string client() const { return call_.receiver ? "h.client" : "c"; }

    void add_argument(const ClientCall::Argument& argument) {
        const codec::Field& field = *argument.field;
        const api::Param& param = plan_.function.params[argument.param];
        const std::string member = request_["field_names"][field.c_name].get<std::string>();
        const std::string own =
            argument.is_self ? "h" : scope_.claim(go::unexported(param.name.words));
        if (!argument.is_object) {
            const bool by_address = field.type.shape == Shape::record && !argument.nullable &&
                                    param.role != api::Role::value;
            const std::string star = by_address ? "*" : "";
            arguments_.push_back(fmt::format("{} {}{}", own, star, names_.type(field.type)));
            members_.push_back(fmt::format("{}: {}{}", member, star, own));
            return;
        }
        uses_objects_ = true;
        if (!argument.is_self)
            arguments_.push_back(fmt::format("{} *{}", own, handles_.at(field.type.name)));
        const std::string id = fmt::format("objects.{}({}, &{}.object)",
                                           argument.is_ended ? "last" : "id", client(), own);
        if (argument.nullable)
            optional_ +=
                fmt::format("\tif {} != nil {{\n\t\tsent.{} = {}\n\t}}\n", own, member, id);
        else
            members_.push_back(fmt::format("{}: {}", member, id));
    }

    void add_result(const std::string& name, const std::string& type, const std::string& value) {
        results_.push_back(name + " " + type);
        values_.push_back(value);
    }

    void add_result(const ClientCall::Result& result) {
        const codec::Field& field = *result.field;
        const std::string member = "got." + reply_["field_names"][field.c_name].get<std::string>();
        const std::string own = scope_.claim(go::unexported(field.name.words));
        if (!result.is_object)
            return add_result(own, names_.type(field.type), member);
        const std::string& type = handles_.at(field.type.name);
        add_result(own, "*" + type, own);
        made_ += fmt::format("\tif {0} != 0 {{\n\t\t{1} = &{2}{{newObject({3}, {0}, at)}}\n\t}}\n",
                             member, own, type, client());
        if (result.close != nullptr)
            late_ += fmt::format("\t\tl.release(\"{}\", \"{}\", {})\n", result.close->method,
                                 hexadecimal(result.close->request.fields.front().key), member);
    }

    std::string body() const {
        std::string text;
        if (uses_objects_)
            text += "\tvar objects using\n";
        text +=
            fmt::format("\tsent := {}{{{}}}\n{}\tvar got {}\n", request_["name"].get<std::string>(),
                        fmt::join(members_, ", "), optional_, reply_["name"].get<std::string>());
        const bool gives_objects = plan_.gives_objects();
        const bool is_plain = plan_.accepted == std::vector<std::string>{"0"};
        text += fmt::format("\t{}, {}, err {} {}.call(ctx, \"{}\", {}, &sent, &got, {}, {})\n",
                            plan_.has_status() ? "status" : "_", gives_objects ? "at" : "_",
                            gives_objects ? ":=" : "=", client(), call_.method,
                            uses_objects_ ? "objects" : "using{}",
                            is_plain ? "nil"
                                     : fmt::format("[]Code{{{}}}", fmt::join(plan_.accepted, ", ")),
                            // Objects of an answer that nobody waits for are closed.
                            late_.empty() ? "nil" : "func(l carrier) {\n" + late_ + "\t}");
        if (gives_objects) {
            // They are named, and nothing so far.
            text += "\tif err != nil {\n\t\treturn\n\t}\n" + made_;
        }
        return text + fmt::format("\treturn {}\n", fmt::join(values_, ", "));
    }

    const codec::Call& call_;
    ClientCall plan_;
    const Json &request_, &reply_;
    const GoNames& names_;
    const std::map<std::string, std::string>& handles_;
    go::Scope scope_;
    bool uses_objects_ = false;
    std::string optional_, made_, late_;
    std::vector<std::string> arguments_, members_, results_, values_;
};

Json errors_view(const Source& source, const GoNames& names) {
    Json codes = Json::array();
    std::set<std::string> seen;
    for (const api::ErrorSet& set : source.input.api.error_sets)
        for (const api::ErrorCode& code : set.codes)
            if (!code.ok && seen.insert(code.value).second)
                codes.push_back({{"name", names.claim("Err" + go::suffix(code.name.words))},
                                 {"c_name", code.c_name},
                                 {"value", code.value}});
    return codes;
}

Json topics_view(const Source& source, const Json& replies, const GoNames& names) {
    Json topics = Json::array();
    for (const codec::Topic& topic : codec::topics(source.plan))
        topics.push_back({{"name", names.claim("Topic" + go::exported(topic.name.words))},
                          {"method", source.plan.calls[topic.call].method},
                          {"type", names.type(topic.result->type)},
                          {"reply", replies[topic.call]["name"]},
                          {"field", replies[topic.call]["field_names"][topic.result->c_name]}});
    return topics;
}

} // namespace

void add_go_client(const Source& source, const Json& requests, const Json& replies,
                   const GoNames& names, FileSet& files) {
    const api::Api& api = source.input.api;
    const go::SafeNames safe = go::safe_names(source.input.contract, api);
    std::map<std::string, std::string> handles;
    for (const api::Handle& handle : api.handles)
        handles[handle.c_name] = names.claim(safe.handles.at(handle.c_name));
    std::map<std::string, go::Scope> scopes; // of the client, and of each object type
    for (const char* own : {"Close", "Describe"})
        (void)scopes[""].claim(own);
    for (const auto& [c_name, name] : handles)
        (void)scopes[c_name].claim("Close");
    Json objects = Json::array(), calls = Json::array();
    const std::set<std::string> used = codec::objects(source.plan);
    for (std::size_t i = 0; i < source.plan.calls.size(); ++i) {
        const codec::Call& call = source.plan.calls[i];
        GoCall writer(source, call, requests[i], replies[i], names, handles);
        const auto name = safe.functions.find(call.function);
        std::string own = name != safe.functions.end() ? name->second : "";
        if (own.empty())
            own = go::exported(api.function(call.function)->name.words);
        if (const std::size_t dot = own.find('.'); dot != std::string::npos)
            own = own.substr(dot + 1);
        own = call.is_close ? "Close" : scopes[call.receiver_type].claim(own);
        calls.push_back({{"text", writer.text(own)}});
    }
    for (const api::Handle& handle : api.handles)
        if (used.contains(handle.c_name)) {
            std::string doc;
            const std::string& name = handles.at(handle.c_name);
            for (const std::string& line : go::doc_comment({{go::introduce(
                     name, handle.doc.empty() ? "is an object of the server." : handle.doc)}}))
                doc += line + "\n";
            objects.push_back({{"name", name}, {"doc", doc}});
        }
    const Json view = {{"package", go::package_name(api.package.name) + "cbor"},
                       {"name", api.package.name},
                       {"fingerprint", source.input.contract.fingerprint},
                       {"objects", objects},
                       {"errors", errors_view(source, names)},
                       {"has_errors", !api.error_sets.empty()},
                       {"topics", topics_view(source, replies, names)},
                       {"calls", calls}};
    for (const char* file :
         {"client.go", "frames.go", "link.go", "transport.go", "calls.go", "open.go", "topics.go",
          "natsrpc/connect.go", "natsrpc/go.mod", "natsrpc/session.go", "natsrpc/subscribe.go"})
        files[fmt::format("go/{}", file)] = render(fmt::format("cbor/go/{}", file), view);
}

} // namespace ffigen::emit::cbor
