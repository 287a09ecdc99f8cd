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

int foliot_missing_mmsg(int fd, struct mmsghdr *messages, unsigned count, int flags) {
    (void)fd;
    (void)messages;
    (void)count;
    (void)flags;
    return -ENOSYS;
}
