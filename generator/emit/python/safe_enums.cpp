#include "emit/python/binding.hpp"
#include "emit/python/docs.hpp"
#include "emit/python/format.hpp"
#include "emit/python/module.hpp"
#include "emit/python/raw.hpp"
#include "emit/python/safe.hpp"
#include "emit/python/values.hpp"

#include <fmt/format.h>

#include <algorithm>

namespace ffigen::emit::python {
namespace {

struct Member {
    std::string name, c_name, doc;
};

/// `name = value` for each member, in the header's order, with comments.
std::string member_lines(const Context& context, const model::Enum& enumeration,
                         const std::vector<Member>& members) {
    std::string result;
    for (const Member& member : members) {
        TargetText texts;
        for (std::size_t target = 0; target < context.target_count(); ++target)
            if (const auto* layout = enumeration.layouts.find(target))
                for (const auto& [c_name, value] : layout->values)
                    if (c_name == member.c_name)
                        texts.set(target, fmt::format("{} = {}", member.name, value));
        if (texts.groups.empty())
            continue;
        if (!is_uniform(context, texts)) // a name may be given once in an Enum
            texts = everywhere(context, fmt::format("{} = raw.{}", member.name,
                                                    context.raw.enumerators.at(member.c_name)));
        result +=
            doc_comment(context.docs->translate(member.doc), 4) + by_target(context, texts, 4);
    }
    return result;
}

std::string class_text(const std::string& name, const std::string& base, const std::string& ctype,
                       const std::string& doc, const std::string& members) {
    std::string text = ctype.empty() ? "" : fmt::format("@_open_enum.holds({})\n", ctype);
    text += fmt::format("class {}({}):\n", name, base);
    text += fmt::format("    {}\n\n", docstring(prose(doc, 4), 4));
    return text + members;
}

bool is_ascii(const std::string& text) {
    return std::all_of(text.begin(), text.end(),
                       [](char c) { return static_cast<unsigned char>(c) < 0x80; });
}

bool any_negative(const model::Enum& enumeration) {
    for (const auto& group : enumeration.layouts.groups)
        for (const auto& [name, value] : group.value.values)
            if (value.starts_with('-'))
                return true;
    return false;
}

bool has_closures(const Context& context) {
    return std::any_of(context.api.callbacks.begin(), context.api.callbacks.end(),
                       [&](const auto& callback) { return callback_is_used(context, callback); });
}

/// Python's own exception that a well-known error is as well.
std::string builtin_of(std::string_view kind) {
    static constexpr std::pair<std::string_view, std::string_view> known[] = {
        {"not_found", "FileNotFoundError"},
        {"exists", "FileExistsError"},
        {"permission", "PermissionError"},
        {"timeout", "TimeoutError"},
        {"interrupted", "InterruptedError"},
        {"would_block", "BlockingIOError"},
        {"invalid", "ValueError"},
        {"no_memory", "MemoryError"},
        {"end", "EOFError"},
        {"unsupported", "NotImplementedError"}};
    for (const auto& [word, name] : known)
        if (word == kind)
            return std::string(name);
    return {};
}

/// The function that makes the exception of a status.
std::string failure_function(const Context& context, const api::ErrorSet& set,
                             const std::string& table) {
    const std::string& base = context.names.error_bases.at(set.c_name);
    const bool has_text = !set.text_function.empty();
    std::string text = def_line("def " + context.names.failures.at(set.c_name),
                                {"status: int", "text: bytes | None = None"}, base, 0);
    text += "\n    \"\"\"The exception for a status, with the text that the failing call set if it "
            "did.\"\"\"\n";
    if (has_closures(context))
        text += "    if _closures.raised:\n        _closures.go_on()\n";
    text += fmt::format("    kind = {}.get(status, {})\n", table, base);
    // A library may index a table with what it is asked about.
    if (has_text)
        text += fmt::format(
            "    # Asked only about what the header names: it may know of nothing "
            "else.\n    if not text and status in {}:\n        text = _{}_text(status)\n",
            table, snake_case(set.name));
    text += "    message = text.decode(\"utf-8\", \"replace\") if text else \"\"\n";
    text += fmt::format("    if not message and status in {}:\n        message = kind.__doc__ or "
                        "\"\"\n",
                        table);
    text += fmt::format("    return kind(message or f\"status {{status}}\", {}(status))\n",
                        context.names.error_codes.at(set.c_name));
    return text;
}

void add_exceptions(const Context& context, const api::ErrorSet& set, Chunks& chunks) {
    const Names& names = context.names;
    const std::string& base = names.error_bases.at(set.c_name);
    const std::string& codes = names.error_codes.at(set.c_name);
    if (base != names.base_error)
        chunks.add_block(fmt::format(
            "class {}({}):\n    \"\"\"A failure that `{}` tells apart.\"\"\"\n\n    code: {}\n",
            base, names.base_error, codes, codes));
    std::vector<std::string> classes;
    for (const api::ErrorCode& code : set.codes) {
        if (code.ok)
            continue;
        const std::string& name = names.exceptions.at(code.c_name);
        std::string builtin = builtin_of(code.kind);
        if (builtin.empty() && is_builtin_exception(name))
            builtin = name;
        if (!builtin.empty())
            builtin = ", builtins." + builtin;
        std::string doc = context.docs->translate(code.doc);
        if (doc.empty())
            doc = fmt::format("`{}`.", code.c_name);
        chunks.add_block(fmt::format("class {}({}{}):\n    {}\n", name, base, builtin,
                                     docstring(prose(doc, 4), 4)));
        const std::string item = fmt::format("{}: {},", code.value, name);
        // Two codes with one value are one error.
        const bool known =
            std::any_of(classes.begin(), classes.end(), [&](const std::string& line) {
                return line.starts_with(code.value + ":");
            });
        if (!known)
            classes.push_back(item.substr(0, item.size() - 1));
    }
    const std::string table = fmt::format("_{}_CLASSES", [&] {
        std::string upper = upper_case(set.name);
        return upper;
    }());
    const std::string head = fmt::format("{}: Final[dict[int, type[{}]]] = {{", table, base);
    std::string text = bracket(head, classes, "}", 0);
    chunks.add_line(text);
    chunks.add_block(failure_function(context, set, table));
}

std::string call_binding(const std::string& name, const std::string& symbol,
                         const std::string& argument) {
    std::vector<std::string> items{text_literal(symbol), "ctypes.c_char_p"};
    if (!argument.empty())
        items.push_back(argument);
    return bracket(fmt::format("{} = _library.call(", name), items, ")", 0);
}

} // namespace

ModuleView module_view(const Context& context, const std::string& doc, std::string body,
                       std::string_view self) {
    body = without_last_newlines(std::move(body));
    ModuleView view;
    view["doc"] = docstring(prose(doc, 0), 0);
    view["imports"] = without_last_newlines(imports_for(context, body, self));
    view["has_imports"] = !view["imports"].get<std::string>().empty();
    view["body"] = body;
    return view;
}

namespace {

std::string enum_ctype(const Context& context, const model::Enum& enumeration) {
    model::Type type;
    type.kind = model::TypeKind::enumeration;
    type.name = enumeration.name;
    return safe_ctype(context, type);
}

/// The function that makes the exception for an object that C should have returned.
std::string null_result(const Context& context) {
    std::string text = fmt::format(
        "def null_result(function: str{}) -> {}:\n",
        context.api.package.last_error_function.empty() ? "" : ", text: bytes | None = None",
        context.names.base_error);
    text += "    \"\"\"The exception for an object that a function should have returned.\"\"\"\n";
    if (has_closures(context))
        text += "    if _closures.raised:\n        _closures.go_on()\n";
    if (!context.api.package.last_error_function.empty()) {
        text += "    reason = text.decode(\"utf-8\", \"replace\") if text else \"no reason "
                "is known\"\n";
        text += fmt::format("    return {}(f\"{{function}} returned NULL: {{reason}}\")\n",
                            context.names.base_error);
    } else {
        text += fmt::format("    return {}(f\"{{function}} returned NULL\")\n",
                            context.names.base_error);
    }
    return text;
}

} // namespace

ModuleView enums_view(const Context& context) {
    Chunks chunks;
    for (const api::Enum& enumeration : context.api.enums) {
        const model::Enum& model = *context.contract.enumeration(enumeration.c_name);
        std::vector<Member> members;
        members.reserve(enumeration.values.size());
        for (const api::EnumValue& value : enumeration.values)
            members.push_back(
                {context.names.enumerators.at(value.c_name), value.c_name, value.doc});
        const bool flags = enumeration.flags && !any_negative(model);
        std::string doc = context.docs->translate(model.doc);
        if (doc.empty())
            doc = fmt::format("`{}`.", enumeration.c_name);
        chunks.add_block(class_text(context.names.types.at(enumeration.c_name),
                                    flags                ? "_open_enum.Flags"
                                    : enumeration.closed ? "IntEnum"
                                                         : "_open_enum.OpenEnum",
                                    enumeration.closed && !flags ? "" : enum_ctype(context, model),
                                    doc, member_lines(context, model, members)));
    }
    return module_view(context, "Enumerations.", chunks.text(), "_enums");
}

ModuleView errors_view(const Context& context) {
    const Names& names = context.names;
    Chunks chunks;
    const api::Package& package = context.api.package;
    for (const api::ErrorSet& set : context.api.error_sets) {
        std::string members;
        const std::string& codes = names.error_codes.at(set.c_name);
        for (const api::ErrorCode& code : set.codes)
            members += doc_comment(context.docs->translate(code.doc), 4) +
                       fmt::format("    {} = {}\n", names.enumerators.at(code.c_name), code.value);
        std::string doc = context.docs->translate(set.doc);
        if (doc.empty())
            doc = "Status codes.";
        chunks.add_block(class_text(codes, "_open_enum.OpenEnum", "ctypes.c_int", doc, members));
    }
    const std::string code_type = context.api.error_sets.size() == 1
                                      ? names.error_codes.at(context.api.error_sets[0].c_name)
                                      : "Any";
    chunks.add_block(fmt::format(
        "class {0}(Exception):\n"
        "    \"\"\"A failure that the library reports: `code` says which, the text why.\"\"\"\n\n"
        "    code: {1}\n\n"
        "    def __init__(self, message: str, code: Any = None) -> None:\n"
        "        super().__init__(message)\n"
        "        self.code = code\n\n"
        "    def __reduce__(self) -> tuple[Any, ...]:\n"
        "        return type(self), (str(self), self.code)\n",
        names.base_error, code_type));
    if (!package.last_error_function.empty()) {
        chunks.add_line(call_binding("last_error", package.last_error_function, ""));
        if (!package.last_error_always)
            chunks.add_block("def changed(known: bytes | None) -> bytes | None:\n"
                             "    \"\"\"The last error's text, if it is another than before the "
                             "call.\"\"\"\n"
                             "    text: bytes | None = last_error()\n"
                             "    return None if text == known else text\n");
    }
    for (const api::ErrorSet& set : context.api.error_sets)
        if (!set.text_function.empty())
            chunks.add_line(call_binding(fmt::format("_{}_text", snake_case(set.name)),
                                         set.text_function, "ctypes.c_int"));
    for (const api::ErrorSet& set : context.api.error_sets)
        add_exceptions(context, set, chunks);
    chunks.add_block(null_result(context));
    return module_view(context, "What goes wrong.", chunks.text(), "_errors");
}

ModuleView constants_view(const Context& context) {
    Chunks chunks;
    for (const api::Constant& constant : context.api.constants) {
        const std::string& name = context.names.constants.at(constant.c_name);
        if (constant.anonymous_enum) {
            const auto raw = context.raw.enumerators.find(constant.c_name);
            if (raw == context.raw.enumerators.end())
                continue;
            chunks.add_line(fmt::format("{}: Final = raw.{}", name, raw->second));
            continue;
        }
        const model::Constant* model = context.contract.constant(constant.c_name);
        if (model == nullptr)
            continue;
        const std::string comment = doc_comment(context.docs->translate(model->doc), 0);
        const std::string& raw = context.raw.constants.at(constant.c_name);
        TargetText texts;
        for (std::size_t target = 0; target < context.target_count(); ++target)
            if (const auto* value = model->values.find(target))
                texts.set(target, literal(context, *value, target));
        if (is_uniform(context, texts)) {
            std::string text = texts.first();
            const auto& value = model->values.first();
            // A string of chars is text wherever it is well-formed.
            if (text.starts_with('b') && value.kind == model::ConstantValue::Kind::string &&
                is_ascii(value.text))
                text.erase(0, 1);
            chunks.add_line(fmt::format("{}: Final = {}", name, text), comment);
        } else if (texts.present() == context.contract.all_targets()) {
            chunks.add_line(fmt::format("{}: Final = raw.{}", name, raw), comment);
        } else {
            chunks.add_line(fmt::format("{}: Any = getattr(raw, \"{}\", None)", name, raw),
                            comment);
        }
    }
    return module_view(context, "Constants.", chunks.text(), "_constants");
}

} // namespace ffigen::emit::python
