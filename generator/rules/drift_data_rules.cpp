// Drift of what has a layout or a value. Which change gets which row is decided in drift/compare_*.
#include "rules/rules.hpp"

namespace ffigen::rules {

using enum Severity;
using enum Impact;

namespace {

constexpr Rule record_rules[] = {
    {"R01", error, abi, "Record size changed",
     "Built clients allocate, copy and index with the old size; arrays of the record fall apart.",
     "Give the old size back, or make a new record under a new name."},
    {"R02", error, abi, "Record alignment changed",
     "Built clients place the record on addresses that the new code may fault on, and every record "
     "that contains it is laid out anew.",
     "Give the old alignment back, or make a new record under a new name."},
    {"R03", error, abi, "Record packing changed",
     "Padding appears or vanishes, so that built clients read fields at the wrong bytes.",
     "Give the old packing back, or make a new record under a new name."},
    {"R04", error, abi, "Struct became union, or union became struct",
     "Members that lay side by side now share their bytes, or the reverse.",
     "Make a new type under a new name."},
    {"R05", error, src, "Record removed", "Code that names the record no longer compiles.",
     "Keep it, marked FFI_DEPRECATED, until the next major version."},
    {"R06", note, safe, "Record added", "Nothing that exists changes.",
     "Nothing; `ffigen lock` takes it into the lock."},
    {"R07", error, src, "Record renamed",
     "The layout is the same, but code that uses the old name no longer compiles.",
     "Keep the old name as a typedef of the new one."},
    {"R08", note, safe, "Opaque record completed",
     "Clients may now see its fields; from here on its layout is part of the contract.",
     "Leave it opaque if the layout is still to change."},
    {"R09", error, src, "Record became opaque",
     "Code that allocates the record or touches its fields no longer compiles.",
     "Give functions for what clients did with the fields, and do it in a major version."},
    {"R10", error, abi, "Flexible array changed",
     "Both sides compute the size of a record and its tail from the array's element and place.",
     "Make a new record under a new name."},
};

constexpr Rule field_rules[] = {
    {"F01", error, abi, "Field inserted",
     "Built clients read every later field at its old place, that is, the wrong bytes.",
     "Use reserved bytes for it, append it to a record that clients never allocate, or make a new "
     "record."},
    {"F02", error, abi, "Field appended and the record grew",
     "Clients that allocate the old size are written past its end, and arrays of it change stride.",
     "Use reserved bytes for it, or let the caller pass the record's size and check it."},
    {"F03", error, wire, "Field added in padding",
     "Nothing moves, but peers built from the old header leave rubbish in those bytes.",
     "Treat the value as unset until both sides are known to be new, or bump the version.",
     "SAFE for a reserved field, which only makes the padding visible."},
    {"F04", error, abi, "Field removed",
     "Built clients go on using the bytes, which now belong to something else or to nothing.",
     "Keep the bytes as a reserved field."},
    {"F05", error, abi, "Field moved", "Built clients read the wrong bytes.",
     "Give the field its old place back: order, alignment and packing decide it."},
    {"F06", error, abi, "Fields of the same type swapped",
     "Everything compiles and links, and each side takes one value for the other.",
     "Give them their old order back."},
    {"F07", error, src, "Field renamed", "Code that uses the old name no longer compiles.",
     "Keep the old name: an anonymous union can offer both.",
     "WIRE in a record marked FFI_WIRE, whose CBOR form carries the name."},
    {"F08", error, abi, "Field's type changed size",
     "Built clients read too few or too many bytes, and later fields may move.",
     "Add a new field for the wider value and keep this one."},
    {"F09", error, abi, "Field's type changed, same size",
     "The same bytes are read as something else: an integer as a float, a number as a pointer.",
     "Add a new field of the new type and keep this one.",
     "SRC where only the name of the type differs, as for an enum in place of an int."},
    {"F10", error, wire, "Field's signedness changed",
     "Large values turn negative, or negative ones large, in peers built from the old header.",
     "Give the old signedness back, or add a new field."},
    {"F11", error, abi, "Array length changed",
     "Built clients stop short or run past the end, and later fields move.",
     "Keep the length and add a second array, or make a new record."},
    {"F12", error, src, "Array shape changed, same bytes",
     "Code that indexes the array no longer compiles, or takes rows for columns.",
     "Keep the shape; an anonymous union can offer a second view."},
    {"F13", error, src, "const, volatile or _Atomic changed",
     "Code that assigns the field or takes its address may no longer compile; accesses may lose "
     "their ordering.",
     "Give the old qualifier back.", "ABI where other fields move, as _Atomic can make them."},
    {"F14", error, wire, "Reserved field repurposed",
     "The bytes were promised to be zero: peers built from the old header send and expect that.",
     "Let zero mean what the old peers meant, and bump the version."},
    {"F15", error, src, "Field points to another type",
     "Code that assigns or follows the pointer no longer compiles, or reads the wrong type.",
     "Give the old pointee back, or add a new field."},
    {"F16", error, wire, "Pointer or long enters a wire record",
     "A pointer means nothing in another process, and a long has another width on another target.",
     "Use an offset, an index or a fixed-width type of <stdint.h>.",
     "ABI where the layout changes as well."},
    {"F17", error, wire, "Hidden padding introduced",
     "Bytes that a field covered are now written by nobody and carry rubbish to the other side.",
     "Make the bytes a reserved field again."},
    {"F18", error, wire, "Unit or range changed",
     "Peers built from the old header take the bytes for something else. An array whose numbers "
     "get "
     "a range, or lose it, has other bytes as well.",
     "Add a new field with the new unit, and keep this one."},
    {"F19", error, wire, "CBOR key changed",
     "Peers built from the old header look for the field under its old key: they miss it, and skip "
     "the new one.",
     "Keep the key; give a new field a number that was never used."},
    {"F20", error, wire, "CBOR default changed",
     "Messages that lack the field decode to another value than they did, or are refused.",
     "Keep the default, and write the value into the messages.",
     "SAFE when a default was added: messages that lack the field are taken from then on."},
};

constexpr Rule bitfield_rules[] = {
    {"B01", error, abi, "Bit-field width changed",
     "Built clients mask too few or too many bits, and later bit-fields move.",
     "Give the old width back, and put the new bits where none were used."},
    {"B02", error, abi, "Bit-field moved", "Built clients read and write other bits.",
     "Give the old order back, or pad with unnamed bit-fields."},
    {"B03", error, abi, "Bit-field base type changed",
     "The storage unit decides size, alignment, sign and where later bit-fields go, on some "
     "targets more than on others.",
     "Give the old base type back."},
    {"B04", error, abi, "Field became a bit-field, or ceased to be one",
     "Built clients read the whole unit where only some bits belong to the field, or the reverse.",
     "Add a new field and keep this one."},
};

constexpr Rule enum_rules[] = {
    {"E01", error, abi, "Enumerator's value changed",
     "The number is compiled into clients: they send and expect the old one.",
     "Give the old value back, and a new enumerator the new one."},
    {"E02", error, abi, "Enumerators renumbered",
     "One insertion or removal shifted the values after it; clients have the old ones compiled in.",
     "Add new enumerators at the end, or give every one its value."},
    {"E03", error, src, "Enumerator removed", "Code that names it no longer compiles.",
     "Keep it, marked FFI_DEPRECATED."},
    {"E04", error, src, "Enumerator renamed", "Code that uses the old name no longer compiles.",
     "Keep the old name as a second enumerator of the same value."},
    {"E05", note, safe, "Enumerator added", "Clients may meet a value that they do not know.",
     "Nothing, unless the enum is closed: then bump the version.",
     "WIRE in an enum marked FFI_CLOSED, whose clients take any other value for impossible."},
    {"E06", error, abi, "Enum changed size",
     "The enum's place in records and calls changes with its width.",
     "Keep the values in the range of the old underlying type."},
    {"E07", error, abi, "Enum changed sign",
     "Values beyond the sign bit are extended and compared differently.",
     "Keep negative values in or out, as they were."},
    {"E08", note, safe, "Enumerator alias added", "A second name for a value that existed.",
     "Nothing; `ffigen lock` takes it into the lock."},
    {"E09", error, src, "Sentinel moved",
     "COUNT, MAX or LAST is compiled into clients as an array length or a limit.",
     "Tell clients not to use it for storage, or take it out of the contract."},
    {"E10", error, wire, "Retired value or bit reused",
     "Old peers still send the number with its old meaning.",
     "Give the new enumerator a number that was never used."},
    {"E11", note, safe, "Enum added", "Nothing that exists changes.",
     "Nothing; `ffigen lock` takes it into the lock."},
    {"E12", error, src, "Enum removed", "Code that names it or its enumerators no longer compiles.",
     "Keep it, marked FFI_DEPRECATED, until the next major version."},
};

constexpr Rule union_rules[] = {
    {"U01", note, safe, "Union member added, same size",
     "Nothing moves; the bytes that exist get another view.",
     "Nothing; `ffigen lock` takes it into the lock."},
    {"U02", error, abi, "Union grew", "Built clients allocate and copy with the old size.",
     "Keep new members within the size, or make a new union under a new name."},
    {"U03", error, src, "Union member removed", "Code that names it no longer compiles.",
     "Keep it.", "ABI where the union shrinks."},
    {"U04", error, wire, "Union member's tag value changed",
     "Peers of the old and the new contract take the same bytes for another member.",
     "Give the old value back, and a new value to the new member.",
     "SAFE when a union that said nothing got its tag."},
};

constexpr Rule typedef_rules[] = {
    {"T01", error, abi, "Typedef changed size",
     "Everything declared with it changes layout: records, parameters, results.",
     "Make a new typedef under a new name."},
    {"T02", error, src, "Typedef retargeted, same size",
     "Code that relies on the type behind it no longer compiles, or converts differently.",
     "Make a new typedef under a new name.",
     "WIRE where the sign changes, ABI where it is another class of type."},
    {"T03", error, src, "Typedef removed", "Code that names it no longer compiles.",
     "Keep it, marked FFI_DEPRECATED, until the next major version."},
    {"T04", note, safe, "Typedef added", "Nothing that exists changes.",
     "Nothing; `ffigen lock` takes it into the lock."},
};

constexpr Rule variable_rules[] = {
    {"V01", error, abi, "Variable removed", "Built clients no longer load: the symbol is missing.",
     "Keep it, marked FFI_DEPRECATED, until the next major version."},
    {"V02", note, safe, "Variable added", "Nothing that exists changes.",
     "Nothing; `ffigen lock` takes it into the lock."},
    {"V03", error, abi, "Variable's type changed",
     "Built clients access it with the old type; a copy relocation has the old size.",
     "Make a new variable under a new name."},
    {"V04", error, src, "Variable's const changed",
     "Code that assigns it no longer compiles, and writes of built clients fault.",
     "Give the old qualifier back.", "SAFE when const went away."},
    {"V05", error, src, "Variable became weak",
     "It may be absent: code that uses it without asking for its address first faults then.",
     "Export it always.", "SAFE when it is no longer weak."},
};

constexpr Rule macro_rules[] = {
    {"M01", error, wire, "Constant's value changed",
     "The value is compiled into clients: they go on using the old one.",
     "Give the old value back, or make a new constant under a new name.",
     "ABI where it is the length of an array; SAFE for the contract's own version."},
    {"M02", error, src, "Constant removed", "Code that names it no longer compiles.", "Keep it."},
    {"M03", note, safe, "Constant added", "Nothing that exists changes.",
     "Nothing; `ffigen lock` takes it into the lock."},
    {"M04", error, src, "Constant's type changed",
     "Expressions with it convert, compare and overflow differently, and typed languages see "
     "another type.",
     "Give the old suffix or cast back."},
};

} // namespace

std::span<const Family> drift_data_families() {
    static constexpr Family families[] = {
        {"R", "Records", record_rules},      {"F", "Fields", field_rules},
        {"B", "Bit-fields", bitfield_rules}, {"E", "Enums", enum_rules},
        {"U", "Unions", union_rules},        {"T", "Typedefs", typedef_rules},
        {"V", "Variables", variable_rules},  {"M", "Macros", macro_rules},
    };
    return families;
}

} // namespace ffigen::rules
