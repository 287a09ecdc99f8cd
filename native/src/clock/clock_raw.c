/* A reading of the clock beside the scale that steering does not bend. */
#include <stdint.h>
#include <time.h>

#include "clock/clock_internal.h"

#define BRACKETS 25

/* Around one reading of the time of day lie two of the raw scale, and around these two of the monotonic scale: all have
 * their middle there. */
static int read_once(struct foliot_clock_raw_reading *reading) {
    int64_t monotonic_ns[2] = {0};
    int64_t raw_ns[2] = {0};
    int result = foliot_clock_read_ns(CLOCK_MONOTONIC, &monotonic_ns[0]);
    if (result >= 0) {
        result = foliot_clock_raw_ns(&raw_ns[0]);
    }
    if (result >= 0) {
        result = foliot_clock_read_ns(CLOCK_REALTIME, &reading->utc_ns);
    }
    if (result >= 0) {
        result = foliot_clock_raw_ns(&raw_ns[1]);
    }
    if (result >= 0) {
        result = foliot_clock_read_ns(CLOCK_MONOTONIC, &monotonic_ns[1]);
    }
    reading->width_ns = monotonic_ns[1] - monotonic_ns[0];
    reading->monotonic_ns = monotonic_ns[0] + reading->width_ns / 2;
    reading->raw_ns = raw_ns[0] + (raw_ns[1] - raw_ns[0]) / 2;
    return result;
}

int foliot_clock_read_raw(struct foliot_clock_raw_reading *reading) {
    reading->width_ns = INT64_MAX;
    for (int i = 0; i < BRACKETS; i++) {
        struct foliot_clock_raw_reading again = {0};
        int result = read_once(&again);
        if (result < 0) {
            return result;
        }
        if (again.width_ns < reading->width_ns) {
            *reading = again;
        }
    }
    return 0;
}
