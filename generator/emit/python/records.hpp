// How a record's bytes are put into a ctypes class on one target.
//
// ctypes lays plain members out as C does when all are naturally aligned. Everything else is made
// explicit: fillers keep members in their place, `_pack_` lets them be misaligned, and bit-fields
// and numbers that ctypes lacks are accessors over the bytes.
#pragma once

#include "emit/python/context.hpp"

#include <cstdint>
#include <string>
#include <vector>

namespace ffigen::emit::python {

struct StoredMember {
    std::string name; ///< in Python; "_bytes_12" for a filler, "_unnamed_0" for an anonymous member
    std::string type; ///< ctypes expression
    bool is_filler = false;
    bool is_anonymous = false;
    bool operator==(const StoredMember&) const = default;
};

struct Accessor {
    std::string name;
    std::string expression; ///< "_abi.Bits(8, 3, signed=True)"
    std::uint64_t offset_bits = 0, size_bits = 0;
};

struct Storage {
    bool packed = false;
    std::uint64_t size = 0, align = 0; ///< bytes, as C has them
    std::uint64_t ctypes_align = 1;    ///< bytes, as ctypes has it
    std::vector<StoredMember> members;
    std::vector<Accessor> accessors;
    bool has_fillers = false, has_arrays = false;
};

///
/// `spelled`: with the types of its members. Without, for those who ask about places alone while
/// such a type is being made: a record may be passed to a function that it holds the address of.
Storage storage_of(const Context& context, const model::Record& record, std::size_t target,
                   bool spelled = true);

/// Size and alignment in bytes that ctypes gives a type there.
model::SizeAlign ctypes_layout(const Context& context, const model::Type& type, std::size_t target);

} // namespace ffigen::emit::python
