/* Control messages in general (RFC 3542, section 20), and those of IPv6, which the same RFC made alike everywhere. */
#include "udp/udp_control.h"

#include <string.h>

/* First: FreeBSD's macros for control messages use its types. */
#include <sys/types.h>

#include <netinet/in.h>
#include <sys/socket.h>

static void parse_pktinfo6(const uint8_t *data, size_t length, struct foliot_control *parsed) {
    struct in6_pktinfo info;
    if (length < sizeof info) {
        return;
    }
    memcpy(&info, data, sizeof info);
    parsed->interface = (int32_t)info.ipi6_ifindex;
    parsed->to_many = IN6_IS_ADDR_MULTICAST(&info.ipi6_addr);
    if (!parsed->to_many) {
        memcpy(parsed->local_address, &info.ipi6_addr, 16);
        parsed->local_family = 16;
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
        const uint8_t *data = bytes + offset + CMSG_LEN(0);
        size_t data_size = size - CMSG_LEN(0);
        if (header.cmsg_level == IPPROTO_IPV6 && header.cmsg_type == IPV6_PKTINFO) {
            parse_pktinfo6(data, data_size, parsed);
        } else {
            foliot_control_parse_own(header.cmsg_level, header.cmsg_type, data, data_size, parsed);
        }
        offset += CMSG_SPACE(data_size);
    }
}

size_t foliot_control_append(union foliot_control_buffer *control, size_t used, int level, int type, const void *data,
                             size_t size) {
    struct cmsghdr header;
    uint8_t *at = control->bytes + used;
    memset(at, 0, CMSG_SPACE(size));
    memset(&header, 0, sizeof header);
    header.cmsg_len = CMSG_LEN((unsigned)size);
    header.cmsg_level = level;
    header.cmsg_type = type;
    memcpy(at, &header, sizeof header);
    memcpy(at + CMSG_LEN(0), data, size);
    return used + CMSG_SPACE(size);
}

size_t foliot_control_append_source(union foliot_control_buffer *control, size_t used, const struct foliot_slot *slot) {
    if (slot->local_family == 4) {
        return foliot_control_append_source4(control, used, slot->local_address);
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
        return foliot_control_append(control, used, IPPROTO_IPV6, IPV6_PKTINFO, &info, sizeof info);
    }
    return 0;
}
