// What the clock of macOS has for itself.
#include "foreign_clock_fixture.h"

#include <cerrno>
#include <cstdlib>

using DarwinClock = ForeignClock;

TEST_F(DarwinClock, CapabilitiesAreThoseOfMacOs) {
    struct foliot_clock_capabilities can = capabilities();
    EXPECT_EQ(can.steerable, 1);
    EXPECT_EQ(can.leap, 0);
    EXPECT_EQ(can.tai, 0);
    EXPECT_EQ(can.frequency_onset, FOLIOT_FREQUENCY_AFTER_A_SECOND);
    EXPECT_EQ(can.reading_quantum_ns, 1000);
}

// The impossible time that other systems are tried with is 1970 here.
TEST_F(DarwinClock, AskingForTheRightToSetTheClockDoesNotSetIt) {
    capabilities();
    EXPECT_EQ(fake_clock.settings, 0);
    EXPECT_GE(fake_clock_utc_ns(), NOON_NS);
}

TEST_F(DarwinClock, FrequencyActsASecondLater) {
    EXPECT_EQ(set_frequency(250e3), 250e3);
    EXPECT_NEAR(gained_ppb(FOLIOT_NS_PER_S - 1), 0, 1e-3);
    EXPECT_NEAR(gained_ppb(FOLIOT_NS_PER_S), 250e3, 1);
}

TEST_F(DarwinClock, FrequencyIsPutOffByWhateverElseIsSetButNotByAsking) {
    set_frequency(250e3);
    fake_clock_pass(FOLIOT_NS_PER_S / 2);
    state();
    EXPECT_NEAR(gained_ppb(FOLIOT_NS_PER_S), 125e3, 1);
    set_frequency(0);
    fake_clock_pass(FOLIOT_NS_PER_S / 2);
    set_status(FOLIOT_LEAP_NONE);
    EXPECT_NEAR(gained_ppb(FOLIOT_NS_PER_S - 1), 250e3, 1);
    EXPECT_NEAR(gained_ppb(FOLIOT_NS_PER_S), 0, 1);
}

TEST_F(DarwinClock, LeapWarningsAreNotClaimed) {
    for (enum foliot_leap leap : {FOLIOT_LEAP_INSERT, FOLIOT_LEAP_DELETE}) {
        ASSERT_EQ(set_status(leap, 1000000), 0);
        EXPECT_EQ(state().leap, FOLIOT_LEAP_NONE) << "synchronised, without the warning";
        EXPECT_EQ(state().max_error_ns, 1000000);
    }
    int64_t distance_ns = fake_clock_distance_ns();
    fake_clock_pass(DAY_NS);
    EXPECT_EQ(fake_clock_distance_ns(), distance_ns);
}

TEST_F(DarwinClock, ResidueIsToldInWholeMicroseconds) {
    for (int i = 0; i < 50; i++) {
        int64_t residue_ns;
        ASSERT_EQ(foliot_clock_step(FOLIOT_CLOCK_NATIVE, 50000000, 0, &residue_ns), 0);
        EXPECT_EQ(residue_ns % 1000, 0);
        EXPECT_LE(std::llabs(residue_ns), 1000);
        fake_clock_pass(131);
    }
}

TEST_F(DarwinClock, NanosecondsBeyondASecondAreCarried) {
    struct foliot_clock_reading reading;
    fake_clock.overflowing = true;
    ASSERT_EQ(foliot_clock_read(&reading), 0);
    EXPECT_NEAR(static_cast<double>(reading.utc_ns - fake_clock_utc_ns()), 0, 1100);
    EXPECT_LE(std::llabs(step(1234567)), 2 * MICROSECOND_NS);
}

TEST_F(DarwinClock, HasNoTai) {
    EXPECT_EQ(foliot_clock_set_tai(FOLIOT_CLOCK_NATIVE, 37), -ENOTSUP);
    EXPECT_EQ(state().tai_offset_s, 0);
}

TEST_F(DarwinClock, TellsForHowLongTheMachineWasAsleep) {
    int64_t before_ns;
    int64_t awake_ns;
    int64_t after_ns;
    ASSERT_EQ(foliot_clock_suspended(&before_ns), 0);
    fake_clock_pass(3600 * FOLIOT_NS_PER_S);
    ASSERT_EQ(foliot_clock_suspended(&awake_ns), 0);
    EXPECT_EQ(awake_ns, before_ns);
    fake_clock_sleep(3 * DAY_NS);
    fake_clock_pass(FOLIOT_NS_PER_S);
    ASSERT_EQ(foliot_clock_suspended(&after_ns), 0);
    EXPECT_EQ(after_ns - before_ns, 3 * DAY_NS);
}

TEST_F(DarwinClock, MonotonicScaleGoesOnWhileTheMachineIsAsleep) {
    struct foliot_clock_reading before;
    struct foliot_clock_reading after;
    ASSERT_EQ(foliot_clock_read(&before), 0);
    fake_clock_sleep(DAY_NS);
    ASSERT_EQ(foliot_clock_read(&after), 0);
    EXPECT_GE(after.monotonic_ns - before.monotonic_ns, DAY_NS);
    EXPECT_EQ(after.utc_ns - after.monotonic_ns, before.utc_ns - before.monotonic_ns);
}
