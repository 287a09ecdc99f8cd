/* What the generator's commands print: a line `name value` for each figure, units in the names. */
#ifndef FOLIOT_BENCH_REPORT_H
#define FOLIOT_BENCH_REPORT_H

#include <inttypes.h>
#include <stdint.h>
#include <stdio.h>
#include <time.h>

#include "judge.h"

static inline int64_t clock_ns(clockid_t clock) {
    struct timespec time;
    clock_gettime(clock, &time);
    return time.tv_sec * INT64_C(1000000000) + time.tv_nsec;
}

static inline void report_count(const char *name, uint64_t value) { printf("%s %" PRIu64 "\n", name, value); }

static inline void report_number(const char *name, double value) { printf("%s %.3f\n", name, value); }

/* Answers by kind, and how many were wrong in all, with those that are so in another way. */
static inline uint64_t report_findings(const uint64_t findings[JUDGE_FINDINGS], uint64_t otherwise_wrong) {
    uint64_t wrong = otherwise_wrong;
    for (unsigned i = 0; i < JUDGE_FINDINGS; i++) {
        report_count(judge_name((enum judge_finding)i), findings[i]);
        wrong += judge_is_wrong((enum judge_finding)i) ? findings[i] : 0;
    }
    report_count("wrong", wrong);
    return wrong;
}

#endif
