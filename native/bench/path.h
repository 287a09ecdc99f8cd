/*
 * The generator's way to one server: a few UDP sockets, a batch of datagrams a call.
 *
 * Either the sockets are connected, and all requests are from one address; or each request says which of many addresses
 * it is from (IP_PKTINFO, IPV6_PKTINFO). All of these have to be this machine's: 127.0.0.0/8 is, others by
 * `ip route add local`.
 */
#ifndef FOLIOT_BENCH_PATH_H
#define FOLIOT_BENCH_PATH_H

#ifndef _GNU_SOURCE
#define _GNU_SOURCE
#endif

#include <netinet/in.h>
#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>
#include <sys/socket.h>

#define PATH_SOCKETS 4u
#define PATH_BATCH 64u
#define PATH_DATAGRAM 1472u /* what Ethernet takes in one piece */

union path_address {
    struct sockaddr any;
    struct sockaddr_in in;
    struct sockaddr_in6 in6;
};

struct path {
    union path_address server;
    union path_address first_client; /* of many, counted up in the last 4 bytes */
    bool networks;                   /* instead each in a network of its own: /24, /56 */
    unsigned clients;                /* 0: connected sockets */
    int sockets[PATH_SOCKETS];
    uint16_t ports[PATH_SOCKETS]; /* this end's */
};

/* Datagrams to send or received. Large: not for the stack. All zero: empty. */
struct batch {
    unsigned count;
    unsigned ready; /* how many of the messages are set up to receive, from the last on */
    uint16_t lengths[PATH_BATCH];
    uint32_t clients[PATH_BATCH];  /* to send: which address it is from, 0 to clients - 1 */
    int64_t stamps_ns[PATH_BATCH]; /* received: CLOCK_REALTIME by the kernel; 0 without path_stamp */
    uint8_t datagrams[PATH_BATCH][PATH_DATAGRAM];
    struct mmsghdr messages[PATH_BATCH];
    struct iovec vectors[PATH_BATCH];
    union path_address names[PATH_BATCH];
    _Alignas(struct cmsghdr) uint8_t controls[PATH_BATCH][64];
};

/* The address in numbers, "192.0.2.1" or "2001:db8::1". Returns 0, or -EINVAL. */
int path_address(const char *text, uint16_t port, union path_address *address);

/*
 * Opens the sockets of a path whose server and clients are set. from_ntp_port: the last socket is bound to port 123, as
 * another server's is, where that is permitted and free. Returns 0, or -errno with nothing open.
 */
int path_open(struct path *path, bool from_ntp_port);

void path_close(struct path *path);

/* Have the kernel stamp what arrives. Returns 0, or -errno. */
int path_stamp(struct path *path);

/* Returns how many of the batch the system took, from the first on; errors of single datagrams end a batch as well. */
unsigned path_send(const struct path *path, unsigned socket, struct batch *batch);

/*
 * Takes what has arrived from the server's address and port; anything else is passed over. Returns whether there may be
 * more.
 */
bool path_receive(const struct path *path, unsigned socket, struct batch *batch);

#endif
