/* Numbers that look random and come again from the same seed (SplitMix64). */
#ifndef FOLIOT_BENCH_RANDOM_H
#define FOLIOT_BENCH_RANDOM_H

#include <stdint.h>

static inline uint64_t random_next(uint64_t *state) {
    uint64_t mixed = *state += 0x9e3779b97f4a7c15u;
    mixed = (mixed ^ mixed >> 30) * 0xbf58476d1ce4e5b9u;
    mixed = (mixed ^ mixed >> 27) * 0x94d049bb133111ebu;
    return mixed ^ mixed >> 31;
}

/* From 0 to bound - 1; the bias is below bound / 2^32. */
static inline unsigned random_below(uint64_t *state, unsigned bound) {
    return (unsigned)((random_next(state) >> 32) * bound >> 32);
}

#endif
