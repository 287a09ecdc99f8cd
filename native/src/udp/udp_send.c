#include <errno.h>
#include <limits.h>
#include <string.h>

#include "foliot/time.h"
#include "udp/udp_internal.h"

/* What one system call sends beside the payloads. */
struct outgoing {
    struct foliot_message messages[FOLIOT_UDP_BATCH];
    struct iovec payloads[FOLIOT_UDP_BATCH];
    union foliot_sockaddr remotes[FOLIOT_UDP_BATCH];
    union foliot_control_buffer controls[FOLIOT_UDP_BATCH];
    struct foliot_slot *slots[FOLIOT_UDP_BATCH];
    unsigned count;
};

static bool describe_control(struct outgoing *outgoing, unsigned i, const struct foliot_slot *slot) {
    struct msghdr *header = &outgoing->messages[i].header;
    union foliot_control_buffer *control = &outgoing->controls[i];
    size_t used = 0;
    if (slot->local_family != 0) {
        used = foliot_control_append_source(control, used, slot);
        if (used == 0) {
            return false;
        }
    }
    if ((slot->flags & FOLIOT_SLOT_STAMP_REQUEST) != 0) {
        used = foliot_control_append_stamp_request(control, used);
    }
    header->msg_control = used == 0 ? NULL : control;
    header->msg_controllen = (unsigned)used;
    return true;
}

/* Describes slot to the kernel as the i-th message; false when its length or an address is none. */
static bool describe(struct outgoing *outgoing, unsigned i, struct foliot_slot *slot) {
    struct msghdr *header = &outgoing->messages[i].header;
    memset(&outgoing->messages[i], 0, sizeof outgoing->messages[i]);
    if (slot->length < 0 || slot->length > FOLIOT_SLOT_PAYLOAD) {
        return false;
    }
    outgoing->payloads[i].iov_base = slot->payload;
    outgoing->payloads[i].iov_len = (size_t)slot->length;
    header->msg_iov = &outgoing->payloads[i];
    header->msg_iovlen = 1;
    if (slot->remote_family == 0) {
        return true;
    }
    unsigned size = foliot_sockaddr_encode(&outgoing->remotes[i], slot->remote_address, slot->remote_family,
                                           slot->remote_port, (uint32_t)slot->remote_scope);
    header->msg_name = &outgoing->remotes[i];
    header->msg_namelen = size;
    return size != 0 && describe_control(outgoing, i, slot);
}

static bool add(struct outgoing *outgoing, struct foliot_slot *slot) {
    if (!describe(outgoing, outgoing->count, slot)) {
        return false;
    }
    outgoing->slots[outgoing->count++] = slot;
    return true;
}

static bool is_full(const struct outgoing *outgoing) { return outgoing->count == foliot_udp_sent_per_call; }

/* Stamps what goes from message `first` on with the time at which it is expected to leave. */
static void stamp(struct outgoing *outgoing, unsigned first, struct foliot_departure departure) {
    int64_t ns = foliot_udp_now_ns() + departure.lead_ns;
    for (unsigned i = first; i < outgoing->count; i++) {
        struct foliot_slot *slot = outgoing->slots[i];
        foliot_slot_stamp_by_daemon(slot, ns);
        if ((slot->flags & FOLIOT_SLOT_STAMP_TRANSMIT) != 0 && slot->length >= FOLIOT_NTP_TRANSMIT_OFFSET + 8) {
            foliot_ntp_write_transmit(slot->payload + FOLIOT_NTP_TRANSMIT_OFFSET, ns);
        }
        ns += departure.pace_ns;
    }
}

/* Sends messages from `first` on by one system call. Returns how many; 0: the system has no room now. */
static int send_from(int fd, struct outgoing *outgoing, unsigned first, struct foliot_departure departure) {
    int result;
    do {
        stamp(outgoing, first, departure);
        result = foliot_messages_send(fd, outgoing->messages + first, outgoing->count - first);
    } while (result == -EINTR);
    bool full = result == -EAGAIN || result == -EWOULDBLOCK || result == -ENOBUFS;
    return full ? 0 : result;
}

int foliot_udp_send_batch(int fd, struct foliot_slot *slots, size_t count) {
    const struct foliot_departure at_once = {0, 0};
    size_t wanted = count < INT_MAX ? count : INT_MAX;
    size_t sent = 0;
    while (sent < wanted) {
        struct outgoing outgoing;
        outgoing.count = 0;
        while (!is_full(&outgoing) && sent + outgoing.count < wanted && add(&outgoing, &slots[sent + outgoing.count])) {
        }
        int result = outgoing.count == 0 ? -EINVAL : send_from(fd, &outgoing, 0, at_once);
        if (result < 0 && sent == 0) {
            return result;
        }
        sent += result > 0 ? (size_t)result : 0;
        if (result < (int)outgoing.count || outgoing.count == 0) {
            break;
        }
    }
    return (int)sent;
}

static void fail_from(struct outgoing *outgoing, unsigned first, int error) {
    for (unsigned i = first; i < outgoing->count; i++) {
        outgoing->slots[i]->send_error = error;
    }
}

/* Sends all of the messages that can be. Returns how many. */
static int send_what_can_be_sent(int fd, struct outgoing *outgoing, struct foliot_departure departure) {
    int sent = 0;
    unsigned next = 0;
    while (next < outgoing->count) {
        int result = send_from(fd, outgoing, next, departure);
        if (result == 0) {
            fail_from(outgoing, next, EAGAIN);
            break;
        }
        if (result > 0) {
            sent += result;
            next += (unsigned)result;
        } else {
            outgoing->slots[next++]->send_error = -result;
        }
    }
    return sent;
}

int foliot_udp_reply_batch(int fd, struct foliot_slot *slots, size_t count, struct foliot_departure departure) {
    size_t wanted = count < INT_MAX ? count : INT_MAX;
    int sent = 0;
    size_t next = 0;
    while (next < wanted) {
        struct outgoing outgoing;
        outgoing.count = 0;
        for (; next < wanted && !is_full(&outgoing); next++) {
            struct foliot_slot *slot = &slots[next];
            slot->send_error = 0;
            if ((slot->flags & FOLIOT_SLOT_SKIP) == 0 && !add(&outgoing, slot)) {
                slot->send_error = EINVAL;
            }
        }
        sent += send_what_can_be_sent(fd, &outgoing, departure);
    }
    return sent;
}
