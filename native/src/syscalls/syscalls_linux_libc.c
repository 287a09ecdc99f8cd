/* As syscalls_libc.c, the calls of Linux alone. */
#include <poll.h>
#include <stddef.h>
#include <sys/timerfd.h>
#include <sys/timex.h>

#include "syscalls/syscalls_common.h"
#include "syscalls/syscalls_linux.h"

int foliot_linux_clock_adjtime(int clock, struct timex *timex) {
    return (int)foliot_result(clock_adjtime((clockid_t)clock, timex));
}

/* glibc's ntp_adjtime(3) is adjtimex(2) by another name, which is the one that musl has. */
int foliot_linux_ntp_adjtime(struct timex *timex) { return (int)foliot_result(adjtimex(timex)); }

int foliot_linux_timerfd_settime(int fd, int flags, const struct itimerspec *when) {
    return (int)foliot_result(timerfd_settime(fd, flags, when, NULL));
}

int foliot_linux_ppoll(struct pollfd *fds, unsigned count, const struct timespec *timeout) {
    return (int)foliot_result(ppoll(fds, count, timeout, NULL));
}
