/*
 * The calls of POSIX of which a C library for 32 bits has two: for a time_t of 32 bits and of 64. Here it is the C
 * library that decides; see syscalls_linux_time64.c.
 */
#include <fcntl.h>
#include <sys/socket.h>
#include <time.h>

#include "syscalls/syscalls_common.h"

int foliot_posix_clock_gettime(int clock, struct timespec *time) {
    return (int)foliot_result(clock_gettime((clockid_t)clock, time));
}

int foliot_posix_clock_getres(int clock, struct timespec *resolution) {
    return (int)foliot_result(clock_getres((clockid_t)clock, resolution));
}

int foliot_posix_clock_settime(int clock, const struct timespec *time) {
    return (int)foliot_result(clock_settime((clockid_t)clock, time));
}

int foliot_posix_setsockopt(int fd, int level, int name, const void *value, unsigned length) {
    return (int)foliot_result(setsockopt(fd, level, name, value, (socklen_t)length));
}

int foliot_posix_getsockopt(int fd, int level, int name, void *value, unsigned *length) {
    socklen_t size = (socklen_t)*length;
    int result = (int)foliot_result(getsockopt(fd, level, name, value, &size));
    *length = (unsigned)size;
    return result;
}

int64_t foliot_posix_recvmsg(int fd, struct msghdr *message, int flags) {
    return foliot_result(recvmsg(fd, message, flags));
}

int64_t foliot_posix_sendmsg(int fd, const struct msghdr *message, int flags) {
    return foliot_result(sendmsg(fd, message, flags));
}

int foliot_posix_fcntl(int fd, int command, int argument) { return (int)foliot_result(fcntl(fd, command, argument)); }
