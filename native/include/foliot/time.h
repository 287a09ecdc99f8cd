/*
 * Conversions of time that the C side needs. An instant is an int64_t of nanoseconds since the Unix epoch (UTC as the
 * operating system counts it), which reaches from 1677 to 2262; a name ending in _ns says so.
 */
#ifndef FOLIOT_TIME_H
#define FOLIOT_TIME_H

#include <stdint.h>

#ifdef __cplusplus
extern "C" {
#endif

#define FOLIOT_NS_PER_S INT64_C(1000000000)

/* Seconds from 1900-01-01, where NTP's era 0 starts, to 1970-01-01 (RFC 5905, figure 4). */
#define FOLIOT_NTP_UNIX_EPOCH_S INT64_C(2208988800)

/*
 * The 64-bit NTP timestamp of an instant (RFC 5905, section 6), in host order: seconds modulo 2^32, so that the era is
 * dropped, and the fraction rounded down. The same function as dev.foliot.time.NtpTimestamp.fromUnixNs, but for an
 * era's first instant, which here is 0 and so "unknown".
 */
uint64_t foliot_ntp_from_unix_ns(int64_t unix_ns);

/*
 * Writes the timestamp of an instant into a packet, in network order. Its lowest bit is 0 (0.23 ns), which tells a
 * transmit timestamp from a receive timestamp in interleaved mode.
 */
void foliot_ntp_write_transmit(uint8_t bytes[8], int64_t unix_ns);

#ifdef __cplusplus
}
#endif

#endif
