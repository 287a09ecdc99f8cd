/* Waiting by ppoll(2). What differs between systems, the call itself and the kind of wake-up, is in the table of system
 * calls. */
#include <errno.h>
#include <poll.h>
#include <stdbool.h>

#include "foliot/poll.h"
#include "foliot/syscalls.h"
#include "time/timespec.h"

static int32_t ready_of(short events) {
    int32_t ready = (events & POLLIN) != 0 ? FOLIOT_POLL_READ : 0;
    ready |= (events & (POLLERR | POLLPRI | POLLHUP)) != 0 ? FOLIOT_POLL_ERROR : 0;
    ready |= (events & POLLNVAL) != 0 ? FOLIOT_POLL_INVALID : 0;
    return ready;
}

/* Empties it, so that the next wait waits. A pipe may hold several signals. */
static void take_wake(const struct foliot_wake *wake) {
    uint64_t signals[8];
    int64_t result;
    do {
        result = foliot_sys->read(wake->read_fd, signals, sizeof signals);
    } while (result == -EINTR || result == (int64_t)sizeof signals);
}

/* Reading takes the news back, as an error: ECANCELED. */
static void take_clock_set(const struct foliot_wake *wake) {
    uint64_t expirations;
    foliot_sys->read(wake->clock_set_fd, &expirations, sizeof expirations);
}

int foliot_poll_wait(struct foliot_poll_item *items, size_t count, const struct foliot_wake *wake, int64_t timeout_ns) {
    struct pollfd fds[FOLIOT_POLL_MAX + 2];
    if (count > FOLIOT_POLL_MAX) {
        return -EINVAL;
    }
    for (size_t i = 0; i < count; i++) {
        short events = (items[i].events & FOLIOT_POLL_READ) != 0 ? POLLIN : 0;
        fds[i] = (struct pollfd){.fd = items[i].fd, .events = events};
        items[i].ready = 0;
    }
    fds[count] = (struct pollfd){.fd = wake == NULL ? -1 : wake->read_fd, .events = POLLIN};
    fds[count + 1] = (struct pollfd){.fd = wake == NULL ? -1 : wake->clock_set_fd, .events = POLLIN};
    struct timespec timeout = foliot_timespec_from_ns(timeout_ns < 0 ? 0 : timeout_ns);
    int result = foliot_sys->ppoll(fds, (unsigned)count + 2, timeout_ns < 0 ? NULL : &timeout);
    if (result <= 0) {
        return result == -EINTR ? 0 : result;
    }
    int ready = 0;
    for (size_t i = 0; i < count; i++) {
        items[i].ready = ready_of(fds[i].revents);
        ready += items[i].ready != 0;
    }
    if ((fds[count].revents & POLLIN) != 0) {
        take_wake(wake);
    }
    if ((fds[count + 1].revents & POLLIN) != 0) {
        take_clock_set(wake);
    }
    return ready;
}

int foliot_wake_open(struct foliot_wake *wake) {
    int fds[2] = {-1, -1};
    int result = foliot_sys->wake_open(fds);
    wake->read_fd = fds[0];
    wake->write_fd = fds[1];
    /* Without it, what it tells is noticed later. */
    int clock_set_fd = result < 0 ? result : foliot_sys->clock_set_open();
    wake->clock_set_fd = clock_set_fd < 0 ? -1 : clock_set_fd;
    return result;
}

int foliot_wake_signal(const struct foliot_wake *wake) {
    uint64_t one = 1;
    int64_t result;
    do {
        result = foliot_sys->write(wake->write_fd, &one, sizeof one);
    } while (result == -EINTR);
    /* A full pipe or counter wakes up as well. */
    return result < 0 && result != -EAGAIN ? (int)result : 0;
}

int foliot_wake_close(struct foliot_wake *wake) {
    int result = foliot_sys->close(wake->read_fd);
    if (wake->write_fd != wake->read_fd) {
        int second = foliot_sys->close(wake->write_fd);
        result = result < 0 ? result : second;
    }
    if (wake->clock_set_fd >= 0) {
        int third = foliot_sys->close(wake->clock_set_fd);
        result = result < 0 ? result : third;
    }
    wake->clock_set_fd = -1;
    wake->read_fd = -1;
    wake->write_fd = -1;
    return result;
}
