// The core of a system that nobody has written files for: it builds, reads the clock and says what is missing.
#include <gtest/gtest.h>

#include <cerrno>

#include "foliot/clock.h"
#include "foliot/poll.h"
#include "foliot/udp.h"

TEST(Unsupported, ClockCanBeReadButNotSteered) {
    foliot_clock_reading reading = {};
    struct foliot_clock_state state;
    struct foliot_clock_capabilities can;
    int64_t residue;
    double in_force;
    ASSERT_EQ(foliot_clock_read(&reading), 0);
    EXPECT_GT(reading.utc_ns, INT64_C(1700000000000000000));
    foliot_clock_raw_reading raw = {};
    EXPECT_EQ(foliot_clock_read_raw(&raw), -ENOTSUP);
    int64_t suspended_ns;
    EXPECT_EQ(foliot_clock_suspended(&suspended_ns), -ENOTSUP);
    EXPECT_EQ(foliot_clock_step(FOLIOT_CLOCK_NATIVE, 1, 0, &residue), -ENOTSUP);
    EXPECT_EQ(foliot_clock_set_frequency(FOLIOT_CLOCK_NATIVE, 1, &in_force), -ENOTSUP);
    EXPECT_EQ(foliot_clock_state(FOLIOT_CLOCK_NATIVE, &state), -ENOTSUP);
    EXPECT_EQ(foliot_clock_set_status(FOLIOT_CLOCK_NATIVE, FOLIOT_LEAP_NONE, 0, 0), -ENOTSUP);
    EXPECT_EQ(foliot_clock_set_tai(FOLIOT_CLOCK_NATIVE, 37), -ENOTSUP);
    ASSERT_EQ(foliot_clock_capabilities(FOLIOT_CLOCK_NATIVE, &can), 0);
    EXPECT_EQ(can.steerable, 0);
    EXPECT_GE(can.reading_quantum_ns, 1);
    EXPECT_EQ(foliot_clock_step(FOLIOT_CLOCK_ADJTIMEX, 1, 0, &residue), -ENOTSUP);
}

TEST(Unsupported, SocketsAreMissing) {
    foliot_address address = {};
    foliot_slot slot = {};
    EXPECT_EQ(foliot_udp_bind(&address, 0), -ENOTSUP);
    EXPECT_EQ(foliot_udp_connect(&address, 0), -ENOTSUP);
    EXPECT_EQ(foliot_udp_local_address(0, &address), -ENOTSUP);
    EXPECT_EQ(foliot_udp_receive_batch(0, &slot, 1), -ENOTSUP);
    EXPECT_EQ(foliot_udp_send_batch(0, &slot, 1), -ENOTSUP);
    EXPECT_EQ(foliot_udp_reply_batch(0, &slot, 1, {0, 0}), -ENOTSUP);
    EXPECT_EQ(foliot_udp_spread_by_address(0, 1), -ENOTSUP);
    EXPECT_EQ(foliot_udp_transmit_stamps(0, &slot, 1), -ENOTSUP);
    EXPECT_EQ(foliot_udp_lost(0), -ENOTSUP);
    EXPECT_EQ(foliot_udp_keep_stamping(), -ENOTSUP);
    EXPECT_EQ(foliot_udp_close(0), -ENOTSUP);
}

TEST(Unsupported, APipeEndsTheWait) {
    foliot_wake wake;
    ASSERT_EQ(foliot_wake_open(&wake), 0);
    EXPECT_NE(wake.read_fd, wake.write_fd);
    EXPECT_EQ(foliot_wake_signal(&wake), 0);
    EXPECT_EQ(foliot_poll_wait(nullptr, 0, &wake, -1), 0);
    EXPECT_EQ(foliot_poll_wait(nullptr, 0, &wake, 0), 0);
    EXPECT_EQ(foliot_wake_close(&wake), 0);
}
