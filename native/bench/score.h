/* What a monitor of the NTP Pool makes of a server's answers: a score that has to be 10 for the server to be in the
 * pool. */
#ifndef FOLIOT_BENCH_SCORE_H
#define FOLIOT_BENCH_SCORE_H

#include <stdbool.h>

#define SCORE_MAX 20.0
#define SCORE_MIN (-100.0)

/* What an answer is worth whose offset is so far from zero: 1 at most. */
static inline double score_step(bool answered, double offset_s) {
    double off_s = offset_s < 0 ? -offset_s : offset_s;
    if (!answered) {
        return -5;
    }
    if (off_s > 3) {
        return -4;
    }
    if (off_s > 0.75) {
        return -2;
    }
    return off_s > 0.075 ? 1 - 4 * off_s : 1;
}

/* The score after a step: with steps of 1 it comes as near to 20 as one likes. */
static inline double score_after(double score, double step) {
    double next = 0.95 * score + step;
    return next > SCORE_MAX ? SCORE_MAX : next < SCORE_MIN ? SCORE_MIN : next;
}

#endif
