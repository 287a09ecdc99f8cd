/*
 * The sockets of the other system's kernel, made up in C with its structures, and told here without them. It has one
 * socket at a time, two interfaces, 1 and 2, and the addresses 127.0.0.1, 198.51.100.7, ::1, 2001:db8::7 and fe80::7.
 */
#ifndef FOLIOT_FAKE_SOCKETS_H
#define FOLIOT_FAKE_SOCKETS_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

#include "foliot/udp.h"

#ifdef __cplusplus
extern "C" {
#endif

/* The descriptor of the socket. */
#define FAKE_FD 5

/* A kernel without sockets, whose clock stands still. Takes over its part of the table of system calls. */
void fake_sockets_reset(int64_t now_ns);

/* What the kernel was asked for. */
struct fake_socket {
    bool open;
    bool bound;
    bool connected;
    bool ipv6_only;
    bool shares_port;  /* by the option that spreads senders, where there is one */
    bool stamps;       /* receive stamps */
    bool nanoseconds;  /* which count nanoseconds */
    bool destinations; /* the address that a datagram was sent to */
    int buffer;        /* bytes of the receive buffer */
    struct foliot_address local;
    struct foliot_address remote; /* of a connected socket */
};

const struct fake_socket *fake_socket(void);

/* Options that an older kernel, or a sandbox, refuses. */
void fake_refuse_stamps(void);
void fake_refuse_nanoseconds(void);
void fake_refuse_destinations(void);

/* The largest receive buffer that a socket may have from now on; FAKE_BUFFER is what each has at first. */
void fake_limit_buffer(int size);

#define FAKE_BUFFER 42080

/* A datagram that arrives. */
struct fake_datagram {
    struct foliot_address from;
    struct foliot_address to;
    int64_t stamp_ns; /* by the kernel's clock */
    unsigned interface;
    const char *text; /* repeated until it is `length` bytes */
    size_t length;
};

void fake_arrive(const struct fake_datagram *datagram);

/* What a socket's control messages hold at most from now on; the rest is cut off. */
void fake_cut_control(size_t length);

/* The network says something about an earlier datagram: reported once, when no datagram waits (ECONNREFUSED, say). */
void fake_network_error(int error);

/* The call after `calls` further ones of its kind fails, once. */
void fake_fail_receive(unsigned calls, int error);
void fake_fail_send(unsigned calls, int error);

/* How often the kernel was called to receive. */
unsigned fake_receive_calls(void);

/* A datagram that was sent. */
struct fake_sent {
    struct foliot_address from;
    struct foliot_address to;
    uint8_t payload[FOLIOT_SLOT_PAYLOAD];
    size_t length;
    int64_t clock_ns; /* the kernel's clock, which goes on by 1 us with each datagram */
};

size_t fake_sent_count(void);
const struct fake_sent *fake_sent(size_t index);

#ifdef __cplusplus
}
#endif

#endif
