/* A system for which nobody has written the sockets yet. */
#include <errno.h>

#include "foliot/udp.h"

int foliot_udp_bind(const struct foliot_address *local, unsigned flags) {
    (void)local;
    (void)flags;
    return -ENOTSUP;
}

int foliot_udp_connect(const struct foliot_address *remote, unsigned flags) {
    (void)remote;
    (void)flags;
    return -ENOTSUP;
}

int foliot_udp_local_address(int fd, struct foliot_address *local) {
    (void)fd;
    (void)local;
    return -ENOTSUP;
}

int foliot_udp_receive_batch(int fd, struct foliot_slot *slots, size_t capacity) {
    (void)fd;
    (void)slots;
    (void)capacity;
    return -ENOTSUP;
}

int foliot_udp_send_batch(int fd, struct foliot_slot *slots, size_t count) {
    (void)fd;
    (void)slots;
    (void)count;
    return -ENOTSUP;
}

int foliot_udp_reply_batch(int fd, struct foliot_slot *slots, size_t count, struct foliot_departure departure) {
    (void)fd;
    (void)slots;
    (void)count;
    (void)departure;
    return -ENOTSUP;
}

int foliot_udp_spread_by_address(int fd, unsigned count) {
    (void)fd;
    (void)count;
    return -ENOTSUP;
}

int foliot_udp_transmit_stamps(int fd, struct foliot_slot *slots, size_t capacity) {
    (void)fd;
    (void)slots;
    (void)capacity;
    return -ENOTSUP;
}

int64_t foliot_udp_lost(int fd) {
    (void)fd;
    return -ENOTSUP;
}

int foliot_udp_keep_stamping(void) { return -ENOTSUP; }

int foliot_udp_close(int fd) {
    (void)fd;
    return -ENOTSUP;
}
