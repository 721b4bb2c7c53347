// C types as written, free of any target: sizes live in layouts and in TargetInfo.
#pragma once

#include <cstdint>
#include <string>
#include <vector>

namespace ffigen::model {

enum class TypeKind {
    // The basic types of C. Which width a `long_` has is a matter of TargetInfo.
    void_,
    bool_,
    char_,
    signed_char,
    unsigned_char,
    short_,
    unsigned_short,
    int_,
    unsigned_int,
    long_,
    unsigned_long,
    long_long,
    unsigned_long_long,
    int128,
    uint128,
    float16,
    float_,
    double_,
    long_double,
    float128,
    // Typedefs of <stdint.h> and <stddef.h>, kept by name because their basic type varies.
    int8,
    int16,
    int32,
    int64,
    uint8,
    uint16,
    uint32,
    uint64,
    intptr,
    uintptr,
    size,
    ssize,
    ptrdiff,
    wchar,
    char16,
    char32,
    va_list_,
    // Composed. Operands in `args`.
    pointer,        ///< args[0]: pointee
    array,          ///< args[0]: element, `count`
    flexible_array, ///< args[0]: element; C's [] (and GNU's [0] with count == 0 in `array`)
    function,       ///< args[0]: result, args[1..]: parameters, `variadic`, `convention`
    complex,        ///< args[0]: float_, double_ or long_double
    vector,         ///< args[0]: element, `count` elements
    atomic,         ///< args[0]: value type
    bit_int,        ///< `count`: width in bits, `is_unsigned`
    // Named: looked up in the Contract by `name`.
    record,      ///< struct or union, `name` is Record::name
    enumeration, ///< `name` is Enum::name
    typedef_,    ///< `name` is Typedef::name
    unsupported, ///< libclang cannot describe it; `name` holds the spelling
};

enum class Nullability { unspecified, nonnull, nullable };

enum class CallingConvention {
    c,
    stdcall,
    fastcall,
    thiscall,
    vectorcall,
    ms_abi,
    sysv_abi,
    aapcs,
    aapcs_vfp,
    regcall,
    preserve_most,
    preserve_all,
    other
};

/// A type. Value semantics; equality is structural.
struct Type {
    TypeKind kind = TypeKind::void_;
    bool is_const = false;
    bool is_volatile = false;
    bool is_restrict = false;
    Nullability nullability = Nullability::unspecified; ///< of a pointer
    std::string name;         ///< of record, enumeration, typedef_; spelling of unsupported
    std::uint64_t count = 0;  ///< elements of array and vector, bits of bit_int
    bool is_unsigned = false; ///< of bit_int
    /// Bytes, on the target the type was read for; only of complex, vector, atomic and bit_int,
    /// whose layout follows from nothing else in the model. 0 elsewhere.
    std::uint64_t size = 0, align = 0;
    bool variadic = false;                               ///< of function
    bool has_prototype = true;                           ///< of function; false for `int f()`
    CallingConvention convention = CallingConvention::c; ///< of function
    std::vector<Type> args;

    bool operator==(const Type&) const = default;

    [[nodiscard]] const Type& element() const { return args.front(); } ///< pointee, element, result
};

/// The type in C's syntax around `declarator`, e.g. to_c(t, "x") == "const char *x[4]". Records and
/// enums are written with their tag keyword when `Type::name` is a tag ("struct foo" is kept in the
/// name of tag-only records as given by Record::c_name).
std::string to_c(const Type& type, const std::string& declarator = {});

/// "const ", "volatile " and "restrict " as far as the type has them at its top.
std::string qualifiers(const Type& type);

/// The type without qualifiers at its top.
[[nodiscard]] Type unqualified(Type type);

[[nodiscard]] bool is_integer(TypeKind kind); ///< includes bool and character types
[[nodiscard]] bool is_floating(TypeKind kind);
[[nodiscard]] bool is_fixed_width(TypeKind kind);   ///< int8 … uint64
[[nodiscard]] std::string kind_name(TypeKind kind); ///< stable name for JSON, e.g. "unsigned long"

} // namespace ffigen::model
