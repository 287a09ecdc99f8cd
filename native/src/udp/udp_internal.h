/*
 * What the files of the sockets share: addresses as the kernel has them, batches, and what each operating system does
 * in its own way, which is stamps, control messages and the calls that move a batch.
 */
#ifndef FOLIOT_UDP_INTERNAL_H
#define FOLIOT_UDP_INTERNAL_H

#include <netinet/in.h>
#include <stdbool.h>
#include <stddef.h>
#include <sys/socket.h>

#include "foliot/udp.h"
#include "udp/udp_control.h"

union foliot_sockaddr {
    struct sockaddr any;
    struct sockaddr_in in;
    struct sockaddr_in6 in6;
};

/* The kernel's form of an address. Returns its size, or 0 when length is neither 4 nor 16 or port no port. */
unsigned foliot_sockaddr_encode(union foliot_sockaddr *encoded, const uint8_t bytes[16], int64_t length, int64_t port,
                                uint32_t scope);

/* Back again; length is 0 for a family that is neither. */
void foliot_sockaddr_decode(const union foliot_sockaddr *encoded, struct foliot_address *address);

/* One datagram of a batch: struct mmsghdr, which not every system has. */
struct foliot_message {
    struct msghdr header;
    unsigned length; /* out: bytes received */
};

/* The system's own: the socket option of FOLIOT_UDP_REUSE_PORT. */
extern const int foliot_udp_reuse_port_option;

/* The system's own: turns on stamps as the flags of foliot_udp_bind say, and the destination address of what is
 * received. The address is what the socket will be bound or connected to. */
int foliot_udp_enable_control(int fd, const union foliot_sockaddr *address, unsigned flags);

/* The system's own: FOLIOT_UDP_LARGE_BUFFER. What the socket has is never made less. */
void foliot_udp_make_room(int fd);

/*
 * The system's own: recvmmsg(2), without waiting. Returns how many messages were received, or -errno of the first; an
 * error of a later one ends the batch before it.
 */
int foliot_messages_receive(int fd, struct foliot_message *messages, unsigned count, int flags);

/*
 * The system's own: sends up to foliot_udp_sent_per_call messages by one system call, without waiting: sendmmsg(2) or
 * sendmsg(2). Returns how many were sent, from the first on, or -errno of the first; an error of a later one ends the
 * call before it.
 */
int foliot_messages_send(int fd, struct foliot_message *messages, unsigned count);
extern const unsigned foliot_udp_sent_per_call;

/* CLOCK_REALTIME. */
int64_t foliot_udp_now_ns(void);

/* Gives a slot a time that this process has read. */
void foliot_slot_stamp_by_daemon(struct foliot_slot *slot, int64_t ns);

/* Gives a slot the best stamp that the control messages have; false when they have none. */
bool foliot_slot_take_stamp(struct foliot_slot *slot, const struct foliot_control *control);

/* A fresh descriptor for a family: datagrams, non-blocking, closed on exec. */
int foliot_udp_socket(int family);

int foliot_udp_set_option(int fd, int level, int name, int value);

/* The size of a socket's receive buffer as the kernel counts it; -errno. */
int foliot_udp_receive_buffer(int fd);

/* What one batch receives beside the payloads. */
struct foliot_incoming {
    struct foliot_message messages[FOLIOT_UDP_BATCH];
    struct iovec payloads[FOLIOT_UDP_BATCH];
    union foliot_sockaddr remotes[FOLIOT_UDP_BATCH];
    union foliot_control_buffer controls[FOLIOT_UDP_BATCH];
};

/*
 * Receives up to `capacity` messages, FOLIOT_UDP_BATCH at most: payloads into the slots, the rest into `incoming`.
 * Returns how many; 0 when none waits.
 */
int foliot_udp_receive_incoming(int fd, struct foliot_incoming *incoming, struct foliot_slot *slots, size_t capacity,
                                int flags);

#endif
