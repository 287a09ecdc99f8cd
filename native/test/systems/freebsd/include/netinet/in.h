/* Imitates FreeBSD's. */
#ifndef FOLIOT_IMITATED_NETINET_IN_H
#define FOLIOT_IMITATED_NETINET_IN_H

#include "bsd_inet.h"

#define IP_RECVDSTADDR 7
#define IP_SENDSRCADDR IP_RECVDSTADDR

#define IPV6_RECVPKTINFO 36

#endif
