#include "emit/cbor/go_client.hpp"

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
        : source_(source), call_(call), request_(request), reply_(reply), names_(names),
          handles_(handles), function_(*source.input.api.function(call.function)),
          accepted_(accepted_codes(source, call.function)) {
        for (const char* own : {"ctx", "err", "c", "h", "l", "link", "context", "newObject",
                                "carrier", "sent", "got", "epoch", "at", "status"})
            (void)scope_.claim(own);
    }

    std::string text(const std::string& name) {
        arguments_.emplace_back("ctx context.Context");
        for (const api::Param& param : function_.params)
            add_argument(param);
        if (accepted_.size() > 1)
            results_.push_back("status Code");
        if (const codec::Field* field = call_.reply.field("result"))
            add_result(*field);
        for (const api::Param& param : function_.params)
            if (const codec::Field* field = call_.reply.field(param.name.c))
                add_result(*field);
        results_.push_back("err error");
        std::string text;
        const std::string doc =
            function_.doc.empty() ? "calls " + call_.method + "." : function_.doc;
        for (const std::string& line : go::doc_comment({{go::introduce(name, doc)}}))
            text += line + "\n";
        return text + fmt::format("func ({}) {}({}) ({}) {{\n{}}}", receiver(), name,
                                  fmt::join(arguments_, ", "), fmt::join(results_, ", "), body());
    }

  private:
    std::string receiver() const {
        return call_.receiver ? "h *" + handles_.at(call_.receiver_type) : "c *Client";
    }
    std::string client() const { return call_.receiver ? "h.client" : "c"; }

    void add_argument(const api::Param& param) {
        const codec::Field* field = call_.request.field(param.name.c);
        if (field == nullptr)
            return;
        const std::string member = request_["field_names"][param.name.c].get<std::string>();
        const auto self = call_.receiver && &function_.params[*call_.receiver] == &param;
        if (field->type.shape == Shape::handle) {
            const std::string own = self ? "h" : scope_.claim(go::unexported(param.name.words));
            if (!self)
                arguments_.push_back(fmt::format("{} *{}", own, handles_.at(field->type.name)));
            const std::string id = scope_.claim(own + "ID");
            const bool ends = param.role == api::Role::handle_consumed || call_.is_close;
            const std::string take = fmt::format("if {0}, epoch, err = {1}.{2}({3}); err != nil {{",
                                                 id, own, ends ? "take" : "use", client());
            before_ += fmt::format("\tvar {} uint64\n", id);
            if (field->type.nullable && !self)
                before_ += fmt::format("\tif {} != nil {{\n\t\t{}\n\t\t\treturn @\n\t\t}}\n\t}}\n",
                                       own, take);
            else
                before_ += fmt::format("\t{}\n\t\treturn @\n\t}}\n", take);
            members_.push_back(fmt::format("{}: {}", member, id));
            return;
        }
        const std::string own = scope_.claim(go::unexported(param.name.words));
        const bool by_address = field->type.shape == Shape::record && !field->type.nullable &&
                                param.role != api::Role::value;
        arguments_.push_back(
            fmt::format("{} {}{}", own, by_address ? "*" : "", names_.type(field->type)));
        members_.push_back(fmt::format("{}: {}{}", member, by_address ? "*" : "", own));
    }

    void add_result(const codec::Field& field) {
        const std::string member = "got." + reply_["field_names"][field.c_name].get<std::string>();
        const std::string own = scope_.claim(go::unexported(field.name.words));
        if (field.type.shape != Shape::handle) {
            results_.push_back(fmt::format("{} {}", own, names_.type(field.type)));
            values_.push_back(member);
            return;
        }
        const std::string& type = handles_.at(field.type.name);
        results_.push_back(fmt::format("{} *{}", own, type));
        objects_.push_back({own, member, type, close_method(field.type.name)});
        values_.push_back(own);
    }

    std::string close_method(const std::string& handle) const {
        const api::Handle* found = source_.input.api.handle(handle);
        for (const codec::Call& each : source_.plan.calls)
            if (found != nullptr && each.function == found->close)
                return each.method + "|" + each.request.fields.front().key;
        return {};
    }

    std::string returns(const std::string& error) const {
        std::vector<std::string> all;
        for (const std::string& result : results_)
            all.push_back(result.substr(0, result.find(' ')));
        all.back() = error;
        return fmt::format("{}", fmt::join(all, ", "));
    }

    std::string body() {
        std::string text;
        const bool uses_epoch = !before_.empty();
        for (std::size_t at; (at = before_.find('@')) != std::string::npos;)
            before_.replace(at, 1, returns("err"));
        if (uses_epoch)
            text += "\tvar epoch uint64\n";
        text += before_;
        text += fmt::format("\tsent := {}{{{}}}\n", request_["name"].get<std::string>(),
                            fmt::join(members_, ", "));
        text += fmt::format("\tvar got {}\n", reply_["name"].get<std::string>());
        const bool has_status = accepted_.size() > 1;
        std::string ok = "nil";
        if (accepted_.size() != 1 || accepted_.front() != "0")
            ok = fmt::format("[]Code{{{}}}", fmt::join(accepted_, ", "));
        text += fmt::format("\t{}, {}, err {} {}.call(ctx, \"{}\", {}, &sent, &got, {}, {})\n",
                            has_status ? "status" : "_", objects_.empty() ? "_" : "at",
                            objects_.empty() ? "=" : ":=", client(), call_.method,
                            uses_epoch ? "epoch" : "0", ok, late());
        return text + ending();
    }

    /// Objects of an answer that nobody waits for are closed.
    std::string late() const {
        if (objects_.empty())
            return "nil";
        std::string text = "func(l carrier) {\n";
        for (const Object& object : objects_)
            if (!object.close.empty()) {
                const std::size_t bar = object.close.find('|');
                text +=
                    fmt::format("\t\tl.release(\"{}\", \"{}\", {})\n", object.close.substr(0, bar),
                                quoted(object.close.substr(bar + 1)), object.member);
            }
        return text + "\t}";
    }

    static std::string quoted(const std::string& bytes) {
        std::string text;
        for (const char c : bytes)
            text += fmt::format("\\x{:02x}", static_cast<unsigned char>(c));
        return text;
    }

    std::string ending() const {
        std::string text;
        if (!objects_.empty()) {
            text += fmt::format("\tif err != nil {{\n\t\treturn {}\n\t}}\n", returns("err"));
            for (const Object& object : objects_)
                text += fmt::format(
                    "\tif {0} != 0 {{\n\t\t{1} = &{2}{{newObject({3}, {0}, at)}}\n\t}}\n",
                    object.member, object.name, object.type, client());
        }
        std::vector<std::string> all = values_;
        if (accepted_.size() > 1)
            all.insert(all.begin(), "status");
        all.emplace_back("err");
        return text + fmt::format("\treturn {}\n", fmt::join(all, ", "));
    }

    struct Object {
        std::string name, member, type, close;
    };

    const Source& source_;
    const codec::Call& call_;
    const Json &request_, &reply_;
    const GoNames& names_;
    const std::map<std::string, std::string>& handles_;
    const api::Function& function_;
    std::vector<std::string> accepted_;
    go::Scope scope_;
    std::string before_;
    std::vector<std::string> arguments_, members_, results_, values_;
    std::vector<Object> objects_;
};

Json errors_view(const Source& source, const GoNames& names) {
    Json codes = Json::array();
    std::set<std::string> seen;
    for (const api::ErrorSet& set : source.input.api.error_sets)
        for (const api::ErrorCode& code : set.codes)
            if (!code.ok && seen.insert(code.value).second)
                codes.push_back(
                    {{"row",
                      fmt::format("\t// {} is {}.\n\t{} Code = {}", "@", code.c_name,
                                  names.claim("Err" + go::suffix(code.name.words)), code.value)}});
    for (Json& code : codes) {
        std::string row = code["row"];
        const std::size_t name = row.find("\n\t") + 2;
        row.replace(row.find('@'), 1, row.substr(name, row.find(' ', name) - name));
        code["row"] = row;
    }
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
    Json objects = Json::array(), calls = Json::array();
    const std::set<std::string> used = codec::objects(source.plan);
    for (std::size_t i = 0; i < source.plan.calls.size(); ++i) {
        const codec::Call& call = source.plan.calls[i];
        GoCall writer(source, call, requests[i], replies[i], names, handles);
        const auto name = safe.functions.find(call.function);
        std::string own = name != safe.functions.end() ? name->second : "";
        if (own.empty() || call.is_close)
            own = call.is_close ? "Close" : go::exported(api.function(call.function)->name.words);
        if (const std::size_t dot = own.find('.'); dot != std::string::npos)
            own = own.substr(dot + 1);
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
