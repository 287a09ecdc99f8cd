/* What FreeBSD's <sys/socket.h> and macOS's, which comes from it, have in common. */
#ifndef FOLIOT_IMITATED_BSD_SOCKET_H
#define FOLIOT_IMITATED_BSD_SOCKET_H

#include <stddef.h>
#include <stdint.h>

typedef uint8_t sa_family_t;
typedef uint32_t socklen_t;

#define SOCK_DGRAM 2

#define SOL_SOCKET 0xffff
#define SO_TIMESTAMP 0x400
#define SO_RCVBUF 0x1002

#define SCM_TIMESTAMP 2

#define AF_UNIX 1
#define AF_INET 2

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

#endif
