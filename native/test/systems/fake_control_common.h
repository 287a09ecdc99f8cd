/* What the control messages of these systems have in common, for the files that implement fake_control.h. */
#ifndef FOLIOT_FAKE_CONTROL_COMMON_H
#define FOLIOT_FAKE_CONTROL_COMMON_H

#include "fake_control.h"

/* Level and type of a kind: the system's own. */
void fake_control_kind(enum fake_control kind, int *level, int *type);

/* Writes the destination of an IPv6 datagram. Returns how far the next control message is. */
size_t fake_control_write_pktinfo6(uint8_t *at, const struct fake_datagram *datagram);

/* Finds the data of the one control message of level and type: returns 0 and null where there is none, -EINVAL where
 * the messages are ill-formed or its size is another. */
int fake_control_find(const uint8_t *control, size_t length, int level, int type, size_t size, const uint8_t **data);

/* Finds the source address of an IPv6 datagram: 0 or -errno. */
int fake_control_source6(const uint8_t *control, size_t length, struct foliot_address *source);

/* Whether this machine has the address. */
bool fake_is_ours(const struct foliot_address *address);

#endif
