/*
 * What clock_adjtime(2) and ntp_adjtime(3) have in common: struct timex with MOD_* and STA_*. Only those of its fields
 * are used that every system has.
 */
#ifndef FOLIOT_CLOCK_TIMEX_H
#define FOLIOT_CLOCK_TIMEX_H

#include <stdbool.h>
#include <sys/timex.h>

#include "foliot/clock.h"

/* Calls the kernel. Returns 0 or more, or -errno. */
typedef int (*foliot_timex_call)(struct timex *timex);

/* The leap warning, synchronisation, errors, frequency and use by others that a struct timex filled by the kernel
 * tells. */
void foliot_timex_read_state(const struct timex *timex, struct foliot_clock_state *state);

/* foliot_clock_set_status by way of a call. */
int foliot_timex_set_status(foliot_timex_call call, enum foliot_leap leap, int64_t max_error_ns,
                            int64_t estimated_error_ns);

/*
 * Whether the kernel lets this process steer by this call: writes the estimated error that is there already. The kernel
 * checks the permission before it looks at what is to be changed, and nothing is steered by that field; a security
 * filter or a container that forbids the call forbids this as well.
 */
bool foliot_timex_permitted(foliot_timex_call call);

/* The wish in units of 2^-16 ppm, held to +-500 ppm. */
long foliot_timex_scaled_frequency(double ppb);

#endif
