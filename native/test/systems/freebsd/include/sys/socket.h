/* Imitates FreeBSD's. */
#ifndef FOLIOT_IMITATED_SYS_SOCKET_H
#define FOLIOT_IMITATED_SYS_SOCKET_H

#include <stddef.h>
#include <stdint.h>

typedef uint8_t sa_family_t;
typedef uint32_t socklen_t;

#define SOCK_DGRAM 2

#define SOL_SOCKET 0xffff
#define SO_TIMESTAMP 0x400
#define SO_REUSEPORT_LB 0x10000
#define SO_TS_CLOCK 0x1017
#define SO_TS_REALTIME_MICRO 0
#define SO_TS_REALTIME 2

#define SCM_TIMESTAMP 2
#define SCM_REALTIME 5
#define SCM_TIME_INFO 7

#define AF_UNIX 1
#define AF_INET 2
#define AF_INET6 28

#define MSG_TRUNC 0x10
#define MSG_CTRUNC 0x20
#define MSG_DONTWAIT 0x80

struct sockaddr {
    unsigned char sa_len;
    sa_family_t sa_family;
    char sa_data[14];
};

struct iovec {
    void *iov_base;
    size_t iov_len;
};

struct msghdr {
    void *msg_name;
    socklen_t msg_namelen;
    struct iovec *msg_iov;
    int msg_iovlen;
    void *msg_control;
    socklen_t msg_controllen;
    int msg_flags;
};

struct cmsghdr {
    socklen_t cmsg_len;
    int cmsg_level;
    int cmsg_type;
};

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
