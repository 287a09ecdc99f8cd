/* Stamps and control messages on FreeBSD: SO_TIMESTAMP and SO_TS_CLOCK (setsockopt(2)), IP_RECVDSTADDR and
 * IP_SENDSRCADDR (ip(4)). */
#include <string.h>
#include <time.h>

#include "time/timespec.h"
#include "udp/udp_bsd.h"

/* SO_REUSEPORT would give all datagrams to one of the sockets. */
const int foliot_udp_reuse_port_option = SO_REUSEPORT_LB;

/* A refusal is no error. Without SO_TS_CLOCK stamps are in microseconds; without any, the daemon's own serve. */
static void enable_stamping(int fd) {
    foliot_udp_set_option(fd, SOL_SOCKET, SO_TIMESTAMP, 1);
    foliot_udp_set_option(fd, SOL_SOCKET, SO_TS_CLOCK, SO_TS_REALTIME);
}

/*
 * IP_SENDSRCADDR is for sockets bound to the wildcard address; any other has its one address to send from, and refuses
 * to be told so (EINVAL). So it is not told of it either, by the datagrams that it replies to.
 */
static int enable_destination4(int fd, const struct sockaddr_in *address) {
    return address->sin_addr.s_addr == INADDR_ANY ? foliot_udp_set_option(fd, IPPROTO_IP, IP_RECVDSTADDR, 1) : 0;
}

int foliot_udp_enable_control(int fd, const union foliot_sockaddr *address, unsigned flags) {
    (void)flags;
    enable_stamping(fd);
    return address->any.sa_family == AF_INET6 ? foliot_udp_set_option(fd, IPPROTO_IPV6, IPV6_RECVPKTINFO, 1)
                                              : enable_destination4(fd, &address->in);
}

static void parse_realtime(const uint8_t *data, size_t length, struct foliot_control *parsed) {
    struct timespec time;
    if (length != sizeof time) {
        return;
    }
    memcpy(&time, data, sizeof time);
    if (foliot_timespec_valid(time.tv_sec, time.tv_nsec)) {
        parsed->kernel_ns = foliot_ns_from_timespec(&time);
        parsed->kernel_error_ns = 1;
    }
}

/*
 * SCM_TIME_INFO, which says that the interface took the stamp, is passed over: the kernel has translated such a stamp
 * to the system's clock, so it counts as the kernel's.
 */
void foliot_control_parse_own(int level, int type, const uint8_t *data, size_t length, struct foliot_control *parsed) {
    if (level == SOL_SOCKET && type == SCM_REALTIME) {
        parse_realtime(data, length, parsed);
    } else if (level == SOL_SOCKET && type == SCM_TIMESTAMP) {
        foliot_control_take_timeval(data, length, parsed);
    } else if (level == IPPROTO_IP && type == IP_RECVDSTADDR && length >= sizeof(struct in_addr)) {
        struct in_addr destination;
        memcpy(&destination, data, sizeof destination);
        foliot_control_take_destination4(destination, parsed);
    }
}

size_t foliot_control_append_source4(union foliot_control_buffer *control, size_t used, const uint8_t address[4]) {
    return foliot_control_append(control, used, IPPROTO_IP, IP_SENDSRCADDR, address, sizeof(struct in_addr));
}
