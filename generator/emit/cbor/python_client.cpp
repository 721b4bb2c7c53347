#include "emit/cbor/python_client.hpp"

#include "api/docs.hpp"
#include "emit/cbor/client_call.hpp"
#include "emit/cbor/text.hpp"
#include "emit/python/names.hpp"
#include "emit/render.hpp"

#include <fmt/format.h>
#include <fmt/ranges.h>

#include <algorithm>
#include <map>
#include <set>
#include <vector>

namespace ffigen::emit::cbor {
namespace {

using codec::Shape;
using Json = nlohmann::json;

std::string docstring(const std::string& doc, const std::string& otherwise,
                      std::string_view indent) {
    std::string text;
    for (const std::string& line : filled(api::parse_doc(doc).text, "", 96)) {
        if (!text.empty())
            text += "\n" + (line.empty() ? "" : std::string(indent));
        for (const char c : line)
            text += c == '\\' || c == '"' ? std::string{'\\', c} : std::string{c};
    }
    if (text.empty())
        text = otherwise;
    return text.find('\n') != std::string::npos ? text + "\n" + std::string(indent) : text;
}

/// Writes one function.
class PythonCall {
  public:
    PythonCall(const Source& source, const python::Names& names, const codec::Call& call,
               const Json& request, const Json& reply,
               const std::function<std::string(const codec::Type&)>& type_of, bool is_async)
        : names_(names), call_(call), plan_(client_call(source, call)), request_(request),
          reply_(reply), type_of_(type_of), is_async_(is_async) {
        python::Scope scope{"self", "timeout", "messages", "_link", "reply", "status", "epoch"};
        for (const std::string& parameter : python::parameter_names(plan_.function))
            parameters_.push_back(scope.add(parameter));
    }

    std::string text(const std::string& name) {
        arguments_.emplace_back("self");
        for (const ClientCall::Argument& argument : plan_.arguments)
            add_argument(argument);
        arguments_.emplace_back("*");
        arguments_.emplace_back("timeout: float | None = None");
        if (plan_.has_status())
            add_result("int", "status");
        for (const ClientCall::Result& result : plan_.results)
            add_reply(result);
        return signature(name) + body();
    }

  private:
    static std::string member(const Json& message, const std::string& c_name) {
        for (const Json& field : message["fields"])
            if (field["c_name"] == c_name)
                return field["name"];
        return c_name;
    }

    void add_argument(const ClientCall::Argument& argument) {
        const codec::Field& field = *argument.field;
        const std::string own = argument.is_self ? "self" : parameters_[argument.param];
        std::string type, value = own;
        if (argument.is_object) {
            type = names_.types.at(field.type.name) + (argument.nullable ? " | None" : "");
            value = fmt::format("{}._use(self._link)", own);
            if (argument.nullable)
                value += fmt::format(" if {} is not None else None", own);
            objects_.push_back(own);
            if (argument.is_ended)
                ended_.push_back(own);
        } else {
            type = type_of_(field.type);
        }
        if (!argument.is_self)
            arguments_.push_back(fmt::format("{}: {}", own, type));
        members_.push_back(fmt::format("{}={}", member(request_, field.c_name), value));
    }

    void add_result(const std::string& type, const std::string& value) {
        types_.push_back(type);
        values_.push_back(value);
    }

    void add_reply(const ClientCall::Result& result) {
        const codec::Field& field = *result.field;
        const std::string own = member(reply_, field.c_name), value = "reply." + own;
        if (!result.is_object)
            return add_result(type_of_(field.type), value);
        const std::string& type = names_.types.at(field.type.name);
        const std::string made = fmt::format("{}(self._link, {}, epoch)", type, value);
        if (field.type.nullable)
            add_result(type + " | None", fmt::format("{} if {} else None", made, value));
        else
            add_result(type, made);
        if (result.close != nullptr)
            late_.push_back(fmt::format("(\"{}\", \"{}\", \"{}\")", result.close->method,
                                        result.close->request.fields.front().c_name, own));
    }

    std::string signature(const std::string& name) const {
        const std::string result = types_.empty() ? "None"
                                   : types_.size() == 1
                                       ? types_.front()
                                       : fmt::format("tuple[{}]", fmt::join(types_, ", "));
        const std::string head = is_async_ ? "    async def " : "    def ";
        std::string text =
            fmt::format("{}{}({}) -> {}:", head, name, fmt::join(arguments_, ", "), result);
        if (text.size() > 120)
            text = fmt::format("{}{}(\n        {}\n    ) -> {}:", head, name,
                               fmt::join(arguments_, ", "), result);
        return text +
               fmt::format("\n        \"\"\"{}\"\"\"\n",
                           docstring(plan_.function.doc, "``" + call_.method + "``.", "        "));
    }

    /// A tuple as it is written, also of one.
    static std::string tuple(const std::vector<std::string>& items) {
        return fmt::format("({}{})", fmt::join(items, ", "), items.size() == 1 ? "," : "");
    }

    std::string objects() const {
        if (objects_.empty())
            return "_link.NO_OBJECTS";
        return fmt::format("_link.Using({}{})", fmt::join(objects_, ", "),
                           ended_.empty() ? "" : ", ended=" + tuple(ended_));
    }

    std::string body() const {
        std::string targets = plan_.has_status() ? "status" : "_";
        targets += plan_.results.empty() ? ", _" : ", reply";
        targets += plan_.gives_objects() ? ", epoch" : ", _";
        std::string text = values_.empty() ? "        " : fmt::format("        {} = ", targets);
        text += fmt::format("{}self._link.call(\n            \"{}\",\n            {},\n"
                            "            messages.{}({}),\n            messages.{},\n"
                            "            {},\n            timeout,\n",
                            is_async_ ? "await " : "", call_.method, objects(),
                            request_["name"].get<std::string>(), fmt::join(members_, ", "),
                            reply_["name"].get<std::string>(), tuple(plan_.accepted));
        if (!late_.empty())
            text += fmt::format("            {},\n", tuple(late_));
        text += "        )";
        if (!values_.empty())
            text += fmt::format("\n        return {}", fmt::join(values_, ", "));
        return text;
    }

    const python::Names& names_;
    const codec::Call& call_;
    ClientCall plan_;
    const Json &request_, &reply_;
    const std::function<std::string(const codec::Type&)>& type_of_;
    bool is_async_;
    std::vector<std::string> parameters_;
    std::vector<std::string> arguments_, members_, objects_, ended_, types_, values_, late_;
};

Json errors_view(const api::Api& api, const python::Names& names, bool& has_builtins) {
    Json errors = Json::array();
    std::set<std::string> seen;
    python::Scope scope{"CallError",    "CborError", "DeadlineError", "ErrorKind",
                        "GivenUpError", "LostError", "RpcError"};
    for (const api::ErrorSet& set : api.error_sets)
        for (const api::ErrorCode& code : set.codes) {
            const auto name = names.exceptions.find(code.c_name);
            if (code.ok || name == names.exceptions.end() || !seen.insert(code.value).second)
                continue;
            const bool builtin = python::is_builtin_exception(name->second);
            has_builtins |= builtin;
            errors.push_back({{"name", scope.add(name->second)},
                              {"base", builtin ? ", builtins." + name->second : ""},
                              {"doc", docstring(code.doc, "``" + code.c_name + "``.", "    ")},
                              {"value", code.value}});
        }
    return errors;
}

/// In a class, what stands behind a method of a type's name means the method.
std::string method_name(const codec::Call& call) {
    std::string name = python::identifier(std::string(codec::own_name(call)));
    for (const std::string_view type : {"bool", "bytes", "float", "int", "object", "str", "tuple"})
        if (name == type)
            return name + "_";
    return name;
}

/// The functions of one flavour: what belongs to objects, to their makers and to the client.
Json calls_view(const Source& source, const python::Names& names, const Json& requests,
                const Json& replies, const std::function<std::string(const codec::Type&)>& type_of,
                bool is_async) {
    const api::Api& api = source.input.api;
    std::map<std::string, std::vector<Json>> methods, makers;
    Json of_client = Json::array();
    const std::set<std::string> used = codec::objects(source.plan);
    for (std::size_t i = 0; i < source.plan.calls.size(); ++i) {
        const codec::Call& call = source.plan.calls[i];
        PythonCall writer(source, names, call, requests[i], replies[i], type_of, is_async);
        const api::Function& function = *api.function(call.function);
        const std::string name = call.is_close ? "close" : method_name(call);
        const Json view = {{"text", writer.text(name)}};
        if (!call.receiver_type.empty())
            methods[call.receiver_type].push_back(view);
        else if (!function.handle.empty())
            makers[function.handle].push_back(view);
        else
            of_client.push_back(view);
    }
    Json objects = Json::array();
    for (const api::Handle& handle : api.handles) {
        if (!used.contains(handle.c_name))
            continue;
        objects.push_back({{"name", names.types.at(handle.c_name)},
                           {"attribute", python::identifier(python::snake_case(handle.name))},
                           {"doc", docstring(handle.doc, "An object of the server.", "    ")},
                           {"has_close", close_of(source, handle.c_name) != nullptr},
                           {"calls", methods[handle.c_name]},
                           {"makers", makers[handle.c_name]}});
    }
    return {{"objects", objects}, {"calls", of_client}};
}

Json topics_view(const Source& source, const Json& replies,
                 const std::function<std::string(const codec::Type&)>& type_of) {
    Json topics = Json::array();
    python::Scope scope{"Topic"};
    for (const codec::Topic& topic : codec::topics(source.plan)) {
        const codec::Call& call = source.plan.calls[topic.call];
        topics.push_back({{"name", scope.add(python::upper_case(topic.name))},
                          {"method", call.method},
                          {"type", type_of(topic.result->type)},
                          {"reply", replies[topic.call]["name"]},
                          {"field", replies[topic.call]["fields"][0]["name"]}});
    }
    return topics;
}

Json exported(const Json& objects, bool is_async) {
    std::vector<std::string> names{"CallError", "Client",   "DeadlineError",
                                   "LostError", "RpcError", "connect"};
    if (!is_async) // a task is cancelled as any other
        names.insert(names.end(), {"Cancel", "GivenUpError"});
    for (const Json& object : objects)
        names.push_back(object["name"]);
    std::ranges::sort(names);
    Json all = Json::array();
    for (const std::string& name : names)
        all.push_back({{"name", name}});
    return all;
}

} // namespace

void add_python_client(const Source& source, const Json& requests, const Json& replies,
                       const Json& names,
                       const std::function<std::string(const codec::Type&)>& type_of,
                       FileSet& files) {
    const api::Api& api = source.input.api;
    python::Names safe = python::decide_names(api);
    python::Scope own{"CallError",    "Cancel",    "Client",  "DeadlineError",
                      "GivenUpError", "LostError", "RpcError"};
    for (const api::Handle& handle : api.handles)
        safe.types[handle.c_name] = own.add(safe.types.at(handle.c_name));
    const std::string module = names["module"];
    bool has_builtins = false;
    Json view = names;
    view["package"] = api.package.name;
    view["fingerprint"] = source.input.contract.fingerprint;
    view["errors"] = errors_view(api, safe, has_builtins);
    view["has_builtins"] = has_builtins;
    view["has_errors"] = !view["errors"].empty();
    const auto put = [&](const char* from, const std::string& to) {
        files["python/" + module + "/" + to] = render(fmt::format("cbor/python/{}", from), view);
    };
    put("call_errors.py", "call_errors.py");
    put("cancel.py", "_cancel.py");
    put("dial.py", "_dial.py");
    put("link.py", "_link.py");
    put("aio_link.py", "_aio_link.py");
    put("nats_link.py", "_nats_link.py");
    put("nats_loop.py", "_nats_loop.py");
    put("events.py", "events.py");
    view["topics"] = topics_view(source, replies, type_of);
    view["has_topics"] = !view["topics"].empty();
    put("topics.py", "topics.py");
    for (const bool is_async : {false, true}) {
        view.update(calls_view(source, safe, requests, replies, type_of, is_async));
        view["is_async"] = is_async;
        view["def"] = is_async ? "async def" : "def";
        view["await"] = is_async ? "await " : "";
        view["enter"] = is_async ? "__aenter__" : "__enter__";
        view["exit"] = is_async ? "__aexit__" : "__exit__";
        view["link"] = "_Link"; // which no object is called
        view["link_class"] = is_async ? "AsyncLink" : "Link";
        view["link_module"] = is_async ? "_aio_link" : "_link";
        view["has_never"] = std::ranges::any_of(
            view["objects"], [](const Json& object) { return object["has_close"].get<bool>(); });
        view["stdlib"] = view["enums_import"] = view["records_import"] = Json::array();
        view["all"] = exported(view["objects"], is_async);
        const std::string without = render("cbor/python/calls.py", view);
        view["stdlib"] = python_imports("collections.abc", Json::array({"Sequence"}), without);
        view["enums_import"] = python_imports(module + ".enums", names["enum_names"], without);
        view["records_import"] =
            python_imports(module + ".records", names["record_names"], without);
        put("calls.py", is_async ? "aio.py" : "rpc.py");
    }
}

} // namespace ffigen::emit::cbor
