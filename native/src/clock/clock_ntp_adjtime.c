/*
 * The clock by ntp_adjtime(3) and clock_settime(2), which every system has. A step is read, add, set; the time that
 * passes between reading and setting is lost (some 300 ns, or a time slice when the process is interrupted there).
 *
 * The loss shows in the distance of CLOCK_REALTIME from CLOCK_MONOTONIC, which nothing but a step changes. So the
 * distance is measured before, and after each setting; what is missing is set again, with the loss to be expected put
 * on top.
 */
#include <errno.h>
#include <stddef.h>
#include <stdlib.h>
#include <time.h>

#include "clock/clock_internal.h"
#include "clock/clock_timex.h"
#include "foliot/syscalls.h"
#include "time/timespec.h"

/* A residue that is as good as none: the distance itself is measured to about as much. */
#define GOOD_RESIDUE_NS 30

/* Settings after the first. One normally does; more when one was interrupted. */
#define MAX_CORRECTIONS 8

/* The most loss to count on beforehand: a first setting that was interrupted shall not make the second one overshoot by
 * as much. */
#define MAX_LEAD_NS 10000

/* Brackets of which the tightest gives the distance. */
#define DISTANCE_READINGS 25

static int adjust(struct timex *timex) { return foliot_sys->ntp_adjtime(timex); }

static int measure_distance(int64_t *distance_ns) {
    struct foliot_clock_reading reading = {0};
    int result = foliot_clock_bracket(DISTANCE_READINGS, 0, &reading);
    *distance_ns = reading.utc_ns - reading.monotonic_ns;
    return result;
}

/* Read, add, set. */
static int add_to_clock(int64_t offset_ns) {
    struct timespec now = {0};
    int64_t wanted_ns;
    int result = foliot_sys->clock_gettime(CLOCK_REALTIME, &now);
    if (result < 0) {
        return result;
    }
    if (__builtin_add_overflow(foliot_ns_from_timespec(&now), offset_ns, &wanted_ns)) {
        return -ERANGE;
    }
    struct timespec wanted = foliot_timespec_from_ns(wanted_ns);
    return foliot_sys->clock_settime(CLOCK_REALTIME, &wanted);
}

/*
 * Corrects a clock that has been stepped until it is where it should be, as far as measuring tells, or the corrections
 * are used up. A setting refused now ends it early: the clock has been stepped all the same, and the residue says how
 * well.
 */
static int64_t correct(int64_t residue_ns, int64_t wanted_distance_ns) {
    int64_t lead_ns = 0;
    int64_t least_loss_ns = INT64_MAX;
    for (int i = 0; i < MAX_CORRECTIONS && llabs(residue_ns) > GOOD_RESIDUE_NS; i++) {
        /* The least loss is the one without interruption, and what the next setting will lose. */
        int64_t loss_ns = lead_ns - residue_ns;
        least_loss_ns = loss_ns < least_loss_ns ? loss_ns : least_loss_ns;
        lead_ns = least_loss_ns < MAX_LEAD_NS ? least_loss_ns : MAX_LEAD_NS;
        int64_t distance_ns;
        if (add_to_clock(lead_ns - residue_ns) < 0 || measure_distance(&distance_ns) < 0) {
            break;
        }
        residue_ns = distance_ns - wanted_distance_ns;
    }
    return residue_ns;
}

static int older_step(int64_t offset_ns, unsigned flags, int64_t *residue_ns) {
    int64_t distance_ns;
    int64_t wanted_distance_ns;
    int result = measure_distance(&distance_ns);
    if (result < 0) {
        return result;
    }
    if (__builtin_add_overflow(distance_ns, offset_ns, &wanted_distance_ns)) {
        return -ERANGE;
    }
    result = add_to_clock(offset_ns);
    if (result < 0) {
        return result;
    }
    *residue_ns = 0;
    if (measure_distance(&distance_ns) >= 0) {
        *residue_ns = distance_ns - wanted_distance_ns;
        if ((flags & FOLIOT_CLOCK_STEP_UNCOMPENSATED) == 0) {
            *residue_ns = correct(*residue_ns, wanted_distance_ns);
        }
    }
    return 0;
}

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
    return 0;
}

static int older_set_status(enum foliot_leap leap, int64_t max_error_ns, int64_t estimated_error_ns) {
    return foliot_timex_set_status(adjust, leap, max_error_ns, estimated_error_ns);
}

static int older_set_tai(int32_t seconds) {
    (void)seconds;
    return -ENOTSUP;
}

/* A time that no kernel takes is refused with EINVAL where the call is allowed at all, and with something else where it
 * is not. */
static int settime_allowed(void) {
    struct timespec impossible = {0};
    impossible.tv_nsec = -1;
    return foliot_sys->clock_settime(CLOCK_REALTIME, &impossible) == -EINVAL;
}

static int older_capabilities(struct foliot_clock_capabilities *capabilities) {
    *capabilities = (struct foliot_clock_capabilities){
        .steerable = foliot_timex_permitted(adjust) && settime_allowed(),
        .atomic_step = 0,
        .leap = 1,
        .tai = 0,
        .max_frequency_ppb = FOLIOT_MAX_SCALED_PPB,
        .frequency_quantum_ppb = FOLIOT_FREQUENCY_QUANTUM_PPB,
        .reading_quantum_ns = foliot_clock_quantum_ns(),
    };
    return 0;
}

const struct foliot_clock_backend foliot_clock_ntp_adjtime = {
    .name = "ntp_adjtime",
    .step = older_step,
    .set_frequency = older_set_frequency,
    .state = older_state,
    .set_status = older_set_status,
    .set_tai = older_set_tai,
    .capabilities = older_capabilities,
};
