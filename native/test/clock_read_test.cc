// Reading the clock: the real one, and one whose readings are interrupted.
#include <gtest/gtest.h>

#include <cerrno>
#include <ctime>

#include "fake_kernel.h"
#include "foliot/clock.h"
#include "time/timespec.h"

TEST(ClockRead, GivesTheTimeOfDayAndOfTheMonotonicClock) {
    timespec utc, monotonic;
    foliot_clock_reading reading;
    // Not the C library's: on 32-bit machines it may know no 64-bit time_t.
    foliot_syscalls_real.clock_gettime(CLOCK_REALTIME, &utc);
    foliot_syscalls_real.clock_gettime(CLOCK_MONOTONIC, &monotonic);
    ASSERT_EQ(foliot_clock_read(&reading), 0);
    EXPECT_GE(reading.utc_ns, foliot_ns_from_timespec(&utc));
    EXPECT_LT(reading.utc_ns, foliot_ns_from_timespec(&utc) + FOLIOT_NS_PER_S);
    EXPECT_GE(reading.monotonic_ns, foliot_ns_from_timespec(&monotonic));
    EXPECT_LT(reading.monotonic_ns, foliot_ns_from_timespec(&monotonic) + FOLIOT_NS_PER_S);
}

TEST(ClockRead, DatesBeyond2038AreReadWhole) {
    FakeKernel kernel;
    kernel.stop_clock_at(INT64_C(4102444800123456789)); // 2100
    foliot_clock_reading reading;
    ASSERT_EQ(foliot_clock_read(&reading), 0);
    EXPECT_EQ(reading.utc_ns, INT64_C(4102444800123456789));
}

TEST(ClockRead, ReadsAgainWhenItWasInterruptedInBetween) {
    FakeKernel kernel;
    int64_t mono_ns = 1000000;
    int calls = 0;
    kernel.clock_gettime = [&](int clock, timespec *time) {
        mono_ns += ++calls == 2 ? 5000000 : 20; // the first bracket holds an interruption of 5 ms
        *time = foliot_timespec_from_ns(clock == CLOCK_REALTIME ? mono_ns + FOLIOT_NS_PER_S : mono_ns);
        return 0;
    };
    foliot_clock_reading reading;
    ASSERT_EQ(foliot_clock_read(&reading), 0);
    EXPECT_EQ(calls, 6);
    EXPECT_EQ(reading.utc_ns - reading.monotonic_ns, FOLIOT_NS_PER_S);
}

TEST(ClockRead, GivesUpOnATightReadingAfterThree) {
    FakeKernel kernel;
    int64_t mono_ns = 0;
    int calls = 0;
    kernel.clock_gettime = [&](int, timespec *time) {
        calls++;
        *time = foliot_timespec_from_ns(mono_ns += 10000);
        return 0;
    };
    foliot_clock_reading reading;
    ASSERT_EQ(foliot_clock_read(&reading), 0);
    EXPECT_EQ(calls, 9);
}

TEST(ClockRead, RawReadingIsTheTightestAndItsThreeScalesMeetInItsMiddle) {
    FakeKernel kernel;
    int64_t true_ns = 1000000;
    int calls = 0;
    kernel.clock_gettime = [&](int clock, timespec *time) {
        bool undisturbed = calls / 5 == 7; // five readings make a bracket
        calls++;
        true_ns += undisturbed ? 20 : 3000 + calls % 5 * 700;
        int64_t shift_ns = clock == CLOCK_REALTIME ? FOLIOT_NS_PER_S : clock == CLOCK_MONOTONIC_RAW ? -777 : 0;
        *time = foliot_timespec_from_ns(true_ns + shift_ns);
        return 0;
    };
    foliot_clock_raw_reading reading;
    ASSERT_EQ(foliot_clock_read_raw(&reading), 0);
    EXPECT_EQ(reading.width_ns, 80);
    EXPECT_EQ(reading.utc_ns - reading.monotonic_ns, FOLIOT_NS_PER_S);
    EXPECT_EQ(reading.raw_ns - reading.monotonic_ns, -777);
}

TEST(ClockRead, ReportsAKernelWithoutTheClock) {
    FakeKernel kernel;
    kernel.clock_gettime = [](int, timespec *) { return -EINVAL; };
    foliot_clock_reading reading;
    EXPECT_EQ(foliot_clock_read(&reading), -EINVAL);
    foliot_clock_raw_reading raw;
    EXPECT_EQ(foliot_clock_read_raw(&raw), -EINVAL);
}

TEST(ClockSuspended, IsWhatTheClockThatGoesOnIsAhead) {
    FakeKernel kernel;
    int64_t true_ns = 0;
    int64_t suspended_ns = 25920 * FOLIOT_NS_PER_S;
    int calls = 0;
    kernel.clock_gettime = [&](int clock, timespec *time) {
        true_ns += ++calls == 4 ? 30 : 5000000; // all but the second pair of readings are interrupted
        *time = foliot_timespec_from_ns(clock == CLOCK_BOOTTIME ? true_ns + suspended_ns : true_ns);
        return clock == CLOCK_BOOTTIME || clock == CLOCK_MONOTONIC ? 0 : -EINVAL;
    };
    int64_t told_ns;
    ASSERT_EQ(foliot_clock_suspended(&told_ns), 0);
    EXPECT_EQ(told_ns, suspended_ns - 30);
}

TEST(ClockSuspended, OfTheRealMachineStandsStillWhileItRuns) {
    int64_t before_ns;
    int64_t after_ns;
    ASSERT_EQ(foliot_clock_suspended(&before_ns), 0);
    ASSERT_EQ(foliot_clock_suspended(&after_ns), 0);
    EXPECT_NEAR(static_cast<double>(after_ns - before_ns), 0, 10e6);
}

TEST(ClockSuspended, ReportsAKernelWithoutTheClock) {
    FakeKernel kernel;
    kernel.clock_gettime = [](int, timespec *) { return -EINVAL; };
    int64_t suspended_ns;
    EXPECT_EQ(foliot_clock_suspended(&suspended_ns), -EINVAL);
}

TEST(ClockState, OfTheRealClockIsPlausibleByEitherInterface) {
    for (auto interface : {FOLIOT_CLOCK_ADJTIMEX, FOLIOT_CLOCK_NTP_ADJTIME}) {
        struct foliot_clock_state state;
        ASSERT_EQ(foliot_clock_state(interface, &state), 0);
        EXPECT_LE(state.frequency_ppb, 100e6);
        EXPECT_GE(state.frequency_ppb, -100e6);
        EXPECT_GE(state.max_error_ns, 0);
        EXPECT_GE(state.leap, FOLIOT_LEAP_NONE);
        EXPECT_LE(state.leap, FOLIOT_LEAP_UNSYNCHRONISED);
    }
}

TEST(ClockBackend, HasItsInterfacesNameAndIsNullForNone) {
    EXPECT_STREQ(foliot_clock_backend(FOLIOT_CLOCK_NATIVE)->name, "adjtimex");
    EXPECT_STREQ(foliot_clock_backend(FOLIOT_CLOCK_ADJTIMEX)->name, "adjtimex");
    EXPECT_STREQ(foliot_clock_backend(FOLIOT_CLOCK_NTP_ADJTIME)->name, "ntp_adjtime");
    EXPECT_EQ(foliot_clock_backend(static_cast<foliot_clock_interface>(3)), nullptr);
    double in_force;
    EXPECT_EQ(foliot_clock_set_frequency(static_cast<foliot_clock_interface>(3), 0, &in_force), -ENOTSUP);
}
