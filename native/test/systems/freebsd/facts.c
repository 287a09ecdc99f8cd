/* FreeBSD's sockets: what the headers in include/ imitate. */
#include "bsd_socket_facts.h"

FACT(AF_INET6 == 28);

FACT(SCM_REALTIME == 5);
FACT(SCM_TIME_INFO == 7);
FACT(ST_INFO_HW == 1);
FACT(SO_TS_CLOCK == 0x1017);
FACT(SO_TS_REALTIME_MICRO == 0);
FACT(SO_TS_REALTIME == 2);
FACT(SO_REUSEPORT_LB == 0x10000);

FACT(IP_RECVDSTADDR == 7);
FACT(IP_SENDSRCADDR == 7);
FACT(IPV6_RECVPKTINFO == 36);

FACT_FIELD(struct timeval, tv_usec, 8, 8);

FACT_SIZE(struct sock_timestamp_info, 64);
FACT_FIELD(struct sock_timestamp_info, st_info_flags, 0, 4);

FACT(CMSG_LEN(0) == 16);
FACT(CMSG_LEN(5) == 21);
FACT(CMSG_SPACE(0) == 16);
FACT(CMSG_SPACE(1) == 24);
FACT(CMSG_SPACE(8) == 24);
