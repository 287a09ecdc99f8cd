/* Datagrams that a server has to withstand: malformed, random, of every version and mode, from a seed. */
#ifndef FOLIOT_BENCH_HOSTILE_DATAGRAM_H
#define FOLIOT_BENCH_HOSTILE_DATAGRAM_H

#include <stddef.h>
#include <stdint.h>

#ifdef __cplusplus
extern "C" {
#endif

#define HOSTILE_DATAGRAM 1472u /* what Ethernet takes in one piece */

/* Writes one of a random kind, with the transmit timestamp given where it is long enough to have one. Returns its
 * length. */
size_t hostile_datagram(uint64_t *random, uint64_t transmit, uint8_t datagram[HOSTILE_DATAGRAM]);

#ifdef __cplusplus
}
#endif

#endif
