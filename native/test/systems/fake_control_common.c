#include "fake_control_common.h"

#include <errno.h>
#include <netinet/in.h>
#include <string.h>
#include <sys/socket.h>
#include <sys/time.h>

const size_t fake_control_header = CMSG_LEN(0);

#define INTERFACES 2

size_t fake_control_write(uint8_t *at, enum fake_control kind, const void *data, size_t size, uint32_t claimed) {
    struct cmsghdr header = {.cmsg_len = claimed != 0 ? claimed : (socklen_t)CMSG_LEN(size)};
    fake_control_kind(kind, &header.cmsg_level, &header.cmsg_type);
    memset(at, 0, CMSG_SPACE(size));
    memcpy(at, &header, sizeof header);
    if (size > 0) {
        memcpy(at + CMSG_LEN(0), data, size);
    }
    return CMSG_SPACE(size);
}

size_t fake_microseconds(uint8_t *bytes, int64_t seconds, int32_t microseconds) {
    struct timeval time;
    memset(&time, 0xff, sizeof time);
    time.tv_sec = seconds;
    time.tv_usec = microseconds;
    memcpy(bytes, &time, sizeof time);
    return sizeof time;
}

size_t fake_control_write_pktinfo6(uint8_t *at, const struct fake_datagram *datagram) {
    struct in6_pktinfo info = {.ipi6_ifindex = datagram->interface};
    memcpy(&info.ipi6_addr, datagram->to.bytes, 16);
    return fake_control_write(at, FAKE_CONTROL_PKTINFO6, &info, sizeof info, 0);
}

int fake_control_find(const uint8_t *control, size_t length, int level, int type, size_t size, const uint8_t **data) {
    *data = NULL;
    for (size_t offset = 0; offset < length;) {
        struct cmsghdr header;
        if (length - offset < CMSG_LEN(0)) {
            return -EINVAL;
        }
        memcpy(&header, control + offset, sizeof header);
        if (header.cmsg_len < CMSG_LEN(0) || header.cmsg_len > length - offset) {
            return -EINVAL;
        }
        if (header.cmsg_level == level && header.cmsg_type == type) {
            *data = control + offset + CMSG_LEN(0);
            return header.cmsg_len == CMSG_LEN(size) ? 0 : -EINVAL;
        }
        offset += CMSG_SPACE(header.cmsg_len - CMSG_LEN(0));
    }
    return 0;
}

int fake_control_source6(const uint8_t *control, size_t length, struct foliot_address *source) {
    const uint8_t *data;
    struct in6_pktinfo info;
    int result = fake_control_find(control, length, IPPROTO_IPV6, IPV6_PKTINFO, sizeof info, &data);
    if (result < 0 || data == NULL) {
        return result;
    }
    memcpy(&info, data, sizeof info);
    if (info.ipi6_ifindex > INTERFACES) {
        return -ENXIO;
    }
    memcpy(source->bytes, &info.ipi6_addr, 16);
    bool link_local = IN6_IS_ADDR_LINKLOCAL(&info.ipi6_addr);
    return fake_is_ours(source) && link_local == (info.ipi6_ifindex != 0) ? 0 : -EADDRNOTAVAIL;
}

bool fake_is_ours(const struct foliot_address *address) {
    static const uint8_t ours[][16] = {
        {127, 0, 0, 1}, {198, 51, 100, 7}, {[15] = 1}, {0x20, 1, 0xd, 0xb8, [15] = 7}, {0xfe, 0x80, [15] = 7},
    };
    for (size_t i = 0; i < sizeof ours / sizeof ours[0]; i++) {
        if (memcmp(address->bytes, ours[i], sizeof ours[i]) == 0) {
            return true;
        }
    }
    return false;
}
