/* As sys/netinet/ip_input.c (ip_savecontrol) and udp_usrreq.c (udp_send) have it. */
#include <errno.h>
#include <netinet/in.h>
#include <string.h>
#include <sys/socket.h>
#include <time.h>

#include "fake_control_common.h"
#include "foliot/time.h"

const size_t fake_control_alignment = 8;

void fake_control_kind(enum fake_control kind, int *level, int *type) {
    switch (kind) {
    case FAKE_CONTROL_MICROSECONDS:
        *level = SOL_SOCKET;
        *type = SCM_TIMESTAMP;
        break;
    case FAKE_CONTROL_NANOSECONDS:
        *level = SOL_SOCKET;
        *type = SCM_REALTIME;
        break;
    case FAKE_CONTROL_TIME_INFO:
        *level = SOL_SOCKET;
        *type = SCM_TIME_INFO;
        break;
    case FAKE_CONTROL_DESTINATION4:
        *level = IPPROTO_IP;
        *type = IP_RECVDSTADDR;
        break;
    case FAKE_CONTROL_PKTINFO6:
        *level = IPPROTO_IPV6;
        *type = IPV6_PKTINFO;
        break;
    case FAKE_CONTROL_UNKNOWN:
        *level = SOL_SOCKET;
        *type = 4711;
        break;
    }
}

size_t fake_destination4(uint8_t *bytes, const uint8_t address[4], unsigned interface) {
    (void)interface;
    memcpy(bytes, address, sizeof(struct in_addr));
    return sizeof(struct in_addr);
}

int fake_control_option(struct fake_socket *socket, int level, int name, int value) {
    if (level == SOL_SOCKET && name == SO_TIMESTAMP) {
        socket->stamps = value != 0;
    } else if (level == SOL_SOCKET && name == SO_TS_CLOCK &&
               (value == SO_TS_REALTIME || value == SO_TS_REALTIME_MICRO)) {
        socket->nanoseconds = value == SO_TS_REALTIME;
    } else if (level == SOL_SOCKET && name == SO_REUSEPORT_LB) {
        socket->shares_port = value != 0;
    } else if ((level == IPPROTO_IP && name == IP_RECVDSTADDR) || (level == IPPROTO_IPV6 && name == IPV6_RECVPKTINFO)) {
        socket->destinations = value != 0;
    } else {
        return -ENOPROTOOPT;
    }
    return 0;
}

static size_t write_stamp(const struct fake_socket *socket, int64_t stamp_ns, uint8_t *at) {
    if (socket->nanoseconds) {
        struct timespec time = {.tv_sec = stamp_ns / FOLIOT_NS_PER_S, .tv_nsec = stamp_ns % FOLIOT_NS_PER_S};
        return fake_control_write(at, FAKE_CONTROL_NANOSECONDS, &time, sizeof time, 0);
    }
    uint8_t bytes[32];
    size_t size = fake_microseconds(bytes, stamp_ns / FOLIOT_NS_PER_S, (int32_t)(stamp_ns % FOLIOT_NS_PER_S / 1000));
    return fake_control_write(at, FAKE_CONTROL_MICROSECONDS, bytes, size, 0);
}

size_t fake_control_receive(const struct fake_socket *socket, const struct fake_datagram *datagram, uint8_t *control) {
    size_t size = socket->stamps ? write_stamp(socket, datagram->stamp_ns, control) : 0;
    if (socket->destinations && datagram->to.length == 4) {
        size += fake_control_write(control + size, FAKE_CONTROL_DESTINATION4, datagram->to.bytes, 4, 0);
    } else if (socket->destinations) {
        size += fake_control_write_pktinfo6(control + size, datagram);
    }
    return size;
}

int fake_control_send(const struct fake_socket *socket, const uint8_t *control, size_t length,
                      struct foliot_address *source) {
    if (source->length == 16) {
        return fake_control_source6(control, length, source);
    }
    const uint8_t *data;
    int result = fake_control_find(control, length, IPPROTO_IP, IP_SENDSRCADDR, sizeof(struct in_addr), &data);
    if (result < 0 || data == NULL) {
        return result;
    }
    struct in_addr own;
    memcpy(&own, socket->local.bytes, sizeof own);
    if (!socket->bound || own.s_addr != INADDR_ANY) {
        return -EINVAL;
    }
    memcpy(source->bytes, data, 4);
    return fake_is_ours(source) ? 0 : -EADDRNOTAVAIL;
}
