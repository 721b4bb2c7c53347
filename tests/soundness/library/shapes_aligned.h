/* Records within packed ones: C allows no pointer to one at an address that its type does not have.
 * Part of shapes.h. */
#ifndef SH_SHAPES_ALIGNED_H
#define SH_SHAPES_ALIGNED_H
#include "shapes.h"

/** So large that it is filled in place. */
typedef struct sh_slab {
    double weight;
    double rest[63];
} sh_slab;
/** What lies on a slab, at an address of its own. */
typedef struct sh_pallet {
    uint32_t number;
    sh_slab slab;
} sh_pallet;
#pragma pack(push, 1)
/** Packed, around what is not. */
typedef struct sh_crate {
    uint8_t tag;
    sh_slab slab;
    float levels[3];
    sh_slab row[2];
    sh_pallet pallet;
} sh_crate;
#pragma pack(pop)

/** Weights, of one and of many. */
double sh_slab_weight(const sh_slab* slab);
double sh_slab_weight_perhaps(FFI_NULLABLE const sh_slab* slab);
double sh_slabs_weight(FFI_COUNTED_BY(n) const sh_slab* slabs, size_t n);
/** Adds to the weights. */
sh_status sh_slab_add(FFI_INOUT sh_slab* slab, double weight);
sh_status sh_slabs_add(FFI_INOUT FFI_COUNTED_BY(n) sh_slab* slabs, size_t n, double weight);
/** Slabs of that weight. */
sh_status sh_slab_cast(double weight, FFI_OUT sh_slab* slab);
sh_status sh_slabs_cast(double weight, FFI_OUT FFI_COUNTED_BY(n) sh_slab* slabs, size_t n);
/** Of levels, which may lie anywhere. */
double sh_levels_sum(FFI_COUNTED_BY(n) const float* levels, size_t n);
double sh_levels_of_three(const float levels[3]);
sh_status sh_levels_raise(FFI_INOUT FFI_COUNTED_BY(n) float* levels, size_t n);
sh_status sh_levels_set(FFI_OUT FFI_COUNTED_BY(n) float* levels, size_t n);
#endif
