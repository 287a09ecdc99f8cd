#include <errno.h>

#include "syscalls/syscalls_common.h"

int foliot_missing_clock_adjtime(int clock, struct timex *timex) {
    (void)clock;
    (void)timex;
    return -ENOSYS;
}

int foliot_missing_ntp_adjtime(struct timex *timex) {
    (void)timex;
    return -ENOSYS;
}

int foliot_missing_ntp_gettime(struct ntptimeval *time) {
    (void)time;
    return -ENOSYS;
}

int foliot_missing_settimeofday(const struct timeval *time, const struct timezone *zone) {
    (void)time;
    (void)zone;
    return -ENOSYS;
}

int foliot_missing_cycle_counter(uint64_t *cycles, uint64_t *cycles_per_s) {
    (void)cycles;
    (void)cycles_per_s;
    return -ENOSYS;
}

int foliot_missing_clock_set_open(void) { return -ENOSYS; }

int foliot_missing_mmsg(int fd, struct mmsghdr *messages, unsigned count, int flags) {
    (void)fd;
    (void)messages;
    (void)count;
    (void)flags;
    return -ENOSYS;
}
