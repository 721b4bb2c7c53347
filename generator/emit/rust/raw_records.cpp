// Records: definitions, accessors and the table of layouts that is asserted.
#include "emit/rust/raw_view.hpp"

#include <fmt/format.h>

namespace ffigen::emit::rust {
namespace {

using model::Record;

std::string repr(const RecordShape& shape) {
    if (shape.packed == 1)
        return "C, packed";
    if (shape.packed != 0)
        return fmt::format("C, packed({})", shape.packed);
    if (shape.align != 0)
        return fmt::format("C, align({})", shape.align);
    return "C";
}

bool has_storage(const RecordShape& shape) {
    for (const Unit& unit : shape.units)
        if (unit.kind != Unit::Kind::member)
            return true;
    return false;
}

/// Debug by hand: storage is of no interest, and fields of unions cannot be read safely.
bool needs_own_debug(const RecordShape& shape) {
    return shape.is_union || has_storage(shape) || (shape.packed != 0 && !shape.facts.is_copy);
}

std::string derives(const RecordShape& shape) {
    std::vector<std::string> traits;
    if (shape.facts.is_copy)
        traits.insert(traits.end(), {"Clone", "Copy"});
    if (!needs_own_debug(shape))
        traits.emplace_back("Debug");
    if (shape.facts.is_equal && shape.facts.is_copy)
        traits.emplace_back("PartialEq");
    if (shape.facts.is_equal && shape.facts.is_copy && shape.facts.is_total)
        traits.emplace_back("Eq");
    return traits.empty() ? "" : format_derive(traits, 0);
}

/// Doc lines of a member: its comment, unit and range.
std::vector<std::string> member_doc(const Context& context, const Record& record,
                                    const std::string& name) {
    const model::FieldInfo* info = record.info(name);
    if (info == nullptr)
        return {};
    std::vector<std::string> lines = whole_comment(read_comment(info->doc, context.raw_linker));
    const auto add = [&](const std::string& text) {
        if (!lines.empty())
            lines.emplace_back();
        lines.push_back(text);
    };
    if (const model::Annotation* unit = find(info->annotations, "unit");
        unit && !unit->positional.empty())
        add("Unit: " + unit->positional[0]);
    if (const model::Annotation* range = find(info->annotations, "range");
        range && range->positional.size() == 2)
        add(fmt::format("Range: {} to {}", range->positional[0], range->positional[1]));
    return lines;
}

bool is_reserved(const Record& record, const std::string& name) {
    const model::FieldInfo* info = record.info(name);
    return info != nullptr && find(info->annotations, "reserved") != nullptr;
}

Json field_json(const Context& context, const Record& record, const Unit& unit) {
    const bool hidden = unit.kind != Unit::Kind::member || is_reserved(record, unit.field);
    std::string type = unit.type;
    if (unit.kind == Unit::Kind::bytes)
        type = fmt::format("[MaybeUninit<u8>; {}]", unit.size);
    return {{"doc", unit.kind == Unit::Kind::member
                        ? doc_json(member_doc(context, record, unit.field))
                        : Json::array()},
            {"hidden", hidden},
            {"text", format_field("pub " + unit.name, type, 4)}};
}

std::string wide(const Accessor& accessor) { return accessor.width > 64 ? "wide_" : ""; }

/// The expression of a getter's body, without conversion to the field's type.
std::vector<std::string> get_lines(const RecordShape& shape, const Accessor& a) {
    if (a.is_address)
        return {fmt::format("(&raw const self.{}).cast()", a.storage)};
    if (!a.is_bits)
        return {fmt::format("let bytes = (&raw const self.{}).cast::<{}>();", a.storage, a.type),
                fmt::format("// SAFETY: these are the bytes of a `{}`.", a.type),
                "unsafe { bytes.read_unaligned() }"};
    std::string bytes = a.storage_is_integer ? fmt::format("self.{}.to_ne_bytes()", a.storage)
                                             : fmt::format("self.{}", a.storage);
    std::vector<std::string> lines;
    if (shape.is_union) {
        lines.push_back("// SAFETY: the caller says that these bytes are initialised.");
        lines.push_back(fmt::format("let bytes = unsafe {{ {} }};", bytes));
        bytes = "bytes";
    } else if (a.storage_is_integer) {
        lines.push_back(fmt::format("let bytes = {};", bytes));
        bytes = "bytes";
    }
    const std::string read =
        fmt::format("bits::{}{}(&{}, {}, {})", wide(a), a.is_signed ? "signed" : "unsigned", bytes,
                    a.first_bit, a.width);
    if (a.is_bool)
        lines.push_back(read + " != 0");
    else if (!a.newtype.empty())
        lines.push_back(fmt::format("{}({} as {})", a.newtype, read, a.number));
    else
        lines.push_back(fmt::format("{} as {}", read, a.type));
    return lines;
}

std::vector<std::string> set_lines(const RecordShape& shape, const Accessor& a) {
    if (a.is_address)
        return {fmt::format("(&raw mut self.{}).cast()", a.storage)};
    if (!a.is_bits)
        return {fmt::format("let bytes = (&raw mut self.{}).cast::<{}>();", a.storage, a.type),
                fmt::format("// SAFETY: these are the bytes of a `{}`.", a.type),
                "unsafe { bytes.write_unaligned(value) }"};
    std::string value =
        fmt::format("value{} as {}{}", a.newtype.empty() ? "" : ".0",
                    a.is_narrow && a.is_signed ? "i" : "u", a.width > 64 ? 128 : 64);
    std::vector<std::string> lines;
    if (a.is_narrow) {
        lines.push_back(fmt::format("let value = bits::{}fit_{}({}, {});", wide(a),
                                    a.is_signed ? "signed" : "unsigned", value, a.width));
        value = "value";
    }
    const std::string write = fmt::format("bits::{}set(&mut {}, {}, {}, {});", wide(a), "{}",
                                          a.first_bit, a.width, value);
    const std::string read =
        fmt::format("self.{}{}", a.storage, a.storage_is_integer ? ".to_ne_bytes()" : "");
    if (shape.is_union) {
        lines.push_back("// SAFETY: the caller says that these bytes are initialised.");
        lines.push_back(fmt::format("let mut bytes = unsafe {{ {} }};", read));
    } else if (a.storage_is_integer) {
        lines.push_back(fmt::format("let mut bytes = {};", read));
    } else {
        lines.push_back(fmt::format(fmt::runtime(write), "self." + a.storage));
        return lines;
    }
    lines.push_back(fmt::format(fmt::runtime(write), "bytes"));
    lines.push_back(fmt::format("self.{} = {};", a.storage,
                                a.storage_is_integer
                                    ? fmt::format("u{}::from_ne_bytes(bytes)", a.storage_bytes * 8)
                                    : "bytes"));
    return lines;
}

Json lines_json(const std::vector<std::string>& lines) {
    Json result = Json::array();
    for (const std::string& line : lines)
        result.push_back(line);
    return result;
}

Json accessor_json(const Context& context, const Record& record, const RecordShape& shape,
                   const Accessor& a) {
    std::vector<std::string> doc = member_doc(context, record, a.field);
    if (!doc.empty())
        doc.emplace_back();
    if (a.is_bits)
        doc.push_back(fmt::format("Bit-field of {} bit{}.", a.width, a.width == 1 ? "" : "s"));
    else if (a.is_address)
        doc.push_back(
            "The address, which need not be aligned: C has it where Rust's own layout rules "
            "would not.");
    else
        doc.push_back("Kept as bytes: C has it where Rust's own layout rules would not.");
    std::vector<std::string> set_doc = {
        a.is_address ? fmt::format("The address of `{}`, to write to.", a.field)
                     : fmt::format("Sets `{}`.", a.field)};
    if (a.is_narrow)
        set_doc.insert(set_doc.end(), {"", "# Panics", "",
                                       fmt::format("If `value` does not fit {} bit{}.", a.width,
                                                   a.width == 1 ? "" : "s")});
    const bool unsafe_access = shape.is_union && a.is_bits;
    return {{"doc", doc_json(doc)},
            {"set_doc", doc_json(set_doc)},
            {"unsafe", unsafe_access},
            {"narrow", a.is_narrow},
            {"getter", format_signature(
                           fmt::format("pub const {}fn {}", unsafe_access ? "unsafe " : "", a.name),
                           {"&self"}, a.is_address ? "*const " + a.type : a.type, " {", 4)},
            {"get", lines_json(get_lines(shape, a))},
            {"setter", a.is_address
                           ? format_signature("pub const fn " + a.setter, {"&mut self"},
                                              "*mut " + a.type, " {", 4)
                           : format_signature(fmt::format("pub const {}fn {}",
                                                          unsafe_access ? "unsafe " : "", a.setter),
                                              {"&mut self", "value: " + a.type}, "", " {", 4)},
            {"set", lines_json(set_lines(shape, a))}};
}

Json debug_json(const RecordShape& shape, const std::string& name) {
    Json fields = Json::array();
    const auto add = [&](const std::string& field, const std::string& value) {
        fields.push_back(format_call("out.field", {'"' + field + '"', "&" + value}, 8) + ";");
    };
    if (!shape.is_union) {
        for (const Unit& unit : shape.units)
            if (unit.kind == Unit::Kind::member)
                add(unit.field.empty() ? unit.name : unit.field,
                    shape.packed == 0 ? "self." + unit.name
                                      : fmt::format("{{ self.{} }}", unit.name));
        for (const Accessor& accessor : shape.accessors)
            if (!accessor.is_address)
                add(accessor.field, fmt::format("self.{}()", accessor.name));
    }
    return {{"name", name}, {"opaque", fields.empty()}, {"fields", std::move(fields)}};
}

Json record_json(Context& context, const Record& record, const RecordShape& shape,
                 model::TargetSet targets) {
    const std::string& name = context.types.names().record(record.name);
    Json fields = Json::array();
    for (const Unit& unit : shape.units)
        fields.push_back(field_json(context, record, unit));
    Json accessors = Json::array();
    for (const Accessor& accessor : shape.accessors)
        accessors.push_back(accessor_json(context, record, shape, accessor));
    Json debug = Json::array();
    // A packed record whose members are no Copy types cannot show them.
    if (needs_own_debug(shape)) {
        RecordShape shown = shape;
        if (shape.packed != 0 && !shape.facts.is_copy)
            shown.units.clear();
        debug.push_back(debug_json(shown, name));
    }
    return {{"name", name},
            {"doc", raw_doc(context, record.doc)},
            {"cfg", context.conditions.attribute(targets)},
            {"repr", repr(shape)},
            {"derive", derives(shape)},
            {"keyword", record.is_union ? "union" : "struct"},
            {"empty", fields.empty()},
            {"fields", std::move(fields)},
            {"has_accessors", !accessors.empty()},
            {"accessors", std::move(accessors)},
            {"debug", std::move(debug)}};
}

Json layout_json(Context& context, const Record& record, const model::RecordLayout& layout,
                 const RecordShape& shape, model::TargetSet targets) {
    Json fields = Json::array();
    for (const Unit& unit : shape.units)
        if (!shape.is_union && unit.kind != Unit::Kind::padding)
            fields.push_back({{"name", unit.name}, {"offset", unit.offset}});
    return {{"name", context.types.names().record(record.name)},
            {"cfg", context.conditions.attribute(targets)},
            {"size", layout.size},
            {"align", layout.align},
            {"fields", std::move(fields)}};
}

/// What is asserted of one record on one target.
struct Asserted {
    const model::RecordLayout* layout;
    const RecordShape* shape;
    bool operator==(const Asserted& other) const {
        if (layout->size != other.layout->size || layout->align != other.layout->align ||
            shape->units.size() != other.shape->units.size())
            return false;
        for (std::size_t i = 0; i < shape->units.size(); ++i)
            if (shape->units[i].name != other.shape->units[i].name ||
                shape->units[i].offset != other.shape->units[i].offset)
                return false;
        return true;
    }
};

/// Units as they are written; offsets do not show in a definition.
RecordShape written(const RecordShape& shape) {
    RecordShape result = shape;
    for (Unit& unit : result.units) {
        unit.offset = 0;
        if (unit.kind == Unit::Kind::member)
            unit.size = 0;
    }
    result.facts.size = result.facts.align = 0;
    result.facts.value_problem.clear();
    return result;
}

} // namespace

Json raw_records(Context& context) {
    Json opaque = Json::array(), records = Json::array(), layouts = Json::array();
    for (const Record& record : context.contract.records) {
        if (!record.is_complete) {
            opaque.push_back({{"name", context.types.names().record(record.name)},
                              {"doc", raw_doc(context, record.doc)}});
            continue;
        }
        const auto shapes = by_target(record.layouts.present(), [&](std::size_t target) {
            return written(context.types.shape(record, target));
        });
        for (const auto& group : shapes.groups)
            records.push_back(record_json(context, record, group.value, group.targets));
        const auto asserted = by_target(record.layouts.present(), [&](std::size_t target) {
            return Asserted{&record.layouts.at(target), &context.types.shape(record, target)};
        });
        for (const auto& group : asserted.groups)
            layouts.push_back(layout_json(context, record, *group.value.layout, *group.value.shape,
                                          group.targets));
    }
    return {{"opaque", std::move(opaque)},
            {"has_records", !records.empty()},
            {"records", std::move(records)},
            {"layouts", std::move(layouts)}};
}

} // namespace ffigen::emit::rust
