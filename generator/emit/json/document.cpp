#include "emit/json/document.hpp"

#include "emit/json/types.hpp"

#include <algorithm>
#include <utility>

namespace ffigen::emit::json {
namespace {

using Json = nlohmann::ordered_json;
using model::Contract;

/// What the parts of the document share while it is made.
struct Context {
    const Contract& contract;
    TypeTable types;
};

Json annotations_json(const model::Annotations& annotations) {
    Json list = Json::array();
    for (const model::Annotation& annotation : annotations) {
        Json item = {{"name", annotation.name}};
        if (!annotation.positional.empty())
            item["arguments"] = annotation.positional;
        if (!annotation.named.empty()) {
            Json named = Json::object();
            for (const auto& [key, value] : annotation.named)
                named[key] = value;
            item["named"] = std::move(named);
        }
        list.push_back(std::move(item));
    }
    return list;
}

/// Line and column in the contract's header; nothing for declarations of included headers, whose
/// paths belong to one machine.
void add_place(Json& item, const SourceLocation& where) {
    if (where.line == 0)
        return;
    item["line"] = where.line;
    item["column"] = where.column;
}

Json entity_json(const model::Entity& entity) {
    Json item = {{"name", entity.name}, {"c_name", entity.c_name}, {"doc", entity.doc}};
    if (entity.from_header)
        add_place(item, entity.where);
    else
        item["included"] = true;
    if (!entity.annotations.empty())
        item["annotations"] = annotations_json(entity.annotations);
    return item;
}

/// {TARGET: value} in the order of the contract's targets; equal values are made once.
template <class T, class Make>
Json by_target(const Contract& contract, const model::PerTarget<T>& values, Make make) {
    std::vector<Json> made;
    for (const auto& group : values.groups)
        made.push_back(make(group.value));
    Json result = Json::object();
    for (std::size_t target = 0; target < contract.targets.size(); ++target)
        for (std::size_t i = 0; i < values.groups.size(); ++i)
            if (values.groups[i].targets.contains(target))
                result[contract.targets[target].triple] = made[i];
    return result;
}

Json field_json(Context& context, const model::Field& field) {
    Json item = {{"name", field.name},
                 {"type", context.types.spell(field.type)},
                 {"offset_bits", field.offset_bits},
                 {"size_bits", field.size_bits},
                 {"align", field.align}};
    if (field.is_bitfield) {
        item["bitfield"] = true;
        item["signed"] = field.is_signed;
    }
    if (field.is_anonymous)
        item["anonymous"] = true;
    if (field.depth != 0)
        item["depth"] = field.depth;
    return item;
}

Json layout_json(Context& context, const model::RecordLayout& layout) {
    Json fields = Json::array();
    for (const model::Field& field : layout.fields)
        fields.push_back(field_json(context, field));
    return {{"size", layout.size}, {"align", layout.align}, {"fields", std::move(fields)}};
}

/// Facts about fields, enumerators and parameters that are the same on every target.
template <class T>
Json member_json(const T& member) {
    Json item = {{"name", member.name}, {"doc", member.doc}};
    add_place(item, member.where);
    if (!member.annotations.empty())
        item["annotations"] = annotations_json(member.annotations);
    return item;
}

Json record_json(Context& context, const model::Record& record) {
    Json item = entity_json(record);
    item["kind"] = record.is_union ? "union" : "struct";
    item["complete"] = record.is_complete;
    item["packed"] = record.is_packed;
    if (record.is_anonymous)
        item["anonymous"] = true;
    if (record.declared_align != 0)
        item["declared_align"] = record.declared_align;
    if (!record.tag.empty())
        item["tag"] = record.tag;
    item["typedefs"] = record.typedefs;
    Json members = Json::array();
    for (const model::FieldInfo& info : record.field_info)
        members.push_back(member_json(info));
    item["members"] = std::move(members);
    item["layouts"] = by_target(context.contract, record.layouts,
                                [&](const auto& layout) { return layout_json(context, layout); });
    return item;
}

Json enum_layout_json(Context& context, const model::EnumLayout& layout) {
    Json values = Json::array();
    for (const auto& [name, value] : layout.values)
        values.push_back({{"name", name}, {"value", integer(value)}});
    return {{"size", layout.size},
            {"align", layout.align},
            {"underlying", context.types.spell(layout.underlying)},
            {"signed", layout.is_signed},
            {"values", std::move(values)}};
}

/// The enumerator's value if it is the same on every target that has it.
std::optional<std::string> common_value(const model::Enum& item, const std::string& name) {
    std::optional<std::string> common;
    for (const auto& group : item.layouts.groups) {
        const auto& values = group.value.values;
        const auto found = std::find_if(values.begin(), values.end(),
                                        [&](const auto& value) { return value.first == name; });
        if (found == values.end())
            continue;
        if (common && *common != found->second)
            return std::nullopt;
        common = found->second;
    }
    return common;
}

Json enum_json(Context& context, const model::Enum& declared) {
    Json item = entity_json(declared);
    if (declared.is_anonymous)
        item["anonymous"] = true;
    item["fixed"] = declared.is_fixed;
    if (!declared.tag.empty())
        item["tag"] = declared.tag;
    item["typedefs"] = declared.typedefs;
    Json enumerators = Json::array();
    for (const model::Enumerator& enumerator : declared.enumerators) {
        Json member = member_json(enumerator);
        if (const auto value = common_value(declared, enumerator.name))
            member["value"] = integer(*value);
        enumerators.push_back(std::move(member));
    }
    item["enumerators"] = std::move(enumerators);
    item["layouts"] = by_target(context.contract, declared.layouts, [&](const auto& layout) {
        return enum_layout_json(context, layout);
    });
    return item;
}

Json typedef_json(Context& context, const model::Typedef& declared) {
    Json item = entity_json(declared);
    item["layouts"] = by_target(context.contract, declared.layouts, [&](const auto& layout) {
        return Json{{"type", context.types.spell(layout.underlying)},
                    {"size", layout.size},
                    {"align", layout.align}};
    });
    return item;
}

Json parameters_json(const std::vector<model::Parameter>& parameters) {
    Json list = Json::array();
    for (const model::Parameter& parameter : parameters) {
        Json item = {{"name", parameter.name}};
        if (parameter.array_length != 0)
            item["array"] = {{"length", parameter.array_length},
                             {"minimum", parameter.is_array_minimum}};
        if (!parameter.annotations.empty())
            item["annotations"] = annotations_json(parameter.annotations);
        list.push_back(std::move(item));
    }
    return list;
}

/// {TARGET: type}, and `type` beside it when there is only one.
void add_types(Context& context, Json& item, const char* key,
               const model::PerTarget<model::Type>& types) {
    if (types.uniform())
        item["type"] = context.types.spell(types.first());
    item[key] = by_target(context.contract, types,
                          [&](const auto& type) { return context.types.spell(type); });
}

Json function_json(Context& context, const model::Function& function) {
    Json item = entity_json(function);
    item["symbol"] = function.symbol.empty() ? function.name : function.symbol;
    if (function.is_inline)
        item["inline"] = true;
    if (function.is_hidden)
        item["hidden"] = true;
    if (function.wrapped != model::Wrapped::no)
        item["wrapped"] = true;
    if (function.is_weak)
        item["weak"] = true;
    if (function.returns_nonnull)
        item["returns_nonnull"] = true;
    if (!function.deprecated.empty())
        item["deprecated"] = function.deprecated;
    item["parameters"] = parameters_json(function.parameters);
    add_types(context, item, "signatures", function.signatures);
    return item;
}

Json callback_json(Context& context, const model::Callback& callback) {
    Json item = entity_json(callback);
    item["parameters"] = parameters_json(callback.parameters);
    add_types(context, item, "signatures", callback.signatures);
    return item;
}

Json variable_json(Context& context, const model::Variable& variable) {
    Json item = entity_json(variable);
    item["const"] = variable.is_const;
    if (variable.is_thread_local)
        item["thread_local"] = true;
    if (variable.is_weak)
        item["weak"] = true;
    add_types(context, item, "types", variable.types);
    return item;
}

std::string hex_bytes(const std::string& bytes) {
    static constexpr char digits[] = "0123456789abcdef";
    std::string text;
    for (const unsigned char byte : bytes) {
        text += digits[byte >> 4];
        text += digits[byte & 15];
    }
    return text;
}

bool is_utf8(const std::string& text) {
    try {
        (void)nlohmann::json(text).dump();
        return true;
    } catch (const nlohmann::json::type_error&) {
        return false;
    }
}

bool is_narrow(const model::Type& string_type) {
    if (string_type.args.empty())
        return false;
    const model::TypeKind element = string_type.element().kind;
    return element == model::TypeKind::char_ || element == model::TypeKind::signed_char ||
           element == model::TypeKind::unsigned_char;
}

/// kind and value of a constant. A string's `bytes` are always there, its `value` when it is text.
Json constant_value_json(Context& context, const model::ConstantValue& value) {
    Json item = {{"type", context.types.spell(value.type)}};
    switch (value.kind) {
    case model::ConstantValue::Kind::integer:
        item["kind"] = "integer";
        item["value"] = integer(value.text);
        break;
    case model::ConstantValue::Kind::floating:
        item["kind"] = "floating";
        item["value"] = floating(value.text);
        item["hex"] = value.text;
        break;
    case model::ConstantValue::Kind::string:
        item["kind"] = "string";
        if (is_narrow(value.type) && is_utf8(value.text))
            item["value"] = value.text;
        item["bytes"] = hex_bytes(value.text);
        break;
    case model::ConstantValue::Kind::pointer:
        item["kind"] = "pointer";
        item["value"] = integer(value.text);
        break;
    }
    return item;
}

Json constant_json(Context& context, const model::Constant& constant) {
    Json item = entity_json(constant);
    item["expression"] = constant.expression;
    if (constant.values.uniform())
        item.update(constant_value_json(context, constant.values.first()));
    item["values"] = by_target(context.contract, constant.values, [&](const auto& value) {
        return constant_value_json(context, value);
    });
    return item;
}

const char* threads_name(api::Threads threads) {
    switch (threads) {
    case api::Threads::confined:
        return "confined";
    case api::Threads::send:
        return "send";
    case api::Threads::safe:
        break;
    }
    return "safe";
}

Json handle_json(const api::Api& api, const api::Handle& handle) {
    Json functions = Json::array();
    for (const std::size_t index : handle.functions)
        functions.push_back(api.functions[index].c_name);
    return {{"name", handle.c_name},
            {"doc", handle.doc},
            {"close", handle.close},
            {"close_takes_null", handle.close_takes_null},
            {"close_has_status", handle.close_has_status},
            {"threads", threads_name(handle.threads)},
            {"functions", std::move(functions)}};
}

Json package_json(const api::Package& package) {
    return {{"name", package.name},
            {"prefix", package.prefix},
            {"library", package.library},
            {"version", package.version},
            {"version_function", package.version_function},
            {"fingerprint_function", package.fingerprint_function},
            {"last_error_function", package.last_error_function},
            {"doc", package.doc}};
}

Json target_json(const model::TargetInfo& target) {
    Json basic = Json::object();
    for (const auto& [kind, layout] : target.basic)
        basic[model::kind_name(kind)] = {{"size", layout.size}, {"align", layout.align}};
    return {{"pointer_bits", target.pointer_bits},
            {"big_endian", target.big_endian},
            {"char_signed", target.char_signed},
            {"wchar_signed", target.wchar_signed},
            {"msvc", target.msvc},
            {"basic", std::move(basic)}};
}

Json skipped_json(const Contract& contract, const model::Skipped& skipped) {
    Json item = {{"name", skipped.name}, {"reason", skipped.reason}};
    const std::size_t slash = skipped.where.file.find_last_of("/\\");
    if (skipped.where.file.substr(slash == std::string::npos ? 0 : slash + 1) == contract.header)
        add_place(item, skipped.where);
    return item;
}

/// The document's text, an entity at a time: as a whole it would take many times the memory.
class Writer {
  public:
    void member(std::string_view key, const Json& value) {
        begin(key);
        append(value, 2);
    }

    template <class T, class Make>
    void list(std::string_view key, const std::vector<T>& items, Make make) {
        begin(key);
        text() += '[';
        for (const T& item : items) {
            text() += &item == &items.front() ? "\n    " : ",\n    ";
            append(make(item), 4);
        }
        text() += items.empty() ? "]" : "\n  ]";
    }

    std::string take() {
        text() += "\n}\n";
        std::size_t size = 0;
        for (const std::string& part : parts_)
            size += part.size();
        std::string whole;
        whole.reserve(size);
        for (std::string& part : parts_)
            whole += std::exchange(part, {});
        return whole;
    }

  private:
    void begin(std::string_view key) {
        const bool is_first = parts_.size() == 1 && parts_.front().empty();
        text() += is_first ? "{\n  \"" : ",\n  \"";
        text() += key;
        text() += "\": ";
    }

    void append(const Json& value, std::size_t indent) {
        // A comment of the header need not be UTF-8; JSON must be.
        const std::string whole = value.dump(2, ' ', false, Json::error_handler_t::replace);
        std::string_view rest = whole;
        for (std::size_t end = rest.find('\n'); end != std::string_view::npos;
             end = rest.find('\n')) {
            text() += rest.substr(0, end + 1);
            text().append(indent, ' ');
            rest.remove_prefix(end + 1);
        }
        text() += rest;
    }

    /// What is added to. One text that grows would be there twice each time that it is moved.
    std::string& text() {
        constexpr std::size_t large = std::size_t{32} << 20; // bytes
        if (parts_.back().size() >= large)
            parts_.emplace_back();
        return parts_.back();
    }

    std::vector<std::string> parts_ = std::vector<std::string>(1);
};

} // namespace

std::string document(const Contract& contract, const api::Api& api) {
    Context context{contract, TypeTable(contract)};
    Json triples = Json::array();
    Json target_info = Json::object();
    for (const model::TargetInfo& target : contract.targets) {
        triples.push_back(target.triple);
        target_info[target.triple] = target_json(target);
    }
    Writer writer;
    writer.member("schema_version", schema_version);
    writer.member("header", contract.header);
    writer.member("fingerprint", contract.fingerprint);
    writer.member("targets", triples);
    writer.member("target_info", target_info);
    writer.member("package", package_json(api.package));
    writer.member("annotations", annotations_json(contract.module));
    const auto with = [&](auto make) {
        return [&context, make](const auto& item) { return make(context, item); };
    };
    writer.list("records", contract.records, with(record_json));
    writer.list("enums", contract.enums, with(enum_json));
    writer.list("typedefs", contract.typedefs, with(typedef_json));
    writer.list("constants", contract.constants, with(constant_json));
    writer.list("functions", contract.functions, with(function_json));
    writer.list("callbacks", contract.callbacks, with(callback_json));
    writer.list("variables", contract.variables, with(variable_json));
    writer.list("handles", api.handles,
                [&](const api::Handle& handle) { return handle_json(api, handle); });
    writer.list("skipped", contract.skipped,
                [&](const model::Skipped& skipped) { return skipped_json(contract, skipped); });
    writer.member("types", context.types.take());
    return writer.take();
}

} // namespace ffigen::emit::json
