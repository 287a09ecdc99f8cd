/*
 * Control messages: what a kernel says about a datagram beside its bytes, and what it is asked for with one. Their
 * levels, types and structures are each system's own.
 */
#ifndef FOLIOT_UDP_CONTROL_H
#define FOLIOT_UDP_CONTROL_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

#include "foliot/udp.h"

#ifdef __cplusplus
extern "C" {
#endif

/* Memory for control messages, aligned for their headers. Enough for all that a socket of ours is sent with one
 * datagram. */
#define FOLIOT_CONTROL_SIZE 256

union foliot_control_buffer {
    uint64_t alignment;
    uint8_t bytes[FOLIOT_CONTROL_SIZE];
};

/* What the control messages of a datagram said. Zero is: nothing. */
struct foliot_control {
    int64_t kernel_ns; /* a stamp by the kernel, 0 for none */
    int64_t kernel_error_ns;
    int64_t hardware_ns; /* a stamp by the interface, 0 for none */
    uint8_t local_address[16];
    int32_t local_family; /* 4, 16, 0 for none */
    int32_t interface;
    bool to_many;     /* it was sent to a broadcast or multicast address */
    bool transmitted; /* the stamps are of a datagram that was sent, */
    uint32_t id;      /* this one */
};

/* Reads control messages. Whatever stands there, it reads within the length, and takes nothing that is cut off or not
 * plausible. */
void foliot_control_parse(const void *control, size_t length, struct foliot_control *parsed);

/*
 * Each of these appends to the control messages of a datagram to be sent, `used` bytes so far, and returns how many
 * bytes they are then.
 */

/* Has the datagram leave from slot's local address. Returns 0 when that is none. */
size_t foliot_control_append_source(union foliot_control_buffer *control, size_t used, const struct foliot_slot *slot);

/* The system's own part: has the kernel stamp the datagram as it leaves; nothing where it cannot. */
size_t foliot_control_append_stamp_request(union foliot_control_buffer *control, size_t used);

/* For the system's own part: one control message. */
size_t foliot_control_append(union foliot_control_buffer *control, size_t used, int level, int type, const void *data,
                             size_t size);

/* The system's own part: reads a control message, which is whole; one that it does not know says nothing. */
void foliot_control_parse_own(int level, int type, const uint8_t *data, size_t length, struct foliot_control *parsed);

/* The system's own part: foliot_control_append_source for IPv4. */
size_t foliot_control_append_source4(union foliot_control_buffer *control, size_t used, const uint8_t address[4]);

#ifdef __cplusplus
}
#endif

#endif
