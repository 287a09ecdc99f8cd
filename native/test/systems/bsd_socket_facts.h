/* What bsd_socket.h and bsd_inet.h imitate. */
#ifndef FOLIOT_BSD_SOCKET_FACTS_H
#define FOLIOT_BSD_SOCKET_FACTS_H

#include "facts.h"

#include <netinet/in.h>
#include <sys/socket.h>
#include <sys/time.h>
#include <sys/types.h>
#include <time.h>

FACT(SOCK_DGRAM == 2);
FACT(SOL_SOCKET == 0xffff);
FACT(AF_UNIX == 1);
FACT(AF_INET == 2);
FACT(IPPROTO_IP == 0);
FACT(IPPROTO_UDP == 17);
FACT(IPPROTO_IPV6 == 41);

FACT(MSG_TRUNC == 0x10);
FACT(MSG_CTRUNC == 0x20);
FACT(MSG_DONTWAIT == 0x80);

FACT(SO_TIMESTAMP == 0x400);
FACT(SO_RCVBUF == 0x1002);
FACT(SCM_TIMESTAMP == 2);

FACT(IPV6_V6ONLY == 27);
FACT(IPV6_PKTINFO == 46);

FACT(INADDR_ANY == 0);
FACT(INADDR_BROADCAST == 0xffffffff);
FACT(IN_MULTICAST(0xe0000000) && IN_MULTICAST(0xefffffff));
FACT(!IN_MULTICAST(0xdfffffff) && !IN_MULTICAST(0xf0000000));

FACT_SIZE(time_t, 8);
FACT_SIZE(socklen_t, 4);
FACT((socklen_t)-1 > 0);

FACT_SIZE(struct timespec, 16);
FACT_FIELD(struct timespec, tv_sec, 0, 8);
FACT_FIELD(struct timespec, tv_nsec, 8, 8);

FACT_SIZE(struct timeval, 16);
FACT_FIELD(struct timeval, tv_sec, 0, 8);

FACT_SIZE(struct sockaddr, 16);
FACT_FIELD(struct sockaddr, sa_len, 0, 1);
FACT_FIELD(struct sockaddr, sa_family, 1, 1);

FACT_SIZE(struct in_addr, 4);
FACT_SIZE(struct sockaddr_in, 16);
FACT_FIELD(struct sockaddr_in, sin_len, 0, 1);
FACT_FIELD(struct sockaddr_in, sin_family, 1, 1);
FACT_FIELD(struct sockaddr_in, sin_port, 2, 2);
FACT_FIELD(struct sockaddr_in, sin_addr, 4, 4);

FACT_SIZE(struct in6_addr, 16);
FACT_FIELD(struct in6_addr, s6_addr, 0, 16);
FACT(_Alignof(struct in6_addr) == 4);
FACT_SIZE(struct sockaddr_in6, 28);
FACT_FIELD(struct sockaddr_in6, sin6_len, 0, 1);
FACT_FIELD(struct sockaddr_in6, sin6_family, 1, 1);
FACT_FIELD(struct sockaddr_in6, sin6_port, 2, 2);
FACT_FIELD(struct sockaddr_in6, sin6_flowinfo, 4, 4);
FACT_FIELD(struct sockaddr_in6, sin6_addr, 8, 16);
FACT_FIELD(struct sockaddr_in6, sin6_scope_id, 24, 4);

FACT_SIZE(struct in6_pktinfo, 20);
FACT_FIELD(struct in6_pktinfo, ipi6_addr, 0, 16);
FACT_FIELD(struct in6_pktinfo, ipi6_ifindex, 16, 4);

FACT_SIZE(struct iovec, 16);
FACT_FIELD(struct iovec, iov_base, 0, 8);
FACT_FIELD(struct iovec, iov_len, 8, 8);

FACT_SIZE(struct msghdr, 48);
FACT_FIELD(struct msghdr, msg_name, 0, 8);
FACT_FIELD(struct msghdr, msg_namelen, 8, 4);
FACT_FIELD(struct msghdr, msg_iov, 16, 8);
FACT_FIELD(struct msghdr, msg_iovlen, 24, 4);
FACT_FIELD(struct msghdr, msg_control, 32, 8);
FACT_FIELD(struct msghdr, msg_controllen, 40, 4);
FACT_FIELD(struct msghdr, msg_flags, 44, 4);

FACT_SIZE(struct cmsghdr, 12);
FACT_FIELD(struct cmsghdr, cmsg_len, 0, 4);
FACT_FIELD(struct cmsghdr, cmsg_level, 4, 4);
FACT_FIELD(struct cmsghdr, cmsg_type, 8, 4);

#endif
