/*
 * Stamps and control messages on Linux: SO_TIMESTAMPING (Documentation/networking/timestamping.rst), IP_PKTINFO
 * (ip(7)), IPV6_RECVPKTINFO (ipv6(7)).
 */
#include <errno.h>
#include <stdatomic.h>
#include <string.h>
#include <time.h>

#include <linux/errqueue.h>
#include <linux/net_tstamp.h>

#include "foliot/syscalls.h"
#include "time/timespec.h"
#include "udp/udp_internal.h"

static int set_option(int fd, int level, int name, int value) {
    return foliot_sys->setsockopt(fd, level, name, &value, sizeof value);
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
    if (set_option(fd, SOL_SOCKET, SO_TIMESTAMPING, stamping_flags(flags)) < 0) {
        set_option(fd, SOL_SOCKET, SO_TIMESTAMPING, SOF_TIMESTAMPING_SOFTWARE);
    }
}

int foliot_udp_enable_control(int fd, int family, unsigned flags) {
    enable_stamping(fd, flags);
    return family == AF_INET6 ? set_option(fd, IPPROTO_IPV6, IPV6_RECVPKTINFO, 1)
                              : set_option(fd, IPPROTO_IP, IP_PKTINFO, 1);
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
}

static void parse_pktinfo6(const uint8_t *data, size_t length, struct foliot_control *parsed) {
    struct in6_pktinfo info;
    if (length < sizeof info) {
        return;
    }
    memcpy(&info, data, sizeof info);
    parsed->interface = (int32_t)info.ipi6_ifindex;
    if (!IN6_IS_ADDR_MULTICAST(&info.ipi6_addr)) {
        memcpy(parsed->local_address, &info.ipi6_addr, 16);
        parsed->local_family = 16;
    }
}

static bool is_stamping(int type) {
#ifdef SO_TIMESTAMPING_OLD
    return type == SO_TIMESTAMPING || type == SO_TIMESTAMPING_OLD || type == SO_TIMESTAMPING_NEW;
#else
    return type == SO_TIMESTAMPING;
#endif
}

static void parse_message(int level, int type, const uint8_t *data, size_t length, struct foliot_control *parsed) {
    if (level == SOL_SOCKET && is_stamping(type)) {
        parse_stamps(data, length, parsed);
    } else if (level == IPPROTO_IP && type == IP_PKTINFO) {
        parse_pktinfo(data, length, parsed);
    } else if (level == IPPROTO_IPV6 && type == IPV6_PKTINFO) {
        parse_pktinfo6(data, length, parsed);
    } else if ((level == IPPROTO_IP && type == IP_RECVERR) || (level == IPPROTO_IPV6 && type == IPV6_RECVERR)) {
        parse_error(data, length, parsed);
    }
}

/* Not by CMSG_NXTHDR, which trusts the length of the message that it starts from. */
void foliot_control_parse(const void *control, size_t length, struct foliot_control *parsed) {
    const uint8_t *bytes = control;
    memset(parsed, 0, sizeof *parsed);
    size_t offset = 0;
    while (offset < length && length - offset >= CMSG_LEN(0)) {
        struct cmsghdr header;
        memcpy(&header, bytes + offset, sizeof header);
        size_t size = header.cmsg_len;
        if (size < CMSG_LEN(0) || size > length - offset) {
            return;
        }
        parse_message(header.cmsg_level, header.cmsg_type, bytes + offset + CMSG_LEN(0), size - CMSG_LEN(0), parsed);
        offset += CMSG_ALIGN(size);
    }
}

static size_t write_message(union foliot_control_buffer *control, int level, int type, const void *data, size_t size) {
    struct cmsghdr header;
    memset(control, 0, CMSG_SPACE(size));
    memset(&header, 0, sizeof header);
    header.cmsg_len = CMSG_LEN((unsigned)size);
    header.cmsg_level = level;
    header.cmsg_type = type;
    memcpy(control->bytes, &header, sizeof header);
    memcpy(control->bytes + CMSG_LEN(0), data, size);
    return CMSG_SPACE(size);
}

size_t foliot_control_write_source(union foliot_control_buffer *control, const struct foliot_slot *slot) {
    if (slot->local_family == 4) {
        struct in_pktinfo info;
        memset(&info, 0, sizeof info);
        memcpy(&info.ipi_spec_dst, slot->local_address, 4);
        return write_message(control, IPPROTO_IP, IP_PKTINFO, &info, sizeof info);
    }
    if (slot->local_family == 16) {
        struct in6_pktinfo info;
        memset(&info, 0, sizeof info);
        memcpy(&info.ipi6_addr, slot->local_address, 16);
        /* A link-local address means something on its own link only; any other may leave by another interface than it
         * came in by. */
        if (IN6_IS_ADDR_LINKLOCAL(&info.ipi6_addr)) {
            info.ipi6_ifindex = (unsigned)slot->interface;
        }
        return write_message(control, IPPROTO_IPV6, IPV6_PKTINFO, &info, sizeof info);
    }
    return 0;
}

int foliot_udp_transmit_stamps(int fd, struct foliot_slot *slots, size_t capacity) {
    struct foliot_incoming incoming;
    int received = foliot_udp_receive_messages(fd, &incoming, slots, capacity, MSG_ERRQUEUE);
    int count = 0;
    for (int i = 0; i < received; i++) {
        const struct msghdr *header = &incoming.messages[i].msg_hdr;
        struct foliot_control control;
        foliot_control_parse(header->msg_control, header->msg_controllen, &control);
        if (!control.transmitted) {
            continue;
        }
        struct foliot_slot *slot = &slots[count];
        memset(slot, 0, FOLIOT_SLOT_HEADER);
        slot->transmit_id = (int32_t)control.id;
        slot->interface = control.interface;
        count += foliot_slot_take_stamp(slot, &control);
    }
    return received < 0 ? received : count;
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
    int result = fd < 0 ? fd : set_option(fd, SOL_SOCKET, SO_TIMESTAMPING, stamping_flags(0));
    if (result < 0) {
        if (fd >= 0) {
            foliot_sys->close(fd);
        }
        atomic_store(&kept, false);
    }
    return result < 0 ? result : 0;
}
