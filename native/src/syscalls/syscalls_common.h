/* The calls of POSIX, in the form of struct foliot_syscalls. */
#ifndef FOLIOT_SYSCALLS_COMMON_H
#define FOLIOT_SYSCALLS_COMMON_H

#include "foliot/syscalls.h"

/* What -1 and errno say in one number: the result, or -errno. */
long foliot_result(long result);

int foliot_posix_clock_gettime(int clock, struct timespec *time);
int foliot_posix_clock_getres(int clock, struct timespec *resolution);
int foliot_posix_clock_settime(int clock, const struct timespec *time);
long foliot_posix_clock_ticks(void);
/* In three calls, for systems whose socket(2) takes no flags. */
int foliot_posix_socket(int family, int type, int protocol);
int foliot_posix_setsockopt(int fd, int level, int name, const void *value, unsigned length);
int foliot_posix_getsockopt(int fd, int level, int name, void *value, unsigned *length);
int foliot_posix_bind(int fd, const struct sockaddr *address, unsigned length);
int foliot_posix_connect(int fd, const struct sockaddr *address, unsigned length);
int foliot_posix_getsockname(int fd, struct sockaddr *address, unsigned *length);
int64_t foliot_posix_recvmsg(int fd, struct msghdr *message, int flags);
int64_t foliot_posix_sendmsg(int fd, const struct msghdr *message, int flags);
int64_t foliot_posix_read(int fd, void *buffer, size_t length);
int64_t foliot_posix_write(int fd, const void *buffer, size_t length);
int foliot_posix_close(int fd);
int foliot_posix_fcntl(int fd, int command, int argument);

/* By poll(2), for systems without ppoll(2): it returns up to 1 ms after the timeout, never before. */
int foliot_posix_ppoll(struct pollfd *fds, unsigned count, const struct timespec *timeout);

/* A pipe as a wake-up, for systems without eventfd(2). */
int foliot_posix_wake_open(int fds[2]);

/* Calls that a system lacks: -ENOSYS. */
int foliot_missing_clock_adjtime(int clock, struct timex *timex);
int foliot_missing_ntp_adjtime(struct timex *timex);
int foliot_missing_ntp_gettime(struct ntptimeval *time);
int foliot_missing_settimeofday(const struct timeval *time, const struct timezone *zone);
int foliot_missing_cycle_counter(uint64_t *cycles, uint64_t *cycles_per_s);
int foliot_missing_clock_set_open(void);
int foliot_missing_mmsg(int fd, struct mmsghdr *messages, unsigned count, int flags);

#endif
