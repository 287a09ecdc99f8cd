/* Imitates macOS's. */
#ifndef FOLIOT_IMITATED_SYS_SOCKET_H
#define FOLIOT_IMITATED_SYS_SOCKET_H

#include "bsd_socket.h"

#define SO_REUSEPORT 0x200

#define AF_INET6 30

/* To 4 bytes, on 64-bit machines too. */
#define FOLIOT_IMITATED_ALIGN(length) (((length) + (size_t)3) & ~(size_t)3)
#define CMSG_LEN(length) (FOLIOT_IMITATED_ALIGN(sizeof(struct cmsghdr)) + (length))
#define CMSG_SPACE(length) (FOLIOT_IMITATED_ALIGN(sizeof(struct cmsghdr)) + FOLIOT_IMITATED_ALIGN(length))

#endif
