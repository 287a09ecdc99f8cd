/*
 * What the files of the sockets share: addresses as the kernel has them, and what each operating system does in its own
 * way, which is stamps and control messages.
 */
#ifndef FOLIOT_UDP_INTERNAL_H
#define FOLIOT_UDP_INTERNAL_H

#include <netinet/in.h>
#include <stdbool.h>
#include <stddef.h>
#include <sys/socket.h>

#include "foliot/udp.h"

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

/* Memory for control messages, aligned for their headers. Enough for all that a socket of ours is sent with one
 * datagram. */
#define FOLIOT_CONTROL_SIZE 256

union foliot_control_buffer {
    uint64_t alignment;
    uint8_t bytes[FOLIOT_CONTROL_SIZE];
};

/* What the control messages of a datagram said. Zero is: nothing. */
struct foliot_control {
    int64_t kernel_ns; /* a stamp by the kernel, 0 for none */
    int64_t kernel_error_ns;
    int64_t hardware_ns; /* a stamp by the interface, 0 for none */
    uint8_t local_address[16];
    int32_t local_family; /* 4, 16, 0 for none */
    int32_t interface;
    bool transmitted; /* the stamps are of a datagram that was sent, */
    uint32_t id;      /* this one */
};

/* Turns on stamps as the flags of foliot_udp_bind say, and the destination address of what is received. */
int foliot_udp_enable_control(int fd, int family, unsigned flags);

/* Reads control messages. Whatever stands there, it reads within the length, and takes nothing that is cut off or not
 * plausible. */
void foliot_control_parse(const void *control, size_t length, struct foliot_control *parsed);

/* Writes the control message that sends a datagram from slot's local address. Returns its size, 0 when the address is
 * none. */
size_t foliot_control_write_source(union foliot_control_buffer *control, const struct foliot_slot *slot);

/* Gives a slot the best stamp that the control messages have; false when they have none. */
bool foliot_slot_take_stamp(struct foliot_slot *slot, const struct foliot_control *control);

/* A fresh descriptor for a family: datagrams, non-blocking, closed on exec. */
int foliot_udp_socket(int family);

/* What one system call receives beside the payloads. */
struct foliot_incoming {
    struct mmsghdr messages[FOLIOT_UDP_BATCH];
    struct iovec payloads[FOLIOT_UDP_BATCH];
    union foliot_sockaddr remotes[FOLIOT_UDP_BATCH];
    union foliot_control_buffer controls[FOLIOT_UDP_BATCH];
};

/*
 * Receives up to `capacity` messages, FOLIOT_UDP_BATCH at most: payloads into the slots, the rest into `incoming`.
 * Returns how many; 0 when none waits.
 */
int foliot_udp_receive_messages(int fd, struct foliot_incoming *incoming, struct foliot_slot *slots, size_t capacity,
                                int flags);

#endif
