/* Imitates FreeBSD's. */
#ifndef FOLIOT_IMITATED_SYS_SOCKET_H
#define FOLIOT_IMITATED_SYS_SOCKET_H

#include "bsd_socket.h"

#define SO_REUSEPORT_LB 0x10000
#define SO_TS_CLOCK 0x1017
#define SO_TS_REALTIME_MICRO 0
#define SO_TS_REALTIME 2

#define SCM_REALTIME 5
#define SCM_TIME_INFO 7

#define AF_INET6 28

struct sock_timestamp_info {
    uint32_t st_info_flags;
    uint32_t st_info_pad0;
    uint64_t st_info_rsv[7];
};

#define ST_INFO_HW 1

#define CMSG_ALIGN(length) (((length) + (size_t)7) & ~(size_t)7)
#define CMSG_LEN(length) (CMSG_ALIGN(sizeof(struct cmsghdr)) + (length))
#define CMSG_SPACE(length) (CMSG_ALIGN(sizeof(struct cmsghdr)) + CMSG_ALIGN(length))

#endif
