/*
 * Stamps and control messages on macOS: SO_TIMESTAMP, IP_PKTINFO (XNU, bsd/netinet/ip_input.c, udp_usrreq.c).
 *
 * SO_TIMESTAMP_MONOTONIC and SO_TIMESTAMP_CONTINUOUS are finer, but count the ticks of mach_absolute_time, which is not
 * CLOCK_REALTIME: to relate the two takes further readings, between which the clock is steered.
 */
#include <string.h>

#include "udp/udp_bsd.h"

/* Lets sockets share the port; the system has nothing that spreads senders over them. */
const int foliot_udp_reuse_port_option = SO_REUSEPORT;

int foliot_udp_enable_control(int fd, const union foliot_sockaddr *address, unsigned flags) {
    (void)flags;
    /* A refusal is no error: the daemon's own stamps serve. */
    foliot_udp_set_option(fd, SOL_SOCKET, SO_TIMESTAMP, 1);
    return address->any.sa_family == AF_INET6 ? foliot_udp_set_option(fd, IPPROTO_IPV6, IPV6_RECVPKTINFO, 1)
                                              : foliot_udp_set_option(fd, IPPROTO_IP, IP_RECVPKTINFO, 1);
}

static void parse_pktinfo(const uint8_t *data, size_t length, struct foliot_control *parsed) {
    struct in_pktinfo info;
    if (length < sizeof info) {
        return;
    }
    memcpy(&info, data, sizeof info);
    parsed->interface = (int32_t)info.ipi_ifindex;
    /* ipi_spec_dst is 0 in what is received. */
    foliot_control_take_destination4(info.ipi_addr, parsed);
}

void foliot_control_parse_own(int level, int type, const uint8_t *data, size_t length, struct foliot_control *parsed) {
    if (level == SOL_SOCKET && type == SCM_TIMESTAMP) {
        foliot_control_take_timeval(data, length, parsed);
    } else if (level == IPPROTO_IP && type == IP_PKTINFO) {
        parse_pktinfo(data, length, parsed);
    }
}

/* Without an interface, which would decide over the address. */
size_t foliot_control_append_source4(union foliot_control_buffer *control, size_t used, const uint8_t address[4]) {
    struct in_pktinfo info;
    memset(&info, 0, sizeof info);
    memcpy(&info.ipi_spec_dst, address, 4);
    return foliot_control_append(control, used, IPPROTO_IP, IP_PKTINFO, &info, sizeof info);
}
