/*
 * UDP sockets whose datagrams carry the time at which they crossed the machine's border, in batches.
 *
 * Every function returns 0 or more, or a negated errno value. Nothing blocks. A socket is a file descriptor,
 * non-blocking and closed on exec; one thread uses it at a time.
 */
#ifndef FOLIOT_UDP_H
#define FOLIOT_UDP_H

#include <stddef.h>
#include <stdint.h>

#ifdef __cplusplus
extern "C" {
#endif

#define FOLIOT_SLOT_SIZE 1536
#define FOLIOT_SLOT_HEADER 128
#define FOLIOT_SLOT_PAYLOAD (FOLIOT_SLOT_SIZE - FOLIOT_SLOT_HEADER)

/* Datagrams that are moved at a time: on Linux, by one system call. */
#define FOLIOT_UDP_BATCH 64

/* foliot_slot.flags */
#define FOLIOT_SLOT_TRUNCATED 1      /* received: it was longer than the payload; its rest is lost */
#define FOLIOT_SLOT_STAMP_TRANSMIT 2 /* to send: write the time of sending into the NTP packet */
#define FOLIOT_SLOT_SKIP 4           /* to reply: this one gets no reply */
#define FOLIOT_SLOT_STAMP_REQUEST 8  /* to reply: have the kernel stamp it, and give it back */
#define FOLIOT_SLOT_TO_MANY 16       /* received: it was sent to a broadcast or multicast address */

/* Where an NTP packet has its transmit timestamp (RFC 5905, figure 8). */
#define FOLIOT_NTP_TRANSMIT_OFFSET 40

/* Who took a stamp; the ordinals of dev.foliot.platform.StampSource. */
enum foliot_stamp_source {
    FOLIOT_STAMP_NONE = 0,
    FOLIOT_STAMP_DAEMON = 1,   /* this process, next to the system call */
    FOLIOT_STAMP_KERNEL = 2,   /* the network stack, by CLOCK_REALTIME */
    FOLIOT_STAMP_HARDWARE = 3, /* the network interface, by its own clock (PHC), which is another scale */
};

/* One datagram: the layout of dev.foliot.platform.DatagramBatch, in host order; the payload's integers are in network
 * order. */
struct foliot_slot {
    int32_t length; /* bytes in payload */
    int32_t flags;  /* FOLIOT_SLOT_* */
    int64_t stamp_ns;
    int32_t stamp_source;   /* enum foliot_stamp_source */
    int32_t stamp_error_ns; /* by how much the stamp may be wrong for its resolution */
    int32_t transmit_id;    /* of a transmit stamp: which datagram of the socket, from 0 */
    int32_t interface;      /* index of the network interface it came in by; 0 when unknown */
    uint8_t remote_address[16];
    uint8_t local_address[16]; /* received: where it was sent to; to send: where it shall come from */
    int32_t remote_port;       /* host order */
    int32_t remote_scope;      /* interface index of a link-local IPv6 address, else 0 */
    int32_t remote_family;     /* bytes of remote_address: 4, 16; 0 to send on a connected socket */
    int32_t local_family;      /* bytes of local_address: 4, 16; 0 unknown, or the kernel's choice */
    int32_t send_error;        /* after a reply: why it was not sent, an errno value; else 0 */
    uint8_t reserved[FOLIOT_SLOT_HEADER - 84];
    uint8_t payload[FOLIOT_SLOT_PAYLOAD];
};

/* An IP address with port. 28 bytes without padding. */
struct foliot_address {
    uint8_t bytes[16]; /* IPv6; IPv4 in the first 4 */
    uint32_t length;   /* 4 or 16 */
    uint32_t port;     /* host order, 0 to 65535 */
    uint32_t scope;    /* interface index of a link-local IPv6 address, else 0 */
};

/* Flags of foliot_udp_bind and foliot_udp_connect. */
/*
 * Several sockets share the port, and the kernel spreads senders over them: SO_REUSEPORT, on FreeBSD SO_REUSEPORT_LB.
 * macOS spreads none: one of the sockets gets all.
 */
#define FOLIOT_UDP_REUSE_PORT 1u
/*
 * Have the kernel stamp what is sent; foliot_udp_transmit_stamps reads the stamps. Only for who reads them: until then
 * they lie in the socket's receive buffer and keep the socket ready. Linux; FreeBSD and macOS stamp none.
 */
#define FOLIOT_UDP_TRANSMIT_STAMPS 2u
/*
 * Ask for stamps by the network interface as well, and prefer them. They count the interface's clock (PHC), not
 * CLOCK_REALTIME: only for a caller who knows how the two relate. Whether any come depends on the interface and on how
 * it is set up (SIOCSHWTSTAMP); a datagram without one has its kernel stamp. Linux.
 */
#define FOLIOT_UDP_HARDWARE_STAMPS 4u
/*
 * Ask for room for FOLIOT_UDP_ROOM bytes of datagrams that wait to be received, with what the kernel keeps beside them;
 * the system gives what it permits. Linux: net.core.rmem_max, which a process with CAP_NET_ADMIN need not heed.
 */
#define FOLIOT_UDP_LARGE_BUFFER 8u

#define FOLIOT_UDP_ROOM (1 << 20)

/*
 * A socket that listens at an address; IPv6 ones take IPv6 only. Where that is the wildcard, datagrams received say
 * which of our addresses they were sent to, and by which interface they came; elsewhere they may (FreeBSD and macOS
 * over IPv6, macOS over IPv4 too). Those that were sent to many are told by FOLIOT_SLOT_TO_MANY; only wildcard sockets
 * get any. Of IPv4's broadcast addresses FreeBSD and macOS tell 255.255.255.255 alone.
 *
 * Returns the descriptor. -EADDRINUSE, -EADDRNOTAVAIL, -EACCES (bind(2)); -EAFNOSUPPORT: no IPv6 here; -EINVAL: not an
 * address.
 */
int foliot_udp_bind(const struct foliot_address *local, unsigned flags);

/*
 * A socket that talks to one remote address from a port that the kernel chooses. Sends nothing.
 *
 * Returns the descriptor. -ENETUNREACH, -EHOSTUNREACH: no way there; -EAFNOSUPPORT; -EINVAL.
 */
int foliot_udp_connect(const struct foliot_address *remote, unsigned flags);

/* This end of a socket, with the port that the kernel chose (getsockname(2)). */
int foliot_udp_local_address(int fd, struct foliot_address *local);

/*
 * Receives what has arrived into slots from 0 on, at most FOLIOT_UDP_BATCH datagrams a call. Each slot's header is
 * written as a whole.
 *
 * Each has a stamp. Without one of the kernel it is the time right after the system call, FOLIOT_STAMP_DAEMON: that
 * happens for the first datagram after a while without any stamping socket, since Linux turns receive stamping on
 * asynchronously (foliot_udp_keep_stamping avoids it), and where control messages were cut off (MSG_CTRUNC; what is
 * there is used). macOS, and FreeBSD without SO_TS_CLOCK, stamp in whole microseconds, cut off: the slot has the middle
 * of the microsecond, and 500 ns for its error.
 *
 * Returns how many; 0 when none waits or capacity is 0. -ECONNREFUSED, -EHOSTUNREACH and the like: an ICMP error for a
 * connected socket, reported once; not at all when FreeBSD or macOS have it behind datagrams of the same call. -EBADF.
 */
int foliot_udp_receive_batch(int fd, struct foliot_slot *slots, size_t capacity);

/*
 * Sends slots 0 to count - 1. Before each system call the clock is read once and written to the stamp_ns of its slots
 * (FOLIOT_STAMP_DAEMON) and, where FOLIOT_SLOT_STAMP_TRANSMIT is set and the payload has 48 bytes, into the packet.
 * With remote_family and local_family set, the datagram leaves from local_address (IP_PKTINFO, IP_SENDSRCADDR,
 * IPV6_PKTINFO).
 *
 * Returns how many were sent, from the first on; fewer, and even 0, when the system has no room now (EAGAIN, ENOBUFS)
 * or a later one failed. -errno when the first could not be sent: -ECONNREFUSED and the like may be about an earlier
 * datagram, and is reported once; -EMSGSIZE, -ENETUNREACH, -EPERM (firewall) are about this one; -EINVAL: a length or
 * address family is none; on FreeBSD also: a local_address over IPv4 for a socket that was not bound to the wildcard.
 */
int foliot_udp_send_batch(int fd, struct foliot_slot *slots, size_t count);

/* When datagrams leave, counted from the reading of the clock right before the system call that sends them. */
struct foliot_departure {
    int64_t lead_ns; /* the first, and what is to be added for a clock that differs from the kernel's */
    int32_t pace_ns; /* each further one of the same call after the one before: one call sends many on Linux */
};

/*
 * Sends slots 0 to count - 1 as far as it can, but those with FOLIOT_SLOT_SKIP, with the stamps of
 * foliot_udp_send_batch; these tell when the datagram is expected to leave. What one of them fails from (to an address
 * that cannot be answered, as who forges a sender can bring about) stands in its send_error, and holds up no other.
 *
 * Returns how many were sent.
 */
int foliot_udp_reply_batch(int fd, struct foliot_slot *slots, size_t count, struct foliot_departure departure);

/*
 * Has the sockets that are bound to one address with FOLIOT_UDP_REUSE_PORT, `count` of them and fd one, share the
 * senders by their addresses alone: a sender's datagrams all come to one socket, whatever port they are from.
 *
 * Returns 1, or 0 where the system has rules of its own (FreeBSD: by address and port) or refuses.
 */
int foliot_udp_spread_by_address(int fd, unsigned count);

/*
 * Reads stamps of datagrams sent into slots from 0 on: transmit_id and the stamp. They come after the
 * send, in any order, or never. transmit_id counts what was sent since the socket was opened, from 0
 * (SOF_TIMESTAMPING_OPT_ID); Linux before 6.3 may skip one for a datagram that it failed to send. Of a reply
 * that asked for it by FOLIOT_SLOT_STAMP_REQUEST, the payload is the frame as it left, which ends with the datagram's
 * bytes, and transmit_id is 0; unprivileged processes get none where net.core.tstamp_allow_data is 0. With hardware
 * stamps a datagram may get two, of either source.
 *
 * Returns how many; 0 when none of the (at most FOLIOT_UDP_BATCH) messages read was such a stamp, and where the system
 * takes none.
 */
int foliot_udp_transmit_stamps(int fd, struct foliot_slot *slots, size_t capacity);

/*
 * How many datagrams for this socket the kernel has dropped, modulo 2^32: those that found no room, and the few whose
 * checksum was wrong.
 *
 * -ENOTSUP where the system does not tell (FreeBSD, macOS); -ENOPROTOOPT: nor does Linux before 4.12.
 */
int64_t foliot_udp_lost(int fd);

/*
 * Keeps the kernel's receive stamping turned on for the life of the process, by a socket that stays open and receives
 * nothing. Opened at the first call; safe from any thread. For clients, who open a socket per request and want its
 * first datagram stamped. Nothing to do but on Linux.
 */
int foliot_udp_keep_stamping(void);

int foliot_udp_close(int fd);

#ifdef __cplusplus
}
#endif

#endif
