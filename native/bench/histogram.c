#include "histogram.h"

/* Values below HISTOGRAM_STEPS have a bucket each; from there on a power of two has HISTOGRAM_STEPS of them. */
static unsigned bucket_of(uint64_t value) {
    if (value < HISTOGRAM_STEPS) {
        return (unsigned)value;
    }
    unsigned shift = 63u - (unsigned)__builtin_clzll(value) - 6u;
    return (shift + 1u) * HISTOGRAM_STEPS + (unsigned)(value >> shift) - HISTOGRAM_STEPS;
}

static int64_t end_of(unsigned bucket) {
    if (bucket < HISTOGRAM_STEPS) {
        return bucket;
    }
    unsigned shift = bucket / HISTOGRAM_STEPS - 1u;
    return (int64_t)(((uint64_t)(HISTOGRAM_STEPS + bucket % HISTOGRAM_STEPS + 1u) << shift) - 1u);
}

void histogram_add(struct histogram *histogram, int64_t value) {
    if (value < 0) {
        value = 0;
    }
    histogram->counts[bucket_of((uint64_t)value)]++;
    histogram->total++;
    if (value > histogram->max) {
        histogram->max = value;
    }
}

int64_t histogram_quantile(const struct histogram *histogram, double share) {
    double wanted = share * (double)histogram->total;
    uint64_t seen = 0;
    for (unsigned bucket = 0; bucket < HISTOGRAM_BUCKETS; bucket++) {
        seen += histogram->counts[bucket];
        if (seen > 0 && (double)seen >= wanted) {
            int64_t end = end_of(bucket);
            return end < histogram->max ? end : histogram->max;
        }
    }
    return histogram->max;
}

uint64_t histogram_above(const struct histogram *histogram, int64_t value) {
    uint64_t above = 0;
    for (unsigned bucket = bucket_of((uint64_t)value) + 1; bucket < HISTOGRAM_BUCKETS; bucket++) {
        above += histogram->counts[bucket];
    }
    return above;
}
