/*
 * The clock by ntp_adjtime(2) and clock_settime(2), which every system has. foliot_older_system says what they differ
 * in.
 */
#include <errno.h>
#include <stddef.h>

#include "clock/clock_internal.h"
#include "clock/clock_older.h"
#include "clock/clock_timex.h"
#include "foliot/syscalls.h"

static int adjust(struct timex *timex) { return foliot_sys->ntp_adjtime(timex); }

static int older_set_frequency(double ppb, double *in_force_ppb) {
    struct timex timex = {0};
    timex.modes = MOD_FREQUENCY;
    timex.freq = foliot_timex_scaled_frequency(ppb);
    int result = adjust(&timex);
    if (result < 0) {
        return result;
    }
    *in_force_ppb = (double)timex.freq * FOLIOT_FREQUENCY_QUANTUM_PPB;
    return 0;
}

static int older_state(struct foliot_clock_state *state) {
    struct timex timex = {0};
    int result = adjust(&timex);
    if (result < 0) {
        return result;
    }
    foliot_timex_read_state(&timex, state);
    return foliot_older_system.read_tai == NULL ? 0 : foliot_older_system.read_tai(&state->tai_offset_s);
}

static int older_set_status(enum foliot_leap leap, int64_t max_error_ns, int64_t estimated_error_ns) {
    return foliot_timex_set_status(adjust, leap, max_error_ns, estimated_error_ns);
}

static int older_set_tai(int32_t seconds) {
    if (foliot_older_system.read_tai == NULL) {
        return -ENOTSUP;
    }
    struct timex timex = {0};
    int64_t kept_s = 0;
    timex.modes = MOD_TAI;
    timex.constant = seconds;
    int result = adjust(&timex);
    if (result >= 0) {
        result = foliot_older_system.read_tai(&kept_s);
    }
    if (result < 0) {
        return result;
    }
    /* A value out of range is passed over in silence. */
    return kept_s == seconds ? 0 : -EINVAL;
}

static int older_capabilities(struct foliot_clock_capabilities *capabilities) {
    *capabilities = (struct foliot_clock_capabilities){
        .steerable = foliot_timex_permitted(adjust) && foliot_older_system.may_set(),
        .atomic_step = 0,
        .leap = foliot_older_system.leap,
        .tai = foliot_older_system.read_tai != NULL,
        .frequency_onset = foliot_older_system.onset,
        .max_frequency_ppb = FOLIOT_MAX_SCALED_PPB,
        .frequency_quantum_ppb = FOLIOT_FREQUENCY_QUANTUM_PPB,
        .reading_quantum_ns = foliot_clock_quantum_ns(),
    };
    return 0;
}

const struct foliot_clock_backend foliot_clock_ntp_adjtime = {
    .name = "ntp_adjtime",
    .step = foliot_older_step,
    .set_frequency = older_set_frequency,
    .state = older_state,
    .set_status = older_set_status,
    .set_tai = older_set_tai,
    .capabilities = older_capabilities,
};
