#include <sys/eventfd.h>
#include <sys/socket.h>
#include <sys/syscall.h>
#include <sys/timerfd.h>
#include <unistd.h>

#include "syscalls/syscalls_common.h"
#include "syscalls/syscalls_linux.h"

static int linux_socket(int family, int type, int protocol) {
    return (int)foliot_result(socket(family, type | SOCK_NONBLOCK | SOCK_CLOEXEC, protocol));
}

/*
 * Both past the C library: musl's sendmmsg is a loop of sendmsg, and its recvmmsg has flags of another type. Padding in
 * the headers must be zero, where the kernel's fields are wider than musl's.
 */
static int linux_recvmmsg(int fd, struct mmsghdr *messages, unsigned count, int flags) {
    return (int)foliot_result(syscall(SYS_recvmmsg, fd, messages, count, flags, NULL));
}

static int linux_sendmmsg(int fd, struct mmsghdr *messages, unsigned count, int flags) {
    return (int)foliot_result(syscall(SYS_sendmmsg, fd, messages, count, flags));
}

static int linux_wake_open(int fds[2]) {
    int fd = (int)foliot_result(eventfd(0, EFD_NONBLOCK | EFD_CLOEXEC));
    fds[0] = fd;
    fds[1] = fd;
    return fd < 0 ? fd : 0;
}

/*
 * A timer that never runs down: it is only there to be cancelled when the time of day jumps, by a step or when the
 * machine wakes from a suspend (TFD_TIMER_CANCEL_ON_SET). It stays armed then.
 */
static int linux_clock_set_open(void) {
    int fd = (int)foliot_result(timerfd_create(CLOCK_REALTIME, TFD_NONBLOCK | TFD_CLOEXEC));
    struct itimerspec never = {.it_value = {.tv_sec = INT64_MAX}};
    int result = fd < 0 ? fd : foliot_linux_timerfd_settime(fd, TFD_TIMER_ABSTIME | TFD_TIMER_CANCEL_ON_SET, &never);
    if (fd >= 0 && result < 0) {
        close(fd);
    }
    return result < 0 ? result : fd;
}

const struct foliot_syscalls foliot_syscalls_real = {
    .clock_gettime = foliot_posix_clock_gettime,
    .clock_getres = foliot_posix_clock_getres,
    .clock_settime = foliot_posix_clock_settime,
    .clock_adjtime = foliot_linux_clock_adjtime,
    .ntp_adjtime = foliot_linux_ntp_adjtime,
    .ntp_gettime = foliot_missing_ntp_gettime,
    .settimeofday = foliot_missing_settimeofday,
    .cycle_counter = foliot_missing_cycle_counter,
    .clock_ticks = foliot_posix_clock_ticks,
    .socket = linux_socket,
    .setsockopt = foliot_posix_setsockopt,
    .getsockopt = foliot_posix_getsockopt,
    .bind = foliot_posix_bind,
    .connect = foliot_posix_connect,
    .getsockname = foliot_posix_getsockname,
    .recvmsg = foliot_posix_recvmsg,
    .sendmsg = foliot_posix_sendmsg,
    .recvmmsg = linux_recvmmsg,
    .sendmmsg = linux_sendmmsg,
    .ppoll = foliot_linux_ppoll,
    .wake_open = linux_wake_open,
    .clock_set_open = linux_clock_set_open,
    .read = foliot_posix_read,
    .write = foliot_posix_write,
    .close = foliot_posix_close,
};
