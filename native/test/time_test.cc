#include "foliot/time.h"

#include <gtest/gtest.h>

#include "time/timespec.h"

TEST(NtpTimestamp, UnixEpochIsSeventyYearsAfterTheEraBegan) {
    EXPECT_EQ(foliot_ntp_from_unix_ns(0), UINT64_C(2208988800) << 32);
}

TEST(NtpTimestamp, HalfASecondIsTheUpperBitOfTheFraction) {
    EXPECT_EQ(foliot_ntp_from_unix_ns(500000000) & 0xffffffff, UINT64_C(0x80000000));
}

TEST(NtpTimestamp, InstantsBeforeTheUnixEpochKeepAPositiveFraction) {
    EXPECT_EQ(foliot_ntp_from_unix_ns(-250000000), (UINT64_C(2208988799) << 32) | UINT64_C(0xc0000000));
}

TEST(NtpTimestamp, SecondsWrapToZeroWhenTheEraOf2036Begins) {
    const int64_t era_1_ns = INT64_C(2085978496) * FOLIOT_NS_PER_S; // 2036-02-07 06:28:16 UTC
    EXPECT_EQ(foliot_ntp_from_unix_ns(era_1_ns), UINT64_C(0));
    EXPECT_EQ(foliot_ntp_from_unix_ns(era_1_ns - 1) >> 32, UINT64_C(0xffffffff));
    EXPECT_EQ(foliot_ntp_from_unix_ns(era_1_ns - 1) & 0xffffffff, UINT64_C(0xfffffffb)); // 1 ns is 4.29 units
    EXPECT_EQ(foliot_ntp_from_unix_ns(era_1_ns + 3 * FOLIOT_NS_PER_S) >> 32, UINT64_C(3));
}

TEST(NtpTimestamp, LimitsOfTheRangeDoNotOverflow) {
    EXPECT_EQ(foliot_ntp_from_unix_ns(INT64_MAX) >> 32, (UINT64_C(9223372036) + 2208988800) & 0xffffffff);
    EXPECT_EQ(foliot_ntp_from_unix_ns(INT64_MIN) >> 32, static_cast<uint32_t>(-INT64_C(9223372037) + 2208988800));
}

TEST(NtpTimestamp, IsWrittenInNetworkOrderWithItsLowestBitClear) {
    uint8_t bytes[8];
    const int64_t ns = INT64_C(1700000000123456789);
    foliot_ntp_write_transmit(bytes, ns);
    uint64_t read = 0;
    for (uint8_t byte : bytes) {
        read = read << 8 | byte;
    }
    EXPECT_EQ(read, foliot_ntp_from_unix_ns(ns) & ~UINT64_C(1));
    EXPECT_EQ(foliot_ntp_from_unix_ns(ns) & 1, 1u) << "an instant whose lowest bit is 0 anyway tests nothing";
}

TEST(Timespec, NanosecondsAreNeverNegative) {
    timespec time = foliot_timespec_from_ns(-1);
    EXPECT_EQ(time.tv_sec, -1);
    EXPECT_EQ(time.tv_nsec, 999999999);
    EXPECT_EQ(foliot_ns_from_timespec(&time), -1);
}

TEST(Timespec, OnlyNormalisedTimesWithinReachAreValid) {
    EXPECT_TRUE(foliot_timespec_valid(0, 999999999));
    EXPECT_FALSE(foliot_timespec_valid(0, 1000000000));
    EXPECT_FALSE(foliot_timespec_valid(0, -1));
    EXPECT_FALSE(foliot_timespec_valid(INT64_MAX, 0));
    EXPECT_FALSE(foliot_timespec_valid(INT64_MIN, 0));
}
