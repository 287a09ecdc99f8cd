/* struct timespec to nanoseconds and back. */
#ifndef FOLIOT_TIMESPEC_H
#define FOLIOT_TIMESPEC_H

#include <stdbool.h>
#include <stdint.h>
#include <time.h>

#include "foliot/time.h"

/* Whether a count of seconds and nanoseconds is normalised and an instant that int64_t nanoseconds reach. */
static inline bool foliot_timespec_valid(int64_t seconds, int64_t nanoseconds) {
    const int64_t limit_s = INT64_MAX / FOLIOT_NS_PER_S;
    return seconds > -limit_s && seconds < limit_s && nanoseconds >= 0 && nanoseconds < FOLIOT_NS_PER_S;
}

/* The time must be one that int64_t nanoseconds reach, as the kernel's own are. tv_nsec may lie beyond a second, as it
 * sometimes does on macOS. */
static inline int64_t foliot_ns_from_timespec(const struct timespec *time) {
    return (int64_t)time->tv_sec * FOLIOT_NS_PER_S + time->tv_nsec;
}

/* tv_nsec is 0 to 999999999 for instants before 1970 too, as the system calls want it. */
static inline struct timespec foliot_timespec_from_ns(int64_t ns) {
    int64_t seconds = ns / FOLIOT_NS_PER_S;
    int64_t rest = ns % FOLIOT_NS_PER_S;
    if (rest < 0) {
        seconds--;
        rest += FOLIOT_NS_PER_S;
    }
    struct timespec time = {.tv_sec = (time_t)seconds, .tv_nsec = (long)rest};
    return time;
}

#endif
