/* macOS: XNU's clock.c, kern_time.c and its part of kern_ntptime.c, and Libc's clock_gettime.c. */
#include <errno.h>
#include <sys/time.h>
#include <time.h>

#include "fake_clock_kernel.h"
#include "time/timespec.h"

#define NS_PER_US 1000

static struct fake_kernel_clock *const kernel = &fake_kernel_clock;
static int64_t update_due_ns;     /* in true time; -1: none */
static int64_t asleep_ns;         /* in all */
static int64_t max_error_grown_s; /* the time of day up to which the error was let grow */

static int64_t utc_s(void) { return fake_clock_utc_ns() / FOLIOT_NS_PER_S; }

/* The loop's timer has run down: only now the clock is bent otherwise, and the error grows. */
static void update_calendar(void) {
    if (utc_s() > max_error_grown_s) {
        kernel->max_error_us += (long)(utc_s() - max_error_grown_s) * (MAXFREQ / 1000);
        max_error_grown_s = utc_s();
    }
    int64_t offset_ns = kernel->offset_ns;
    fake_kernel_new_adjustment();
    update_due_ns = kernel->offset_ns != offset_ns ? fake_clock.true_ns + FOLIOT_NS_PER_S : -1;
}

void fake_clock_pass(int64_t true_ns) {
    int64_t end_ns = fake_clock.true_ns + true_ns;
    while (update_due_ns >= 0 && update_due_ns <= end_ns) {
        fake_kernel_advance(update_due_ns - fake_clock.true_ns);
        update_calendar();
    }
    fake_kernel_advance(end_ns - fake_clock.true_ns);
}

/* The time of day and CLOCK_MONOTONIC go on, as told by the clock that has the battery; the loop's timer waits. */
void fake_clock_sleep(int64_t true_ns) {
    fake_kernel_advance(true_ns);
    asleep_ns += true_ns;
    update_due_ns += update_due_ns >= 0 ? true_ns : 0;
}

void fake_system_adjusted(unsigned modes) {
    if (modes & MOD_MAXERROR) {
        max_error_grown_s = utc_s();
    }
    update_due_ns = fake_clock.true_ns + FOLIOT_NS_PER_S;
}

static int64_t gettimeofday_ns(void) { return fake_kernel_floor(fake_clock_utc_ns(), NS_PER_US); }

static int clock_gettime_(int clock, struct timespec *time) {
    fake_clock_pass(fake_clock.read_ns);
    switch (clock) {
    case CLOCK_REALTIME:
        *time = foliot_timespec_from_ns(gettimeofday_ns());
        break;
    case CLOCK_MONOTONIC:
        *time = foliot_timespec_from_ns(gettimeofday_ns() - kernel->boottime_ns);
        break;
    case CLOCK_MONOTONIC_RAW:
        *time = foliot_timespec_from_ns(fake_clock.true_ns);
        break;
    case CLOCK_UPTIME_RAW:
        *time = foliot_timespec_from_ns(fake_clock.true_ns - asleep_ns);
        break;
    default:
        return -EINVAL;
    }
    if (fake_clock.overflowing && time->tv_sec > 0) {
        time->tv_sec--;
        time->tv_nsec += FOLIOT_NS_PER_S;
    }
    fake_clock_pass(fake_clock.read_ns);
    return 0;
}

static int clock_getres_(int clock, struct timespec *resolution) {
    (void)clock;
    *resolution = foliot_timespec_from_ns(NS_PER_US);
    return 0;
}

static int settimeofday_(const struct timeval *time, const struct timezone *zone) {
    (void)zone;
    int result = fake_kernel_before_setting();
    if (result < 0) {
        return result;
    }
    if (time == NULL) {
        return 0;
    }
    if (time->tv_sec < 0 || time->tv_usec < 0) {
        return -EPERM;
    }
    int64_t wanted_ns = time->tv_sec * FOLIOT_NS_PER_S + (int64_t)time->tv_usec * NS_PER_US;
    int64_t now_ns = gettimeofday_ns();
    /* What of a microsecond had passed is gone from the monotonic scale as well, which counts from a whole one. */
    kernel->uptime_ns = now_ns - kernel->boottime_ns;
    kernel->boottime_ns += wanted_ns - now_ns;
    fake_clock.settings++;
    fake_clock_pass(fake_clock.set_ns);
    return 0;
}

/* The C library's, which divides nanoseconds without a look. */
static int clock_settime_(int clock, const struct timespec *time) {
    struct timeval value = {.tv_sec = time->tv_sec, .tv_usec = (int32_t)(time->tv_nsec / NS_PER_US)};
    return clock == CLOCK_REALTIME ? settimeofday_(&value, NULL) : -EINVAL;
}

void fake_system_boot(void) {
    kernel->supported_status = STA_SUPPORTED;
    kernel->boottime_ns = fake_kernel_floor(kernel->boottime_ns, NS_PER_US);
    update_due_ns = -1;
    asleep_ns = 0;
    max_error_grown_s = utc_s();
    fake_syscalls.clock_gettime = clock_gettime_;
    fake_syscalls.clock_getres = clock_getres_;
    fake_syscalls.clock_settime = clock_settime_;
    fake_syscalls.settimeofday = settimeofday_;
}
