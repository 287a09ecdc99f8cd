/*
 * A step on a system that has no such operation: read, add, set. The time that passes between reading and setting is
 * lost (some 300 ns, or a time slice when the process is interrupted there).
 *
 * The loss shows in the distance of CLOCK_REALTIME from CLOCK_MONOTONIC, which nothing but a step changes. So the
 * distance is measured before, and after each setting; what is missing is set again, with the loss to be expected put
 * on top.
 */
#include <errno.h>
#include <stdlib.h>
#include <time.h>

#include "clock/clock_internal.h"
#include "clock/clock_older.h"
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

static int measure_distance(int64_t *distance_ns) {
    struct foliot_clock_reading reading = {0};
    int result = foliot_clock_bracket(DISTANCE_READINGS, 0, &reading);
    *distance_ns = reading.utc_ns - reading.monotonic_ns;
    return result;
}

/* To the nearest time that the kernel keeps whole. */
static int64_t settable(int64_t ns) {
    int64_t quantum_ns = foliot_older_system.setting_quantum_ns;
    int64_t raised_ns;
    return __builtin_add_overflow(ns, quantum_ns / 2, &raised_ns) ? ns : raised_ns - raised_ns % quantum_ns;
}

/*
 * Read, add, set. added_ns gets what was added, which is offset_ns but for the rounding.
 *
 * A time of day before 1970 no kernel takes; macOS says EPERM to it, as if there were no right to set any.
 */
static int add_to_clock(int64_t offset_ns, int64_t *added_ns) {
    int64_t now_ns;
    int64_t wanted_ns;
    int result = foliot_clock_read_ns(CLOCK_REALTIME, &now_ns);
    if (result < 0) {
        return result;
    }
    if (__builtin_add_overflow(now_ns, offset_ns, &wanted_ns)) {
        return -ERANGE;
    }
    if (wanted_ns < 0) {
        return -EINVAL;
    }
    wanted_ns = settable(wanted_ns);
    *added_ns = wanted_ns - now_ns;
    struct timespec wanted = foliot_timespec_from_ns(wanted_ns);
    return foliot_sys->clock_settime(CLOCK_REALTIME, &wanted);
}

/* Where the clock is on its way, in distances of the two scales. */
struct progress {
    int64_t distance_ns;
    int64_t wanted_ns;
    int64_t least_loss_ns; /* of the settings so far: the one without interruption, and what the next will lose */
};

/* Adds to the clock and measures what came of it. -errno when the clock could not be set. */
static int move(struct progress *progress, int64_t offset_ns) {
    int64_t before_ns = progress->distance_ns;
    int64_t added_ns = 0;
    int result = add_to_clock(offset_ns, &added_ns);
    if (result < 0) {
        return result;
    }
    /* It has been set; should it not be readable any more, then as was wished. */
    if (measure_distance(&progress->distance_ns) < 0) {
        progress->distance_ns = before_ns + added_ns;
    }
    int64_t loss_ns = added_ns - (progress->distance_ns - before_ns);
    progress->least_loss_ns = loss_ns < progress->least_loss_ns ? loss_ns : progress->least_loss_ns;
    return 0;
}

/*
 * Corrects a clock that has been stepped until it is where it should be, as far as measuring tells and the kernel can
 * set it, or the corrections are used up. A setting refused now ends it early: the clock has been stepped all the same,
 * and the residue says how well.
 */
static void correct(struct progress *progress) {
    int64_t good_ns = GOOD_RESIDUE_NS;
    if (foliot_older_system.setting_quantum_ns > good_ns) {
        good_ns = foliot_older_system.setting_quantum_ns;
    }
    for (int i = 0; i < MAX_CORRECTIONS && llabs(progress->wanted_ns - progress->distance_ns) > good_ns; i++) {
        int64_t lead_ns = progress->least_loss_ns < MAX_LEAD_NS ? progress->least_loss_ns : MAX_LEAD_NS;
        if (move(progress, progress->wanted_ns - progress->distance_ns + lead_ns) < 0) {
            break;
        }
    }
}

int foliot_older_step(int64_t offset_ns, unsigned flags, int64_t *residue_ns) {
    struct progress progress = {.least_loss_ns = INT64_MAX};
    int result = measure_distance(&progress.distance_ns);
    if (result < 0) {
        return result;
    }
    if (__builtin_add_overflow(progress.distance_ns, offset_ns, &progress.wanted_ns)) {
        return -ERANGE;
    }
    result = move(&progress, offset_ns);
    if (result < 0) {
        return result;
    }
    if ((flags & FOLIOT_CLOCK_STEP_UNCOMPENSATED) == 0) {
        correct(&progress);
    }
    *residue_ns = progress.distance_ns - progress.wanted_ns;
    return 0;
}

bool foliot_older_may_set(void) {
    struct timespec impossible = {0};
    impossible.tv_nsec = -1;
    return foliot_sys->clock_settime(CLOCK_REALTIME, &impossible) == -EINVAL;
}
