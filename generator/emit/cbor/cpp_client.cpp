// C++: the functions of the contract as methods of a client and of its objects, over the client in
// C.
#include "api/docs.hpp"
#include "api/names.hpp"
#include "emit/cbor/c_record.hpp"
#include "emit/cbor/client_call.hpp"
#include "emit/cbor/text.hpp"
#include "emit/cbor/views.hpp"
#include "emit/cpp/text.hpp"
#include "emit/render.hpp"

#include <fmt/format.h>
#include <fmt/ranges.h>

#include <algorithm>
#include <array>
#include <map>
#include <set>

namespace ffigen::emit::cbor {
namespace {

using codec::Shape;
using Json = nlohmann::json;

constexpr std::array<std::string_view, 33> cpp_words = {
    "and",       "bool",    "catch",    "class",     "delete", "explicit", "export",
    "false",     "friend",  "mutable",  "namespace", "new",    "noexcept", "not",
    "operator",  "or",      "private",  "protected", "public", "template", "this",
    "throw",     "true",    "try",      "typename",  "using",  "virtual",  "xor",
    "constexpr", "concept", "requires", "decltype",  "nullptr"};

/// A word that C++ keeps for itself, or that the client uses, gets a line behind it.
std::string identifier(std::string name) {
    static const std::set<std::string_view> own{"request", "reply",  "link_",       "guard",
                                                "close",   "id",     "id_",         "end",
                                                "epoch_",  "status", "set_timeout", "detail"};
    while (own.contains(name) || std::ranges::find(cpp_words, name) != cpp_words.end())
        name += '_';
    return name;
}

std::string class_name(const api::Words& words) {
    std::string name;
    for (const std::string& word : words) {
        name += word;
        name[name.size() - word.size()] = cpp::macro_name(word.substr(0, 1))[0];
    }
    for (const std::string_view own :
         {"Cancel", "Cancelled", "Client", "Deadline", "Error", "Event", "Lost", "Object",
          "Options", "Subscription", "Topic"})
        if (name == own)
            return name + "_";
    return name;
}

/// A name that is not C's, and no macro of the header's, which would stand for it everywhere.
std::string unless_macro(const Source& source, std::string name) {
    while (source.input.contract.constant(name) != nullptr)
        name += '_';
    return name;
}

std::string comment(const std::string& doc, const std::string& otherwise,
                    const std::string& indent) {
    std::string text;
    for (const std::string& line : filled(api::parse_doc(doc).text, indent + "/// ", 98))
        text += line + "\n";
    return text.empty() ? fmt::format("{}/// `{}`.\n", indent, otherwise) : text;
}

/// A name of the contract: methods of the classes may be called as its types.
std::string global(const codec::Type& type, const std::string& text) {
    if (type.shape != Shape::record && type.shape != Shape::enumeration)
        return text;
    const std::size_t space = text.rfind(' '); // "struct name"
    return space == std::string::npos ? "::" + text
                                      : text.substr(0, space + 1) + "::" + text.substr(space + 1);
}

/// Writes one function.
class CppCall {
  public:
    CppCall(const Source& source, const codec::Call& call,
            const std::map<std::string, std::string>& handles)
        : contract_(source.input.contract), call_(call), plan_(client_call(source, call)),
          handles_(handles) {}

    /// What stands in the class, and what stands behind all of them: one may give another.
    std::pair<std::string, std::string> text(const std::string& name) {
        for (const ClientCall::Argument& argument : plan_.arguments)
            if (argument.is_object)
                add_object(argument);
            else
                add_value(argument);
        if (plan_.has_status())
            add_result("std::int32_t", "status");
        for (const ClientCall::Result& result : plan_.results)
            add_reply(result);
        const std::string result = types_.empty() ? "void"
                                   : types_.size() == 1
                                       ? types_.front()
                                       : fmt::format("std::tuple<{}>", fmt::join(types_, ", "));
        const std::string rest =
            fmt::format("({}){}", fmt::join(arguments_, ", "), is_const_ ? " const" : "");
        return {
            comment(plan_.function.doc, call_.method, "  ") +
                fmt::format("  {} {}{};", result, name, rest),
            fmt::format("inline {} {}::{}{} {{\n{}}}", result,
                        call_.receiver_type.empty() ? "Client" : handles_.at(call_.receiver_type),
                        name, rest, body())};
    }

  private:
    std::string body() const {
        std::string text = fmt::format("  const auto guard = link_->lock();\n"
                                       "  {}_request request{{}};\n",
                                       call_.function);
        for (const std::string& statement : statements_)
            text += "  " + statement + "\n";
        text += fmt::format("  {0}_reply reply{{}};\n"
                            "  {1}link_->check({0}_rpc(&link_->client, &request, &reply));\n{2}",
                            call_.function,
                            plan_.has_status() ? "const std::int32_t status = " : "", after_);
        if (values_.size() == 1)
            text += fmt::format("  return {};\n", values_.front());
        else if (!values_.empty())
            text += fmt::format("  return {{{}}};\n", fmt::join(values_, ", "));
        return text;
    }

    std::string element(const codec::Field& list) const {
        const codec::Type& type = list.type;
        if (type.shape == Shape::bytes)
            return "std::uint8_t";
        if (type.shape != Shape::numbers)
            return global(type.element.front(), c_item_type(contract_, list));
        return type.is_float ? (type.bits == 32 ? "float" : "double")
                             : fmt::format("std::{}int{}_t", type.is_signed ? "" : "u", type.bits);
    }

    static bool is_texts(const codec::Type& type) {
        return type.shape == Shape::list && type.element.front().shape == Shape::text;
    }

    /// The type in C++, as an argument or as a result.
    std::string type_of(const codec::Field& field, bool result) const {
        const codec::Type& type = field.type;
        std::string text;
        if (type.any_count && type.shape == Shape::text)
            text = result ? "std::string" : "std::string_view";
        else if (is_texts(type))
            text = result ? "std::vector<std::optional<std::string>>"
                          : "std::span<const std::optional<std::string_view>>";
        else if (type.any_count)
            text = fmt::format(fmt::runtime(result ? "std::vector<{}>" : "std::span<const {}>"),
                               element(field));
        else
            text = global(type, c_field_type(contract_, field));
        if (type.nullable)
            return fmt::format("std::optional<{}>", text);
        return type.shape == Shape::record && !result ? "const " + text + "&" : text;
    }

    void add_value(const ClientCall::Argument& argument) {
        const codec::Field& field = *argument.field;
        const std::string own = identifier(field.c_name), to = "request." + field.c_name;
        arguments_.push_back(type_of(field, false) + " " + own);
        const std::string value = argument.nullable ? "*" + own : own;
        const std::string given = is_texts(field.type) ? own + "_views" : value;
        if (is_texts(field.type))
            statements_.push_back(
                fmt::format("const auto {} = detail::views_of({});", given, value));
        std::string set = fmt::format("{} = {};", to, value);
        if (field.type.any_count)
            set = fmt::format("detail::give({}, {});", to, given);
        if (!argument.nullable)
            return statements_.push_back(set);
        if (has_flag(field.type))
            statements_.push_back(
                fmt::format("request.has_{} = {}.has_value();", field.c_name, own));
        statements_.push_back(fmt::format("if ({})\n    {}", own, set));
    }

    /// One that the call ends is the client's still where it fails, until it is destroyed.
    void add_object(const ClientCall::Argument& argument) {
        const std::string& c_name = argument.field->c_name;
        const std::string own = argument.is_self ? "" : identifier(c_name);
        const std::string type = argument.is_self ? "" : handles_.at(argument.field->type.name);
        std::string id = argument.is_self ? "id(*link_)" : own + ".id(*link_)";
        std::string end = argument.is_self ? "end();" : own + ".end();";
        if (argument.is_self) {
            is_const_ = !argument.is_ended;
        } else if (argument.nullable && argument.is_ended) {
            arguments_.push_back(fmt::format("std::optional<{}> {}", type, own));
            id = fmt::format("{0} ? {0}->id(*link_) : 0", own);
            end = fmt::format("if ({0})\n    {0}->end();", own);
        } else if (argument.nullable) {
            arguments_.push_back(fmt::format("const {}* {}", type, own));
            id = fmt::format("{0} != nullptr ? {0}->id(*link_) : 0", own);
        } else {
            arguments_.push_back(argument.is_ended ? fmt::format("{} {}", type, own)
                                                   : fmt::format("const {}& {}", type, own));
        }
        statements_.push_back(fmt::format("request.{} = {};", c_name, id));
        if (argument.is_ended)
            after_ += "  " + end + "\n";
    }

    void add_result(std::string type, std::string value) {
        types_.push_back(std::move(type));
        values_.push_back(std::move(value));
    }

    void add_reply(const ClientCall::Result& result) {
        const codec::Field* field = result.field;
        const std::string& c_name = field->c_name;
        const std::string from = "reply." + c_name, type = type_of(*field, true);
        if (result.is_object) {
            const std::string& object = handles_.at(field->type.name);
            const std::string made = fmt::format("{}(link_, {})", object, from);
            if (!field->type.nullable)
                return add_result(object, made);
            const std::string optional = fmt::format("std::optional<{}>", object);
            return add_result(optional,
                              fmt::format("{} != 0 ? {}({}) : std::nullopt", from, optional, made));
        }
        const std::string bare =
            field->type.nullable ? type.substr(14, type.size() - 15) : type; // std::optional<…>
        std::string value = from;
        if (is_texts(field->type))
            value = fmt::format("detail::texts_of(link_->items<ffi_cbor_text>(reply, {}, "
                                "{}_reply_get_{}))",
                                from, call_.function, c_name);
        else if (field->type.any_count && field->type.shape == Shape::list)
            value = fmt::format("link_->items<{}>(reply, {}, {}_reply_get_{})", element(*field),
                                from, call_.function, c_name);
        else if (field->type.any_count)
            value = fmt::format("detail::take<{}>({})", bare, from);
        if (field->type.nullable) {
            const std::string there = has_flag(field->type) ? "reply.has_" + c_name
                                      : field->type.shape == Shape::list
                                          ? from + ".items != nullptr"
                                          : from + ".data != nullptr";
            value = fmt::format("{} ? {}({}) : std::nullopt", there, type, value);
        }
        add_result(type, value);
    }

    const model::Contract& contract_;
    const codec::Call& call_;
    ClientCall plan_;
    const std::map<std::string, std::string>& handles_;
    bool is_const_ = false;
    std::string after_;
    std::vector<std::string> arguments_, statements_, types_, values_;
};

Json topics_view(const Source& source) {
    Json topics = Json::array();
    for (const codec::Topic& topic : codec::topics(source.plan)) {
        const codec::Call& call = source.plan.calls[topic.call];
        topics.push_back({{"name", identifier(topic.name.c)},
                          {"method", call.method},
                          {"function", call.function},
                          {"type", global(topic.result->type,
                                          c_field_type(source.input.contract, *topic.result))},
                          {"field", topic.result->c_name},
                          {"is_wide", call.reply.is_wide}});
    }
    return topics;
}

} // namespace

void add_cpp_client(const Source& source, FileSet& files) {
    const api::Api& api = source.input.api;
    const std::set<std::string> used = codec::objects(source.plan);
    std::map<std::string, std::string> handles;
    for (const api::Handle& handle : api.handles)
        handles[handle.c_name] = unless_macro(source, class_name(handle.name.words));
    std::map<std::string, std::vector<Json>> methods;
    Json all = Json::array();
    std::map<std::string, std::set<std::string>> names;
    for (const codec::Call& call : source.plan.calls) {
        CppCall writer(source, call, handles);
        std::string name =
            call.is_close ? "close" : unless_macro(source, identifier(codec::flat_name(call)));
        while (!names[call.receiver_type].insert(name).second)
            name += "_";
        auto [declaration, definition] = writer.text(name);
        Json view = {{"declaration", std::move(declaration)},
                     {"definition", std::move(definition)},
                     {"is_wide", call.request.is_wide || call.reply.is_wide}};
        methods[call.receiver_type].push_back(view);
        all.push_back(std::move(view));
    }
    Json objects = Json::array();
    for (const api::Handle& handle : api.handles) {
        if (!used.contains(handle.c_name))
            continue;
        const codec::Call* close = close_of(source, handle.c_name);
        std::string doc = comment(handle.doc, handle.c_name, "");
        doc.pop_back();
        objects.push_back({{"name", handles.at(handle.c_name)},
                           {"doc", doc},
                           {"has_close", close != nullptr},
                           {"calls", methods[handle.c_name]}});
    }
    const Json topics = topics_view(source);
    files["cpp/" + api.package.name + "_rpc.hpp"] = render(
        "cbor/cpp/client.hpp", {{"header", source.input.contract.header},
                                {"package", api.package.name},
                                {"guard", cpp::macro_name(api.package.name) + "_RPC_HPP"},
                                {"objects", objects},
                                {"all", all},
                                {"calls", methods[""]},
                                {"has_topics", !topics.empty()},
                                {"first_topic", topics.empty() ? Json("") : topics[0]["name"]},
                                {"topics", topics}});
}

} // namespace ffigen::emit::cbor
