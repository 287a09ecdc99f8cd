/* Imitates macOS's. */
#ifndef FOLIOT_IMITATED_NETINET_IN_H
#define FOLIOT_IMITATED_NETINET_IN_H

#include "bsd_inet.h"

#define IP_PKTINFO 26
#define IP_RECVPKTINFO IP_PKTINFO

/* With __APPLE_USE_RFC_3542. */
#define IPV6_RECVPKTINFO 61

struct in_pktinfo {
    unsigned ipi_ifindex;
    struct in_addr ipi_spec_dst;
    struct in_addr ipi_addr;
};

#endif
