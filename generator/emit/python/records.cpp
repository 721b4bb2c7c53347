#include "emit/python/records.hpp"

#include "emit/python/types.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <optional>

namespace ffigen::emit::python {
namespace {

using model::Field;
using model::Type;
using model::TypeKind;

std::uint64_t round_up(std::uint64_t value, std::uint64_t align) {
    return align == 0 ? value : (value + align - 1) / align * align;
}

Type without_atomics(const Context& context, const Type& type, std::size_t target) {
    return model::resolve(context.contract, without_atomic(context, type, target), target);
}

std::optional<Accessor> accessor_of(const Context& context, const model::Record& record,
                                    const Field& field, std::size_t target) {
    Accessor result{.name = member_name(record, field.name),
                    .expression = {},
                    .offset_bits = field.offset_bits,
                    .size_bits = field.size_bits};
    const auto bits = [&](bool is_signed) {
        return fmt::format("_abi.Bits({}, {}{})", result.offset_bits, result.size_bits,
                           is_signed ? ", signed=True" : "");
    };
    const Type type = without_atomics(context, field.type, target);
    if (field.is_bitfield) {
        if (field.name.empty())
            return std::nullopt;
        result.expression =
            type.kind == TypeKind::bool_
                ? fmt::format("_abi.Flag({}, {})", field.offset_bits, field.size_bits)
                : bits(field.is_signed);
        return result;
    }
    if (!needs_accessor(type))
        return std::nullopt;
    switch (type.kind) {
    case TypeKind::int128:
    case TypeKind::uint128:
        result.expression = bits(type.kind == TypeKind::int128);
        break;
    case TypeKind::bit_int: {
        // The value is in the low-order bits of its storage.
        if (context.contract.targets[target].big_endian)
            result.offset_bits += field.size_bits - type.count;
        result.size_bits = type.count;
        result.expression = bits(!type.is_unsigned);
        break;
    }
    case TypeKind::float16:
        result.expression = fmt::format("_abi.Half({})", field.offset_bits);
        break;
    case TypeKind::complex: {
        const TypeKind part = without_atomics(context, type.element(), target).kind;
        const bool known = part == TypeKind::float_ || part == TypeKind::double_;
        result.expression = fmt::format("_abi.{}({}, {})", known ? "Complex" : "Bytes",
                                        field.offset_bits, field.size_bits);
        break;
    }
    default:
        result.expression = fmt::format("_abi.Bytes({}, {})", field.offset_bits, field.size_bits);
        break;
    }
    return result;
}

struct Plain {
    const Field* field;
    std::uint64_t offset, size; ///< bytes
    std::uint64_t align;        ///< bytes, as ctypes has it
};

/// Places members and fillers; nullopt when natural alignment would put one elsewhere.
class Placement {
  public:
    Placement(const Context& context, const model::Record& record, Storage& storage,
              std::size_t target, bool packed, bool spelled)
        : context_(context), record_(record), storage_(storage), target_(target), packed_(packed),
          spelled_(spelled) {}

    /// `holds_bits` says whether an accessor reaches into a range of bytes.
    template <class HoldsBits>
    bool place(const std::vector<Plain>& members, bool is_union, HoldsBits holds_bits) {
        std::uint64_t end = 0;
        std::uint64_t align = 1;
        for (const Plain& member : members) {
            const std::uint64_t member_align =
                packed_ ? 1 : std::max<std::uint64_t>(member.align, 1);
            if (!is_union) {
                if (member.offset < end)
                    return false;
                const bool explicit_gap =
                    member.offset > end && (holds_bits(end, member.offset) ||
                                            round_up(end, member_align) != member.offset);
                if (explicit_gap) {
                    add_filler(end, member.offset - end);
                    end = member.offset;
                }
                if (round_up(end, member_align) != member.offset)
                    return false;
                end = member.offset + member.size;
            } else {
                if (member.offset != 0)
                    return false;
                end = std::max(end, member.size);
            }
            add(*member.field);
            align = std::max(align, member_align);
        }
        if (round_up(end, align) > storage_.size)
            return false;
        if (round_up(end, align) < storage_.size || holds_bits(end, storage_.size)) {
            if (is_union)
                add_filler(0, storage_.size);
            else if (storage_.size > end)
                add_filler(end, storage_.size - end);
            if (round_up(storage_.size, align) != storage_.size)
                return false;
        }
        storage_.ctypes_align = align;
        storage_.packed = packed_;
        return true;
    }

  private:
    void add_filler(std::uint64_t offset, std::uint64_t size) {
        storage_.has_fillers = true;
        storage_.members.push_back({.name = fmt::format("_bytes_{}", offset),
                                    .type = fmt::format("ctypes.c_ubyte * {}", size),
                                    .is_filler = true,
                                    .is_anonymous = false});
    }
    void add(const Field& field) {
        const TypeKind kind = without_atomics(context_, field.type, target_).kind;
        storage_.has_arrays |=
            kind == TypeKind::array || kind == TypeKind::vector || kind == TypeKind::flexible_array;
        storage_.members.push_back({.name = field.is_anonymous
                                                ? fmt::format("_unnamed_{}", unnamed_++)
                                                : member_name(record_, field.name),
                                    .type = spelled_ ? ctype(context_, field.type, target_) : "",
                                    .is_filler = false,
                                    .is_anonymous = field.is_anonymous});
    }

    const Context& context_;
    const model::Record& record_;
    Storage& storage_;
    std::size_t target_;
    bool packed_;
    bool spelled_;
    unsigned unnamed_ = 0;
};

} // namespace

model::SizeAlign ctypes_layout(const Context& context, const Type& type, std::size_t target) {
    const Type behind = without_atomics(context, type, target);
    const auto own =
        model::size_of(context.contract, behind, target).value_or(model::SizeAlign{0, 1});
    const auto& basic = context.contract.targets[target].basic;
    switch (behind.kind) {
    case TypeKind::array:
    case TypeKind::vector:
    case TypeKind::flexible_array: {
        model::SizeAlign element = ctypes_layout(context, behind.element(), target);
        element.size *= behind.kind == TypeKind::flexible_array ? 0 : behind.count;
        return element;
    }
    case TypeKind::record: {
        const model::Record* record = context.contract.record(behind.name);
        if (record == nullptr || record->layouts.find(target) == nullptr)
            return own;
        return {own.size, storage_of(context, *record, target, false).ctypes_align};
    }
    case TypeKind::complex:
        return {own.size, ctypes_layout(context, behind.element(), target).align};
    case TypeKind::int128:
    case TypeKind::uint128:
        return {16, basic.at(TypeKind::uint64).align};
    case TypeKind::enumeration:
        return {own.size, own.size > 4 ? basic.at(TypeKind::uint64).align : own.size};
    case TypeKind::float16:
    case TypeKind::pointer:
        return own;
    default:
        if (!basic_ctype(behind.kind).empty())
            return own;
        return {own.size, 1};
    }
}

Storage storage_of(const Context& context, const model::Record& record, std::size_t target,
                   bool spelled) {
    const model::RecordLayout& layout = record.layouts.at(target);
    Storage common;
    common.size = layout.size;
    common.align = layout.align;
    std::vector<Plain> members;
    for (const Field& field : layout.fields) {
        if (auto accessor = accessor_of(context, record, field, target)) {
            common.accessors.push_back(std::move(*accessor));
            continue;
        }
        if (field.depth > 0 || field.is_bitfield)
            continue;
        const model::SizeAlign own = ctypes_layout(context, field.type, target);
        members.push_back({&field, field.offset_bits / 8, own.size, own.align});
    }
    const auto holds_bits = [&](std::uint64_t begin, std::uint64_t end) {
        // Those of anonymous members are in the member's own storage.
        return std::any_of(layout.fields.begin(), layout.fields.end(), [&](const Field& field) {
            const bool here =
                field.depth == 0 && accessor_of(context, record, field, target).has_value();
            return here && field.offset_bits < end * 8 &&
                   field.offset_bits + field.size_bits > begin * 8;
        });
    };
    for (const bool packed : {false, true}) {
        Storage storage = common;
        if (Placement(context, record, storage, target, packed, spelled)
                .place(members, record.is_union, holds_bits))
            return storage;
    }
    // Unreachable for a layout that a C compiler made: packed, every member fits where it is.
    common.packed = true;
    return common;
}

} // namespace ffigen::emit::python
