/* What the clock's files share. */
#ifndef FOLIOT_CLOCK_INTERNAL_H
#define FOLIOT_CLOCK_INTERNAL_H

#include <stdint.h>

#include "foliot/clock.h"

/* The steps in which the kernel's interface takes frequencies: 2^-16 ppm (adjtimex(2), "scaled ppm"). */
#define FOLIOT_SCALED_PPM 65536
#define FOLIOT_FREQUENCY_QUANTUM_PPB (1000.0 / FOLIOT_SCALED_PPM)

/* The kernel holds the scaled frequency to +-500 ppm (MAXFREQ). */
#define FOLIOT_MAX_SCALED_PPB 500e3

/*
 * Reads CLOCK_REALTIME between two readings of CLOCK_MONOTONIC, up to `tries` times, and gives the tightest such
 * bracket; stops at one that is no wider than good_width_ns. The scales are then paired to half of that width at worst.
 */
int foliot_clock_bracket(int tries, int64_t good_width_ns, struct foliot_clock_reading *reading);

/* One reading of a clock of the kernel. */
int foliot_clock_read_ns(int clock, int64_t *ns);

/* One reading of the system's scale that steering does not bend; -ENOTSUP where there is none. */
int foliot_clock_raw_ns(int64_t *ns);

/* By how much clock `going` is ahead of clock `standing`, which does not go while the machine is suspended, at least.
 */
int foliot_clock_ahead_ns(int going, int standing, int64_t *ahead_ns);

/* clock_getres(2) of CLOCK_REALTIME in nanoseconds, at least 1. */
int64_t foliot_clock_quantum_ns(void);

extern const struct foliot_clock_backend foliot_clock_ntp_adjtime;

#endif
