// What FreeBSD's and macOS's clocks have in common.
#include "foreign_clock_fixture.h"

#include <cerrno>
#include <cstdlib>

TEST_F(ForeignClock, IsSteeredByTheOlderInterfaceAlone) {
    EXPECT_STREQ(foliot_clock_backend(FOLIOT_CLOCK_NATIVE)->name, "ntp_adjtime");
    EXPECT_EQ(foliot_clock_backend(FOLIOT_CLOCK_NTP_ADJTIME), foliot_clock_backend(FOLIOT_CLOCK_NATIVE));
    EXPECT_EQ(foliot_clock_backend(FOLIOT_CLOCK_ADJTIMEX), nullptr);
}

TEST_F(ForeignClock, IsReadOnBothScales) {
    struct foliot_clock_reading reading;
    ASSERT_EQ(foliot_clock_read(&reading), 0);
    EXPECT_NEAR(static_cast<double>(reading.utc_ns - fake_clock_utc_ns()), 0, 1100);
    EXPECT_NEAR(static_cast<double>(reading.utc_ns - reading.monotonic_ns - fake_clock_distance_ns()), 0, 1000);
}

TEST_F(ForeignClock, FrequenciesBeyond500PpmAreHeldInSilenceAndReadBack) {
    EXPECT_EQ(set_frequency(1e9), 500e3);
    EXPECT_EQ(set_frequency(-500001), -500e3);
    EXPECT_NEAR(set_frequency(-12345.6), -12345.6, 1000.0 / 65536);
    EXPECT_EQ(state().frequency_ppb, set_frequency(-12345.6));
}

TEST_F(ForeignClock, FrequencyThatIsSetBendsTheClock) {
    double in_force_ppb = set_frequency(123456.7);
    fake_clock_pass(FOLIOT_NS_PER_S + 1);
    EXPECT_NEAR(gained_ppb(10 * FOLIOT_NS_PER_S), in_force_ppb, 1);
}

TEST_F(ForeignClock, StepEndsWithinTheMicrosecondThatTheKernelKeeps) {
    for (int64_t offset_ns :
         {INT64_C(50000000), INT64_C(-50000000), INT64_C(1234567), -3 * FOLIOT_NS_PER_S, INT64_C(400)}) {
        EXPECT_LE(std::llabs(step(offset_ns)), 2 * MICROSECOND_NS) << offset_ns;
    }
}

TEST_F(ForeignClock, StepIsMostlyDoneWithOneSetting) {
    for (int i = 0; i < 100; i++) {
        step(i % 2 == 0 ? 50000000 : -50000000);
        fake_clock_pass(317);
    }
    EXPECT_LE(fake_clock.settings, 150);
}

TEST_F(ForeignClock, InterruptionsBetweenReadingAndSettingAreMadeGood) {
    fake_clock.interruptions_ns[0] = 5000000;
    fake_clock.interruptions_ns[1] = 70000;
    EXPECT_LE(std::llabs(step(50000000)), 2 * MICROSECOND_NS);
    EXPECT_EQ(fake_clock.settings, 4) << "the last two without interruption, which teaches the loss to expect";
}

TEST_F(ForeignClock, UncompensatedStepLosesWhatAnInterruptionTook) {
    fake_clock.interruptions_ns[0] = 5000000;
    int64_t residue_ns = step(50000000, FOLIOT_CLOCK_STEP_UNCOMPENSATED);
    EXPECT_NEAR(static_cast<double>(residue_ns), -5000292, 1000);
    EXPECT_EQ(fake_clock.settings, 1);
}

TEST_F(ForeignClock, CorrectionsEndWhenEverySettingIsInterruptedAndTheResidueIsTold) {
    for (int i = 0; i < FAKE_CLOCK_INTERRUPTIONS; i++) {
        fake_clock.interruptions_ns[i] = 1000000 + 20000 * (i * 7 % 10);
    }
    EXPECT_GT(std::llabs(step(50000000)), 10 * MICROSECOND_NS);
    EXPECT_EQ(fake_clock.settings, 9);
}

TEST_F(ForeignClock, StepOutOfWhatAnyKernelTakesIsRefusedBeforeItIsAsked) {
    int64_t residue_ns;
    EXPECT_EQ(foliot_clock_step(FOLIOT_CLOCK_NATIVE, -NOON_NS - FOLIOT_NS_PER_S, 0, &residue_ns), -EINVAL);
    EXPECT_EQ(foliot_clock_step(FOLIOT_CLOCK_NATIVE, INT64_MAX, 0, &residue_ns), -ERANGE);
    EXPECT_EQ(fake_clock.settings, 0);
}

TEST_F(ForeignClock, RefusalsAreHandedOnAndChangeNothing) {
    int64_t distance_ns = fake_clock_distance_ns();
    struct foliot_clock_state before = state();
    fake_clock.may_adjust = false;
    fake_clock.may_set = false;
    int64_t residue_ns;
    double in_force_ppb;
    EXPECT_EQ(foliot_clock_step(FOLIOT_CLOCK_NATIVE, 1000000, 0, &residue_ns), -EPERM);
    EXPECT_EQ(foliot_clock_set_frequency(FOLIOT_CLOCK_NATIVE, 1000, &in_force_ppb), -EPERM);
    EXPECT_EQ(set_status(FOLIOT_LEAP_NONE), -EPERM);
    EXPECT_EQ(fake_clock_distance_ns(), distance_ns);
    EXPECT_EQ(state().frequency_ppb, before.frequency_ppb);
    EXPECT_EQ(state().leap, before.leap);
}

// As with mac_ntpd(4), or what a jail or a sandbox leaves of it.
TEST_F(ForeignClock, IsSteerableWithBothRightsOnlyAndAskingChangesNothing) {
    set_status(FOLIOT_LEAP_NONE, 5000000);
    set_frequency(7000);
    fake_clock_pass(3 * FOLIOT_NS_PER_S);
    struct foliot_clock_state before = state();
    int64_t distance_ns = fake_clock_distance_ns();
    for (int rights = 0; rights < 4; rights++) {
        fake_clock.may_adjust = (rights & 1) != 0;
        fake_clock.may_set = (rights & 2) != 0;
        EXPECT_EQ(capabilities().steerable, rights == 3) << rights;
    }
    EXPECT_EQ(fake_clock.settings, 0);
    EXPECT_EQ(fake_clock_distance_ns(), distance_ns);
    EXPECT_EQ(state().leap, before.leap);
    EXPECT_EQ(state().max_error_ns, before.max_error_ns);
    EXPECT_EQ(state().estimated_error_ns, before.estimated_error_ns);
    EXPECT_EQ(state().frequency_ppb, before.frequency_ppb);
}

TEST_F(ForeignClock, CapabilitiesAreThoseOfTheOlderInterface) {
    struct foliot_clock_capabilities can = capabilities();
    EXPECT_EQ(can.atomic_step, 0);
    EXPECT_EQ(can.max_frequency_ppb, 500e3);
    EXPECT_EQ(can.frequency_quantum_ppb, 1000.0 / 65536);
}

TEST_F(ForeignClock, SynchronisationAndErrorsAreReadBack) {
    EXPECT_EQ(state().leap, FOLIOT_LEAP_UNSYNCHRONISED) << "since the start";
    ASSERT_EQ(foliot_clock_set_status(FOLIOT_CLOCK_NATIVE, FOLIOT_LEAP_NONE, 3456789001, 12345000), 0);
    EXPECT_EQ(state().leap, FOLIOT_LEAP_NONE);
    EXPECT_EQ(state().max_error_ns, 3456790000);
    EXPECT_EQ(state().estimated_error_ns, 12345000);
    ASSERT_EQ(set_status(FOLIOT_LEAP_UNSYNCHRONISED), 0);
    EXPECT_EQ(state().leap, FOLIOT_LEAP_UNSYNCHRONISED);
}

TEST_F(ForeignClock, LoopOfTheKernelIsPutToRestWithWhatItHadToCorrect) {
    set_frequency(40000);
    fake_clock_start_loop(5000000);
    EXPECT_EQ(state().disciplined_by_other, 1);
    ASSERT_EQ(set_status(FOLIOT_LEAP_NONE), 0);
    EXPECT_EQ(state().disciplined_by_other, 0);
    EXPECT_EQ(state().leap, FOLIOT_LEAP_NONE);
    EXPECT_EQ(fake_clock_loop_offset_ns(), 0);
    fake_clock_pass(2 * FOLIOT_NS_PER_S);
    EXPECT_NEAR(gained_ppb(10 * FOLIOT_NS_PER_S), 40000, 1) << "the frequency alone steers";
}

TEST_F(ForeignClock, StepLeavesWhatWasPublished) {
    ASSERT_EQ(set_status(FOLIOT_LEAP_NONE, 1000000), 0);
    step(50000000);
    EXPECT_EQ(state().leap, FOLIOT_LEAP_NONE);
}

TEST_F(ForeignClock, RawScaleIsNeitherSteppedNorBent) {
    struct foliot_clock_raw_reading start, end;
    set_frequency(100000);
    fake_clock_pass(2 * FOLIOT_NS_PER_S);
    ASSERT_EQ(foliot_clock_read_raw(&start), 0);
    step(50000000);
    fake_clock_pass(10 * FOLIOT_NS_PER_S);
    ASSERT_EQ(foliot_clock_read_raw(&end), 0);
    double raw_ns = static_cast<double>(end.raw_ns - start.raw_ns);
    EXPECT_NEAR(raw_ns, 10e9, 1e6);
    EXPECT_NEAR(static_cast<double>(end.monotonic_ns - start.monotonic_ns) - raw_ns, 1e6, 2500);
    EXPECT_NEAR(static_cast<double>(end.utc_ns - start.utc_ns) - raw_ns, 51e6, 5000);
    EXPECT_LE(start.width_ns, 1000);
}
