#include "lock/annotation_text.hpp"
#include "lock/lock.hpp"
#include "lock/sections.hpp"
#include "lock/type_text.hpp"
#include "passes/fingerprint.hpp"

#include <fmt/format.h>
#include <nlohmann/json.hpp>

#include <algorithm>

namespace ffigen::lock {
namespace {

using model::Contract;
using model::PerTarget;
using model::TargetSet;
using nlohmann::ordered_json;

std::string line_of(const ordered_json& value) {
    return value.dump(-1, ' ', false, ordered_json::error_handler_t::replace);
}

/// The bytes of a constant in printable ASCII; JSON has no bytes.
std::string escaped(std::string_view bytes) {
    std::string text;
    for (const char c : bytes) {
        if (c == '\\')
            text += "\\\\";
        else if (c >= 0x20 && c < 0x7F)
            text += c;
        else
            text += fmt::format("\\x{:02x}", static_cast<unsigned char>(c));
    }
    return text;
}

bool is_written(model::TypeKind kind, const model::SizeAlign& layout) {
    const auto usual = usual_layout(kind);
    return usual && *usual != layout;
}

class Writer {
  public:
    explicit Writer(const Lock& lock)
        : lock_(lock), contract_(lock.contract), sections_(lock.contract) {}

    std::string run() {
        text_ = "{\n";
        member("ffigen_lock", lock_format);
        member("tool", lock_.tool);
        member("header", contract_.header);
        member("fingerprint", contract_.fingerprint);
        list("targets", target_lines());
        sections();
        list("module", module_lines());
        entities("records", contract_.records, [this](const auto& item) { return record(item); });
        entities("enums", contract_.enums, [this](const auto& item) { return enumeration(item); });
        entities("typedefs", contract_.typedefs,
                 [this](const auto& item) { return type_definition(item); });
        entities("callbacks", contract_.callbacks,
                 [this](const auto& item) { return callback(item); });
        entities("functions", contract_.functions,
                 [this](const auto& item) { return function(item); });
        entities("variables", contract_.variables,
                 [this](const auto& item) { return variable(item); });
        entities("constants", contract_.constants,
                 [this](const auto& item) { return constant(item); });
        list("retired", retired_lines());
        list("accepted", acceptance_lines(lock_.accepted));
        list("history", acceptance_lines(lock_.history));
        text_ += fmt::format("\"sha256\": \"{}\"\n}}\n", passes::sha256_hex(text_));
        return std::move(text_);
    }

  private:
    /// "*" for all targets, else the sections.
    [[nodiscard]] ordered_json label(TargetSet targets) const {
        const std::vector<std::string> names = sections_.names_of(targets);
        return names.empty() ? ordered_json("*") : ordered_json(names);
    }

    void member(std::string_view key, const ordered_json& value) {
        text_ += fmt::format("\"{}\": {},\n", key, line_of(value));
    }

    void list(std::string_view key, const std::vector<std::string>& lines) {
        text_ += fmt::format("\"{}\": [", key);
        for (std::size_t i = 0; i < lines.size(); ++i)
            text_ += (i ? ",\n" : "\n") + lines[i];
        text_ += lines.empty() ? "],\n" : "\n],\n";
    }

    template <class T, class Line>
    void entities(std::string_view key, const std::vector<T>& items, Line line) {
        std::vector<const T*> sorted;
        for (const T& item : items)
            sorted.push_back(&item);
        std::sort(sorted.begin(), sorted.end(),
                  [](const T* a, const T* b) { return a->name < b->name; });
        std::vector<std::string> lines;
        for (const T* item : sorted)
            lines.push_back(line(*item));
        list(key, lines);
    }

    /// Equal data models are written once.
    std::vector<std::string> target_lines() const {
        std::map<std::string, std::vector<std::string>> models;
        for (const model::TargetInfo& target : contract_.targets) {
            ordered_json info = {{"pointer_bits", target.pointer_bits},
                                 {"big_endian", target.big_endian},
                                 {"char_signed", target.char_signed},
                                 {"wchar_signed", target.wchar_signed},
                                 {"basic", ordered_json::object()}};
            for (const auto& [kind, layout] : target.basic)
                if (is_written(kind, layout))
                    info["basic"][model::kind_name(kind)] =
                        fmt::format("{}/{}", layout.size, layout.align);
            models[line_of(info)].push_back(target.triple);
        }
        std::vector<std::string> lines;
        for (auto& [info, triples] : models) {
            std::sort(triples.begin(), triples.end());
            lines.push_back(fmt::format("{{\"triples\":{},{}", line_of(triples), info.substr(1)));
        }
        std::sort(lines.begin(), lines.end());
        return lines;
    }

    void sections() {
        text_ += "\"sections\": {";
        const char* separator = "\n";
        for (const auto& [name, triples] : sections_.named()) {
            text_ += fmt::format("{}{}: {}", separator, line_of(name), line_of(triples));
            separator = ",\n";
        }
        text_ += "\n},\n";
    }

    std::vector<std::string> module_lines() const {
        std::vector<std::string> lines;
        for (const model::Annotation& annotation : contract_.module)
            lines.push_back(line_of(annotation_text(annotation)));
        std::sort(lines.begin(), lines.end());
        return lines;
    }

    static void add_notes(ordered_json& line, const model::Annotations& annotations) {
        if (annotations.empty())
            return;
        std::vector<std::string> texts;
        for (const model::Annotation& annotation : annotations)
            texts.push_back(annotation_text(annotation));
        std::sort(texts.begin(), texts.end());
        line["notes"] = texts;
    }

    static ordered_json entity(const model::Entity& item) {
        ordered_json line = {{"name", item.name}};
        if (item.c_name != item.name)
            line["c_name"] = item.c_name;
        if (!item.from_header)
            line["included"] = true;
        return line;
    }

    /// `head` without its closing brace, then the groups, a member a line.
    template <class T, class Head, class Members>
    std::string grouped(const ordered_json& head, const PerTarget<T>& values, Head group_head,
                        Members members) const {
        std::string text = line_of(head);
        text.pop_back();
        text += ",\"on\":[";
        const char* separator = "\n ";
        for (const auto* group : sorted(values)) {
            ordered_json line = {{"targets", label(group->targets)}};
            group_head(line, group->value);
            std::string start = line_of(line);
            start.pop_back();
            text += std::exchange(separator, ",\n ") + start + ",\"members\":[";
            const std::vector<std::string> lines = members(group->value);
            for (std::size_t i = 0; i < lines.size(); ++i)
                text += (i ? ",\n  " : "\n  ") + lines[i];
            text += "]}";
        }
        return text + "]}";
    }

    /// A PerTarget's groups are in order of the targets; a lock's in order of their names.
    template <class T>
    std::vector<const typename PerTarget<T>::Group*> sorted(const PerTarget<T>& values) const {
        std::vector<const typename PerTarget<T>::Group*> groups;
        for (const auto& group : values.groups)
            groups.push_back(&group);
        std::sort(groups.begin(), groups.end(), [this](const auto* a, const auto* b) {
            return line_of(label(a->targets)) < line_of(label(b->targets));
        });
        return groups;
    }

    /// A single value for all targets as it is, else a list of values with their targets.
    template <class T, class Value>
    ordered_json per_target(const PerTarget<T>& values, Value value) const {
        if (values.groups.size() == 1 && values.groups[0].targets == contract_.all_targets())
            return value(values.groups[0].value);
        ordered_json list = ordered_json::array();
        for (const auto* group : sorted(values))
            list.push_back({{"targets", label(group->targets)}, {"is", value(group->value)}});
        return list;
    }

    std::string record(const model::Record& item) const {
        ordered_json line = entity(item);
        line["kind"] = item.is_union ? "union" : "struct";
        if (!item.tag.empty() && item.tag != item.name)
            line["tag"] = item.tag;
        if (item.tag.empty())
            line["tagless"] = true;
        if (!item.is_complete)
            line["opaque"] = true;
        if (item.is_packed)
            line["packed"] = true;
        if (item.is_anonymous)
            line["anonymous"] = true;
        if (item.declared_align)
            line["aligned"] = item.declared_align;
        if (!item.typedefs.empty())
            line["typedefs"] = sorted_names(item.typedefs);
        add_notes(line, item.annotations);
        if (item.layouts.groups.empty())
            return line_of(line);
        return grouped(
            line, item.layouts,
            [](ordered_json& group, const model::RecordLayout& layout) {
                group["size"] = layout.size;
                group["align"] = layout.align;
            },
            [&](const model::RecordLayout& layout) {
                std::vector<std::string> lines;
                for (const model::Field& f : layout.fields)
                    lines.push_back(field(item, f));
                return lines;
            });
    }

    /// Positions in bytes; of a bit-field in bytes and bits, its width in bits.
    static std::string field(const model::Record& record, const model::Field& f) {
        ordered_json line = {
            {"name", f.name}, {"type", type_text(f.type)}, {"at", f.offset_bits / 8}};
        if (f.is_bitfield || f.offset_bits % 8)
            line["bit"] = f.offset_bits % 8;
        if (f.is_bitfield)
            line["bits"] = f.size_bits;
        else
            line["size"] = f.size_bits / 8;
        line["align"] = f.align;
        if (f.is_signed)
            line["signed"] = true;
        if (f.is_anonymous)
            line["anonymous"] = true;
        if (f.depth)
            line["depth"] = f.depth;
        if (!f.name.empty())
            if (const model::FieldInfo* info = record.info(f.name))
                add_notes(line, info->annotations);
        return line_of(line);
    }

    static std::vector<std::string> sorted_names(std::vector<std::string> names) {
        std::sort(names.begin(), names.end());
        return names;
    }

    std::string enumeration(const model::Enum& item) const {
        ordered_json line = entity(item);
        if (!item.tag.empty() && item.tag != item.name)
            line["tag"] = item.tag;
        if (item.tag.empty())
            line["tagless"] = true;
        if (item.is_anonymous)
            line["anonymous"] = true;
        if (item.is_fixed)
            line["fixed"] = true;
        if (!item.typedefs.empty())
            line["typedefs"] = sorted_names(item.typedefs);
        add_notes(line, item.annotations);
        return grouped(
            line, item.layouts,
            [](ordered_json& group, const model::EnumLayout& layout) {
                group["type"] = type_text(layout.underlying);
                group["size"] = layout.size;
                group["align"] = layout.align;
                group["signed"] = layout.is_signed;
            },
            [&](const model::EnumLayout& layout) {
                std::vector<std::string> lines;
                for (const auto& [name, value] : layout.values)
                    lines.push_back(enumerator(item, name, value));
                return lines;
            });
    }

    static std::string enumerator(const model::Enum& item, const std::string& name,
                                  const std::string& value) {
        ordered_json line = {{"name", name}, {"value", value}};
        for (const model::Enumerator& e : item.enumerators)
            if (e.name == name)
                add_notes(line, e.annotations);
        return line_of(line);
    }

    std::string type_definition(const model::Typedef& item) const {
        ordered_json line = entity(item);
        line["is"] =
            per_target(item.layouts, [](const model::TypedefLayout& layout) -> ordered_json {
                return {{"type", type_text(layout.underlying)},
                        {"size", layout.size},
                        {"align", layout.align}};
            });
        add_notes(line, item.annotations);
        return line_of(line);
    }

    static ordered_json parameters(const std::vector<model::Parameter>& items) {
        ordered_json list = ordered_json::array();
        for (const model::Parameter& parameter : items) {
            ordered_json line = {{"name", parameter.name}};
            if (parameter.array_length != 0)
                line["array"] = parameter.array_length;
            if (parameter.is_array_minimum)
                line["minimum"] = true;
            add_notes(line, parameter.annotations);
            list.push_back(line);
        }
        return list;
    }

    static ordered_json text_of(const model::Type& type) { return type_text(type); }

    std::string callback(const model::Callback& item) const {
        ordered_json line = entity(item);
        line["type"] = per_target(item.signatures, text_of);
        line["parameters"] = parameters(item.parameters);
        add_notes(line, item.annotations);
        return line_of(line);
    }

    std::string function(const model::Function& item) const {
        ordered_json line = entity(item);
        line["type"] = per_target(item.signatures, text_of);
        line["parameters"] = parameters(item.parameters);
        if (!item.symbol.empty())
            line["symbol"] = item.symbol;
        if (item.is_inline)
            line["inline"] = true;
        if (item.is_hidden)
            line["hidden"] = true;
        if (item.is_weak)
            line["weak"] = true;
        if (item.returns_nonnull)
            line["returns_nonnull"] = true;
        if (!item.deprecated.empty())
            line["deprecated"] = item.deprecated;
        add_notes(line, item.annotations);
        return line_of(line);
    }

    std::string variable(const model::Variable& item) const {
        ordered_json line = entity(item);
        line["type"] = per_target(item.types, text_of);
        if (item.is_const)
            line["const"] = true;
        if (item.is_thread_local)
            line["thread_local"] = true;
        if (item.is_weak)
            line["weak"] = true;
        add_notes(line, item.annotations);
        return line_of(line);
    }

    std::string constant(const model::Constant& item) const {
        static constexpr std::string_view kinds[] = {"integer", "floating", "string", "pointer"};
        ordered_json line = entity(item);
        line["text"] = escaped(item.expression);
        line["is"] = per_target(item.values, [](const model::ConstantValue& value) -> ordered_json {
            return {{"type", type_text(value.type)},
                    {"kind", kinds[static_cast<std::size_t>(value.kind)]},
                    {"value", escaped(value.text)}};
        });
        add_notes(line, item.annotations);
        return line_of(line);
    }

    std::vector<std::string> retired_lines() const {
        std::vector<std::string> lines;
        for (const Retired& item : lock_.retired)
            lines.push_back(line_of(ordered_json{
                {"enum", item.enumeration}, {"name", item.name}, {"value", item.value}}));
        return lines;
    }

    static std::vector<std::string> acceptance_lines(const std::vector<Acceptance>& items) {
        std::vector<std::string> lines;
        for (const Acceptance& item : items)
            lines.push_back(line_of(ordered_json{{"fingerprint", item.fingerprint},
                                                 {"rule", item.rule},
                                                 {"entity", item.entity},
                                                 {"reason", item.reason},
                                                 {"version", item.version}}));
        return lines;
    }

    const Lock& lock_;
    const Contract& contract_;
    LockSections sections_;
    std::string text_;
};

} // namespace

std::string write_lock(const Lock& lock) { return Writer(lock).run(); }

} // namespace ffigen::lock
