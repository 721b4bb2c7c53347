/* Records by their shape: flexible, empty, anonymous, recursive, of functions. */
#ifndef LAYOUT_SHAPES_H
#define LAYOUT_SHAPES_H

#include <stddef.h>
#include <stdint.h>

/** A flexible array, more aligned than the rest. */
struct sh_flexible {
    int count;
    uint64_t items[];
};

/** A flexible array inside the tail padding. */
struct sh_flexible_tail {
    int count;
    short kind;
    char data[];
};

/** A zero-length array, GNU's older form. */
struct sh_zero_length {
    uint16_t count;
    uint32_t items[0];
};

/** A zero-length array in the middle marks a place. */
struct sh_zero_middle {
    uint8_t head;
    uint32_t mark[0];
    uint8_t tail;
};

/** A flexible array of structs. */
struct sh_flexible_structs {
    uint8_t count;
    struct {
        uint16_t key;
        uint32_t value;
    } items[];
};

/** Empty: 0 bytes in C, 1 in C++. */
struct sh_empty {};

/** Around an empty one. */
struct sh_around_empty {
    uint32_t before;
    struct sh_empty nothing;
    uint32_t after;
};

/** Anonymous members, nested. */
struct sh_anonymous {
    uint32_t kind;
    union {
        uint64_t integer;
        double real;
        struct {
            uint16_t low;
            uint16_t high;
            union {
                uint8_t bytes[4];
                uint32_t word;
            };
        };
        char text[12];
    };
    uint8_t tail;
};

/** Named members of unnamed types. */
struct sh_unnamed_types {
    struct {
        int x, y;
    } point;
    union {
        float f;
        uint32_t bits;
    } value;
    struct {
        uint8_t r, g, b;
    } palette[4];
};

/** A union of arrays, bit-fields, structs. */
union sh_union {
    uint8_t bytes[17];
    uint32_t words[3];
    struct {
        uint16_t tag;
        uint64_t value;
    } tagged;
    uint32_t flags : 11;
    void *pointer;
    double real;
};

/** Points to its own kind. */
struct sh_node {
    struct sh_node *next;
    struct sh_node **previous;
    int value;
};

/** Two that point to each other. */
struct sh_left;
struct sh_right {
    struct sh_left *left;
    int value;
};
struct sh_left {
    struct sh_right right;
    struct sh_right *other;
};

/** Never completed here. */
struct sh_opaque;
typedef struct sh_opaque sh_opaque_alias;
typedef struct sh_hidden_tag *sh_handle;

/** Holds incomplete types by address. */
struct sh_holder {
    struct sh_opaque *opaque;
    sh_opaque_alias *alias;
    sh_handle handle;
    const struct sh_opaque *const *list;
};

/** Arrays of arrays. */
struct sh_arrays {
    int matrix[3][4];
    uint8_t cube[2][3][5];
    char names[4][8];
    struct {
        float xyz[3];
    } points[2][2];
    const char *strings[3];
};

typedef int sh_row[4];
typedef sh_row sh_matrix[3];
/** Arrays by typedef. */
struct sh_typedef_arrays {
    sh_row row;
    sh_matrix matrix;
    sh_row rows[2];
};

typedef int (*sh_unary)(int value);
typedef void sh_plain_function(void *user_data);
typedef sh_unary (*sh_chooser)(const char *name);

/** Function pointers of every sort. */
struct sh_functions {
    sh_unary unary;
    int (*direct)(double, const char *);
    sh_plain_function *by_function_type;
    sh_chooser chooser;
    int (*(*returns_pointer)(int))(int);
    sh_unary table[4];
    void (*(*nested_table[2])(void))(int);
    int (*variadic)(const char *format, ...);
    struct sh_functions *(*self)(struct sh_functions *);
};

/** Tag and typedef with one name. */
typedef struct sh_same {
    int value;
} sh_same;

/** Tag and typedef with two names. */
typedef struct sh_tag_name {
    int value;
} sh_typedef_name;

/** Typedef only. */
typedef struct {
    int value;
    sh_same same;
} sh_typedef_only;

/** Several names for one struct. */
typedef struct sh_many {
    short value;
} sh_many_a, sh_many_b, *sh_many_pointer;

typedef uint32_t sh_id;
typedef sh_id sh_user_id;
typedef sh_user_id sh_admin_id;
/** Chains of typedefs. */
struct sh_typedefs {
    sh_admin_id id;
    sh_typedef_name named;
    sh_typedef_only only;
    sh_many_b many;
    sh_many_pointer pointer;
};

/** const, volatile, restrict. */
struct sh_qualified {
    const int fixed;
    volatile int changing;
    const volatile int both;
    const char *text;
    char *const pointer;
    const int numbers[2];
    int *restrict sole;
};

/** More than a page. */
struct sh_large {
    uint8_t bytes[5000];
    double tail;
};

/** Each member with a name of its own in another struct. */
struct sh_nested_named {
    struct sh_inner_tag {
        uint8_t a;
        uint32_t b;
    } inner;
    enum sh_inner_enum { SH_INNER_A, SH_INNER_B = 5 } kind;
    union sh_inner_union {
        uint16_t half;
        uint8_t byte;
    } either[2];
};

#endif
