#include "rules/rules.hpp"

namespace ffigen::rules {

std::span<const Rule> layout_rules() {
    using enum Severity;
    using enum Impact;
    static constexpr Rule rules[] = {
        {"P01", error, none, "Hidden padding in a wire struct",
         "The compiler leaves bytes that no field covers; they carry rubbish to the other side, "
         "and a reader that lays the struct out by hand misses them.",
         "Make the bytes a reserved field, or let `ffigen verify --fix` do it."},
        {"P02", error, none, "Hidden padding at the end of a wire struct",
         "The compiler rounds the size up to the alignment; an array of it has bytes between its "
         "elements that no field covers, and they are written out with it.",
         "Make the bytes a reserved field, or let `ffigen verify --fix` do it."},
        {"P03", error, none, "Hidden padding inside an anonymous member",
         "As P01, in an anonymous struct or union of a wire struct, where it is easily overlooked.",
         "Make the bytes a reserved field of the anonymous member, or let `ffigen verify --fix` do "
         "it."},
        {"P04", error, none, "Unused bits in a wire struct",
         "Bits between or after bit-fields belong to no field; they keep whatever was in memory, "
         "so equal values differ in bytes.",
         "Declare them as a reserved bit-field."},
        {"P05", error, none, "Padding could not be written into the header",
         "The edit would have moved a field, or the header could not be compiled with it; nothing "
         "was written.",
         "Make the edits that the findings name by hand."},
        {"L01", error, none, "Address in a wire struct",
         "A pointer means nothing outside the process that wrote it, and its width differs between "
         "targets.",
         "Store an offset from the start of the shared memory, an index, or the data itself."},
        {"L02", error, none, "Type of another width on another target",
         "`long` is 8 bytes on 64-bit Linux and macOS and 4 on Windows and on 32-bit systems, so "
         "the two sides cannot share memory. A warning where all promised targets happen to agree.",
         "Use a type of <stdint.h>."},
        {"L03", error, none, "Address-sized integer in a wire struct",
         "`size_t`, `ptrdiff_t` and `intptr_t` follow the width of an address. A warning where all "
         "promised targets happen to agree.",
         "Use uint64_t or int64_t."},
        {"L04", error, none, "wchar_t in a wire struct",
         "It is 2 bytes on Windows and 4 elsewhere, and holds another encoding. A warning where "
         "all promised targets happen to agree.",
         "Use char with UTF-8, or uint32_t for one code point."},
        {"L05", warning, none, "Plain char used as a number in a wire struct",
         "`char` is signed on x86 and unsigned on ARM, POWER, RISC-V and s390x Linux; arrays of it "
         "are taken for text and not reported.",
         "Use int8_t or uint8_t."},
        {"L06", error, none, "bool is not one byte everywhere",
         "Some ABIs give `bool` the size of an int.", "Use uint8_t with 0 and 1."},
        {"L07", error, none, "Enum without a fixed type in a wire struct",
         "The compiler chooses its size and sign: unsigned on Linux when no value is negative, int "
         "on Windows, one byte with -fshort-enums, eight when a value needs them.",
         "Use a fixed-width integer and say in its comment which enum it holds."},
        {"L08", error, none, "Bit-fields lie differently on promised targets",
         "Whether a bit-field starts a new unit, and from which end bits are counted, is up to the "
         "ABI.",
         "Use one unsigned integer with masks and shifts."},
        {"L09", error, none, "long double in a wire struct",
         "It has 8, 12 or 16 bytes and at least four formats. A warning where all promised targets "
         "happen to agree.",
         "Use double."},
        {"L10", note, none, "Alignment differs between promised targets",
         "`double` and 64-bit integers are aligned to 4 bytes in records on i686 Linux, to 8 "
         "elsewhere. Fields and size agree, but another record that holds this one may place it "
         "differently. Shown with --strict.",
         "Give a field or the record `__attribute__((aligned(8)))`."},
        {"L11", warning, none, "Flexible array of unstated length in a wire struct",
         "The type's size leaves the array out, so a reader cannot know where it ends.",
         "Give it a fixed length, or FFI_COUNTED_BY(field)."},
        {"L12", error, none, "Record inside a wire struct that is not wire",
         "Nothing proves that it has no pointers, no padding and one layout on every target.",
         "Mark it with FFI_WIRE."},
        {"L13", warning, none, "gcc and clang disagree on the layout",
         "gcc keeps the size of an _Atomic struct that is no power of two and ignores `aligned` on "
         "an enum; clang rounds up and honours it. gcc aligns a bit-field as its typedef says, "
         "clang "
         "as the basic type. For mingw-w64 they differ on bit-fields in packed structs and in "
         "unions. On i686 they differ on a record that is one 64-bit _Atomic. Code of the two "
         "cannot "
         "share the record.",
         "Avoid the construct: pad the struct to a power of two, put `aligned` on the field, use "
         "an "
         "integer and masks instead of bit-fields."},
        {"L14", warning, none, "Extended type in a wire struct",
         "128-bit integers, _BitInt, half and quad floats, complex numbers and vectors are missing "
         "from some compilers and languages, and are aligned differently by versions of one "
         "compiler.",
         "Use an array of a fixed-width type."},
        {"L15", error, none, "Wire struct without a definition",
         "Nothing can be verified about it.", "Define it in the header, or take FFI_WIRE away."},
        {"N01", note, none, "False sharing",
         "Two threads that write to one cache line take it from each other each time, though they "
         "never touch the same field.",
         "Put the fields in different lines, 64 bytes apart (128 on Apple's ARM)."},
        {"N02", note, none, "Value straddles two cache lines",
         "It cannot be read or written in one access, is never atomic, and costs two cache misses.",
         "Move it so that it lies in one line."},
        {"N03", note, none, "Field off its natural alignment",
         "Some processors fault on it, atomics do not work on it, and Rust and Go cannot take its "
         "address.",
         "Reorder the fields instead of packing them."},
    };
    return rules;
}

} // namespace ffigen::rules
