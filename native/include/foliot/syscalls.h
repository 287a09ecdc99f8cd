/*
 * Every call to the operating system goes through this table, so that a test can put a kernel of its own in its place.
 *
 * Entries are named after the calls of their manual pages and take the same arguments, apart from two things: they
 * return a negated errno value in place of -1 and errno, and sizes of structures are given as unsigned. An entry that
 * the system lacks returns -ENOSYS; so do recvmmsg and sendmmsg where they are loops of the C library (FreeBSD).
 */
#ifndef FOLIOT_SYSCALLS_H
#define FOLIOT_SYSCALLS_H

#include <stddef.h>
#include <stdint.h>
#include <time.h>

#ifdef __cplusplus
extern "C" {
#endif

struct mmsghdr;
struct msghdr;
struct ntptimeval;
struct pollfd;
struct sockaddr;
struct timeval;
struct timex;
struct timezone;

struct foliot_syscalls {
    int (*clock_gettime)(int clock, struct timespec *time);
    int (*clock_getres)(int clock, struct timespec *resolution);
    int (*clock_settime)(int clock, const struct timespec *time);
    int (*clock_adjtime)(int clock, struct timex *timex);
    int (*ntp_adjtime)(struct timex *timex);
    int (*ntp_gettime)(struct ntptimeval *time);                                  /* FreeBSD */
    int (*settimeofday)(const struct timeval *time, const struct timezone *zone); /* macOS */
    int (*cycle_counter)(uint64_t *cycles, uint64_t *cycles_per_s);               /* FreeBSD; the nominal rate */
    long (*clock_ticks)(void);                                                    /* sysconf(_SC_CLK_TCK): USER_HZ */

    int (*socket)(int family, int type, int protocol); /* non-blocking, closed on exec */
    int (*setsockopt)(int fd, int level, int name, const void *value, unsigned length);
    int (*getsockopt)(int fd, int level, int name, void *value, unsigned *length);
    int (*bind)(int fd, const struct sockaddr *address, unsigned length);
    int (*connect)(int fd, const struct sockaddr *address, unsigned length);
    int (*getsockname)(int fd, struct sockaddr *address, unsigned *length);
    int64_t (*recvmsg)(int fd, struct msghdr *message, int flags);
    int64_t (*sendmsg)(int fd, const struct msghdr *message, int flags);
    int (*recvmmsg)(int fd, struct mmsghdr *messages, unsigned count, int flags);
    int (*sendmmsg)(int fd, struct mmsghdr *messages, unsigned count, int flags);

    int (*ppoll)(struct pollfd *fds, unsigned count, const struct timespec *timeout);
    int (*wake_open)(int fds[2]); /* fds[0] to read, fds[1] to write; both non-blocking, closed on exec */
    int (*clock_set_open)(void);  /* Linux: ready to read once the time of day is set (timerfd_create(2)) */
    int64_t (*read)(int fd, void *buffer, size_t length);
    int64_t (*write)(int fd, const void *buffer, size_t length);
    int (*close)(int fd);
};

/* The calls of this operating system. */
extern const struct foliot_syscalls foliot_syscalls_real;

/* What the library calls; foliot_syscalls_real, but in a test. */
extern const struct foliot_syscalls *foliot_sys;

#ifdef __cplusplus
}
#endif

#endif
