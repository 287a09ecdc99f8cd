/*
 * What the clock of macOS has for itself (XNU's kern_ntptime.c, kern_time.c; Libc's clock_gettime.c). There
 * - the clocks are read and set in microseconds; CLOCK_MONOTONIC is the time of day less the kernel's time of boot;
 * - a frequency acts a second after the last call that changed anything;
 * - leap warnings are dropped in silence;
 * - TAI - UTC is told by a call that reports the clock's state as its error: it is left alone.
 */
#include <stddef.h>
#include <time.h>

#include "clock/clock_internal.h"
#include "clock/clock_older.h"
#include "foliot/syscalls.h"

/* The kernel looks at the permission first, and then finds nothing to do. */
static bool may_set(void) { return foliot_sys->settimeofday(NULL, NULL) >= 0; }

const struct foliot_older_system foliot_older_system = {
    .setting_quantum_ns = 1000,
    .onset = FOLIOT_FREQUENCY_AFTER_A_SECOND,
    .leap = false,
    .may_set = may_set,
};

/*
 * clock_gettime(3): CLOCK_MONOTONIC_RAW goes on while the system is asleep (mach_continuous_time), CLOCK_UPTIME_RAW is
 * the same without that (mach_absolute_time). So does CLOCK_MONOTONIC here, unlike Linux's.
 */
int foliot_clock_suspended(int64_t *suspended_ns) {
    return foliot_clock_ahead_ns(CLOCK_MONOTONIC_RAW, CLOCK_UPTIME_RAW, suspended_ns);
}
