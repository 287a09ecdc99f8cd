/* An NTP packet as bytes (RFC 5905, figure 8), of the tools' own: what they measure must not check itself. */
#ifndef FOLIOT_BENCH_NTP_H
#define FOLIOT_BENCH_NTP_H

#include <stddef.h>
#include <stdint.h>

#define NTP_HEADER 48u
#define NTP_PORT 123u
#define NTP_UNIX_EPOCH 2208988800u /* seconds from 1900 to 1970 */

enum ntp_offset {
    NTP_LEAP_VERSION_MODE = 0,
    NTP_STRATUM = 1,
    NTP_POLL = 2,
    NTP_PRECISION = 3,
    NTP_REFERENCE_ID = 12,
    NTP_REFERENCE = 16,
    NTP_ORIGIN = 24,
    NTP_RECEIVE = 32,
    NTP_TRANSMIT = 40,
};

/* Extension fields of NTS (RFC 8915, section 7.5). */
enum ntp_field {
    NTP_UNIQUE_IDENTIFIER = 0x0104,
    NTP_AUTHENTICATOR = 0x0404,
};

enum ntp_mode {
    NTP_RESERVED = 0,
    NTP_ACTIVE = 1,
    NTP_PASSIVE = 2,
    NTP_CLIENT = 3,
    NTP_SERVER = 4,
};

static inline unsigned ntp_mode(uint8_t first) { return first & 7u; }

static inline unsigned ntp_version(uint8_t first) { return first >> 3 & 7u; }

static inline unsigned ntp_leap(uint8_t first) { return first >> 6; }

static inline uint8_t ntp_first(unsigned leap, unsigned version, unsigned mode) {
    return (uint8_t)(leap << 6 | version << 3 | mode);
}

static inline uint16_t ntp_get16(const uint8_t *at) { return (uint16_t)(at[0] << 8 | at[1]); }

static inline void ntp_put16(uint8_t *at, uint16_t value) {
    at[0] = (uint8_t)(value >> 8);
    at[1] = (uint8_t)value;
}

static inline uint64_t ntp_get64(const uint8_t *at) {
    uint64_t value;
    __builtin_memcpy(&value, at, sizeof value);
    return __builtin_bswap64(value);
}

static inline void ntp_put64(uint8_t *at, uint64_t value) {
    value = __builtin_bswap64(value);
    __builtin_memcpy(at, &value, sizeof value);
}

#if __BYTE_ORDER__ != __ORDER_LITTLE_ENDIAN__
#error "ntp_get64 and ntp_put64 are written for a machine that is little-endian"
#endif

#endif
