/* macOS's sockets: what the headers in include/ imitate. */
#include "bsd_socket_facts.h"

FACT(AF_INET6 == 30);

FACT(SO_REUSEPORT == 0x200);

FACT(IP_PKTINFO == 26);
FACT(IP_RECVPKTINFO == 26);
FACT(IPV6_RECVPKTINFO == 61);

FACT_FIELD(struct timeval, tv_usec, 8, 4);

FACT_SIZE(struct in_pktinfo, 12);
FACT_FIELD(struct in_pktinfo, ipi_ifindex, 0, 4);
FACT_FIELD(struct in_pktinfo, ipi_spec_dst, 4, 4);
FACT_FIELD(struct in_pktinfo, ipi_addr, 8, 4);

FACT(CMSG_LEN(0) == 12);
FACT(CMSG_LEN(5) == 17);
FACT(CMSG_SPACE(0) == 12);
FACT(CMSG_SPACE(1) == 16);
FACT(CMSG_SPACE(4) == 16);
