/* Looks whether what callers give lies where its type allows it. */
#include "core.h"

#include <stdalign.h>

static void look(const void* place, size_t alignment, const char* what) {
    if ((uintptr_t)place % alignment != 0)
        sh_report(SH_FAULT_VALUE, "a misaligned %s", what);
}

#define LOOK(place, type) look(place, alignof(type), #type)

double sh_slab_weight(const sh_slab* slab) { return sh_slabs_weight(slab, 1); }

double sh_slab_weight_perhaps(const sh_slab* slab) {
    return slab == NULL ? -1 : sh_slab_weight(slab);
}

double sh_slabs_weight(const sh_slab* slabs, size_t n) {
    double sum = 0;
    LOOK(slabs, sh_slab);
    for (size_t i = 0; i < n; i++)
        sum += slabs[i].weight;
    return sum;
}

sh_status sh_slab_add(sh_slab* slab, double weight) { return sh_slabs_add(slab, 1, weight); }

sh_status sh_slabs_add(sh_slab* slabs, size_t n, double weight) {
    LOOK(slabs, sh_slab);
    for (size_t i = 0; i < n; i++)
        slabs[i].weight += weight;
    return SH_OK;
}

sh_status sh_slab_cast(double weight, sh_slab* slab) { return sh_slabs_cast(weight, slab, 1); }

sh_status sh_slabs_cast(double weight, sh_slab* slabs, size_t n) {
    LOOK(slabs, sh_slab);
    for (size_t i = 0; i < n; i++)
        slabs[i] = (sh_slab){.weight = weight};
    return SH_OK;
}

double sh_levels_sum(const float* levels, size_t n) {
    double sum = 0;
    LOOK(levels, float);
    for (size_t i = 0; i < n; i++)
        sum += levels[i];
    return sum;
}

double sh_levels_of_three(const float levels[3]) { return sh_levels_sum(levels, 3); }

sh_status sh_levels_raise(float* levels, size_t n) {
    LOOK(levels, float);
    for (size_t i = 0; i < n; i++)
        levels[i] += 1;
    return SH_OK;
}

sh_status sh_levels_set(float* levels, size_t n) {
    LOOK(levels, float);
    for (size_t i = 0; i < n; i++)
        levels[i] = 1;
    return SH_OK;
}
