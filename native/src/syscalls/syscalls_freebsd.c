#include <poll.h>
#include <sys/socket.h>
#include <sys/time.h>
#include <sys/timex.h>

#include "syscalls/syscalls_common.h"
#include "syscalls/syscalls_freebsd.h"

static int freebsd_ntp_adjtime(struct timex *timex) { return (int)foliot_result(ntp_adjtime(timex)); }

static int freebsd_ntp_gettime(struct ntptimeval *time) { return (int)foliot_result(ntp_gettime(time)); }

static int freebsd_socket(int family, int type, int protocol) {
    return (int)foliot_result(socket(family, type | SOCK_NONBLOCK | SOCK_CLOEXEC, protocol));
}

static int freebsd_ppoll(struct pollfd *fds, unsigned count, const struct timespec *timeout) {
    return (int)foliot_result(ppoll(fds, count, timeout, NULL));
}

const struct foliot_syscalls foliot_syscalls_real = {
    .clock_gettime = foliot_posix_clock_gettime,
    .clock_getres = foliot_posix_clock_getres,
    .clock_settime = foliot_posix_clock_settime,
    .clock_adjtime = foliot_missing_clock_adjtime,
    .ntp_adjtime = freebsd_ntp_adjtime,
    .ntp_gettime = freebsd_ntp_gettime,
    .settimeofday = foliot_missing_settimeofday,
    .cycle_counter = foliot_freebsd_cycle_counter,
    .clock_ticks = foliot_posix_clock_ticks,
    .socket = freebsd_socket,
    .setsockopt = foliot_posix_setsockopt,
    .getsockopt = foliot_posix_getsockopt,
    .bind = foliot_posix_bind,
    .connect = foliot_posix_connect,
    .getsockname = foliot_posix_getsockname,
    .recvmsg = foliot_posix_recvmsg,
    .sendmsg = foliot_posix_sendmsg,
    .recvmmsg = foliot_missing_mmsg,
    .sendmmsg = foliot_missing_mmsg,
    .ppoll = freebsd_ppoll,
    .wake_open = foliot_posix_wake_open,
    .clock_set_open = foliot_missing_clock_set_open,
    .read = foliot_posix_read,
    .write = foliot_posix_write,
    .close = foliot_posix_close,
};
