/* What the sockets of FreeBSD and macOS share. */
#ifndef FOLIOT_UDP_BSD_H
#define FOLIOT_UDP_BSD_H

#include <netinet/in.h>

#include "udp/udp_internal.h"

/* Takes a stamp in microseconds, when there is no better one already. */
void foliot_control_take_timeval(const uint8_t *data, size_t length, struct foliot_control *parsed);

/* Takes the address that an IPv4 datagram was sent to, or that it is one of many, from which no reply can come. */
void foliot_control_take_destination4(struct in_addr destination, struct foliot_control *parsed);

#endif
