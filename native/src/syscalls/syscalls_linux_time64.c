/*
 * What syscalls_libc.c and syscalls_linux_libc.c are, for 32-bit Linux with a time_t of 64 bits. glibc has such calls
 * since 2.34, the kernel since 5.1: the C library is passed by, so that the library loads with an older one. Its
 * headers then have the kernel's structures, and the socket options of that width.
 */
#include <errno.h>
#include <poll.h>
#include <stddef.h>
#include <sys/socket.h>
#include <sys/syscall.h>
#include <sys/timex.h>
#include <time.h>
#include <unistd.h>

#include "syscalls/syscalls_common.h"
#include "syscalls/syscalls_linux.h"

/* struct __kernel_timespec, apart from the width of tv_nsec: the kernel does not look at its upper half. */
_Static_assert(sizeof(time_t) == 8, "time_t is not of 64 bits");
_Static_assert(sizeof(struct timespec) == 16, "not the kernel's struct timespec");

/* struct __kernel_timex. */
_Static_assert(sizeof(struct timex) == 208, "not the kernel's struct timex");
_Static_assert(offsetof(struct timex, offset) == 8, "not the kernel's struct timex");
_Static_assert(offsetof(struct timex, freq) == 16, "not the kernel's struct timex");
_Static_assert(offsetof(struct timex, status) == 40, "not the kernel's struct timex");
_Static_assert(offsetof(struct timex, time.tv_usec) == 80, "not the kernel's struct timex");
_Static_assert(offsetof(struct timex, tick) == 88, "not the kernel's struct timex");
_Static_assert(offsetof(struct timex, tai) == 160, "not the kernel's struct timex");

/* The upper half is the C library's padding, which the kernel leaves alone or fills: neither is read. */
int foliot_posix_clock_gettime(int clock, struct timespec *time) {
    return (int)foliot_result(syscall(SYS_clock_gettime64, clock, time));
}

int foliot_posix_clock_getres(int clock, struct timespec *resolution) {
    return (int)foliot_result(syscall(SYS_clock_getres_time64, clock, resolution));
}

int foliot_posix_clock_settime(int clock, const struct timespec *time) {
    return (int)foliot_result(syscall(SYS_clock_settime64, clock, time));
}

int foliot_posix_setsockopt(int fd, int level, int name, const void *value, unsigned length) {
    return (int)foliot_result(syscall(SYS_setsockopt, fd, level, name, value, length));
}

int foliot_posix_getsockopt(int fd, int level, int name, void *value, unsigned *length) {
    return (int)foliot_result(syscall(SYS_getsockopt, fd, level, name, value, length));
}

int64_t foliot_posix_recvmsg(int fd, struct msghdr *message, int flags) {
    return foliot_result(syscall(SYS_recvmsg, fd, message, flags));
}

int64_t foliot_posix_sendmsg(int fd, const struct msghdr *message, int flags) {
    return foliot_result(syscall(SYS_sendmsg, fd, message, flags));
}

int foliot_posix_fcntl(int fd, int command, int argument) {
    return (int)foliot_result(syscall(SYS_fcntl64, fd, command, argument));
}

int foliot_linux_clock_adjtime(int clock, struct timex *timex) {
    return (int)foliot_result(syscall(SYS_clock_adjtime64, clock, timex));
}

/* There is no adjtimex(2) of 64 bits: it is clock_adjtime(2) of this clock. */
int foliot_linux_ntp_adjtime(struct timex *timex) { return foliot_linux_clock_adjtime(CLOCK_REALTIME, timex); }

int foliot_linux_timerfd_settime(int fd, int flags, const struct itimerspec *when) {
    return (int)foliot_result(syscall(SYS_timerfd_settime64, fd, flags, when, NULL));
}

int foliot_linux_ppoll(struct pollfd *fds, unsigned count, const struct timespec *timeout) {
    /* The kernel writes back what is left of it. */
    struct timespec left = timeout == NULL ? (struct timespec){0} : *timeout;
    return (int)foliot_result(syscall(SYS_ppoll_time64, fds, count, timeout == NULL ? NULL : &left, NULL, 0));
}
