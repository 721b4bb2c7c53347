#include "emit/cbor/rust_client.hpp"

#include "emit/cbor/client_call.hpp"
#include "emit/render.hpp"
#include "emit/rust/docs.hpp"
#include "emit/rust/literals.hpp"
#include "emit/rust/names.hpp"

#include <fmt/format.h>
#include <fmt/ranges.h>

#include <algorithm>
#include <set>

namespace ffigen::emit::cbor {
namespace {

using codec::Shape;
using Json = nlohmann::json;

std::string doc_of(const std::string& doc, std::string_view indent, const std::string& otherwise) {
    std::string text;
    for (const std::string& line : rust::whole_comment(rust::read_comment(doc, {})))
        text += fmt::format("{}///{}{}\n", indent, line.empty() ? "" : " ", line);
    return text.empty() ? fmt::format("{}/// `{}`.\n", indent, otherwise) : text;
}

std::string member(const Json& view, const codec::Record& message, const std::string& c_name) {
    for (std::size_t i = 0; i < message.fields.size(); ++i)
        if (message.fields[i].c_name == c_name)
            return view["fields"][i]["name"];
    return c_name;
}

/// Writes one function.
class RustCall {
  public:
    RustCall(const Source& source, const codec::Call& call, const Json& request, const Json& reply,
             const RustNames& names, const std::map<std::string, std::string>& handles)
        : call_(call), plan_(client_call(source, call)), request_(request), reply_(reply),
          names_(names), handles_(handles) {
        for (const char* own : {"self", "sent", "got", "status", "link", "epoch", "each"})
            (void)scope_.take(own);
    }

    std::string text(const std::string& name) {
        arguments_.emplace_back("&self");
        for (const ClientCall::Argument& argument : plan_.arguments)
            if (argument.is_object)
                add_object(argument);
            else
                add_value(argument);
        if (plan_.has_status())
            add_result("i32", "status");
        for (const ClientCall::Result& result : plan_.results)
            add_reply(result);
        const std::string result =
            types_.size() == 1 ? types_.front() : fmt::format("({})", fmt::join(types_, ", "));
        return doc_of(plan_.function.doc, "    ", call_.method) +
               fmt::format("    pub fn {}({}) -> Result<{}, RpcError> {{\n{}    }}", name,
                           fmt::join(arguments_, ", "), result, body());
    }

  private:
    std::string client() const { return call_.receiver ? "self.client" : "self"; }
    std::string client_reference() const { return call_.receiver ? "&self.client" : "self"; }

    /// One that the call ends is given by value. It is closed where the call fails, unless C has
    /// it: then there is no such object any more.
    void add_object(const ClientCall::Argument& argument) {
        const codec::Field& field = *argument.field;
        const std::string to = member(request_, call_.request, field.c_name);
        const std::string own =
            argument.is_self ? "self" : argument_name(plan_.function.params[argument.param]);
        const std::string id = fmt::format(".id({})?", client_reference());
        const std::string type = argument.is_self ? "" : handles_.at(field.type.name);
        const std::string mut = argument.is_ended ? "mut " : "";
        const std::string reference = argument.is_ended ? "" : "&";
        if (argument.is_self && argument.is_ended)
            arguments_.front() = "mut self";
        if (!argument.nullable) {
            if (!argument.is_self)
                arguments_.push_back(fmt::format("{}{}: {}{}", mut, own, reference, type));
            members_.push_back(fmt::format("{}: {}{}", to, own, id));
            epochs_.push_back(own + ".epoch");
            if (argument.is_ended)
                after_ += fmt::format("        {}.id = 0;\n", own);
            return;
        }
        const std::string borrowed = argument.is_ended ? "&" : "";
        arguments_.push_back(fmt::format("{}{}: Option<{}{}>", mut, own, reference, type));
        members_.push_back(fmt::format("{}: match {}{} {{ Some(each) => each{}, None => 0 }}", to,
                                       borrowed, own, id));
        epochs_.push_back(fmt::format("{}{}.map_or(0, |each| each.epoch)", own,
                                      argument.is_ended ? ".as_ref()" : ""));
        if (argument.is_ended)
            after_ += fmt::format(
                "        if let Some(each) = &mut {} {{\n            each.id = 0;\n        }}\n",
                own);
    }

    std::string argument_name(const api::Param& param) {
        return scope_.take(rust::identifier(rust::snake_case(param.name.words)));
    }

    void add_value(const ClientCall::Argument& argument) {
        const codec::Field& field = *argument.field;
        const std::string to = member(request_, call_.request, field.c_name);
        const std::string own = argument_name(plan_.function.params[argument.param]);
        codec::Type bare = field.type;
        bare.nullable = false;
        const std::string type = names_.type(bare);
        std::string borrowed, owned;
        if (bare.any_count && bare.shape == Shape::text) {
            borrowed = "&str";
            owned = "String::from({})";
        } else if (bare.any_count) {
            borrowed = "&[" + type.substr(4, type.size() - 5) + "]";
            owned = "{}.to_vec()";
        } else if (bare.shape == Shape::record) {
            borrowed = "&" + type;
            owned = "*{}";
        } else {
            borrowed = type;
            owned = "{}";
        }
        const auto made = [&](const std::string& value) {
            return fmt::format(fmt::runtime(owned), value);
        };
        if (field.type.nullable) {
            arguments_.push_back(fmt::format("{}: Option<{}>", own, borrowed));
            const bool is_text = bare.any_count && bare.shape == Shape::text;
            members_.push_back(owned == "{}"    ? named(to, own)
                               : is_text        ? fmt::format("{}: {}.map(String::from)", to, own)
                               : bare.any_count ? fmt::format("{}: {}.map(<[_]>::to_vec)", to, own)
                                                : fmt::format("{}: {}.copied()", to, own));
        } else {
            arguments_.push_back(fmt::format("{}: {}", own, borrowed));
            members_.push_back(named(to, made(own)));
        }
    }

    static std::string named(const std::string& member, const std::string& value) {
        return member == value ? member : fmt::format("{}: {}", member, value);
    }

    void add_result(const std::string& type, const std::string& value) {
        types_.push_back(type);
        values_.push_back(value);
    }

    void add_reply(const ClientCall::Result& result) {
        const codec::Field& field = *result.field;
        const std::string value = "got." + member(reply_, call_.reply, field.c_name);
        if (!result.is_object)
            return add_result(names_.type(field.type), value);
        const std::string& type = handles_.at(field.type.name);
        const std::string made =
            fmt::format("{} {{ client: {}.clone(), id: {}, epoch }}", type, client(), value);
        if (field.type.nullable)
            add_result(fmt::format("Option<{}>", type),
                       fmt::format("if {} == 0 {{ None }} else {{ Some({}) }}", value, made));
        else
            add_result(type, made);
    }

    std::string body() const {
        const std::string reply = reply_["name"];
        std::string text =
            fmt::format("        let sent = messages::{} {{ {} }};\n",
                        request_["name"].get<std::string>(), fmt::join(members_, ", "));
        text += fmt::format("        let mut link = {}.lock();\n", client());
        text += fmt::format("        let ({}, {}): (_, messages::{}) = link.call(\"{}\", &[{}], "
                            "&sent, &[{}])?;\n",
                            plan_.has_status() ? "status" : "_",
                            plan_.results.empty() ? "_" : "got", reply, call_.method,
                            fmt::join(epochs_, ", "), fmt::join(plan_.accepted, ", "));
        if (plan_.gives_objects())
            text += "        let epoch = link.epoch;\n";
        text += "        drop(link);\n" + after_;
        return text +
               fmt::format("        Ok({})\n", values_.size() == 1
                                                   ? values_.front()
                                                   : fmt::format("({})", fmt::join(values_, ", ")));
    }

    const codec::Call& call_;
    ClientCall plan_;
    const Json &request_, &reply_;
    const RustNames& names_;
    const std::map<std::string, std::string>& handles_;
    rust::Scope scope_;
    std::string after_;
    std::vector<std::string> arguments_, members_, epochs_, types_, values_;
};

Json errors_view(const Source& source) {
    Json errors = Json::array();
    std::set<std::string> seen;
    rust::Scope scope;
    for (const api::ErrorSet& set : source.input.api.error_sets)
        for (const api::ErrorCode& code : set.codes)
            if (!code.ok && seen.insert(code.value).second)
                errors.push_back({{"c_name", code.c_name},
                                  {"name", scope.take(rust::upper_case(code.name.words))},
                                  {"value", rust::integer_literal(code.value)}});
    return errors;
}

Json topics_view(const Source& source, const Json& replies, const RustNames& names) {
    Json topics = Json::array();
    rust::Scope scope;
    for (const codec::Topic& topic : codec::topics(source.plan)) {
        const codec::Call& call = source.plan.calls[topic.call];
        topics.push_back(
            {{"name", scope.take(rust::upper_case(topic.name.words))},
             {"method", call.method},
             {"type", names.type(topic.result->type)},
             {"reply", replies[topic.call]["name"]},
             {"field", member(replies[topic.call], call.reply, topic.result->c_name)}});
    }
    return topics;
}

} // namespace

void add_rust_client(const Source& source, const Json& requests, const Json& replies,
                     const RustNames& names, FileSet& files) {
    const api::Api& api = source.input.api;
    std::map<std::string, std::string> handles;
    for (const api::Handle& handle : api.handles)
        handles[handle.c_name] = names.take(rust::camel_case(handle.name.words));
    std::map<std::string, std::vector<Json>> methods;
    std::map<std::string, rust::Scope> scopes; // of the client, and of each object type
    for (const char* own : {"connect", "connect_with", "over", "set_timeout", "describe", "lock"})
        (void)scopes[""].take(own);
    for (const api::Handle& handle : api.handles)
        for (const char* own : {"id", "close"})
            (void)scopes[handle.c_name].take(own);
    std::map<std::string, Json> closes;
    const std::set<std::string> used = codec::objects(source.plan);
    for (std::size_t i = 0; i < source.plan.calls.size(); ++i) {
        const codec::Call& call = source.plan.calls[i];
        RustCall writer(source, call, requests[i], replies[i], names, handles);
        if (call.is_close)
            closes[api.function(call.function)->handle] = {
                {"close_method", call.method},
                {"close_request", requests[i]["name"]},
                {"close_field", requests[i]["fields"][0]["name"]}};
        const std::string name =
            call.is_close
                ? "close"
                : scopes[call.receiver_type].take(rust::identifier(codec::flat_name(call)));
        methods[call.receiver_type].push_back({{"text", writer.text(name)}});
    }
    Json objects = Json::array();
    for (const api::Handle& handle : api.handles) {
        if (!used.contains(handle.c_name))
            continue;
        std::string doc = doc_of(handle.doc, "", handle.c_name);
        doc.pop_back();
        Json view = {{"name", handles.at(handle.c_name)},
                     {"doc", Json::array({{{"text", doc}}})},
                     {"has_close", closes.contains(handle.c_name)},
                     {"close_method", ""},
                     {"close_request", ""},
                     {"close_field", ""},
                     {"calls", methods[handle.c_name]}};
        if (closes.contains(handle.c_name))
            view.update(closes[handle.c_name]);
        objects.push_back(std::move(view));
    }
    std::string crate = api.package.name;
    std::ranges::replace(crate, '_', '-');
    const Json view = {{"lib", api.package.name + "_cbor"},
                       {"crate", crate},
                       {"package", api.package.name},
                       {"fingerprint", source.input.contract.fingerprint},
                       {"has_enums", files.contains("rust/src/enums.rs")},
                       {"has_records", files.contains("rust/src/records.rs")},
                       {"errors", errors_view(source)},
                       {"objects", objects},
                       {"topics", topics_view(source, replies, names)},
                       {"calls", methods[""]}};
    for (const char* file : {"calls", "cancel", "error", "framed", "link", "mod", "open", "socket",
                             "topic", "transport"})
        files[fmt::format("rust/src/rpc/{}.rs", file)] =
            render(fmt::format("cbor/rust/src/rpc/{}.rs", file), view);
}

} // namespace ffigen::emit::cbor
