#include "passes/lint_portability.hpp"

#include "passes/portable_type.hpp"
#include "passes/wording.hpp"
#include "rules/rules.hpp"

#include <fmt/format.h>

#include <algorithm>

namespace ffigen::passes {
namespace {

using model::Contract;
using model::Field;
using model::Record;
using model::Type;
using model::TypeKind;

/// A field of a wire record with the targets on which it has this type.
struct Use {
    const Contract& contract;
    const WireRecords& wire;
    const Record& record;
    const Field& field;
    model::TargetSet targets;
    std::size_t target = 0; ///< the first of them
    Type element;           ///< of the field on that target
    Diagnostics& diagnostics;
};

std::string declared(const Use& use) {
    std::string text = model::to_c(use.contract, use.field.type, use.field.name);
    if (use.field.is_bitfield)
        text += fmt::format(" : {}", use.field.size_bits);
    return text;
}

Diagnostic found(const Use& use, std::string_view id, std::string message) {
    const model::FieldInfo* info =
        use.field.name.empty() ? nullptr : use.record.info(use.field.name);
    Diagnostic result =
        rules::finding(id, info == nullptr ? use.record.where : info->where, std::move(message));
    result.entity = use.field.name.empty() ? use.record.name
                                           : fmt::format("{}.{}", use.record.name, use.field.name);
    return result;
}

void report_replaceable(const Use& use, std::string_view id, std::string message,
                        std::vector<std::string> notes = {}) {
    Diagnostic result = found(use, id, std::move(message));
    result.notes = std::move(notes);
    const auto portable = portable_type(use.contract, use.field.type, use.target);
    if (portable)
        result.remedy = fmt::format("`{};`", model::to_c(use.contract, *portable, use.field.name));
    use.diagnostics.add(std::move(result));
}

/// The type of each target that has the record, whatever the preprocessor made of the field there.
std::optional<Type> element_on(const Use& use, std::size_t target) {
    const model::RecordLayout* layout = use.record.layouts.find(target);
    if (layout == nullptr)
        return std::nullopt;
    const auto field = std::ranges::find(layout->fields, use.field.name, &Field::name);
    if (field == layout->fields.end())
        return std::nullopt;
    return element_type(use.contract, field->type, target);
}

std::string size_on(const Use& use, std::size_t target) {
    const auto element = element_on(use, target);
    const auto size = element ? model::size_of(use.contract, *element, target) : std::nullopt;
    return size ? std::to_string(size->size) : std::string();
}

bool is_array(const Use& use) {
    const TypeKind kind = model::resolve(use.contract, use.field.type, use.target).kind;
    return kind == TypeKind::array || kind == TypeKind::flexible_array;
}

/// A type whose width C leaves to the target: an error with the sizes where they differ among the
/// promised targets, a warning where they only happen to agree.
void check_width(const Use& use, std::string_view id) {
    const std::string sizes = value_by_target(
        use.contract, " bytes", [&](std::size_t target) { return size_on(use, target); });
    const bool differs = sizes.find(", ") != std::string::npos;
    const std::string what = is_array(use) ? "has elements of" : "is";
    if (differs) {
        report_replaceable(use, id, fmt::format("'{}' {} {}", declared(use), what, sizes));
        return;
    }
    const std::string here = size_on(use, use.target);
    report_replaceable(use, id, fmt::format("'{}' has no fixed width", declared(use)),
                       {fmt::format("{} on {}; another target may differ",
                                    here.empty() ? "of one size" : bytes_text(std::stoull(here)),
                                    target_list(use.contract, use.record.layouts.present()))});
    use.diagnostics.items().back().severity = Severity::warning;
}

/// short, int and the like: no finding unless they do differ.
void check_usual_width(const Use& use) {
    const std::string sizes = value_by_target(
        use.contract, " bytes", [&](std::size_t target) { return size_on(use, target); });
    if (sizes.find(", ") != std::string::npos)
        report_replaceable(use, "L02", fmt::format("'{}' is {}", declared(use), sizes));
}

void check_char(const Use& use) {
    if (is_array(use))
        return; // text: compared byte by byte, whatever its sign
    const auto sign = [&](std::size_t target) -> std::string {
        if (!use.record.layouts.present().contains(target))
            return {};
        return use.contract.targets[target].char_signed ? "signed" : "unsigned";
    };
    const std::string signs = value_by_target(use.contract, "", sign);
    if (signs.find(", ") == std::string::npos)
        return;
    report_replaceable(use, "L05", fmt::format("'{}' is {}", declared(use), signs),
                       {"values above 127 read as negative numbers on one side only"});
}

void check_bool(const Use& use) {
    const std::string sizes = value_by_target(
        use.contract, " bytes", [&](std::size_t target) { return size_on(use, target); });
    if (size_on(use, use.target) != "1" || sizes.find(", ") != std::string::npos)
        report_replaceable(use, "L06", fmt::format("'{}' is {}", declared(use), sizes));
}

void check_enum(const Use& use) {
    const model::Enum* declaration = use.contract.enumeration(use.element.name);
    if (declaration == nullptr || declaration->is_fixed)
        return;
    const std::string kinds =
        value_by_target(use.contract, "", [&](std::size_t target) -> std::string {
            const model::EnumLayout* layout = declaration->layouts.find(target);
            if (layout == nullptr || !use.record.layouts.present().contains(target))
                return {};
            return fmt::format("{}, {}", layout->is_signed ? "signed" : "unsigned",
                               bytes_text(layout->size));
        });
    report_replaceable(
        use, "L07", fmt::format("'{}' is an enum whose type the compiler chooses", declared(use)),
        {kinds, "-fshort-enums and 8-byte values change it further"});
}

void check_record(const Use& use) {
    if (use.wire.wire.contains(use.element.name))
        return;
    const Record* inner = use.contract.record(use.element.name);
    if (inner == nullptr)
        return;
    Diagnostic result = found(use, "L12",
                              fmt::format("'{}' holds {}, which is not wire", declared(use),
                                          record_title(*inner, false)));
    result.notes = {"nothing proves that it has no pointers, no padding and one layout"};
    result.remedy = fmt::format("mark {} with FFI_WIRE", record_title(*inner, false));
    use.diagnostics.add(std::move(result));
}

void check_address(const Use& use) {
    Diagnostic result = found(
        use, "L01",
        fmt::format("'{}' is an address in {}", declared(use), record_title(use.record, true)));
    result.notes = {"it means nothing outside the process that wrote it, and is 4 or 8 bytes"};
    result.remedy =
        "`uint64_t` offset from the start of the shared memory, an index, or the data itself";
    use.diagnostics.add(std::move(result));
}

void check_flexible(const Use& use) {
    const model::FieldInfo* info = use.record.info(use.field.name);
    if (info != nullptr && (model::find(info->annotations, "counted_by") ||
                            model::find(info->annotations, "sized_by")))
        return;
    Diagnostic result =
        found(use, "L11", fmt::format("the header does not say how long '{}' is", declared(use)));
    result.notes = {fmt::format(
        "sizeof(struct {}) leaves it out; a reader cannot know where it ends", use.record.name)};
    result.remedy =
        "give it a fixed length, or FFI_COUNTED_BY(field) with the field that holds its length";
    use.diagnostics.add(std::move(result));
}

void check_element(const Use& use) {
    switch (use.element.kind) {
    case TypeKind::pointer:
    case TypeKind::function:
    case TypeKind::va_list_:
        return check_address(use);
    case TypeKind::long_:
    case TypeKind::unsigned_long:
        return check_width(use, "L02");
    case TypeKind::size:
    case TypeKind::ssize:
    case TypeKind::ptrdiff:
    case TypeKind::intptr:
    case TypeKind::uintptr:
        return check_width(use, "L03");
    case TypeKind::wchar:
        return check_width(use, "L04");
    case TypeKind::char_:
        return check_char(use);
    case TypeKind::bool_:
        return check_bool(use);
    case TypeKind::enumeration:
        return check_enum(use);
    case TypeKind::long_double:
        return check_width(use, "L09");
    case TypeKind::int128:
    case TypeKind::uint128:
    case TypeKind::float16:
    case TypeKind::float128:
    case TypeKind::complex:
    case TypeKind::vector:
    case TypeKind::bit_int:
        return report_replaceable(
            use, "L14",
            fmt::format("'{}' is of an extended type that not every compiler has", declared(use)));
    case TypeKind::record:
        return check_record(use);
    default:
        return check_usual_width(use);
    }
}

void check_field(const Use& use) {
    check_element(use);
    const Type type = model::resolve(use.contract, use.field.type, use.target);
    if (type.kind == TypeKind::flexible_array || (type.kind == TypeKind::array && type.count == 0))
        check_flexible(use);
}

/// Where each bit-field of the record lies on one target, and in which order bits are counted.
std::string bit_layout(const Contract& contract, const Record& record, std::size_t target) {
    std::string text = contract.targets[target].big_endian ? "big" : "little";
    for (const Field& field : record.layouts.at(target).fields)
        if (field.is_bitfield && !field.name.empty())
            text += fmt::format(" {}:{}+{}{}", field.name, field.offset_bits, field.size_bits,
                                field.is_signed);
    return text;
}

/// One finding for all bit-fields of a record: they move together.
void check_bitfields(const Contract& contract, const Record& record, Diagnostics& diagnostics) {
    const Field* first = nullptr;
    std::vector<std::string> kinds;
    std::vector<std::string> examples;
    for (const std::size_t target : record.layouts.present().indices()) {
        for (const Field& field : record.layouts.at(target).fields)
            if (field.is_bitfield && !field.name.empty() && first == nullptr)
                first = &field;
        std::string kind = bit_layout(contract, record, target);
        if (std::ranges::find(kinds, kind) != kinds.end())
            continue;
        kinds.push_back(std::move(kind));
        examples.push_back(contract.targets[target].triple);
    }
    if (first == nullptr || kinds.size() < 2)
        return;
    const model::FieldInfo* info = record.info(first->name);
    Diagnostic result =
        rules::finding("L08", info == nullptr ? record.where : info->where,
                       fmt::format("bit-fields of {} lie differently on {} and {}",
                                   record_title(record, true), examples[0], examples[1]));
    result.entity = fmt::format("{}.{}", record.name, first->name);
    result.notes = {"where a bit-field starts, and whether bits count from the low or the high "
                    "end, is the ABI's choice"};
    result.remedy = "one unsigned integer with masks and shifts";
    diagnostics.add(std::move(result));
}

void check_definition(const Record& record, Diagnostics& diagnostics) {
    if (!record.layouts.groups.empty())
        return;
    Diagnostic result = rules::finding(
        "L15", record.where, fmt::format("{} has no definition", record_title(record, true)));
    result.entity = record.name;
    result.remedy = "define it, or take FFI_WIRE away";
    diagnostics.add(std::move(result));
}

} // namespace

void lint_portability(const Contract& contract, const WireRecords& wire, Diagnostics& diagnostics) {
    for (const Record& record : contract.records) {
        if (!wire.wire.contains(record.name) || wire.members.contains(record.name))
            continue;
        check_definition(record, diagnostics);
        std::set<std::string> done; // a field that has one type everywhere is one finding
        for (const auto& group : record.layouts.groups) {
            const std::size_t target = group.targets.indices().front();
            for (const Field& field : group.value.fields) {
                if (field.is_anonymous || (field.is_bitfield && field.name.empty()) ||
                    !done.insert(model::to_c(field.type, field.name)).second)
                    continue;
                check_field({contract, wire, record, field, group.targets, target,
                             element_type(contract, field.type, target), diagnostics});
            }
        }
        check_bitfields(contract, record, diagnostics);
    }
}

} // namespace ffigen::passes
