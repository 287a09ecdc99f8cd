#include "foliot/time.h"

#include "time/timespec.h"

uint64_t foliot_ntp_from_unix_ns(int64_t unix_ns) {
    struct timespec time = foliot_timespec_from_ns(unix_ns);
    uint64_t seconds = (uint64_t)((int64_t)time.tv_sec + FOLIOT_NTP_UNIX_EPOCH_S);
    uint64_t fraction = ((uint64_t)time.tv_nsec << 32) / (uint64_t)FOLIOT_NS_PER_S;
    return seconds << 32 | fraction;
}

void foliot_ntp_write_transmit(uint8_t bytes[8], int64_t unix_ns) {
    uint64_t timestamp = foliot_ntp_from_unix_ns(unix_ns) & ~UINT64_C(1);
    for (int i = 7; i >= 0; i--) {
        bytes[i] = (uint8_t)(timestamp & 0xff);
        timestamp >>= 8;
    }
}
