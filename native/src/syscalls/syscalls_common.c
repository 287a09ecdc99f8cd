#include "syscalls/syscalls_common.h"

#include <errno.h>
#include <fcntl.h>
#include <limits.h>
#include <poll.h>
#include <sys/socket.h>
#include <time.h>
#include <unistd.h>

const struct foliot_syscalls *foliot_sys = &foliot_syscalls_real;

long foliot_result(long result) { return result == -1 ? -errno : result; }

long foliot_posix_clock_ticks(void) { return sysconf(_SC_CLK_TCK); }

static int set_nonblocking_cloexec(int fd) {
    int result = foliot_posix_fcntl(fd, F_SETFL, O_NONBLOCK);
    return result < 0 ? result : foliot_posix_fcntl(fd, F_SETFD, FD_CLOEXEC);
}

int foliot_posix_socket(int family, int type, int protocol) {
    int fd = (int)foliot_result(socket(family, type, protocol));
    int result = fd < 0 ? fd : set_nonblocking_cloexec(fd);
    if (fd >= 0 && result < 0) {
        close(fd);
    }
    return result < 0 ? result : fd;
}

int foliot_posix_bind(int fd, const struct sockaddr *address, unsigned length) {
    return (int)foliot_result(bind(fd, address, (socklen_t)length));
}

int foliot_posix_connect(int fd, const struct sockaddr *address, unsigned length) {
    return (int)foliot_result(connect(fd, address, (socklen_t)length));
}

int foliot_posix_getsockname(int fd, struct sockaddr *address, unsigned *length) {
    socklen_t size = (socklen_t)*length;
    int result = (int)foliot_result(getsockname(fd, address, &size));
    *length = (unsigned)size;
    return result;
}

int64_t foliot_posix_read(int fd, void *buffer, size_t length) { return foliot_result(read(fd, buffer, length)); }

int64_t foliot_posix_write(int fd, const void *buffer, size_t length) {
    return foliot_result(write(fd, buffer, length));
}

int foliot_posix_close(int fd) { return (int)foliot_result(close(fd)); }

/* Rounded up, since to wait again for less than a millisecond would be a busy loop. */
static int milliseconds_of(const struct timespec *timeout) {
    if (timeout == NULL) {
        return -1;
    }
    if (timeout->tv_sec >= INT_MAX / 1000) {
        return INT_MAX;
    }
    return (int)(timeout->tv_sec * 1000 + (timeout->tv_nsec + 999999) / 1000000);
}

int foliot_posix_ppoll(struct pollfd *fds, unsigned count, const struct timespec *timeout) {
    return (int)foliot_result(poll(fds, count, milliseconds_of(timeout)));
}

int foliot_posix_wake_open(int fds[2]) {
    int result = (int)foliot_result(pipe(fds));
    for (int i = 0; i < 2 && result >= 0; i++) {
        result = set_nonblocking_cloexec(fds[i]);
        if (result < 0) {
            close(fds[0]);
            close(fds[1]);
        }
    }
    return result;
}
