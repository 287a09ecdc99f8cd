// What FreeBSD's clock has for itself.
#include "foreign_clock_fixture.h"

#include <cerrno>
#include <cstdlib>

class FreeBsdClock : public ForeignClock {
  protected:
    static int set_tai(int32_t seconds) { return foliot_clock_set_tai(FOLIOT_CLOCK_NATIVE, seconds); }

    // To so long before the coming midnight.
    static void pass_to_midnight_but(int64_t ns) { fake_clock_pass(DAY_NS - fake_clock_utc_ns() % DAY_NS - ns); }
};

TEST_F(FreeBsdClock, CapabilitiesAreThoseOfFreeBsd) {
    struct foliot_clock_capabilities can = capabilities();
    EXPECT_EQ(can.steerable, 1);
    EXPECT_EQ(can.leap, 1);
    EXPECT_EQ(can.tai, 1);
    EXPECT_EQ(can.frequency_onset, FOLIOT_FREQUENCY_NEXT_SECOND);
    EXPECT_EQ(can.reading_quantum_ns, 1);
}

TEST_F(FreeBsdClock, FrequencyActsFromTheNextSecondOn) {
    EXPECT_EQ(set_frequency(250e3), 250e3);
    int64_t left_ns = FOLIOT_NS_PER_S - fake_clock_utc_ns() % FOLIOT_NS_PER_S;
    EXPECT_NEAR(gained_ppb(left_ns - 1), 0, 1e-3);
    EXPECT_NEAR(gained_ppb(FOLIOT_NS_PER_S), 250e3, 1);
}

TEST_F(FreeBsdClock, StepIsMeasuredToNanosecondsAndEndsWithinAMicrosecond) {
    fake_clock.interruptions_ns[0] = 5000000;
    EXPECT_LE(std::llabs(step(50000000)), MICROSECOND_NS);
}

TEST_F(FreeBsdClock, ErrorGrowsBy500PpmAndStaysAnError) {
    ASSERT_EQ(set_status(FOLIOT_LEAP_NONE, 1000000), 0);
    fake_clock_pass(10 * FOLIOT_NS_PER_S);
    EXPECT_EQ(state().max_error_ns, 6000000);
    fake_clock_pass(86400 * FOLIOT_NS_PER_S);
    EXPECT_EQ(state().max_error_ns, INT64_C(43206000000));
    EXPECT_EQ(state().leap, FOLIOT_LEAP_NONE) << "no kernel of FreeBSD takes it back by itself";
}

TEST_F(FreeBsdClock, InsertsTheSecondItIsToldOfAndCountsItInTai) {
    ASSERT_EQ(set_tai(37), 0);
    ASSERT_EQ(set_status(FOLIOT_LEAP_INSERT), 0);
    EXPECT_EQ(state().leap, FOLIOT_LEAP_INSERT);
    pass_to_midnight_but(FOLIOT_NS_PER_S);
    int64_t distance_ns = fake_clock_distance_ns();
    fake_clock_pass(FOLIOT_NS_PER_S + 1000);
    EXPECT_EQ(fake_clock_distance_ns() - distance_ns, -FOLIOT_NS_PER_S);
    EXPECT_EQ(state().tai_offset_s, 38);
    fake_clock_pass(2 * DAY_NS);
    EXPECT_EQ(fake_clock_distance_ns() - distance_ns, -FOLIOT_NS_PER_S) << "once";
    ASSERT_EQ(set_status(FOLIOT_LEAP_NONE), 0);
    EXPECT_EQ(state().leap, FOLIOT_LEAP_NONE);
}

TEST_F(FreeBsdClock, DeletesTheSecondItIsToldOf) {
    ASSERT_EQ(set_status(FOLIOT_LEAP_DELETE), 0);
    pass_to_midnight_but(2 * FOLIOT_NS_PER_S);
    int64_t distance_ns = fake_clock_distance_ns();
    fake_clock_pass(FOLIOT_NS_PER_S + 1000);
    EXPECT_EQ(fake_clock_distance_ns() - distance_ns, FOLIOT_NS_PER_S);
    EXPECT_EQ(fake_clock_utc_ns() % DAY_NS / FOLIOT_NS_PER_S, 0);
}

TEST_F(FreeBsdClock, LeapThatWasTakenBackDoesNotHappen) {
    ASSERT_EQ(set_status(FOLIOT_LEAP_INSERT), 0);
    fake_clock_pass(60 * FOLIOT_NS_PER_S);
    ASSERT_EQ(set_status(FOLIOT_LEAP_NONE), 0);
    int64_t distance_ns = fake_clock_distance_ns();
    fake_clock_pass(DAY_NS);
    EXPECT_EQ(fake_clock_distance_ns(), distance_ns);
}

TEST_F(FreeBsdClock, LoopIsPutToRestWithoutLosingTheLeapToCome) {
    ASSERT_EQ(set_status(FOLIOT_LEAP_INSERT), 0);
    fake_clock_start_loop(1000000);
    ASSERT_EQ(set_status(FOLIOT_LEAP_INSERT), 0);
    EXPECT_EQ(state().leap, FOLIOT_LEAP_INSERT);
    fake_clock_pass(60 * FOLIOT_NS_PER_S);
    int64_t distance_ns = fake_clock_distance_ns();
    fake_clock_pass(DAY_NS);
    EXPECT_EQ(fake_clock_distance_ns() - distance_ns, -FOLIOT_NS_PER_S);
}

TEST_F(FreeBsdClock, TaiIsKeptWhenItIsMoreThanNothing) {
    EXPECT_EQ(state().tai_offset_s, 0);
    EXPECT_EQ(set_tai(37), 0);
    EXPECT_EQ(state().tai_offset_s, 37);
    EXPECT_EQ(set_tai(0), -EINVAL);
    EXPECT_EQ(set_tai(-5), -EINVAL);
    EXPECT_EQ(state().tai_offset_s, 37);
    fake_clock.may_adjust = false;
    EXPECT_EQ(set_tai(38), -EPERM);
}

TEST_F(FreeBsdClock, StepForwardAtSecurelevel2IsHeldToASecondAndTheResidueSaysSo) {
    fake_clock.securelevel = 2;
    EXPECT_NEAR(static_cast<double>(step(10 * FOLIOT_NS_PER_S)), -9e9, 1e9);
    EXPECT_EQ(fake_clock.settings, 1) << "a second one is refused";
    int64_t residue_ns;
    EXPECT_EQ(foliot_clock_step(FOLIOT_CLOCK_NATIVE, 1000000, 0, &residue_ns), -EPERM);
}

TEST_F(FreeBsdClock, MachineWithoutAGoodCounterHasNoRawScale) {
    struct foliot_clock_raw_reading reading;
    fake_clock.cycles_per_s = 0;
    EXPECT_EQ(foliot_clock_read_raw(&reading), -ENOTSUP);
}

TEST_F(FreeBsdClock, CounterIsTakenToNanosecondsEvenAfterYears) {
    struct foliot_clock_raw_reading start, end;
    fake_clock.cycles_per_s = 4999999999;
    ASSERT_EQ(foliot_clock_read_raw(&start), 0);
    fake_clock_pass(FOLIOT_NS_PER_S);
    ASSERT_EQ(foliot_clock_read_raw(&end), 0);
    EXPECT_NEAR(static_cast<double>(end.raw_ns - start.raw_ns - FOLIOT_NS_PER_S), 0, 10000);
}

TEST_F(FreeBsdClock, DoesNotTellOfASuspendButJumps) {
    int64_t suspended_ns;
    struct foliot_clock_reading before;
    struct foliot_clock_reading after;
    ASSERT_EQ(foliot_clock_read(&before), 0);
    fake_clock_sleep(DAY_NS);
    ASSERT_EQ(foliot_clock_read(&after), 0);
    EXPECT_EQ((after.utc_ns - after.monotonic_ns) - (before.utc_ns - before.monotonic_ns), DAY_NS);
    EXPECT_EQ(foliot_clock_suspended(&suspended_ns), -ENOTSUP);
}
