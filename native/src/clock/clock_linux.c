/*
 * The clock by clock_adjtime(2). Beyond +-500 ppm the frequency is made of two parts: whole microseconds in the length
 * of a tick, of which there are USER_HZ a second, so that each is USER_HZ ppm; and the rest in 2^-16 ppm.
 */
#include <errno.h>
#include <math.h>
#include <stddef.h>
#include <time.h>

#include "clock/clock_internal.h"
#include "clock/clock_older.h"
#include "clock/clock_timex.h"
#include "foliot/syscalls.h"
#include "time/timespec.h"

/* The kernel takes ticks of 90 % to 110 % of the nominal length. */
#define MAX_PPB 100e6

static int adjust(struct timex *timex) { return foliot_sys->clock_adjtime(CLOCK_REALTIME, timex); }

static long nominal_tick_us(long user_hz) { return (1000000 + user_hz / 2) / user_hz; }

static double frequency_ppb(const struct timex *timex, long user_hz) {
    double tick_ppb = (double)(timex->tick - nominal_tick_us(user_hz)) * (double)user_hz * 1000;
    return tick_ppb + (double)timex->freq * FOLIOT_FREQUENCY_QUANTUM_PPB;
}

static int linux_step(int64_t offset_ns, unsigned flags, int64_t *residue_ns) {
    (void)flags;
    struct timespec offset = foliot_timespec_from_ns(offset_ns);
    struct timex timex = {0};
    timex.modes = ADJ_SETOFFSET | ADJ_NANO;
    timex.time.tv_sec = offset.tv_sec;
    timex.time.tv_usec = offset.tv_nsec; /* nanoseconds, 0 to 999999999, since ADJ_NANO is set */
    *residue_ns = 0;
    int result = adjust(&timex);
    return result < 0 ? result : 0;
}

static int linux_set_frequency(double ppb, double *in_force_ppb) {
    long user_hz = foliot_sys->clock_ticks();
    if (user_hz <= 0) {
        return -ENOTSUP;
    }
    double held_ppb = fmax(-MAX_PPB, fmin(MAX_PPB, ppb));
    double tick_quantum_ppb = (double)user_hz * 1000;
    long ticks = fabs(held_ppb) > FOLIOT_MAX_SCALED_PPB ? lround(held_ppb / tick_quantum_ppb) : 0;
    struct timex timex = {0};
    timex.modes = ADJ_TICK | ADJ_FREQUENCY;
    timex.tick = nominal_tick_us(user_hz) + ticks;
    timex.freq = foliot_timex_scaled_frequency(held_ppb - (double)ticks * tick_quantum_ppb);
    int result = adjust(&timex);
    if (result < 0) {
        return result;
    }
    *in_force_ppb = frequency_ppb(&timex, user_hz);
    return 0;
}

static int linux_state(struct foliot_clock_state *state) {
    long user_hz = foliot_sys->clock_ticks();
    struct timex timex = {0};
    int result = adjust(&timex);
    if (result < 0) {
        return result;
    }
    foliot_timex_read_state(&timex, state);
    if (user_hz > 0) {
        state->frequency_ppb = frequency_ppb(&timex, user_hz);
    }
    state->tai_offset_s = timex.tai;
    return 0;
}

static int linux_set_status(enum foliot_leap leap, int64_t max_error_ns, int64_t estimated_error_ns) {
    return foliot_timex_set_status(adjust, leap, max_error_ns, estimated_error_ns);
}

static int linux_set_tai(int32_t seconds) {
    struct timex timex = {0};
    timex.modes = ADJ_TAI;
    timex.constant = seconds;
    int result = adjust(&timex);
    if (result < 0) {
        return result;
    }
    /* A value out of range is passed over in silence. */
    return timex.tai == seconds ? 0 : -EINVAL;
}

static int linux_capabilities(struct foliot_clock_capabilities *capabilities) {
    *capabilities = (struct foliot_clock_capabilities){
        .steerable = foliot_timex_permitted(adjust),
        .atomic_step = 1,
        .leap = 1,
        .tai = 1,
        .frequency_onset = FOLIOT_FREQUENCY_AT_ONCE,
        .max_frequency_ppb = MAX_PPB,
        .frequency_quantum_ppb = FOLIOT_FREQUENCY_QUANTUM_PPB,
        .reading_quantum_ns = foliot_clock_quantum_ns(),
    };
    return 0;
}

static const struct foliot_clock_backend adjtimex_backend = {
    .name = "adjtimex",
    .step = linux_step,
    .set_frequency = linux_set_frequency,
    .state = linux_state,
    .set_status = linux_set_status,
    .set_tai = linux_set_tai,
    .capabilities = linux_capabilities,
};

/* The older interface, which Linux has as well; without TAI, which it tells in fields that others have not. */
const struct foliot_older_system foliot_older_system = {
    .setting_quantum_ns = 1,
    .onset = FOLIOT_FREQUENCY_AT_ONCE,
    .leap = true,
    .may_set = foliot_older_may_set,
};

/* clock_gettime(2): CLOCK_BOOTTIME is CLOCK_MONOTONIC and any time that the system was suspended. */
int foliot_clock_suspended(int64_t *suspended_ns) {
    return foliot_clock_ahead_ns(CLOCK_BOOTTIME, CLOCK_MONOTONIC, suspended_ns);
}

const struct foliot_clock_backend *foliot_clock_backend(enum foliot_clock_interface interface) {
    switch (interface) {
    case FOLIOT_CLOCK_NATIVE:
    case FOLIOT_CLOCK_ADJTIMEX:
        return &adjtimex_backend;
    case FOLIOT_CLOCK_NTP_ADJTIME:
        return &foliot_clock_ntp_adjtime;
    }
    return NULL;
}
