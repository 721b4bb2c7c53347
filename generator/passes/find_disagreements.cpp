#include "passes/lint_portability.hpp"
#include "passes/wording.hpp"
#include "rules/rules.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <bit>

namespace ffigen::passes {
namespace {

using model::Contract;
using model::Type;
using model::TypeKind;

/// clang rounds an _Atomic struct or union of up to 16 bytes up to a power of two and aligns it to
/// that; gcc leaves any other size alone.
bool is_rounded_atomic(const Contract& contract, const Type& type, std::size_t target) {
    if (type.kind != TypeKind::atomic)
        return false;
    const Type value = model::resolve(contract, Type(type.element()), target);
    if (value.kind != TypeKind::record)
        return false;
    const auto size = model::size_of(contract, value, target);
    return size && size->size <= 16 && !std::has_single_bit(size->size);
}

/// clang honours `aligned` on an enum; gcc ignores it.
bool is_aligned_enum(const Contract& contract, const Type& type, std::size_t target) {
    if (type.kind != TypeKind::enumeration)
        return false;
    const model::Enum* declared = contract.enumeration(type.name);
    const model::EnumLayout* layout =
        declared == nullptr ? nullptr : declared->layouts.find(target);
    const auto usual =
        layout == nullptr ? std::nullopt : model::size_of(contract, layout->underlying, target);
    return usual && layout->align != usual->align;
}

/// The construct behind arrays and typedefs that compilers disagree on, and what to write instead.
struct Disagreement {
    std::string what, remedy;
};
std::optional<Disagreement> disagreement(const Contract& contract, const Type& declared,
                                         std::size_t target) {
    Type type = model::resolve(contract, declared, target);
    while (type.kind == TypeKind::array || type.kind == TypeKind::flexible_array)
        type = model::resolve(contract, Type(type.element()), target);
    if (is_rounded_atomic(contract, type, target)) {
        const auto size = model::size_of(contract, Type(type.element()), target);
        return Disagreement{fmt::format("an _Atomic {} of {}", type.element().name,
                                        bytes_text(size ? size->size : 0)),
                            "pad the struct to 1, 2, 4, 8 or 16 bytes, or guard it otherwise"};
    }
    if (is_aligned_enum(contract, type, target))
        return Disagreement{fmt::format("the aligned enum '{}'", type.name),
                            "an unaligned enum, with `aligned` on the field"};
    return std::nullopt;
}

/// gcc aligns a bit-field as a typedef with an alignment of its own says, clang as the basic type.
bool is_typedef_aligned_bitfield(const Contract& contract, const model::Field& field,
                                 std::size_t target) {
    const auto basic =
        model::size_of(contract, model::resolve(contract, field.type, target), target);
    return field.is_bitfield && basic && field.align > basic->align;
}

bool is_mingw(const model::TargetInfo& target) {
    return target.os == model::OperatingSystem::windows && !target.msvc;
}

/// On some target the record is less aligned than a bit-field of it: packed, by whatever means.
bool is_packed_anywhere(const model::Record& record) {
    return record.is_packed || std::ranges::any_of(record.layouts.groups, [](const auto& group) {
               return std::ranges::any_of(group.value.fields, [&](const model::Field& field) {
                   return field.is_bitfield && !field.name.empty() &&
                          field.align > group.value.align;
               });
           });
}

/// mingw-w64 has Microsoft's bit-fields. For those clang keeps a bit-field's alignment in a packed
/// record and forgets it in a union; gcc does the opposite, as Microsoft's own compiler.
bool is_mingw_bitfield(const model::Record& record, const model::Field& field) {
    return field.is_bitfield && (record.is_union ? field.depth == 0 : is_packed_anywhere(record));
}

/// In Microsoft's layout, which clang takes for mingw-w64, a typedef cannot lower an alignment.
bool is_lowered_typedef(const Contract& contract, const model::Field& field, std::size_t target) {
    if (field.is_bitfield || field.type.kind != TypeKind::typedef_)
        return false;
    const auto declared = model::size_of(contract, field.type, target);
    const auto basic =
        model::size_of(contract, model::resolve(contract, field.type, target), target);
    return declared && basic && declared->align < basic->align;
}

/// On i686 gcc aligns a record of eight bytes that holds nothing but a 64-bit _Atomic as it would
/// the plain integer, to 4; clang to 8. Beside other members, or alone, the _Atomic is 8-aligned
/// for both.
bool is_lone_atomic(const Contract& contract, const model::Record& record,
                    const model::Field& field) {
    return std::ranges::any_of(record.layouts.present().indices(), [&](std::size_t target) {
        const model::TargetInfo& info = contract.targets[target];
        const model::RecordLayout& layout = record.layouts.at(target);
        if (info.arch != model::Architecture::i686 || info.msvc || layout.size != 8 ||
            layout.align != 8 || field.is_bitfield)
            return false;
        const Type type = model::resolve(contract, field.type, target);
        const auto size = model::size_of(contract, type, target);
        return type.kind == TypeKind::atomic && size && size->size == 8;
    });
}

std::optional<Disagreement> disagreement(const Contract& contract, const model::Record& record,
                                         const model::Field& field, std::size_t target) {
    if (is_typedef_aligned_bitfield(contract, field, target))
        return Disagreement{"a bit-field whose typedef is aligned",
                            "a plain type for the bit-field"};
    const bool on_mingw =
        std::ranges::any_of(record.layouts.present().indices(),
                            [&](std::size_t index) { return is_mingw(contract.targets[index]); });
    if (on_mingw && is_mingw_bitfield(record, field))
        return Disagreement{fmt::format("a bit-field in a {} for mingw-w64",
                                        record.is_union ? "union" : "packed struct"),
                            "an integer, with masks as constants"};
    if (on_mingw && is_lowered_typedef(contract, field, target))
        return Disagreement{"a typedef that lowers its alignment for mingw-w64",
                            "`packed` on the field instead"};
    if (is_lone_atomic(contract, record, field))
        return Disagreement{"a 64-bit _Atomic that is all of it, on i686",
                            "`aligned(8)` on the record"};
    if (field.is_bitfield)
        return std::nullopt;
    return disagreement(contract, field.type, target);
}

} // namespace

void find_disagreements(const Contract& contract, Diagnostics& diagnostics) {
    for (const model::Record& record : contract.records) {
        std::set<std::string> done;
        for (const auto& group : record.layouts.groups) {
            const std::size_t target = group.targets.indices().front();
            for (const model::Field& field : group.value.fields) {
                if (field.is_anonymous || field.name.empty() || done.contains(field.name))
                    continue;
                const auto found = disagreement(contract, record, field, target);
                // One bit-field speaks for all of the record.
                if (!found || (field.is_bitfield && done.contains("")))
                    continue;
                done.insert(field.is_bitfield ? "" : field.name);
                const model::FieldInfo* info = record.info(field.name);
                Diagnostic result = rules::finding(
                    "L13", info == nullptr ? record.where : info->where,
                    fmt::format("gcc and clang lay out '{}' of {} differently: {}", field.name,
                                record_title(record, false), found->what));
                result.entity = fmt::format("{}.{}", record.name, field.name);
                result.notes = {"sizes and offsets here are clang's"};
                result.remedy = found->remedy;
                diagnostics.add(std::move(result));
            }
        }
    }
}

} // namespace ffigen::passes
