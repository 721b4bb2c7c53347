/* Names that are keywords elsewhere, or that collide once they are put into a language's own case.
 * C only: several are keywords of C++. */
#ifndef LAYOUT_NAMES_H
#define LAYOUT_NAMES_H

#include <stdint.h>

/** Keywords of Rust. */
struct nm_rust {
    int as, crate, dyn, fn, impl, in, let, loop, match, mod, move, mut, pub, ref, self, Self, super, trait,
        type, unsafe, use, where, async, await, abstract, become, box, final, macro, override, priv, unsized,
        yield, try, gen;
};

/** Keywords and predeclared names of Go. */
struct nm_go {
    int chan, defer, fallthrough, func, go, import, interface, map, package, range, select, type, var, any,
        append, cap, close, complex, copy, error, iota, len, make, nil, panic, print, real, recover, rune,
        string, uint8, _;
};

/** Keywords and builtins of Python, and names a ctypes class keeps for itself. */
struct nm_python {
    int False, None, True, and, as, assert, async, await, class, def, del, elif, except, finally, from, global,
        import, in, is, lambda, nonlocal, not, or, pass, raise, try, with, yield, match, self, cls, bytes, str,
        _fields_, _pack_, _anonymous_, __init__, __class__;
};

/** Keywords of C++. */
struct nm_cpp {
    int alignas, catch, class, concept, const_cast, constexpr, decltype, delete, explicit, export, friend,
        mutable, namespace, new, noexcept, operator, private, protected, public, requires, template, this,
        throw, typeid, typename, using, virtual, wchar_t, xor;
};

/** Members that collide when they are put into CamelCase or snake_case. */
struct nm_collide {
    int a_b;
    int aB;
    int AB;
    int a__b;
    int _a_b;
    int A_b;
};

/** Records that collide. */
struct nm_item_list { int value; };
struct nm_itemList { int value; };
struct nm_ItemList { int value; };

/** A record and an enum whose names differ by case alone. */
struct nm_mode { int value; };
enum nm_Mode { NM_MODE_A, NM_MODE_B };

/** Tags named as keywords. */
struct type { int value; };
struct None { int value; };
typedef struct func { int value; } func;
enum match { NM_MATCH_self, NM_MATCH_Self, NM_MATCH_NONE, NM_MATCH_1ST };

/** Tags, members and constants live in different name spaces in C. */
struct nm_spaces { int nm_spaces; };
enum nm_spaces_enum { nm_spaces = 3 };
#define NM_SPACES 4
#define nm_spaces_macro 5

/** Types and modules that emitted code uses itself. */
struct bits { int bits; };
struct fmt { int fmt; };
struct MaybeUninit { int value; };
struct Option { int Some; };
struct globals { int globals; };
struct unsafe { int unsafe; };
struct ctypes { int ctypes; };

/** What emitted code calls its own values, as constants. */
enum nm_locals { value = 1, bytes, f, out, field, result };

/** Members named as what keeps bit-fields, padding, misaligned and anonymous members. */
struct nm_helpers {
    unsigned x : 3;
    int _bits0;
    unsigned y : 2;
    char _padding0;
    int over __attribute__((aligned(16)));
    union {
        int anonymous1;
        float _unnamed_0;
    };
    struct {
        unsigned z : 3;
    };
};
struct __attribute__((packed)) nm_packed_helpers {
    char a;
    int _bytes0;
    double _bytes_1;
};

/** Members whose changed names other members have. */
struct nm_pairs {
    int in, in_, self, self_, type, type_, __x, _x;
    unsigned from : 3, from_ : 4, fn : 2, fn_ : 3;
};
struct __attribute__((packed)) nm_packed_pairs {
    char c;
    int in, in_, self, self_, super, super_;
};

/** Members that would hide what a ctypes class does. */
struct nm_ctypes {
    int from_buffer, from_buffer_copy, from_address, from_param, in_dll, _alignment_, _b_base_, _b_needsfree_, _type_,
        _length_, _objects, _owner;
};

/** Very short and unusual names. */
struct x { int x; };
struct nm_digits { int _1, _2nd, x1, X1; };
struct nm_trailing_ { int trailing_, __double_underscore__; };

#endif
