/* Packets for the tests of the bench's own judgement. */
#ifndef FOLIOT_BENCH_PACKETS_H
#define FOLIOT_BENCH_PACKETS_H

#include <vector>

#include "ntp.h"

using Packet = std::vector<uint8_t>;

inline Packet packet(unsigned version, unsigned mode) {
    Packet made(NTP_HEADER);
    made[NTP_LEAP_VERSION_MODE] = ntp_first(0, version, mode);
    return made;
}

inline Packet request() { return packet(4, NTP_CLIENT); }

inline Packet with_field(Packet before, uint16_t type, uint16_t told, size_t length) {
    size_t at = before.size();
    before.resize(at + length);
    ntp_put16(&before[at], type);
    ntp_put16(&before[at + 2], told);
    return before;
}

#endif
