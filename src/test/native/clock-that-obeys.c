// Stands between a program and the clock: whatever the program does to the clock succeeds, and nothing happens. To be
// preloaded into daemons of others that cannot be told to leave the clock alone.
#define _GNU_SOURCE
#include <sys/syscall.h>
#include <sys/time.h>
#include <sys/timex.h>
#include <time.h>
#include <unistd.h>

int clock_adjtime(clockid_t clock, struct timex *timex) {
    timex->modes = 0;
    return (int)syscall(SYS_clock_adjtime, clock, timex);
}

int adjtimex(struct timex *timex) {
    return clock_adjtime(CLOCK_REALTIME, timex);
}

int ntp_adjtime(struct timex *timex) {
    return clock_adjtime(CLOCK_REALTIME, timex);
}

int clock_settime(clockid_t clock, const struct timespec *time) {
    (void)clock;
    (void)time;
    return 0;
}

int settimeofday(const struct timeval *time, const struct timezone *zone) {
    (void)time;
    (void)zone;
    return 0;
}
