#ifdef FFIGEN_HAVE_LIBDW

#include "binary/dwarf_members.hpp"

#include <dwarf.h>

namespace ffigen::binary {
namespace {

/// The member's place in bits from the start of its record; nullopt when DWARF gives an expression.
std::optional<std::uint64_t> bit_offset(Dwarf_Die* member, bool big_endian) {
    Dwarf_Attribute attribute;
    Dwarf_Word value = 0;
    if (dwarf_attr(member, DW_AT_data_bit_offset, &attribute)) {
        if (dwarf_formudata(&attribute, &value) != 0)
            return std::nullopt;
        return value;
    }
    std::uint64_t bits = 0;
    if (dwarf_attr(member, DW_AT_data_member_location, &attribute)) {
        // DWARF 2 writes the offset as an expression: "add this number".
        Dwarf_Op* operations = nullptr;
        std::size_t count = 0;
        if (dwarf_formudata(&attribute, &value) == 0)
            bits = value * 8;
        else if (dwarf_getlocation(&attribute, &operations, &count) == 0 && count == 1 &&
                 operations->atom == DW_OP_plus_uconst)
            bits = operations->number * 8;
        else
            return std::nullopt;
    }
    // DWARF 2 and 3: bits from the most significant end of a storage unit.
    Dwarf_Word from_top = 0, size = 0, width = 0;
    if (!dwarf_attr(member, DW_AT_bit_offset, &attribute) ||
        dwarf_formudata(&attribute, &from_top) != 0)
        return bits;
    if (!dwarf_attr(member, DW_AT_byte_size, &attribute) || dwarf_formudata(&attribute, &size) != 0)
        return std::nullopt;
    if (!dwarf_attr(member, DW_AT_bit_size, &attribute) || dwarf_formudata(&attribute, &width) != 0)
        return std::nullopt;
    return bits + (big_endian ? from_top : size * 8 - from_top - width);
}

void collect_members(Dwarf_Die* record, std::uint64_t base, bool big_endian,
                     std::map<std::string, DwarfMember>& into) {
    Dwarf_Die child;
    if (dwarf_child(record, &child) != 0)
        return;
    do {
        if (dwarf_tag(&child) != DW_TAG_member)
            continue;
        const auto offset = bit_offset(&child, big_endian);
        if (!offset)
            continue;
        Dwarf_Die type;
        const bool typed = dwarf_bare_type(&child, &type);
        const char* name = dwarf_diename(&child);
        if (!name || !*name) {
            const int tag = typed ? dwarf_tag(&type) : 0;
            if (tag == DW_TAG_structure_type || tag == DW_TAG_union_type)
                collect_members(&type, base + *offset, big_endian, into);
            continue;
        }
        DwarfMember member{base + *offset, 0};
        if (const auto width = dwarf_unsigned(&child, DW_AT_bit_size))
            member.size_bits = *width;
        else if (Dwarf_Word size = 0; typed && dwarf_aggregate_size(&type, &size) == 0)
            member.size_bits = size * 8;
        into.try_emplace(name, member);
    } while (dwarf_siblingof(&child, &child) == 0);
}

} // namespace

std::map<std::string, DwarfMember> dwarf_members(Dwarf_Die* record, bool big_endian) {
    std::map<std::string, DwarfMember> members;
    collect_members(record, 0, big_endian, members);
    return members;
}

std::optional<std::uint64_t> dwarf_unsigned(Dwarf_Die* die, unsigned name) {
    Dwarf_Attribute attribute;
    Dwarf_Word value = 0;
    if (!dwarf_attr(die, name, &attribute) || dwarf_formudata(&attribute, &value) != 0)
        return std::nullopt;
    return value;
}

bool dwarf_bare_type(Dwarf_Die* die, Dwarf_Die* result) {
    Dwarf_Attribute attribute;
    if (!dwarf_attr_integrate(die, DW_AT_type, &attribute) ||
        !dwarf_formref_die(&attribute, result))
        return false;
    Dwarf_Die peeled;
    if (dwarf_peel_type(result, &peeled) == 0)
        *result = peeled;
    return true;
}

} // namespace ffigen::binary

#endif
