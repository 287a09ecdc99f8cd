/* As bsd/netinet/ip_input.c (ip_savecontrol) and udp_usrreq.c (udp_check_pktinfo) have it. */
#include <errno.h>
#include <netinet/in.h>
#include <string.h>
#include <sys/socket.h>

#include "fake_control_common.h"
#include "foliot/time.h"

const size_t fake_control_alignment = 4;

void fake_control_kind(enum fake_control kind, int *level, int *type) {
    *level = SOL_SOCKET;
    *type = 4711;
    if (kind == FAKE_CONTROL_MICROSECONDS) {
        *type = SCM_TIMESTAMP;
    } else if (kind == FAKE_CONTROL_DESTINATION4) {
        *level = IPPROTO_IP;
        *type = IP_RECVPKTINFO;
    } else if (kind == FAKE_CONTROL_PKTINFO6) {
        *level = IPPROTO_IPV6;
        *type = IPV6_PKTINFO;
    }
}

size_t fake_destination4(uint8_t *bytes, const uint8_t address[4], unsigned interface) {
    struct in_pktinfo info = {.ipi_ifindex = interface};
    memcpy(&info.ipi_addr, address, 4);
    memcpy(bytes, &info, sizeof info);
    return sizeof info;
}

int fake_control_option(struct fake_socket *socket, int level, int name, int value) {
    if (level == SOL_SOCKET && name == SO_TIMESTAMP) {
        socket->stamps = value != 0;
    } else if (level == SOL_SOCKET && name == SO_REUSEPORT) {
        socket->shares_port = value != 0;
    } else if ((level == IPPROTO_IP && name == IP_RECVPKTINFO) || (level == IPPROTO_IPV6 && name == IPV6_RECVPKTINFO)) {
        socket->destinations = value != 0;
    } else {
        return -ENOPROTOOPT;
    }
    return 0;
}

size_t fake_control_receive(const struct fake_socket *socket, const struct fake_datagram *datagram, uint8_t *control) {
    uint8_t bytes[32];
    size_t size = 0;
    if (socket->stamps) {
        size_t stamp = fake_microseconds(bytes, datagram->stamp_ns / FOLIOT_NS_PER_S,
                                         (int32_t)(datagram->stamp_ns % FOLIOT_NS_PER_S / 1000));
        size += fake_control_write(control, FAKE_CONTROL_MICROSECONDS, bytes, stamp, 0);
    }
    if (socket->destinations && datagram->to.length == 4) {
        size_t info = fake_destination4(bytes, datagram->to.bytes, datagram->interface);
        size += fake_control_write(control + size, FAKE_CONTROL_DESTINATION4, bytes, info, 0);
    } else if (socket->destinations) {
        size += fake_control_write_pktinfo6(control + size, datagram);
    }
    return size;
}

int fake_control_send(const struct fake_socket *socket, const uint8_t *control, size_t length,
                      struct foliot_address *source) {
    (void)socket;
    if (source->length == 16) {
        return fake_control_source6(control, length, source);
    }
    const uint8_t *data;
    struct in_pktinfo info;
    int result = fake_control_find(control, length, IPPROTO_IP, IP_PKTINFO, sizeof info, &data);
    if (result < 0 || data == NULL) {
        return result;
    }
    memcpy(&info, data, sizeof info);
    if (info.ipi_ifindex != 0) {
        /* It takes precedence over the address. */
        return info.ipi_ifindex > 2 ? -ENXIO : 0;
    }
    memcpy(source->bytes, &info.ipi_spec_dst, 4);
    return fake_is_ours(source) ? 0 : -EADDRNOTAVAIL;
}
