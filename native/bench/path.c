#include "path.h"

#include <arpa/inet.h>
#include <errno.h>
#include <string.h>
#include <time.h>
#include <unistd.h>

#include "ntp.h"

#define RECEIVE_BUFFER (8 << 20)

int path_address(const char *text, uint16_t port, union path_address *address) {
    memset(address, 0, sizeof *address);
    if (inet_pton(AF_INET, text, &address->in.sin_addr) == 1) {
        address->in.sin_family = AF_INET;
        address->in.sin_port = htons(port);
        return 0;
    }
    if (inet_pton(AF_INET6, text, &address->in6.sin6_addr) == 1) {
        address->in6.sin6_family = AF_INET6;
        address->in6.sin6_port = htons(port);
        return 0;
    }
    return -EINVAL;
}

static socklen_t size_of(const union path_address *address) {
    return address->any.sa_family == AF_INET ? sizeof address->in : sizeof address->in6;
}

static in_port_t *port_of(union path_address *address) {
    return address->any.sa_family == AF_INET ? &address->in.sin_port : &address->in6.sin6_port;
}

static bool same(const union path_address *a, const union path_address *b) {
    if (a->any.sa_family != b->any.sa_family) {
        return false;
    }
    if (a->any.sa_family == AF_INET) {
        return a->in.sin_addr.s_addr == b->in.sin_addr.s_addr && a->in.sin_port == b->in.sin_port;
    }
    return IN6_ARE_ADDR_EQUAL(&a->in6.sin6_addr, &b->in6.sin6_addr) && a->in6.sin6_port == b->in6.sin6_port;
}

/* Without the right to a large buffer, what the system gives will do. */
static void enlarge(int fd) {
    int size = RECEIVE_BUFFER;
    if (setsockopt(fd, SOL_SOCKET, SO_RCVBUFFORCE, &size, sizeof size) != 0) {
        setsockopt(fd, SOL_SOCKET, SO_RCVBUF, &size, sizeof size);
    }
}

static int open_one(struct path *path, unsigned index, uint16_t port) {
    union path_address local = {.any.sa_family = path->server.any.sa_family};
    socklen_t size = size_of(&local);
    int fd = socket(local.any.sa_family, SOCK_DGRAM | SOCK_CLOEXEC, IPPROTO_UDP);
    if (fd < 0) {
        return -errno;
    }
    *port_of(&local) = htons(port);
    if (bind(fd, &local.any, size) != 0 || (path->clients == 0 && connect(fd, &path->server.any, size) != 0) ||
        getsockname(fd, &local.any, &size) != 0) {
        int result = -errno;
        close(fd);
        return result;
    }
    enlarge(fd);
    path->sockets[index] = fd;
    path->ports[index] = ntohs(*port_of(&local));
    return 0;
}

int path_open(struct path *path, bool from_ntp_port) {
    for (unsigned i = 0; i < PATH_SOCKETS; i++) {
        path->sockets[i] = -1;
    }
    for (unsigned i = 0; i < PATH_SOCKETS; i++) {
        int result = -EACCES;
        if (from_ntp_port && i == PATH_SOCKETS - 1) {
            result = open_one(path, i, NTP_PORT);
        }
        if (result != 0) {
            result = open_one(path, i, 0);
        }
        if (result != 0) {
            path_close(path);
            return result;
        }
    }
    return 0;
}

void path_close(struct path *path) {
    for (unsigned i = 0; i < PATH_SOCKETS; i++) {
        if (path->sockets[i] >= 0) {
            close(path->sockets[i]);
            path->sockets[i] = -1;
        }
    }
}

int path_stamp(struct path *path) {
    int on = 1;
    for (unsigned i = 0; i < PATH_SOCKETS; i++) {
        if (setsockopt(path->sockets[i], SOL_SOCKET, SO_TIMESTAMPNS, &on, sizeof on) != 0) {
            return -errno;
        }
    }
    return 0;
}

/* Makes a control message of one part, and returns where its data goes. */
static void *put_control(struct msghdr *header, void *control, int level, int type, size_t size) {
    struct cmsghdr *part = control;
    memset(control, 0, CMSG_SPACE(size));
    header->msg_control = control;
    header->msg_controllen = CMSG_SPACE(size);
    part->cmsg_level = level;
    part->cmsg_type = type;
    part->cmsg_len = CMSG_LEN(size);
    return CMSG_DATA(part);
}

static void put_source(const struct path *path, uint32_t client, struct msghdr *header, void *control) {
    if (path->server.any.sa_family == AF_INET) {
        struct in_pktinfo info = {0};
        info.ipi_spec_dst.s_addr =
            htonl(ntohl(path->first_client.in.sin_addr.s_addr) + (path->networks ? client << 8 : client));
        memcpy(put_control(header, control, IPPROTO_IP, IP_PKTINFO, sizeof info), &info, sizeof info);
        return;
    }
    struct in6_pktinfo info = {.ipi6_addr = path->first_client.in6.sin6_addr};
    uint8_t *counted = info.ipi6_addr.s6_addr + (path->networks ? 4 : 12);
    uint32_t number;
    memcpy(&number, counted, sizeof number);
    number = htonl(ntohl(number) + (path->networks ? client << 8 : client));
    memcpy(counted, &number, sizeof number);
    memcpy(put_control(header, control, IPPROTO_IPV6, IPV6_PKTINFO, sizeof info), &info, sizeof info);
}

static void point(struct batch *batch, unsigned i, size_t length) {
    batch->vectors[i] = (struct iovec){batch->datagrams[i], length};
    batch->messages[i].msg_hdr = (struct msghdr){.msg_iov = &batch->vectors[i], .msg_iovlen = 1};
}

unsigned path_send(const struct path *path, unsigned socket, struct batch *batch) {
    for (unsigned i = 0; i < batch->count; i++) {
        struct msghdr *header = &batch->messages[i].msg_hdr;
        point(batch, i, batch->lengths[i]);
        if (path->clients > 0) {
            batch->names[i] = path->server;
            header->msg_name = &batch->names[i];
            header->msg_namelen = size_of(&path->server);
            put_source(path, batch->clients[i], header, batch->controls[i]);
        }
    }
    int sent = sendmmsg(path->sockets[socket], batch->messages, batch->count, MSG_DONTWAIT);
    return sent < 0 ? 0 : (unsigned)sent;
}

static int64_t stamp_of(struct msghdr *header) {
    for (struct cmsghdr *part = CMSG_FIRSTHDR(header); part != NULL; part = CMSG_NXTHDR(header, part)) {
        if (part->cmsg_level == SOL_SOCKET && part->cmsg_type == SCM_TIMESTAMPNS) {
            struct timespec time;
            memcpy(&time, CMSG_DATA(part), sizeof time);
            return time.tv_sec * INT64_C(1000000000) + time.tv_nsec;
        }
    }
    return 0;
}

bool path_receive(const struct path *path, unsigned socket, struct batch *batch) {
    for (unsigned i = 0; i < PATH_BATCH - batch->ready; i++) {
        struct msghdr *header = &batch->messages[i].msg_hdr;
        point(batch, i, PATH_DATAGRAM);
        header->msg_name = &batch->names[i];
        header->msg_namelen = sizeof batch->names[i];
        header->msg_control = batch->controls[i];
        header->msg_controllen = sizeof batch->controls[i];
    }
    int received = recvmmsg(path->sockets[socket], batch->messages, PATH_BATCH, MSG_DONTWAIT, NULL);
    received = received < 0 ? 0 : received;
    batch->ready = PATH_BATCH - (unsigned)received;
    batch->count = 0;
    for (unsigned i = 0; i < (unsigned)received; i++) {
        if (!same(&batch->names[i], &path->server)) {
            continue;
        }
        unsigned to = batch->count++;
        if (to != i) {
            memcpy(batch->datagrams[to], batch->datagrams[i], batch->messages[i].msg_len);
        }
        batch->lengths[to] = (uint16_t)batch->messages[i].msg_len;
        batch->stamps_ns[to] = stamp_of(&batch->messages[i].msg_hdr);
    }
    return received == (int)PATH_BATCH;
}
