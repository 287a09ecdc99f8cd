#include <errno.h>
#include <math.h>
#include <stddef.h>
#include <time.h>

#include "clock/clock_internal.h"
#include "foliot/syscalls.h"
#include "time/timespec.h"

int foliot_clock_read_ns(int clock, int64_t *ns) {
    struct timespec time = {0};
    int result = foliot_sys->clock_gettime(clock, &time);
    *ns = foliot_ns_from_timespec(&time);
    return result;
}

int foliot_clock_bracket(int tries, int64_t good_width_ns, struct foliot_clock_reading *reading) {
    int64_t least_width_ns = INT64_MAX;
    for (int i = 0; i < tries && least_width_ns > good_width_ns; i++) {
        int64_t before_ns = 0;
        int64_t utc_ns = 0;
        int64_t after_ns = 0;
        int result = foliot_clock_read_ns(CLOCK_MONOTONIC, &before_ns);
        if (result >= 0) {
            result = foliot_clock_read_ns(CLOCK_REALTIME, &utc_ns);
        }
        if (result >= 0) {
            result = foliot_clock_read_ns(CLOCK_MONOTONIC, &after_ns);
        }
        if (result < 0) {
            return result;
        }
        int64_t width_ns = after_ns - before_ns;
        if (width_ns < least_width_ns) {
            least_width_ns = width_ns;
            reading->utc_ns = utc_ns;
            reading->monotonic_ns = before_ns + width_ns / 2;
        }
    }
    return 0;
}

int foliot_clock_ahead_ns(int going, int standing, int64_t *ahead_ns) {
    *ahead_ns = INT64_MIN;
    for (int i = 0; i < 3; i++) {
        int64_t going_ns = 0;
        int64_t standing_ns = 0;
        int result = foliot_clock_read_ns(going, &going_ns);
        if (result >= 0) {
            result = foliot_clock_read_ns(standing, &standing_ns);
        }
        if (result < 0) {
            return result;
        }
        /* Time that passed in between makes it less. */
        int64_t least_ns = going_ns - standing_ns;
        *ahead_ns = least_ns > *ahead_ns ? least_ns : *ahead_ns;
    }
    return 0;
}

int64_t foliot_clock_quantum_ns(void) {
    struct timespec resolution = {0};
    int result = foliot_sys->clock_getres(CLOCK_REALTIME, &resolution);
    int64_t quantum_ns = foliot_ns_from_timespec(&resolution);
    return result >= 0 && quantum_ns > 1 ? quantum_ns : 1;
}

int foliot_clock_read(struct foliot_clock_reading *reading) {
    /* Three calls of the vDSO take some 75 ns, three system calls less than a microsecond; more is an interruption. */
    return foliot_clock_bracket(3, 1000, reading);
}

int foliot_clock_step(enum foliot_clock_interface interface, int64_t offset_ns, unsigned flags, int64_t *residue_ns) {
    const struct foliot_clock_backend *backend = foliot_clock_backend(interface);
    *residue_ns = 0;
    return backend == NULL ? -ENOTSUP : backend->step(offset_ns, flags, residue_ns);
}

int foliot_clock_set_frequency(enum foliot_clock_interface interface, double ppb, double *in_force_ppb) {
    const struct foliot_clock_backend *backend = foliot_clock_backend(interface);
    if (backend == NULL) {
        return -ENOTSUP;
    }
    return isfinite(ppb) ? backend->set_frequency(ppb, in_force_ppb) : -EINVAL;
}

int foliot_clock_state(enum foliot_clock_interface interface, struct foliot_clock_state *state) {
    const struct foliot_clock_backend *backend = foliot_clock_backend(interface);
    return backend == NULL ? -ENOTSUP : backend->state(state);
}

int foliot_clock_set_status(enum foliot_clock_interface interface, int32_t leap, int64_t max_error_ns,
                            int64_t estimated_error_ns) {
    const struct foliot_clock_backend *backend = foliot_clock_backend(interface);
    if (backend == NULL) {
        return -ENOTSUP;
    }
    if (leap < FOLIOT_LEAP_NONE || leap > FOLIOT_LEAP_UNSYNCHRONISED || max_error_ns < 0 || estimated_error_ns < 0) {
        return -EINVAL;
    }
    return backend->set_status((enum foliot_leap)leap, max_error_ns, estimated_error_ns);
}

int foliot_clock_set_tai(enum foliot_clock_interface interface, int32_t seconds) {
    const struct foliot_clock_backend *backend = foliot_clock_backend(interface);
    return backend == NULL ? -ENOTSUP : backend->set_tai(seconds);
}

int foliot_clock_capabilities(enum foliot_clock_interface interface, struct foliot_clock_capabilities *capabilities) {
    const struct foliot_clock_backend *backend = foliot_clock_backend(interface);
    return backend == NULL ? -ENOTSUP : backend->capabilities(capabilities);
}
