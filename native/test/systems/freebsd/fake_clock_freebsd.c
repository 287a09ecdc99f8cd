/* FreeBSD's kern_tc.c, kern_time.c, and its part of kern_ntptime.c. */
#include <errno.h>
#include <time.h>

#include "fake_clock_kernel.h"
#include "time/timespec.h"

#define DAY_S 86400

/* A step over more seconds than these counts as two. */
#define LARGE_STEP_S 200

/* What the CPU has counted before the world began: forty years, so that the product of a conversion may overflow. */
#define COUNTED_S (UINT64_C(40) * 365 * DAY_S)

static struct fake_kernel_clock *const kernel = &fake_kernel_clock;
static int64_t latest_time_s; /* securelevel: the highest time of day that steps back have seen */
static int64_t latest_step_s; /* and where the latest step forward led */

static int64_t utc_s(void) { return fake_kernel_floor(fake_clock_utc_ns(), FOLIOT_NS_PER_S) / FOLIOT_NS_PER_S; }

/* By how many seconds the time of day jumps at this one. */
static int leap(int64_t second) {
    switch (kernel->leap_state) {
    case TIME_OK:
        if (fake_clock.status & STA_INS) {
            kernel->leap_state = TIME_INS;
        } else if (fake_clock.status & STA_DEL) {
            kernel->leap_state = TIME_DEL;
        }
        return 0;
    case TIME_INS:
        if (!(fake_clock.status & STA_INS)) {
            kernel->leap_state = TIME_OK;
        } else if (second % DAY_S == 0) {
            kernel->leap_state = TIME_OOP;
            kernel->tai_s++;
            return -1;
        }
        return 0;
    case TIME_DEL:
        if (!(fake_clock.status & STA_DEL)) {
            kernel->leap_state = TIME_OK;
        } else if ((second + 1) % DAY_S == 0) {
            kernel->leap_state = TIME_WAIT;
            kernel->tai_s--;
            return 1;
        }
        return 0;
    case TIME_OOP:
        kernel->leap_state = TIME_WAIT;
        return 0;
    default:
        if (!(fake_clock.status & (STA_INS | STA_DEL))) {
            kernel->leap_state = TIME_OK;
        }
        return 0;
    }
}

/* The time of day has gone on from a second: each that began makes the clock's next adjustment. */
static void roll_over(int64_t since_s) {
    int64_t seconds = utc_s() - since_s;
    if (seconds > LARGE_STEP_S) {
        seconds = 2;
    }
    for (; seconds > 0; seconds--) {
        kernel->max_error_us += MAXFREQ / 1000;
        kernel->boottime_ns += leap(utc_s()) * FOLIOT_NS_PER_S;
        fake_kernel_new_adjustment();
    }
}

void fake_clock_pass(int64_t true_ns) {
    while (true_ns > 0) {
        int64_t second = utc_s();
        double left_ns = (double)((second + 1) * FOLIOT_NS_PER_S - fake_clock_utc_ns());
        int64_t piece_ns = 1 + (int64_t)(left_ns / (1 + kernel->adjustment_ns_s / (double)FOLIOT_NS_PER_S));
        piece_ns = piece_ns < true_ns ? piece_ns : true_ns;
        fake_kernel_advance(piece_ns);
        true_ns -= piece_ns;
        roll_over(second);
    }
}

/* Timecounters stand still; then inittodr() sets the time of day from the clock that has the battery. */
void fake_clock_sleep(int64_t true_ns) {
    fake_clock.true_ns += true_ns;
    kernel->boottime_ns += true_ns;
}

static int clock_gettime_(int clock, struct timespec *time) {
    if (clock != CLOCK_REALTIME && clock != CLOCK_MONOTONIC) {
        return -EINVAL;
    }
    fake_clock_pass(fake_clock.read_ns);
    *time = foliot_timespec_from_ns(clock == CLOCK_REALTIME ? fake_clock_utc_ns() : kernel->uptime_ns);
    fake_clock_pass(fake_clock.read_ns);
    return 0;
}

static int clock_getres_(int clock, struct timespec *resolution) {
    (void)clock;
    *resolution = foliot_timespec_from_ns(1);
    return 0;
}

/* Holds a step to a second, and to one forward each second. */
static int secure(int64_t *wanted_ns) {
    int64_t now_s = utc_s();
    int64_t delta_ns = *wanted_ns - fake_kernel_floor(fake_clock_utc_ns(), 1000);
    int64_t fraction_ns = *wanted_ns % FOLIOT_NS_PER_S;
    if (delta_ns < 0) {
        latest_time_s = now_s > latest_time_s ? now_s : latest_time_s;
        if (*wanted_ns / FOLIOT_NS_PER_S - latest_time_s < -1) {
            *wanted_ns = (latest_time_s - 1) * FOLIOT_NS_PER_S + fraction_ns;
        }
        return 0;
    }
    if (now_s == latest_step_s) {
        return -EPERM;
    }
    if (delta_ns / FOLIOT_NS_PER_S > 1) {
        *wanted_ns = (now_s + 1) * FOLIOT_NS_PER_S + fraction_ns;
    }
    latest_step_s = *wanted_ns / FOLIOT_NS_PER_S;
    return 0;
}

static int clock_settime_(int clock, const struct timespec *time) {
    int result = fake_kernel_before_setting();
    if (result < 0) {
        return result;
    }
    if (clock != CLOCK_REALTIME || time->tv_nsec < 0 || time->tv_nsec >= FOLIOT_NS_PER_S || time->tv_sec < 0) {
        return -EINVAL;
    }
    int64_t wanted_ns = fake_kernel_floor(foliot_ns_from_timespec(time), 1000);
    result = fake_clock.securelevel > 1 ? secure(&wanted_ns) : 0;
    if (result < 0) {
        return result;
    }
    int64_t second = utc_s();
    kernel->boottime_ns = wanted_ns - kernel->uptime_ns;
    fake_clock.settings++;
    roll_over(second);
    fake_clock_pass(fake_clock.set_ns);
    return 0;
}

static int ntp_gettime_(struct ntptimeval *time) {
    *time = (struct ntptimeval){
        .time = foliot_timespec_from_ns(fake_clock_utc_ns()),
        .maxerror = kernel->max_error_us,
        .esterror = kernel->estimated_error_us,
        .tai = kernel->tai_s,
        .time_state = fake_clock.status & STA_UNSYNC ? TIME_ERROR : kernel->leap_state,
    };
    return time->time_state;
}

static int cycle_counter(uint64_t *cycles, uint64_t *cycles_per_s) {
    if (fake_clock.cycles_per_s == 0) {
        return -ENOTSUP;
    }
    fake_clock_pass(fake_clock.read_ns);
    uint64_t seconds = (uint64_t)(fake_clock.true_ns / FOLIOT_NS_PER_S);
    uint64_t rest_ns = (uint64_t)(fake_clock.true_ns % FOLIOT_NS_PER_S);
    *cycles =
        (seconds + COUNTED_S) * fake_clock.cycles_per_s + rest_ns * fake_clock.cycles_per_s / (uint64_t)FOLIOT_NS_PER_S;
    *cycles_per_s = fake_clock.cycles_per_s;
    fake_clock_pass(fake_clock.read_ns);
    return 0;
}

/* What was changed waits for the next second. */
void fake_system_adjusted(unsigned modes) { (void)modes; }

void fake_system_boot(void) {
    latest_time_s = 0;
    latest_step_s = 0;
    fake_syscalls.clock_gettime = clock_gettime_;
    fake_syscalls.clock_getres = clock_getres_;
    fake_syscalls.clock_settime = clock_settime_;
    fake_syscalls.ntp_gettime = ntp_gettime_;
    fake_syscalls.cycle_counter = cycle_counter;
}
