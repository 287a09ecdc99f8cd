/*
 * Stamps and control messages on Linux: SO_TIMESTAMPING (Documentation/networking/timestamping.rst), IP_PKTINFO
 * (ip(7)), IPV6_RECVPKTINFO (ipv6(7)).
 */
#include <errno.h>
#include <stdatomic.h>
#include <string.h>
#include <time.h>

#include <linux/errqueue.h>
#include <linux/filter.h>
#include <linux/net_tstamp.h>
#include <linux/sock_diag.h>

#include "foliot/syscalls.h"
#include "time/timespec.h"
#include "udp/udp_internal.h"

const int foliot_udp_reuse_port_option = SO_REUSEPORT;

_Static_assert(sizeof(struct foliot_message) == sizeof(struct mmsghdr), "a message is no mmsghdr");
_Static_assert(offsetof(struct foliot_message, length) == offsetof(struct mmsghdr, msg_len), "a message is no mmsghdr");

int foliot_messages_receive(int fd, struct foliot_message *messages, unsigned count, int flags) {
    return foliot_sys->recvmmsg(fd, (struct mmsghdr *)messages, count, flags | MSG_DONTWAIT);
}

const unsigned foliot_udp_sent_per_call = FOLIOT_UDP_BATCH;

int foliot_messages_send(int fd, struct foliot_message *messages, unsigned count) {
    return foliot_sys->sendmmsg(fd, (struct mmsghdr *)messages, count, MSG_DONTWAIT);
}

static int stamping_flags(unsigned flags) {
    unsigned wanted = SOF_TIMESTAMPING_SOFTWARE | SOF_TIMESTAMPING_RX_SOFTWARE;
    bool transmit = (flags & FOLIOT_UDP_TRANSMIT_STAMPS) != 0;
    if (transmit) {
        /* An identity and the stamp alone, in place of the whole frame looped back. */
        wanted |= SOF_TIMESTAMPING_TX_SOFTWARE | SOF_TIMESTAMPING_OPT_ID | SOF_TIMESTAMPING_OPT_TSONLY;
    }
    if ((flags & FOLIOT_UDP_HARDWARE_STAMPS) != 0) {
        wanted |= SOF_TIMESTAMPING_RAW_HARDWARE | SOF_TIMESTAMPING_RX_HARDWARE;
    }
    if (transmit && (flags & FOLIOT_UDP_HARDWARE_STAMPS) != 0) {
        /* Without the last one, an interface that promises a stamp keeps the kernel's back. */
        wanted |= SOF_TIMESTAMPING_TX_HARDWARE | SOF_TIMESTAMPING_OPT_TX_SWHW;
    }
    return (int)wanted;
}

/*
 * A refusal of stamps (a sandbox, a kernel without them) is no error: the daemon's own serve, and say what they are.
 * The second attempt turns on reporting alone, for what another socket may have the kernel stamp anyway.
 */
static void enable_stamping(int fd, unsigned flags) {
    if (foliot_udp_set_option(fd, SOL_SOCKET, SO_TIMESTAMPING, stamping_flags(flags)) < 0) {
        foliot_udp_set_option(fd, SOL_SOCKET, SO_TIMESTAMPING, SOF_TIMESTAMPING_SOFTWARE);
    }
}

static bool is_wildcard(const union foliot_sockaddr *address) {
    /* Not by IN6_IS_ADDR_UNSPECIFIED, which is not for what is const with every C library. */
    return address->any.sa_family == AF_INET6 ? memcmp(&address->in6.sin6_addr, &in6addr_any, sizeof in6addr_any) == 0
                                              : address->in.sin_addr.s_addr == INADDR_ANY;
}

/* Linux counts twice what it is asked for, since half of it is for what the kernel keeps beside the datagrams. */
void foliot_udp_make_room(int fd) {
    if (foliot_udp_receive_buffer(fd) < 2 * FOLIOT_UDP_ROOM &&
        foliot_udp_set_option(fd, SOL_SOCKET, SO_RCVBUFFORCE, FOLIOT_UDP_ROOM) < 0) {
        foliot_udp_set_option(fd, SOL_SOCKET, SO_RCVBUF, FOLIOT_UDP_ROOM);
    }
}

int64_t foliot_udp_lost(int fd) {
    uint32_t memory[SK_MEMINFO_VARS];
    unsigned length = sizeof memory;
    int result = foliot_sys->getsockopt(fd, SOL_SOCKET, SO_MEMINFO, memory, &length);
    if (result >= 0 && length <= SK_MEMINFO_DROPS * sizeof memory[0]) {
        return -ENOPROTOOPT;
    }
    return result < 0 ? result : (int64_t)memory[SK_MEMINFO_DROPS];
}

/* A socket with an address of its own needs not be told which one was asked; to name it in a reply costs 3 % of its
 * time. */
int foliot_udp_enable_control(int fd, const union foliot_sockaddr *address, unsigned flags) {
    enable_stamping(fd, flags);
    if (!is_wildcard(address)) {
        return 0;
    }
    return address->any.sa_family == AF_INET6 ? foliot_udp_set_option(fd, IPPROTO_IPV6, IPV6_RECVPKTINFO, 1)
                                              : foliot_udp_set_option(fd, IPPROTO_IP, IP_PKTINFO, 1);
}

/* Nanoseconds of the index-th of an array of struct timespec, whose fields are `width` bytes wide; 0 when it is none.
 */
static int64_t stamp_at(const uint8_t *data, size_t index, size_t width) {
    int64_t seconds;
    int64_t nanoseconds;
    if (width == 8) {
        memcpy(&seconds, data + index * 16, 8);
        memcpy(&nanoseconds, data + index * 16 + 8, 8);
    } else {
        int32_t narrow[2];
        memcpy(narrow, data + index * 8, 8);
        seconds = narrow[0];
        nanoseconds = narrow[1];
    }
    return foliot_timespec_valid(seconds, nanoseconds) ? seconds * FOLIOT_NS_PER_S + nanoseconds : 0;
}

/*
 * struct scm_timestamping: the kernel's stamp, one that is no longer used, the interface's. A 32-bit program is given
 * either width, whatever its own time_t is, so that the size tells.
 */
static void parse_stamps(const uint8_t *data, size_t length, struct foliot_control *parsed) {
    size_t width = length / 6;
    if (width == 4 || width == 8) {
        parsed->kernel_ns = stamp_at(data, 0, width);
        parsed->kernel_error_ns = 1;
        parsed->hardware_ns = stamp_at(data, 2, width);
    }
}

static void parse_error(const uint8_t *data, size_t length, struct foliot_control *parsed) {
    struct sock_extended_err error;
    if (length < sizeof error) {
        return;
    }
    memcpy(&error, data, sizeof error);
    if (error.ee_errno == ENOMSG && error.ee_origin == SO_EE_ORIGIN_TIMESTAMPING && error.ee_info == SCM_TSTAMP_SND) {
        parsed->transmitted = true;
        parsed->id = error.ee_data;
    }
}

static void parse_pktinfo(const uint8_t *data, size_t length, struct foliot_control *parsed) {
    struct in_pktinfo info;
    if (length < sizeof info) {
        return;
    }
    memcpy(&info, data, sizeof info);
    /* ipi_spec_dst rather than ipi_addr: for a broadcast, ours that a reply can come from. */
    memcpy(parsed->local_address, &info.ipi_spec_dst, 4);
    parsed->local_family = 4;
    parsed->interface = info.ipi_ifindex;
    /* 0: the kernel does not know. */
    parsed->to_many = info.ipi_spec_dst.s_addr != 0 && info.ipi_spec_dst.s_addr != info.ipi_addr.s_addr;
}

static bool is_stamping(int type) {
#ifdef SO_TIMESTAMPING_OLD
    return type == SO_TIMESTAMPING || type == SO_TIMESTAMPING_OLD || type == SO_TIMESTAMPING_NEW;
#else
    return type == SO_TIMESTAMPING;
#endif
}

void foliot_control_parse_own(int level, int type, const uint8_t *data, size_t length, struct foliot_control *parsed) {
    if (level == SOL_SOCKET && is_stamping(type)) {
        parse_stamps(data, length, parsed);
    } else if (level == IPPROTO_IP && type == IP_PKTINFO) {
        parse_pktinfo(data, length, parsed);
    } else if ((level == IPPROTO_IP && type == IP_RECVERR) || (level == IPPROTO_IPV6 && type == IPV6_RECVERR)) {
        parse_error(data, length, parsed);
    }
}

size_t foliot_control_append_source4(union foliot_control_buffer *control, size_t used, const uint8_t address[4]) {
    struct in_pktinfo info;
    memset(&info, 0, sizeof info);
    memcpy(&info.ipi_spec_dst, address, 4);
    return foliot_control_append(control, used, IPPROTO_IP, IP_PKTINFO, &info, sizeof info);
}

/* Without SOF_TIMESTAMPING_OPT_TSONLY on the socket, the datagram comes back with the stamp. */
size_t foliot_control_append_stamp_request(union foliot_control_buffer *control, size_t used) {
    const uint32_t wanted = SOF_TIMESTAMPING_TX_SOFTWARE;
    return foliot_control_append(control, used, SOL_SOCKET, SO_TIMESTAMPING, &wanted, sizeof wanted);
}

/* What was sent lies in the slot that it was received into; stamps that are none leave gaps. */
static void take_frame(struct foliot_slot *slot, const struct foliot_slot *received, unsigned length) {
    slot->length = length < FOLIOT_SLOT_PAYLOAD ? (int32_t)length : FOLIOT_SLOT_PAYLOAD;
    if (slot != received) {
        memcpy(slot->payload, received->payload, (size_t)slot->length);
    }
}

int foliot_udp_transmit_stamps(int fd, struct foliot_slot *slots, size_t capacity) {
    struct foliot_incoming incoming;
    int received = foliot_udp_receive_incoming(fd, &incoming, slots, capacity, MSG_ERRQUEUE);
    int count = 0;
    for (int i = 0; i < received; i++) {
        const struct msghdr *header = &incoming.messages[i].header;
        struct foliot_control control;
        foliot_control_parse(header->msg_control, header->msg_controllen, &control);
        if (!control.transmitted) {
            continue;
        }
        struct foliot_slot *slot = &slots[count];
        memset(slot, 0, FOLIOT_SLOT_HEADER);
        take_frame(slot, &slots[i], incoming.messages[i].length);
        slot->transmit_id = (int32_t)control.id;
        slot->interface = control.interface;
        count += foliot_slot_take_stamp(slot, &control);
    }
    return received < 0 ? received : count;
}

/*
 * The group's sockets are numbered in the order in which they were bound; a program says which one a datagram is for.
 * It sees the datagram without its headers; those of the network layer it reaches by SKF_NET_OFF. Each program folds
 * the source address into A, and its upper half into the lower one, which a multiplication (2^32 over the golden ratio)
 * carries upwards again; of the result's upper half it takes the remainder by the count.
 */
#define SOURCE4(k) (SKF_NET_OFF + 12 + (k))
#define SOURCE6(k) (SKF_NET_OFF + 8 + (k))
#define LOAD(at) BPF_STMT(BPF_LD | BPF_W | BPF_ABS, (uint32_t)(at))
#define FOLD(at) BPF_STMT(BPF_MISC | BPF_TAX, 0), LOAD(at), BPF_STMT(BPF_ALU | BPF_XOR | BPF_X, 0)
#define CHOOSE(count)                                                                                                  \
    BPF_STMT(BPF_MISC | BPF_TAX, 0), BPF_STMT(BPF_ALU | BPF_RSH | BPF_K, 16), BPF_STMT(BPF_ALU | BPF_XOR | BPF_X, 0),  \
        BPF_STMT(BPF_ALU | BPF_MUL | BPF_K, 2654435769u), BPF_STMT(BPF_ALU | BPF_RSH | BPF_K, 16),                     \
        BPF_STMT(BPF_ALU | BPF_MOD | BPF_K, count), BPF_STMT(BPF_RET | BPF_A, 0)

int foliot_udp_spread_by_address(int fd, unsigned count) {
    if (count == 0) {
        return -EINVAL;
    }
    union foliot_sockaddr local;
    memset(&local, 0, sizeof local);
    unsigned size = sizeof local;
    int result = foliot_sys->getsockname(fd, &local.any, &size);
    if (result < 0) {
        return result;
    }
    struct sock_filter by_ipv4[] = {LOAD(SOURCE4(0)), CHOOSE(count)};
    struct sock_filter by_ipv6[] = {LOAD(SOURCE6(0)), FOLD(SOURCE6(4)), FOLD(SOURCE6(8)), FOLD(SOURCE6(12)),
                                    CHOOSE(count)};
    bool six = local.any.sa_family == AF_INET6;
    struct sock_fprog program = {
        .len = (unsigned short)(six ? sizeof by_ipv6 / sizeof by_ipv6[0] : sizeof by_ipv4 / sizeof by_ipv4[0]),
        .filter = six ? by_ipv6 : by_ipv4,
    };
    return foliot_sys->setsockopt(fd, SOL_SOCKET, SO_ATTACH_REUSEPORT_CBPF, &program, sizeof program) == 0;
}

int foliot_udp_keep_stamping(void) {
    static atomic_bool kept;
    if (atomic_exchange(&kept, true)) {
        return 0;
    }
    int fd = foliot_udp_socket(AF_INET);
    if (fd == -EAFNOSUPPORT) {
        fd = foliot_udp_socket(AF_INET6);
    }
    /* Neither bound nor connected, it receives nothing; its option alone turns stamping on. */
    int result = fd < 0 ? fd : foliot_udp_set_option(fd, SOL_SOCKET, SO_TIMESTAMPING, stamping_flags(0));
    if (result < 0) {
        if (fd >= 0) {
            foliot_sys->close(fd);
        }
        atomic_store(&kept, false);
    }
    return result < 0 ? result : 0;
}
