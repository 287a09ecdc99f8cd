/*
 * What FreeBSD's clock has for itself (kern_ntptime.c, kern_time.c, kern_tc.c). Its kernel
 * - cuts the time of day that it is set to down to microseconds;
 * - takes a frequency in when the time of day comes to the next whole second;
 * - keeps TAI - UTC, takes only what is more than 0, and tells it through ntp_gettime(2) alone;
 * - allows ntp_adjtime(2) and clock_settime(2) to root, and where mac_ntpd(4) is loaded to one more user: each is
 * asked;
 * - holds steps to a second and refuses further ones at securelevel 2: the residue tells.
 */
#include <errno.h>
#include <sys/timex.h>

#include "clock/clock_internal.h"
#include "clock/clock_older.h"
#include "foliot/syscalls.h"
#include "foliot/time.h"

static int read_tai(int64_t *seconds) {
    struct ntptimeval time = {0};
    int result = foliot_sys->ntp_gettime(&time);
    *seconds = time.tai;
    return result < 0 ? result : 0;
}

const struct foliot_older_system foliot_older_system = {
    .setting_quantum_ns = 1000,
    .onset = FOLIOT_FREQUENCY_NEXT_SECOND,
    .leap = true,
    .may_set = foliot_older_may_set,
    .read_tai = read_tai,
};

/* There is no CLOCK_MONOTONIC_RAW. */
int foliot_clock_raw_ns(int64_t *ns) {
    uint64_t cycles = 0;
    uint64_t cycles_per_s = 0;
    int result = foliot_sys->cycle_counter(&cycles, &cycles_per_s);
    if (result < 0 || cycles_per_s == 0) {
        return result < 0 ? result : -ENOTSUP;
    }
    uint64_t ns_per_s = (uint64_t)FOLIOT_NS_PER_S;
    uint64_t part = cycles % cycles_per_s;
    /* A rate of under 18 GHz leaves room for the product. */
    *ns = (int64_t)(cycles / cycles_per_s * ns_per_s + part * ns_per_s / cycles_per_s);
    return 0;
}

/*
 * No clock goes on while the machine is suspended: CLOCK_MONOTONIC, CLOCK_UPTIME and CLOCK_BOOTTIME have other names
 * (clock_gettime(2)), but read the same counter (kern_time.c). That the time of day jumps afterwards does not tell a
 * suspend from somebody who set it.
 */
int foliot_clock_suspended(int64_t *suspended_ns) {
    (void)suspended_ns;
    return -ENOTSUP;
}
