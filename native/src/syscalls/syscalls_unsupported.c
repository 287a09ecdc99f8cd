/* What any POSIX system can do; the rest is missing. */
#include <errno.h>

#include "syscalls/syscalls_common.h"

static int missing_clock_adjtime(int clock, struct timex *timex) {
    (void)clock;
    (void)timex;
    return -ENOSYS;
}

static int missing_ntp_adjtime(struct timex *timex) {
    (void)timex;
    return -ENOSYS;
}

static int missing_mmsg(int fd, struct mmsghdr *messages, unsigned count, int flags) {
    (void)fd;
    (void)messages;
    (void)count;
    (void)flags;
    return -ENOSYS;
}

static int missing_ppoll(struct pollfd *fds, unsigned count, const struct timespec *timeout) {
    (void)fds;
    (void)count;
    (void)timeout;
    return -ENOSYS;
}

const struct foliot_syscalls foliot_syscalls_real = {
    .clock_gettime = foliot_posix_clock_gettime,
    .clock_getres = foliot_posix_clock_getres,
    .clock_settime = foliot_posix_clock_settime,
    .clock_adjtime = missing_clock_adjtime,
    .ntp_adjtime = missing_ntp_adjtime,
    .clock_ticks = foliot_posix_clock_ticks,
    .socket = foliot_posix_socket,
    .setsockopt = foliot_posix_setsockopt,
    .bind = foliot_posix_bind,
    .connect = foliot_posix_connect,
    .getsockname = foliot_posix_getsockname,
    .recvmmsg = missing_mmsg,
    .sendmmsg = missing_mmsg,
    .ppoll = missing_ppoll,
    .wake_open = foliot_posix_wake_open,
    .read = foliot_posix_read,
    .write = foliot_posix_write,
    .close = foliot_posix_close,
};
