#include <gtest/gtest.h>

#include <cstring>

#include "hostile_datagram.h"
#include "judge.h"
#include "packets.h"

namespace {

constexpr uint64_t TRANSMIT = 0x0123456789abcdef;

Packet next(uint64_t *random) {
    Packet made(HOSTILE_DATAGRAM);
    made.resize(hostile_datagram(random, TRANSMIT, made.data()));
    return made;
}

} // namespace

TEST(HostileDatagram, ComesAgainFromTheSameSeed) {
    uint64_t one = 5;
    uint64_t same = 5;
    uint64_t other = 6;
    bool differs = false;
    for (int i = 0; i < 1000; i++) {
        Packet datagram = next(&one);
        EXPECT_EQ(datagram, next(&same));
        differs |= datagram != next(&other);
    }
    EXPECT_TRUE(differs);
}

TEST(HostileDatagram, CarriesItsTransmitTimestampWhereItHasRoom) {
    uint64_t random = 5;
    for (int i = 0; i < 10000; i++) {
        Packet datagram = next(&random);
        ASSERT_LE(datagram.size(), HOSTILE_DATAGRAM);
        if (datagram.size() >= NTP_HEADER) {
            ASSERT_EQ(ntp_get64(&datagram[NTP_TRANSMIT]), TRANSMIT);
        }
    }
}

TEST(HostileDatagram, PutsEveryDutyToTheTest) {
    uint64_t random = 5;
    int counts[3] = {};
    for (int i = 0; i < 10000; i++) {
        Packet datagram = next(&random);
        counts[judge_duty(datagram.data(), datagram.size(), 40000)]++;
    }
    for (int count : counts) {
        EXPECT_GT(count, 1000);
    }
}
