/* What fake_clock.c and fake_clock_<system>.c share. */
#ifndef FOLIOT_FAKE_CLOCK_KERNEL_H
#define FOLIOT_FAKE_CLOCK_KERNEL_H

#include <sys/timex.h>

#include "fake_clock.h"
#include "fake_syscalls.h"
#include "foliot/time.h"

struct fake_kernel_clock {
    int64_t uptime_ns; /* the monotonic scale */
    double uptime_rest_ns;
    int64_t boottime_ns;    /* time of day when that was 0 */
    double adjustment_ns_s; /* by which the clock is bent */
    double frequency_ns_s;  /* by which it will be */
    int64_t offset_ns;      /* that the loop has still to correct */
    int supported_status;   /* STA_* */
    int leap_state;         /* TIME_* */
    long max_error_us;
    long estimated_error_us;
    long tai_s;
};

extern struct fake_kernel_clock fake_kernel_clock;

/* What is the system's own: its calls, how time goes on, and what a call that changes something sets off. */
void fake_system_boot(void);
void fake_system_adjusted(unsigned modes);

/* Runs the clock under its adjustment. */
void fake_kernel_advance(int64_t true_ns);

/* The adjustment for the next second: the frequency, and a part of the loop's offset. */
void fake_kernel_new_adjustment(void);

/* The time that passes before a setting takes effect; to be called by it, and -errno when it is not allowed. */
int fake_kernel_before_setting(void);

int64_t fake_kernel_floor(int64_t ns, int64_t quantum_ns);

#endif
