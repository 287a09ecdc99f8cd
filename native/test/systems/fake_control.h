/*
 * The control messages of the other system's kernel. One file per system implements this; the functions that are told
 * of a socket are for fake_sockets.c.
 */
#ifndef FOLIOT_FAKE_CONTROL_H
#define FOLIOT_FAKE_CONTROL_H

#include "fake_sockets.h"

#ifdef __cplusplus
extern "C" {
#endif

enum fake_control {
    FAKE_CONTROL_MICROSECONDS, /* a stamp: fake_microseconds */
    FAKE_CONTROL_NANOSECONDS,  /* a stamp: seconds and nanoseconds, 8 bytes each; unknown to macOS */
    FAKE_CONTROL_DESTINATION4, /* fake_destination4 */
    FAKE_CONTROL_PKTINFO6,     /* an IPv6 address and an interface */
    FAKE_CONTROL_TIME_INFO,    /* FreeBSD, with a stamp by hardware: 64 bytes */
    FAKE_CONTROL_UNKNOWN,
};

/* Control messages begin at multiples of this, */
extern const size_t fake_control_alignment;
/* and their data this far behind. */
extern const size_t fake_control_header;

/* Writes a control message of any size; `claimed` is the length in its header when that shall lie, else 0. Returns how
 * far the next one is. */
size_t fake_control_write(uint8_t *at, enum fake_control kind, const void *data, size_t size, uint32_t claimed);

/* struct timeval; what is padding has all bits set. Returns its size. */
size_t fake_microseconds(uint8_t *bytes, int64_t seconds, int32_t microseconds);

/* The system's structure that says where an IPv4 datagram was sent to. Returns its size. */
size_t fake_destination4(uint8_t *bytes, const uint8_t address[4], unsigned interface);

/* setsockopt(2) for what is the system's own: 0, or -ENOPROTOOPT. */
int fake_control_option(struct fake_socket *socket, int level, int name, int value);

/* What a datagram comes with, in the kernel's order. Returns its size. */
size_t fake_control_receive(const struct fake_socket *socket, const struct fake_datagram *datagram, uint8_t *control);

/* Finds the source address in what is to be sent. Returns 0 or -errno. */
int fake_control_send(const struct fake_socket *socket, const uint8_t *control, size_t length,
                      struct foliot_address *source);

#ifdef __cplusplus
}
#endif

#endif
