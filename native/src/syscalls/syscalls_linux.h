/* The calls of Linux alone, in the form of struct foliot_syscalls. */
#ifndef FOLIOT_SYSCALLS_LINUX_H
#define FOLIOT_SYSCALLS_LINUX_H

#include "foliot/syscalls.h"

struct itimerspec;

int foliot_linux_clock_adjtime(int clock, struct timex *timex);
int foliot_linux_ntp_adjtime(struct timex *timex);
int foliot_linux_timerfd_settime(int fd, int flags, const struct itimerspec *when);
int foliot_linux_ppoll(struct pollfd *fds, unsigned count, const struct timespec *timeout);

#endif
