/* Every kind of data that a message can carry. */
#ifndef ZOO_H
#define ZOO_H

#include <stdbool.h>
#include <stdint.h>

#include <ffigen/annotations.h>

FFI_MODULE(zoo, prefix = zoo_)

/** Most animals of a cage. */
#define ZOO_MOST 3u
/** Of the whole house, in degrees. */
#define ZOO_WARMTH 21.5f

/** What it eats; more may come. */
typedef enum zoo_diet {
    ZOO_DIET_PLANTS = 0, /**< Leaves and fruit. */
    ZOO_DIET_MEAT = 1,
    ZOO_DIET_ALL = 7
} zoo_diet;

/** Exactly these. */
typedef enum FFI_CLOSED zoo_side {
    ZOO_SIDE_LEFT = -1,
    ZOO_SIDE_MIDDLE = 0,
    ZOO_SIDE_RIGHT = 1
} zoo_side;

/** What it can do. */
typedef enum FFI_FLAGS zoo_skills {
    ZOO_SKILLS_SWIM = 1,
    ZOO_SKILLS_FLY = 2,
    ZOO_SKILLS_TALK = 0x40000000
} zoo_skills;

/** A place. */
typedef struct FFI_WIRE zoo_point {
    double x; /**< East. */
    double y; /**< North. */
} zoo_point;

/** All integers, at their limits. */
typedef struct FFI_WIRE zoo_numbers {
    uint8_t u8;
    int8_t i8;
    uint16_t u16;
    int16_t i16;
    uint32_t u32;
    int32_t i32;
    uint64_t u64;
    int64_t i64;
    FFI_RANGE(-5, 5) int32_t narrow; /**< Close to zero. */
    FFI_RANGE(10, 20) uint8_t teens;
    bool yes;
    FFI_RESERVED uint8_t reserved0[2];
} zoo_numbers;

/** Floats, alone and many. */
typedef struct FFI_WIRE zoo_floats {
    double d;
    float f;
    FFI_RANGE(0, 1) FFI_UNIT("parts of one") float share; /**< Of the whole. */
    FFI_RANGE(-90, 90) double latitude;
    float many[5];
    FFI_RANGE(-0.1, 0.7) float near[2]; /**< Bounds that no float is. */
    FFI_RANGE(-1, 1) double far[2][2];
    FFI_RESERVED uint32_t reserved0;
    double more[3];
} zoo_floats;

/** Texts, bytes and typed arrays. */
typedef struct FFI_WIRE zoo_arrays {
    char name[16]; /**< With its NUL. */
    uint8_t key[32];
    char lines[3][8];
    uint8_t blocks[2][4];
    int8_t i8[4];
    uint16_t u16[4];
    int16_t i16[4];
    uint32_t u32[4];
    int32_t i32[4];
    uint64_t u64[4];
    int64_t i64[4];
    float matrix[2][3];
    bool flags[8];
} zoo_arrays;

/** Keys by number, shorter than names. */
typedef struct FFI_WIRE zoo_keyed {
    FFI_KEY(1) uint32_t id;
    FFI_KEY(1000) uint32_t late; /**< After the names of up to … bytes. */
    FFI_KEY(0) zoo_diet diet;
    zoo_side side;
    zoo_skills skills;
    FFI_KEY(24) zoo_side sides[2];
    FFI_RESERVED uint8_t reserved0[4];
} zoo_keyed;

/** Records in records. */
typedef struct FFI_WIRE zoo_cage {
    zoo_point at;
    zoo_point corners[4];
    zoo_keyed animals[ZOO_MOST];
    FFI_RESERVED uint32_t reserved0;
    char type[8]; /**< A word that some languages keep for themselves. */
} zoo_cage;

/** Fields that came later. */
typedef struct FFI_WIRE zoo_grown {
    uint32_t old;
    FFI_DEFAULT(7) uint32_t count;
    FFI_DEFAULT(-2.5) double level;
    FFI_DEFAULT("none") char label[8];
    FFI_DEFAULT(true) bool open;
    FFI_DEFAULT(ZOO_SIDE_RIGHT) FFI_NAME(where) zoo_side side;
    FFI_RESERVED uint8_t reserved0[3];
    FFI_DEFAULT(0) float gains[2];
} zoo_grown;

/** What an animal gets; more may come. */
typedef enum zoo_meal_kind {
    ZOO_MEAL_NONE = 0,
    ZOO_MEAL_LEAVES = 1,
    ZOO_MEAL_MEAT = 2,
    ZOO_MEAL_WATER = 3
} zoo_meal_kind;

/** One of many things. */
typedef struct FFI_WIRE zoo_meal {
    zoo_meal_kind kind; /**< Which. */
    FFI_RESERVED uint32_t reserved0;
    FFI_TAGGED_BY(kind) union {
        FFI_CASE(ZOO_MEAL_LEAVES) FFI_RANGE(1, 1000) uint32_t grams; /**< Of leaves. */
        FFI_CASE(ZOO_MEAL_MEAT) zoo_point place;                     /**< Where it lies. */
        FFI_CASE(9) char name[8];
        FFI_CASE(10) double parts[2];
        FFI_CASE(11) zoo_side sides[2];
        FFI_CASE(12) zoo_point places[1];
    } of; /**< Itself. */
    zoo_side side;
    union FFI_TAGGED_BY(side) {
        FFI_CASE(ZOO_SIDE_LEFT) int32_t left;
        FFI_CASE(ZOO_SIDE_MIDDLE) uint8_t middle[4];
        FFI_CASE(ZOO_SIDE_RIGHT) FFI_RANGE(0, 1) float right;
    };
    int32_t extra_kind; /**< Of what came later. */
    FFI_DEFAULT(-1) FFI_KEY(5) FFI_TAGGED_BY(extra_kind) union {
        FFI_CASE(0) uint32_t number;
        FFI_CASE(-2) float share;
    } extra; /**< What came later. */
} zoo_meal;

#if defined(__SIZEOF_INT128__)
__extension__ typedef __int128 zoo_int128;
__extension__ typedef unsigned __int128 zoo_uint128;

/** Integers of 128 bits. */
typedef struct FFI_WIRE zoo_wide {
    zoo_uint128 u;
    zoo_int128 i;
    FFI_RANGE(-5, 5) zoo_int128 narrow;
    zoo_uint128 many[2];
    zoo_meal_kind kind;
    FFI_RESERVED uint32_t reserved0[3];
    FFI_TAGGED_BY(kind) union {
        FFI_CASE(ZOO_MEAL_LEAVES) zoo_int128 leaves;
    } of;
} zoo_wide;
#endif

/** A keeper. */
FFI_HANDLE(zoo_keeper, close = zoo_keeper_close, threads = safe)
typedef struct zoo_keeper zoo_keeper;

/** Hires a keeper.
 *  @param name  who it is */
FFI_OWNED(zoo_keeper_close) zoo_keeper* zoo_keeper_hire(const char* name) FFI_RPC;
/** Ends the keeper's work. */
void zoo_keeper_close(FFI_NULLABLE zoo_keeper* keeper) FFI_RPC;
/** Looks into a cage. */
void zoo_keeper_look(zoo_keeper* keeper, FFI_RANGE(0, 99) uint32_t cage,
                     FFI_OUT zoo_cage* seen) FFI_RPC;
/** Feeds many at once. */
uint32_t zoo_keeper_feed(zoo_keeper* keeper, FFI_COUNTED_BY(count) const uint32_t* animals,
                         uint32_t count, FFI_NULLABLE const char* food) FFI_RPC;
/** Where the animals are. */
uint32_t zoo_keeper_list(zoo_keeper* keeper, FFI_OUT FFI_COUNTED_BY(capacity) zoo_point* points,
                         uint32_t capacity, FFI_OUT FFI_COUNT_OF(points) uint32_t* count) FFI_RPC;

#endif
