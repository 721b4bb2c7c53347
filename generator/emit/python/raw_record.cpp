#include "emit/python/raw_record.hpp"

#include "emit/python/by_value.hpp"
#include "emit/python/docs.hpp"
#include "emit/python/format.hpp"
#include "emit/python/module.hpp"
#include "emit/python/raw.hpp"
#include "emit/python/records.hpp"
#include "emit/python/types.hpp"
#include "emit/text/source_words.hpp"

#include <fmt/format.h>

#include <algorithm>

namespace ffigen::emit::python {
namespace {

std::vector<std::size_t> targets_with(const Context& context, const model::Record& record) {
    std::vector<std::size_t> result;
    for (std::size_t target = 0; target < context.target_count(); ++target)
        if (record.layouts.find(target) != nullptr)
            result.push_back(target);
    return result;
}

std::string fields_list(const Storage& storage, std::string_view head, std::size_t margin) {
    std::vector<std::string> items;
    items.reserve(storage.members.size());
    for (const StoredMember& member : storage.members)
        items.push_back(fmt::format("(\"{}\", {})", member.name, member.type));
    for (std::string& item : items) {
        const std::size_t comma = item.find(", ");
        item = bracket("(",
                       {item.substr(1, comma - 1), item.substr(comma + 2, item.size() - comma - 3)},
                       ")", 4, false, margin + 1);
    }
    return bracket(fmt::format("{} = (", head), items, ")", 0, true, margin);
}

/// What stands in the class: packing, anonymous members, fields, accessors.
std::string class_statements(const Storage& storage, bool with_fields, std::size_t margin) {
    std::vector<std::string> lines;
    if (storage.packed) {
        lines.emplace_back("_pack_ = 1");
        lines.emplace_back("_layout_ = \"ms\"");
    }
    std::vector<std::string> anonymous;
    for (const StoredMember& member : storage.members)
        if (member.is_anonymous)
            anonymous.push_back(text_literal(member.name));
    if (!anonymous.empty())
        lines.push_back(bracket("_anonymous_ = (", anonymous, ")", 0, true, margin));
    if (with_fields)
        lines.push_back(fields_list(storage, "_fields_", margin));
    for (const Accessor& accessor : storage.accessors)
        lines.push_back(fmt::format("{} = {}", accessor.name, accessor.expression));
    return join(lines, "\n");
}

/// A member named as a builtin type hides that type from the annotations of its class.
std::string unshadowed(const model::Record& record, std::string annotation) {
    for (const std::string_view type : {"bool", "bytes", "float", "int", "str"}) {
        const bool is_type = annotation == type || annotation == fmt::format("{} | None", type);
        if (is_type && record.info(type) != nullptr)
            annotation.insert(0, "builtins.");
    }
    // So does one named as a class, or as the module: there is no other way to those in a class.
    const text::Words words(text::python_lexis, annotation);
    for (const std::string& word : words.free())
        if (std::ranges::any_of(record.field_info, [&](const model::FieldInfo& field) {
                return member_name(record, field.name) == word;
            }))
            return "Any";
    return annotation;
}

/// Annotations of the members that ctypes describes; accessors have types of their own.
std::string member_lines(const Context& context, const model::Record& record) {
    std::string result;
    std::set<std::string> seen;
    for (const std::size_t target : targets_with(context, record)) {
        const Storage storage = storage_of(context, record, target);
        for (const model::Field& field : record.layouts.at(target).fields) {
            if (field.name.empty() || !seen.insert(field.name).second)
                continue;
            const std::string name = member_name(record, field.name);
            const bool is_accessor =
                std::any_of(storage.accessors.begin(), storage.accessors.end(),
                            [&](const Accessor& accessor) { return accessor.name == name; });
            if (is_accessor)
                continue;
            const model::FieldInfo* info = record.info(field.name);
            if (info != nullptr)
                result += doc_comment(member_doc(*info), 4);
            result +=
                fmt::format("    {}: {}\n", name,
                            unshadowed(record, member_annotation(context, field.type, target)));
        }
    }
    return result;
}

} // namespace

bool hides_own_names(const Context& context, const model::Record& record) {
    for (const std::size_t target : targets_with(context, record)) {
        const Storage storage = storage_of(context, record, target);
        const text::Words words(text::python_lexis, class_statements(storage, true, 0));
        for (const StoredMember& member : storage.members)
            if (words.free().contains(member.name))
                return true;
    }
    return false;
}

std::string record_class(const Context& context, const model::Record& record, bool with_fields) {
    const auto targets = targets_with(context, record);
    bool aligned = false;
    TargetText statements;
    TargetText alignments;
    for (const std::size_t target : targets) {
        const Storage storage = storage_of(context, record, target);
        aligned = aligned || storage.ctypes_align != storage.align;
        alignments.set(target, fmt::format("_alignment_ = {}", storage.align));
        if (std::string text = class_statements(storage, with_fields, 8); !text.empty())
            statements.set(target, std::move(text));
    }
    if (is_uniform(context, statements))
        statements = everywhere(
            context, class_statements(storage_of(context, record, targets[0]), with_fields, 4));
    const std::string base = fmt::format("{}{}", aligned ? "_abi.Aligned" : "ctypes.",
                                         record.is_union ? "Union" : "Structure");
    std::string result = fmt::format("class {}({}):\n", context.raw.records.at(record.name), base);
    std::string doc = raw_doc(record.doc);
    if (doc.empty())
        doc = record.is_complete ? fmt::format("`{}`.", declaration_of(record)) : "Opaque.";
    result += fmt::format("    {}\n", docstring(prose(doc, 4), 4));
    if (targets.empty())
        return result;
    if (const std::string members = member_lines(context, record); !members.empty())
        result += "\n" + members;
    if (aligned)
        result += "\n" + by_target(context, alignments, 4);
    const bool varies =
        with_fields && !is_uniform(context, statements) && !statements.groups.empty();
    if (varies) {
        result += aligned ? "" : "\n";
        result += "    _fields_: ClassVar[Any]\n" + by_target(context, statements, 4);
        return result;
    }
    if (!statements.groups.empty())
        result += (aligned ? "" : "\n") + by_target(context, statements, 4);
    return result;
}

std::string record_fields(const Context& context, const model::Record& record) {
    TargetText texts;
    const std::string head = context.raw.records.at(record.name) + "._fields_";
    for (const std::size_t target : targets_with(context, record))
        texts.set(target, fields_list(storage_of(context, record, target), head, 4));
    if (is_uniform(context, texts))
        texts = everywhere(context, fields_list(storage_of(context, record, 0), head, 0));
    return by_target(context, texts, 0);
}

std::string value_definition(const Context& context, const model::Record& record) {
    const std::string& name = context.raw.records.at(record.name);
    const std::string value = "value_of_" + name;
    const auto definition = [&](std::size_t target, std::size_t margin) {
        const StandIn stand_in = stand_in_of(context, record, target);
        std::vector<std::string> arguments{name};
        if (!stand_in.members.empty())
            arguments.push_back(bracket("[", stand_in.members, "]", 4, false, margin + 1));
        if (stand_in.answer != "None")
            arguments.push_back("answer=" + stand_in.answer);
        return bracket(fmt::format("{} = _calling.Record(", value), arguments, ")", 0, false,
                       margin);
    };
    TargetText texts;
    for (const std::size_t target : targets_with(context, record))
        texts.set(target, definition(target, 4));
    if (is_uniform(context, texts))
        texts = everywhere(context, definition(0, 0));
    return by_target(context, texts, 0);
}

} // namespace ffigen::emit::python
