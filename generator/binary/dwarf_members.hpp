// What DWARF, in any of its versions, says of a record's members.
#pragma once

#include <elfutils/libdw.h>

#include <cstdint>
#include <map>
#include <optional>
#include <string>

namespace ffigen::binary {

struct DwarfMember {
    std::uint64_t offset_bits = 0; ///< from the start of the record, as the model counts
    std::uint64_t size_bits = 0;   ///< 0: not told
};

/// Named members, those of anonymous members with their place in the outer record.
std::map<std::string, DwarfMember> dwarf_members(Dwarf_Die* record, bool big_endian);

/// An attribute (DW_AT_…) that is a number.
std::optional<std::uint64_t> dwarf_unsigned(Dwarf_Die* die, unsigned name);

/// The type behind the DIE's typedefs and qualifiers; false when it has none.
bool dwarf_bare_type(Dwarf_Die* die, Dwarf_Die* result);

} // namespace ffigen::binary
