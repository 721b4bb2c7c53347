#include "callshapes.h"

#include <stdlib.h>
#include <string.h>

cs_point cs_turned(cs_point point) { return (cs_point){-point.y, point.x}; }

double cs_distance(const cs_point* point) { return point->x * point->x + point->y * point->y; }

float cs_sum(const float* values, size_t n) {
    float sum = 0;
    for (size_t i = 0; i < n; i++)
        sum += values[i];
    return sum;
}

void cs_negate(float* values, size_t n) {
    for (size_t i = 0; i < n; i++)
        values[i] = -values[i];
}

size_t cs_length(const char* text) { return strlen(text); }

const char* cs_title(void) { return "The Well-Tempered Clavier"; }

double cs_mapped(uint32_t n, cs_map map, void* user) {
    double sum = 0;
    for (uint32_t i = 0; i < n; i++)
        sum += map(i, user);
    return sum;
}

struct cs_bell {
    cs_rung rung;
    void* user;
};

cs_error cs_bell_open(cs_bell** bell) {
    *bell = calloc(1, sizeof **bell);
    return *bell == NULL ? CS_NO_MEMORY : CS_OK;
}

void cs_bell_close(cs_bell* bell) { free(bell); }

cs_error cs_bell_on(cs_bell* bell, cs_rung rung, void* user) {
    bell->rung = rung;
    bell->user = user;
    return CS_OK;
}

cs_error cs_bell_off(cs_bell* bell) {
    bell->rung = NULL;
    return CS_OK;
}

cs_error cs_bell_ring(cs_bell* bell, int32_t times) {
    if (bell->rung != NULL)
        bell->rung(times, bell->user);
    return CS_OK;
}
