/*
 * Waiting for several sockets at once, with a way to be woken up from another thread.
 *
 * Every function returns 0 or more, or a negated errno value.
 */
#ifndef FOLIOT_POLL_H
#define FOLIOT_POLL_H

#include <stddef.h>
#include <stdint.h>

#ifdef __cplusplus
extern "C" {
#endif

/* The most descriptors that one wait watches. */
#define FOLIOT_POLL_MAX 1024

/* foliot_poll_item.events and .ready */
#define FOLIOT_POLL_READ 1 /* something can be received */
/*
 * In ready, whether asked for or not: the error queue has something (transmit stamps), or an error is pending. Both
 * foliot_udp_transmit_stamps and foliot_udp_receive_batch are to be called, or the next wait returns at once.
 */
#define FOLIOT_POLL_ERROR 2
/* In ready, whether asked for or not: the descriptor is not open. */
#define FOLIOT_POLL_INVALID 4

/* A descriptor to watch. 12 bytes without padding, so that an array of them can lie in memory shared with Java. */
struct foliot_poll_item {
    int32_t fd;
    int32_t events; /* what to wait for: FOLIOT_POLL_READ, or 0 for errors alone */
    int32_t ready;  /* out: what there is */
};

/* A wake-up: eventfd(2) on Linux, where the first two are the same descriptor; else a pipe. */
struct foliot_wake {
    int32_t read_fd;
    int32_t write_fd;
    int32_t clock_set_fd; /* ready to read when the time of day has been set; -1 where the system does not tell */
};

/*
 * Waits until an item is ready, the wake-up is signalled or timeout_ns is over (ppoll(2); where there is only poll(2),
 * up to 1 ms later); 0 does not wait, a negative one waits for ever. A wake-up is taken back by the wait that it ends.
 * On Linux a wait with a wake-up also ends when the time of day has been set, by a step or when the machine wakes from
 * a suspend, over which timeout_ns does not run; elsewhere it goes on.
 *
 * wake: null for none.
 *
 * Returns how many items are ready; 0 after the timeout, a wake-up, a setting of the clock or a signal (EINTR).
 * -EINVAL: more than FOLIOT_POLL_MAX items.
 */
int foliot_poll_wait(struct foliot_poll_item *items, size_t count, const struct foliot_wake *wake, int64_t timeout_ns);

/* Makes a wake-up. -EMFILE, -ENFILE: too many descriptors. */
int foliot_wake_open(struct foliot_wake *wake);

/* Makes the present or the next wait return. From any thread, while the wake-up is open; several signals count as one.
 */
int foliot_wake_signal(const struct foliot_wake *wake);

int foliot_wake_close(struct foliot_wake *wake);

#ifdef __cplusplus
}
#endif

#endif
