/* What the systems differ in that are steered through the older interface, ntp_adjtime(2) and clock_settime(2). */
#ifndef FOLIOT_CLOCK_OLDER_H
#define FOLIOT_CLOCK_OLDER_H

#include <stdbool.h>
#include <stdint.h>

#include "foliot/clock.h"

struct foliot_older_system {
    int64_t setting_quantum_ns; /* what clock_settime(2) cuts a time of day to */
    enum foliot_frequency_onset onset;
    bool leap; /* the kernel makes leap seconds */

    /* Whether this process may set the clock: found out by trying, and the clock stays as it is. */
    bool (*may_set)(void);

    /* TAI - UTC as the kernel has it; null where MOD_TAI is not used. */
    int (*read_tai)(int64_t *seconds);
};

/* This system's. */
extern const struct foliot_older_system foliot_older_system;

/*
 * Sets the clock to an impossible time. A kernel that asks for the right first refuses with EINVAL where it allows the
 * call at all, and with something else where it does not; Linux looks at the time first, and is to be asked in another
 * way. Not for macOS, whose C library makes 1970 of it.
 */
bool foliot_older_may_set(void);

/* foliot_clock_step by reading, adding and setting. */
int foliot_older_step(int64_t offset_ns, unsigned flags, int64_t *residue_ns);

#endif
