/* Durations by how often they were seen, to 1.6 % of each, in bounded memory. */
#ifndef FOLIOT_BENCH_HISTOGRAM_H
#define FOLIOT_BENCH_HISTOGRAM_H

#include <stdint.h>

#ifdef __cplusplus
extern "C" {
#endif

#define HISTOGRAM_STEPS 64u /* of each power of two */
#define HISTOGRAM_BUCKETS (59u * HISTOGRAM_STEPS)

/* All zero: empty. */
struct histogram {
    uint64_t counts[HISTOGRAM_BUCKETS];
    uint64_t total;
    int64_t max;
};

/* Below zero counts as zero. */
void histogram_add(struct histogram *histogram, int64_t value);

/* The value that the given share, 0 to 1, of all is at most, rounded up to a bucket's end; the greatest itself for 1; 0
 * of an empty one. */
int64_t histogram_quantile(const struct histogram *histogram, double share);

/* How many values are in buckets above the given value's. */
uint64_t histogram_above(const struct histogram *histogram, int64_t value);

#ifdef __cplusplus
}
#endif

#endif
