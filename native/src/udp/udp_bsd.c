/*
 * FreeBSD and macOS move one datagram a call (FreeBSD's recvmmsg(3) and sendmmsg(3) are loops too) and stamp none that
 * is sent.
 */
#include "udp/udp_bsd.h"

#include <arpa/inet.h>
#include <errno.h>
#include <string.h>
#include <sys/time.h>

#include "foliot/syscalls.h"
#include "time/timespec.h"

/* An error of the network behind datagrams of one batch is lost: the kernel reports it once, to the call that found no
 * datagram any more. */
int foliot_messages_receive(int fd, struct foliot_message *messages, unsigned count, int flags) {
    unsigned received = 0;
    while (received < count) {
        int64_t length = foliot_sys->recvmsg(fd, &messages[received].header, flags | MSG_DONTWAIT);
        if (length < 0) {
            return received == 0 ? (int)length : (int)received;
        }
        messages[received].length = (unsigned)length;
        received++;
    }
    return (int)received;
}

const unsigned foliot_udp_sent_per_call = 1;

int foliot_messages_send(int fd, struct foliot_message *messages, unsigned count) {
    (void)count;
    int64_t length = foliot_sys->sendmsg(fd, &messages[0].header, MSG_DONTWAIT);
    return length < 0 ? (int)length : 1;
}

size_t foliot_control_append_stamp_request(union foliot_control_buffer *control, size_t used) {
    (void)control;
    return used;
}

int foliot_udp_spread_by_address(int fd, unsigned count) {
    (void)fd;
    (void)count;
    return 0;
}

/* Both kernels refuse what is above kern.ipc.maxsockbuf, in place of giving that. */
void foliot_udp_make_room(int fd) {
    int least = foliot_udp_receive_buffer(fd);
    int size = FOLIOT_UDP_ROOM;
    while (least >= 0 && size > least && foliot_udp_set_option(fd, SOL_SOCKET, SO_RCVBUF, size) < 0) {
        size /= 2;
    }
}

int64_t foliot_udp_lost(int fd) {
    (void)fd;
    return -ENOTSUP;
}

/* Both kernels cut off what is below a microsecond: the middle is nearest. */
void foliot_control_take_timeval(const uint8_t *data, size_t length, struct foliot_control *parsed) {
    struct timeval time;
    if (length != sizeof time || parsed->kernel_ns != 0) {
        return;
    }
    memcpy(&time, data, sizeof time);
    if (time.tv_usec >= 0 && time.tv_usec < 1000000 && foliot_timespec_valid(time.tv_sec, 0)) {
        parsed->kernel_ns = time.tv_sec * FOLIOT_NS_PER_S + time.tv_usec * 1000 + 500;
        parsed->kernel_error_ns = 500;
    }
}

void foliot_control_take_destination4(struct in_addr destination, struct foliot_control *parsed) {
    uint32_t address = ntohl(destination.s_addr);
    parsed->to_many = IN_MULTICAST(address) || address == INADDR_BROADCAST;
    if (!parsed->to_many) {
        memcpy(parsed->local_address, &destination, 4);
        parsed->local_family = 4;
    }
}

/* The time right before the system call is all that there is. */
int foliot_udp_transmit_stamps(int fd, struct foliot_slot *slots, size_t capacity) {
    (void)fd;
    (void)slots;
    (void)capacity;
    return 0;
}

/* Each socket's own option stamps from its first datagram on. */
int foliot_udp_keep_stamping(void) { return 0; }
