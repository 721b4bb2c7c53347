#include "emit/python/raw.hpp"

#include "emit/python/by_value.hpp"
#include "emit/python/docs.hpp"
#include "emit/python/format.hpp"
#include "emit/python/raw_record.hpp"
#include "emit/python/records.hpp"
#include "emit/python/types.hpp"
#include "emit/text/lexis.hpp"
#include "emit/text/source_words.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <map>
#include <set>
#include <utility>

namespace ffigen::emit::python {
namespace {

using nlohmann::json;

std::string layout_literal(const Context& context, const model::Record& record, std::size_t target,
                           std::string_view head, std::string_view tail, std::size_t indent,
                           std::size_t margin) {
    const model::RecordLayout& layout = record.layouts.at(target);
    const Storage storage = storage_of(context, record, target);
    std::vector<std::string> members;
    for (const model::Field& field : layout.fields) {
        if (field.name.empty())
            continue;
        const std::string name = member_name(record, field.name);
        const auto accessor = std::find_if(storage.accessors.begin(), storage.accessors.end(),
                                           [&](const Accessor& item) { return item.name == name; });
        const bool found = accessor != storage.accessors.end();
        members.push_back(fmt::format(
            "\"{}\": ({}, {})", name, found ? accessor->offset_bits : field.offset_bits,
            found ? accessor->size_bits : ctypes_layout(context, field.type, target).size * 8));
    }
    std::string one_line = fmt::format("{}({}, {}, {{{}}}){}", head, layout.size, layout.align,
                                       join(members, ", "), tail);
    if (margin + indent + one_line.size() <= line_width)
        return one_line;
    return bracket(fmt::format("{}(", head),
                   {std::to_string(layout.size), std::to_string(layout.align),
                    bracket("{", members, "}", indent + 4, false, margin + 1)},
                   fmt::format("){}", tail), indent, false, margin);
}

void add_constants(const Context& context, Chunks& chunks, std::vector<std::string>& types_uniform,
                   std::string& types_by_target) {
    for (const model::Constant& constant : context.contract.constants) {
        const std::string& name = context.raw.constants.at(constant.name);
        TargetText texts;
        TargetText types;
        for (std::size_t target = 0; target < context.target_count(); ++target) {
            const model::ConstantValue* value = constant.values.find(target);
            if (value == nullptr)
                continue;
            texts.set(target, fmt::format("{} = {}", name, literal(context, *value, target)));
            types.set(target, fmt::format("\"{}\": {}", name, ctype(context, value->type, target)));
        }
        if (texts.groups.empty())
            continue;
        std::string comment = doc_comment(raw_doc(constant.doc), 0);
        const bool everywhere = texts.present() == context.contract.all_targets();
        if (texts.uniform() && everywhere) {
            std::string text = texts.first();
            text.insert(name.size(), ": Final");
            chunks.add_line(text, comment);
        } else {
            const auto value_kind = constant.values.first().kind;
            using Kind = model::ConstantValue::Kind;
            const char* type = value_kind == Kind::integer || value_kind == Kind::pointer ? "int"
                               : value_kind == Kind::floating                             ? "float"
                                                                                          : "Any";
            chunks.add_line(fmt::format("{}: {}", name, type), comment);
            chunks.add_line(by_target(context, texts, 0));
        }
        if (types.uniform() && everywhere) {
            types_uniform.push_back(types.first());
        } else {
            TargetText statements;
            for (const auto& group : types.groups)
                for (const std::size_t target : group.targets.indices())
                    statements.set(target,
                                   fmt::format("CONSTANT_TYPES[\"{}\"] = {}", name,
                                               group.value.substr(group.value.find(": ") + 2)));
            types_by_target += by_target(context, statements, 0);
        }
    }
}

void add_enumerators(const Context& context, Chunks& chunks) {
    for (const model::Enum& enumeration : context.contract.enums)
        for (const model::Enumerator& enumerator : enumeration.enumerators) {
            const std::string& name = context.raw.enumerators.at(enumerator.name);
            TargetText texts;
            for (std::size_t target = 0; target < context.target_count(); ++target)
                if (const auto* layout = enumeration.layouts.find(target))
                    for (const auto& [c_name, value] : layout->values)
                        if (c_name == enumerator.name)
                            texts.set(target, fmt::format("{} = {}", name, value));
            const std::string comment = doc_comment(raw_doc(enumerator.doc), 0);
            if (texts.uniform() && texts.present() == context.contract.all_targets()) {
                std::string text = texts.first();
                text.insert(name.size(), ": Final");
                chunks.add_line(text, comment);
            } else if (!texts.groups.empty()) {
                chunks.add_line(fmt::format("{}: int", name), comment);
                chunks.add_line(by_target(context, texts, 0));
            }
        }
}

void add_variable(const Context& context, const model::Variable& variable, Chunks& chunks) {
    if (variable.is_thread_local)
        return context.limit(variable,
                             "is one for each thread, and would be that of the thread "
                             "that imports the package",
                             "offer functions that get and set it");
    const std::string& name = context.raw.variables.at(variable.name);
    TargetText texts;
    for (std::size_t target = 0; target < context.target_count(); ++target)
        if (const model::Type* type = variable.types.find(target))
            texts.set(target, bracket(fmt::format("{} = _calling.variable(", name),
                                      {"_library.library", text_literal(variable.name),
                                       ctype(context, *type, target)},
                                      ")", 0, false, variable.types.uniform() ? 0 : 4));
    if (texts.groups.empty())
        return;
    const std::string comment = doc_comment(raw_doc(variable.doc), 0);
    chunks.add_line(fmt::format("{}: Any", name), comment);
    chunks.add_line(by_target(context, texts, 0));
}

} // namespace

void Chunks::add_line(std::string text, const std::string& comment) {
    if (text_.empty())
        text_ = "\n";
    if (after_block_)
        text_ += "\n\n";
    after_block_ = false;
    text_ += comment + without_last_newlines(std::move(text)) + "\n";
}

void Chunks::add_block(std::string text) {
    text_ += "\n\n";
    after_block_ = true;
    text_ += without_last_newlines(std::move(text)) + "\n";
}

std::string doc_comment(std::string_view doc, std::size_t indent) {
    std::string result;
    for (const std::string& line : fill(doc, line_width - indent - 3))
        result += fmt::format("{:{}}#:{}{}\n", "", indent, line.empty() ? "" : " ", line);
    return result;
}

namespace {

/// Statement for a function on one target; `reason` is set when Python cannot call it.
std::string function_statement(const Context& context, const model::Function& function,
                               std::size_t target, std::size_t margin, std::string& reason) {
    const std::string& name = context.raw.functions.at(function.name);
    const model::Type* type = function.signatures.find(target);
    std::string obstacle = type == nullptr ? "is not declared on this platform"
                                           : call_obstacle(context, *type, target);
    if (!obstacle.empty()) {
        if (type != nullptr)
            reason = obstacle;
        return bracket(fmt::format("{} = _calling.unsupported(", name),
                       {text_literal(function.name), text_literal(obstacle)}, ")", 0, false,
                       margin);
    }
    const std::string& symbol = function.symbol.empty() ? function.name : function.symbol;
    const bool stdcall =
        convention_of(*type, context.contract.targets[target]) == Convention::stdcall;
    const char* library = function.wrapped != model::Wrapped::no ? "_library.shims"
                          : stdcall                              ? "_library.stdcall"
                                                                 : "_library.library";
    std::vector<std::string> arguments{library, text_literal(symbol)};
    for (const model::Type& part : type->args)
        arguments.push_back(call_type(context, part, target, obstacle).value_or("ctypes.c_void_p"));
    return bracket(fmt::format("{} = _calling.bind(", name), arguments, ")", 0, false, margin);
}

} // namespace

void add_function(const Context& context, const model::Function& function, Chunks& chunks) {
    if (function.is_inline || function.is_hidden) {
        context.limit(function,
                      function.is_hidden    ? "is hidden in the library"
                      : function.is_defined ? "has its body in the header"
                                            : "has no symbol to call",
                      "declare a function of the library that does the same");
        return;
    }
    const std::string& name = context.raw.functions.at(function.name);
    TargetText texts;
    std::string reason;
    for (std::size_t target = 0; target < context.target_count(); ++target)
        texts.set(target, function_statement(context, function, target, 4, reason));
    if (is_uniform(context, texts))
        texts = everywhere(context, function_statement(context, function, 0, 0, reason));
    if (!reason.empty())
        context.limit(function,
                      reason + " on some targets, where calling it raises NotImplementedError",
                      "take and return such values by pointer");
    std::string doc = raw_doc(function.doc);
    if (!function.signatures.groups.empty()) {
        std::string prototype = model::to_c(function.signatures.first(), function.name);
        doc = doc.empty() ? prototype : prototype + "\n\n" + doc;
    }
    std::string text = doc_comment(doc, 0);
    const bool uniform = texts.uniform();
    if (!uniform)
        text += fmt::format("{}: _calling.Function\n", name);
    text += by_target(context, texts, 0);
    chunks.add_line(std::move(text));
}

namespace {

/// A function type that ctypes can call, but not turn a Python function into, on some target.
void limit_callback(const Context& context, const model::Typedef& named) {
    for (const auto& group : named.layouts.groups)
        for (const std::size_t target : group.targets.indices()) {
            model::Type type = model::resolve(context.contract, group.value.underlying, target);
            if (type.kind == model::TypeKind::pointer)
                type = model::resolve(context.contract, model::Type(type.element()), target);
            if (type.kind != model::TypeKind::function)
                continue;
            const model::Type result = model::resolve(context.contract, type.args.front(), target);
            const model::Record* record = result.kind == model::TypeKind::record
                                              ? context.contract.record(result.name)
                                              : nullptr;
            if (const std::string obstacle = call_obstacle(context, type, target, true);
                !obstacle.empty() && call_obstacle(context, type, target).empty())
                return context.limit(
                    named,
                    obstacle + " on some targets, where a call with one raises NotImplementedError",
                    "let the callback get the value through a pointer");
            if (record == nullptr || record->layouts.find(target) == nullptr ||
                stand_in_of(context, *record, target).answer != "None")
                continue;
            context.limit(
                named,
                fmt::format(
                    "returns '{}' by value, which ctypes cannot do for a Python function on "
                    "some targets, where making one raises TypeError",
                    record->name),
                "let the callback write its result through a pointer");
            return;
        }
}

/// C's own spelling of names that begin with two underscores, for use outside of classes.
void add_verbatim_names(const Context& context, Chunks& chunks) {
    std::set<std::string, std::less<>> defined;
    for (const std::string& line : split_lines(chunks.text())) {
        const std::size_t begin = line.starts_with("class ") ? 6 : 0;
        defined.insert(line.substr(begin, line.find_first_of(" :(", begin) - begin));
    }
    const RawNames& names = context.raw;
    std::map<std::string, std::string> verbatim;
    for (const auto* map : {&names.records, &names.enums, &names.typedefs, &names.functions,
                            &names.variables, &names.constants, &names.enumerators})
        for (const auto& [c_name, name] : *map)
            if (c_name.starts_with("__") && name != c_name && defined.contains(name) &&
                !is_of_every_module(c_name))
                verbatim.emplace(c_name, name);
    std::string comment = doc_comment(
        "As C spells them. Within a class Python would take these names for private ones.", 0);
    for (const auto& [c_name, name] : verbatim)
        if (!defined.contains(c_name))
            chunks.add_line(fmt::format("{} = {}", c_name, name), std::exchange(comment, {}));
}

} // namespace

json raw_view(const Context& context) {
    for (const model::Typedef& named : context.contract.typedefs)
        limit_callback(context, named);
    Chunks chunks;
    std::vector<std::string> types;
    std::string types_by_target;
    add_enumerators(context, chunks);
    add_constants(context, chunks, types, types_by_target);
    add_types(context, chunks);
    if (!context.contract.constants.empty()) {
        chunks.add_line(bracket("CONSTANT_TYPES: Final[dict[str, Any]] = {", types, "}", 0),
                        "#: The C type of each constant.\n");
        if (!types_by_target.empty())
            chunks.add_line(types_by_target);
    }
    if (!context.contract.records.empty())
        chunks.add_block(
            "_abi.check_layouts(\n"
            "    {globals()[name]: layout for name, layout in _layouts.LAYOUTS.items()}\n)");
    for (const model::Variable& variable : context.contract.variables)
        add_variable(context, variable, chunks);
    for (const model::Function& function : context.contract.functions)
        add_function(context, function, chunks);

    add_verbatim_names(context, chunks);

    const std::string& text = chunks.text();
    const text::Words words(text::python_lexis, text);
    const auto uses = [&](std::string_view name) { return words.has(name); };
    std::vector<std::string> imports;
    for (const char* module : {"_abi", "_calling", "_layouts", "_library"})
        if (uses(module))
            imports.emplace_back(module);
    std::vector<std::string> typing;
    if (uses("Any"))
        typing.emplace_back("Any");
    if (uses("ClassVar"))
        typing.emplace_back("ClassVar");
    if (uses("Final"))
        typing.emplace_back("Final");
    return {
        {"header", context.contract.header}, {"uses_builtins", uses("builtins")},
        {"uses_ctypes", uses("ctypes")},     {"uses_standard", uses("builtins") || uses("ctypes")},
        {"typing", join(typing, ", ")},      {"uses_typing", !typing.empty()},
        {"modules", join(imports, ", ")},    {"uses_modules", !imports.empty()},
        {"uses_target", uses("TARGET")},     {"body", without_last_newlines(text)}};
}

json layouts_view(const Context& context) {
    std::string uniform;
    std::string varying;
    for (const model::Record& record : context.contract.records) {
        if (!record.is_complete)
            continue;
        const std::string& name = context.raw.records.at(record.name);
        TargetText items;
        TargetText statements;
        for (std::size_t target = 0; target < context.target_count(); ++target) {
            if (record.layouts.find(target) == nullptr)
                continue;
            items.set(target, layout_literal(context, record, target, fmt::format("\"{}\": ", name),
                                             ",", 4, 0));
            statements.set(target,
                           layout_literal(context, record, target,
                                          fmt::format("LAYOUTS[\"{}\"] = ", name), "", 0, 4));
        }
        if (items.groups.empty())
            continue;
        if (items.uniform() && items.present() == context.contract.all_targets())
            uniform += "    " + items.first() + "\n";
        else
            varying += by_target(context, statements, 0);
    }
    uniform = without_last_newlines(std::move(uniform));
    varying = without_last_newlines(std::move(varying));
    return {{"uniform", uniform},
            {"has_uniform", !uniform.empty()},
            {"varying", varying},
            {"has_varying", !varying.empty()}};
}

json target_view(const Context& context) {
    json targets = json::array();
    for (const model::TargetInfo& target : context.contract.targets)
        for (const std::string& key : platform_keys(target))
            targets.push_back({{"key", key}, {"triple", target.triple}});
    return targets;
}

} // namespace ffigen::emit::python
