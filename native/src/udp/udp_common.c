#include <errno.h>
#include <string.h>

#include "foliot/syscalls.h"
#include "foliot/time.h"
#include "time/timespec.h"
#include "udp/udp_internal.h"

_Static_assert(sizeof(struct foliot_slot) == FOLIOT_SLOT_SIZE, "a slot has padding");
_Static_assert(offsetof(struct foliot_slot, payload) == FOLIOT_SLOT_HEADER, "a slot's header has another size");
_Static_assert(sizeof(struct foliot_address) == 28, "an address has padding");

/* The resolution of CLOCK_REALTIME where nothing else is known. */
#define STAMP_ERROR_NS 1

int64_t foliot_udp_now_ns(void) {
    struct timespec now = {0};
    foliot_sys->clock_gettime(CLOCK_REALTIME, &now);
    return foliot_ns_from_timespec(&now);
}

int foliot_udp_set_option(int fd, int level, int name, int value) {
    return foliot_sys->setsockopt(fd, level, name, &value, sizeof value);
}

int foliot_udp_receive_buffer(int fd) {
    int size = 0;
    unsigned length = sizeof size;
    int result = foliot_sys->getsockopt(fd, SOL_SOCKET, SO_RCVBUF, &size, &length);
    return result < 0 ? result : size;
}

int foliot_udp_socket(int family) { return foliot_sys->socket(family, SOCK_DGRAM, IPPROTO_UDP); }

typedef int (*attach_call)(int fd, const struct sockaddr *address, unsigned length);

/* Options come before bind and connect, so that no datagram arrives without them. */
static int prepare(int fd, const union foliot_sockaddr *address, unsigned flags) {
    int family = address->any.sa_family;
    int result = family == AF_INET6 ? foliot_udp_set_option(fd, IPPROTO_IPV6, IPV6_V6ONLY, 1) : 0;
    if (result >= 0 && (flags & FOLIOT_UDP_REUSE_PORT) != 0) {
        result = foliot_udp_set_option(fd, SOL_SOCKET, foliot_udp_reuse_port_option, 1);
    }
    if (result >= 0 && (flags & FOLIOT_UDP_LARGE_BUFFER) != 0) {
        foliot_udp_make_room(fd);
    }
    return result < 0 ? result : foliot_udp_enable_control(fd, address, flags);
}

static int open_socket(const struct foliot_address *address, unsigned flags, attach_call attach) {
    union foliot_sockaddr encoded;
    unsigned size = foliot_sockaddr_encode(&encoded, address->bytes, address->length, address->port, address->scope);
    if (size == 0) {
        return -EINVAL;
    }
    int fd = foliot_udp_socket(encoded.any.sa_family);
    if (fd < 0) {
        return fd;
    }
    int result = prepare(fd, &encoded, flags);
    if (result >= 0) {
        result = attach(fd, &encoded.any, size);
    }
    if (result < 0) {
        foliot_sys->close(fd);
        return result;
    }
    return fd;
}

int foliot_udp_bind(const struct foliot_address *local, unsigned flags) {
    return open_socket(local, flags, foliot_sys->bind);
}

int foliot_udp_connect(const struct foliot_address *remote, unsigned flags) {
    return open_socket(remote, flags, foliot_sys->connect);
}

int foliot_udp_close(int fd) { return foliot_sys->close(fd); }

int foliot_udp_local_address(int fd, struct foliot_address *local) {
    union foliot_sockaddr encoded;
    memset(&encoded, 0, sizeof encoded);
    unsigned size = sizeof encoded;
    int result = foliot_sys->getsockname(fd, &encoded.any, &size);
    if (result < 0) {
        return result;
    }
    foliot_sockaddr_decode(&encoded, local);
    return local->length == 0 ? -EAFNOSUPPORT : 0;
}

int foliot_udp_receive_incoming(int fd, struct foliot_incoming *incoming, struct foliot_slot *slots, size_t capacity,
                                int flags) {
    size_t count = capacity < FOLIOT_UDP_BATCH ? capacity : FOLIOT_UDP_BATCH;
    if (count == 0) {
        return 0;
    }
    /* Whole structures: some C libraries have padding where the kernel has the upper half of a field. */
    memset(incoming->messages, 0, count * sizeof incoming->messages[0]);
    memset(incoming->remotes, 0, count * sizeof incoming->remotes[0]);
    for (size_t i = 0; i < count; i++) {
        struct msghdr *header = &incoming->messages[i].header;
        incoming->payloads[i].iov_base = slots[i].payload;
        incoming->payloads[i].iov_len = FOLIOT_SLOT_PAYLOAD;
        header->msg_iov = &incoming->payloads[i];
        header->msg_iovlen = 1;
        header->msg_name = &incoming->remotes[i];
        header->msg_namelen = sizeof incoming->remotes[i];
        header->msg_control = &incoming->controls[i];
        header->msg_controllen = sizeof incoming->controls[i];
    }
    int result;
    do {
        result = foliot_messages_receive(fd, incoming->messages, (unsigned)count, flags);
    } while (result == -EINTR);
    return result == -EAGAIN || result == -EWOULDBLOCK ? 0 : result;
}

bool foliot_slot_take_stamp(struct foliot_slot *slot, const struct foliot_control *control) {
    if (control->hardware_ns != 0) {
        slot->stamp_ns = control->hardware_ns;
        slot->stamp_source = FOLIOT_STAMP_HARDWARE;
        slot->stamp_error_ns = STAMP_ERROR_NS;
        return true;
    }
    if (control->kernel_ns != 0) {
        slot->stamp_ns = control->kernel_ns;
        slot->stamp_source = FOLIOT_STAMP_KERNEL;
        slot->stamp_error_ns = (int32_t)control->kernel_error_ns;
        return true;
    }
    return false;
}

void foliot_slot_stamp_by_daemon(struct foliot_slot *slot, int64_t ns) {
    slot->stamp_ns = ns;
    slot->stamp_source = FOLIOT_STAMP_DAEMON;
    slot->stamp_error_ns = STAMP_ERROR_NS;
}

static void fill_received(struct foliot_slot *slot, const struct foliot_message *message,
                          const union foliot_sockaddr *remote_sockaddr, int64_t received_ns) {
    memset(slot, 0, FOLIOT_SLOT_HEADER);
    slot->length = message->length < FOLIOT_SLOT_PAYLOAD ? (int32_t)message->length : FOLIOT_SLOT_PAYLOAD;
    slot->flags = (message->header.msg_flags & MSG_TRUNC) != 0 ? FOLIOT_SLOT_TRUNCATED : 0;

    struct foliot_address remote;
    foliot_sockaddr_decode(remote_sockaddr, &remote);
    memcpy(slot->remote_address, remote.bytes, sizeof remote.bytes);
    slot->remote_family = (int32_t)remote.length;
    slot->remote_port = (int32_t)remote.port;
    slot->remote_scope = (int32_t)remote.scope;

    struct foliot_control control;
    foliot_control_parse(message->header.msg_control, message->header.msg_controllen, &control);
    memcpy(slot->local_address, control.local_address, sizeof control.local_address);
    slot->local_family = control.local_family;
    slot->flags |= control.to_many ? FOLIOT_SLOT_TO_MANY : 0;
    slot->interface = control.interface;
    if (!foliot_slot_take_stamp(slot, &control)) {
        foliot_slot_stamp_by_daemon(slot, received_ns);
    }
}

int foliot_udp_receive_batch(int fd, struct foliot_slot *slots, size_t capacity) {
    struct foliot_incoming incoming;
    int count = foliot_udp_receive_incoming(fd, &incoming, slots, capacity, 0);
    int64_t received_ns = count > 0 ? foliot_udp_now_ns() : 0;
    for (int i = 0; i < count; i++) {
        fill_received(&slots[i], &incoming.messages[i], &incoming.remotes[i], received_ns);
    }
    return count;
}
