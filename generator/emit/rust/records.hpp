// How a C record is written in Rust on one target, such that size, alignment and every offset are
// C's. What Rust's own layout rules would give is computed, never assumed.
#pragma once

#include "model/contract.hpp"

#include <cstdint>
#include <string>
#include <vector>

namespace ffigen::emit::rust {

class Types;

/// What Rust knows of a type on one target.
struct Facts {
    std::uint64_t size = 0;  ///< bytes
    std::uint64_t align = 1; ///< bytes
    bool is_sized = true;    ///< false: void, functions, opaque records
    bool is_copy = true;
    bool is_equal = true;      ///< has PartialEq, and equal bytes mean equal values
    bool is_total = true;      ///< Eq as well: no floating point
    bool is_aligned = false;   ///< has repr(align) in it, which a packed struct must not contain
    std::string value_problem; ///< why it cannot be passed by value exactly; empty: it can
    bool operator==(const Facts&) const = default;
};

/// A field of the Rust struct or union.
struct Unit {
    enum class Kind {
        member, ///< a C member with its own type
        bits,   ///< storage of bit-fields
        bytes,  ///< storage of a member that Rust could not put there otherwise
        padding,
    };
    Kind kind = Kind::member;
    std::string name;
    std::string type;
    std::string field;        ///< C name of the member; empty for bits and padding
    std::uint64_t offset = 0; ///< bytes
    std::uint64_t size = 0;   ///< bytes
    bool operator==(const Unit&) const = default;
};

/// Methods that stand for a field which is not one in Rust.
struct Accessor {
    std::string field; ///< C name
    std::string name;  ///< getter; the setter is set_name
    std::string setter;
    std::string type;
    std::string storage; ///< unit it lives in
    bool is_bits = false;
    bool is_address = false; ///< no value to copy: the getter and the "setter" give its address
    bool is_bool = false;
    std::string newtype;         ///< of an enum: its constructor; the number within is `number`
    std::string number;          ///< integer type the bits are converted to
    std::uint64_t first_bit = 0; ///< within the storage, in C's counting
    std::uint64_t width = 0;     ///< bits
    bool is_signed = false;
    bool is_narrow = false; ///< its type has numbers that do not fit
    std::uint64_t storage_bytes = 0;
    bool storage_is_integer = false; ///< else an array of bytes
    bool operator==(const Accessor&) const = default;
};

struct RecordShape {
    bool is_union = false;
    std::uint64_t packed = 0; ///< repr(packed(n)); 0: not
    std::uint64_t align = 0;  ///< repr(align(n)); 0: not
    std::vector<Unit> units;
    std::vector<Accessor> accessors;
    Facts facts;
    bool has_floats = false;
    bool operator==(const RecordShape&) const = default;
};

RecordShape shape_record(Types& types, const model::Record& record, std::size_t target);

} // namespace ffigen::emit::rust
