// clock_adjtime(2) on a kernel that holds frequencies to its range and keeps ticks, as Linux does.
#include <gtest/gtest.h>

#include <algorithm>
#include <cerrno>
#include <cmath>

#include "fake_kernel.h"
#include "foliot/clock.h"

namespace {

const double QUANTUM_PPB = 1000.0 / 65536;

class Adjtimex : public testing::Test {
  protected:
    Adjtimex() {
        kernel.clock_adjtime = [this](int clock, timex *request) { return adjust(clock, request); };
    }

    int adjust(int clock, timex *request) {
        EXPECT_EQ(clock, CLOCK_REALTIME);
        if (request->modes != 0 && refusal != 0) {
            return refusal;
        }
        seen.modes |= request->modes;
        if (request->modes & ADJ_FREQUENCY) {
            state.freq = std::clamp<long>(request->freq, -32768000, 32768000);
        }
        if (request->modes & ADJ_TICK) {
            state.tick = request->tick;
        }
        if ((request->modes & ADJ_TAI) && request->constant >= 0 && request->constant <= 100000) {
            state.tai = request->constant;
        }
        if (request->modes & ADJ_SETOFFSET) {
            seen.time = request->time;
        }
        timex answer = state;
        answer.modes = request->modes;
        *request = answer;
        return TIME_ERROR; // the clock is unsynchronised, which is no error
    }

    double set_frequency(double ppb) {
        double in_force = NAN;
        EXPECT_EQ(foliot_clock_set_frequency(FOLIOT_CLOCK_ADJTIMEX, ppb, &in_force), 0);
        return in_force;
    }

    FakeKernel kernel;
    timex state = [] {
        timex initial = {};
        initial.tick = 10000;
        return initial;
    }();
    timex seen = {};
    int refusal = 0;
};

} // namespace

TEST_F(Adjtimex, SmallFrequenciesLeaveTheTickAlone) {
    EXPECT_NEAR(set_frequency(-12345.6), -12345.6, QUANTUM_PPB / 2);
    EXPECT_EQ(state.tick, 10000);
    EXPECT_EQ(state.freq, std::lround(-12.3456 * 65536));
}

TEST_F(Adjtimex, LimitOfTheScaledFrequencyStillLeavesTheTickAlone) {
    EXPECT_EQ(set_frequency(500e3), 500e3);
    EXPECT_EQ(state.tick, 10000);
    EXPECT_EQ(state.freq, 32768000);
}

TEST_F(Adjtimex, LargeFrequenciesAreMadeOfTicksAndARest) {
    EXPECT_NEAR(set_frequency(1234567.8), 1234567.8, QUANTUM_PPB / 2);
    EXPECT_EQ(state.tick, 10012);
    EXPECT_NEAR(set_frequency(-99999987.6), -99999987.6, QUANTUM_PPB / 2);
    EXPECT_EQ(state.tick, 9000);
}

TEST_F(Adjtimex, FrequenciesBeyondTenPerCentAreHeldToIt) {
    EXPECT_EQ(set_frequency(1e12), 100e6);
    EXPECT_EQ(set_frequency(-1e300), -100e6);
}

TEST_F(Adjtimex, TicksCountWithTheClockRateOfTheMachine) {
    kernel.clock_ticks = [] { return 1000L; };
    state.tick = 1000;
    EXPECT_NEAR(set_frequency(3.1e6), 3.1e6, QUANTUM_PPB / 2);
    EXPECT_EQ(state.tick, 1003);
}

TEST_F(Adjtimex, WhatIsInForceIsWhatTheKernelReadsBack) {
    kernel.clock_adjtime = [](int, timex *request) {
        request->freq = 65536 * 7;
        request->tick = 10001;
        return TIME_OK;
    };
    EXPECT_EQ(set_frequency(50), 107000);
}

TEST_F(Adjtimex, FrequencyThatIsNoNumberIsRefusedBeforeTheKernelSeesIt) {
    double in_force;
    EXPECT_EQ(foliot_clock_set_frequency(FOLIOT_CLOCK_ADJTIMEX, NAN, &in_force), -EINVAL);
    EXPECT_EQ(foliot_clock_set_frequency(FOLIOT_CLOCK_ADJTIMEX, INFINITY, &in_force), -EINVAL);
    EXPECT_EQ(seen.modes, 0u);
}

TEST_F(Adjtimex, StepBackwardsBorrowsFromTheSeconds) {
    int64_t residue = 7;
    ASSERT_EQ(foliot_clock_step(FOLIOT_CLOCK_ADJTIMEX, -1, 0, &residue), 0);
    EXPECT_EQ(seen.modes, static_cast<unsigned>(ADJ_SETOFFSET | ADJ_NANO));
    EXPECT_EQ(seen.time.tv_sec, -1);
    EXPECT_EQ(seen.time.tv_usec, 999999999);
    EXPECT_EQ(residue, 0);
}

TEST_F(Adjtimex, StepForwardsKeepsNanoseconds) {
    int64_t residue;
    ASSERT_EQ(foliot_clock_step(FOLIOT_CLOCK_NATIVE, INT64_C(3000000001), 0, &residue), 0);
    EXPECT_EQ(seen.time.tv_sec, 3);
    EXPECT_EQ(seen.time.tv_usec, 1);
}

TEST_F(Adjtimex, RefusalsAreHandedOn) {
    double in_force;
    int64_t residue;
    for (int error : {-EPERM, -EINVAL, -ENOSYS}) {
        refusal = error;
        EXPECT_EQ(foliot_clock_step(FOLIOT_CLOCK_ADJTIMEX, 1, 0, &residue), error);
        EXPECT_EQ(foliot_clock_set_frequency(FOLIOT_CLOCK_ADJTIMEX, 1, &in_force), error);
        EXPECT_EQ(foliot_clock_set_tai(FOLIOT_CLOCK_ADJTIMEX, 37), error);
        EXPECT_EQ(foliot_clock_set_status(FOLIOT_CLOCK_ADJTIMEX, FOLIOT_LEAP_NONE, 0, 0), error);
    }
}

TEST_F(Adjtimex, TaiIsSetAndReadBack) {
    struct foliot_clock_state read;
    EXPECT_EQ(foliot_clock_set_tai(FOLIOT_CLOCK_ADJTIMEX, 37), 0);
    ASSERT_EQ(foliot_clock_state(FOLIOT_CLOCK_ADJTIMEX, &read), 0);
    EXPECT_EQ(read.tai_offset_s, 37);
}

TEST_F(Adjtimex, TaiThatTheKernelPassesOverIsAnError) {
    EXPECT_EQ(foliot_clock_set_tai(FOLIOT_CLOCK_ADJTIMEX, -1), -EINVAL);
}

TEST_F(Adjtimex, StateAddsTickAndScaledFrequency) {
    struct foliot_clock_state read;
    state.tick = 9998;
    state.freq = 65536 * 3;
    ASSERT_EQ(foliot_clock_state(FOLIOT_CLOCK_ADJTIMEX, &read), 0);
    EXPECT_EQ(read.frequency_ppb, -197000);
}

TEST_F(Adjtimex, CapabilitiesSayWhatThisProcessMayDoAndChangeNothing) {
    kernel.clock_getres = [](int, timespec *resolution) {
        *resolution = {0, 100};
        return 0;
    };
    state.esterror = 4711;
    unsigned modes = 0;
    long esterror = 0;
    kernel.clock_adjtime = [&](int clock, timex *request) {
        modes |= request->modes;
        esterror = request->esterror;
        return adjust(clock, request);
    };
    struct foliot_clock_capabilities can;
    ASSERT_EQ(foliot_clock_capabilities(FOLIOT_CLOCK_ADJTIMEX, &can), 0);
    EXPECT_EQ(can.steerable, 1);
    EXPECT_EQ(modes, static_cast<unsigned>(ADJ_ESTERROR));
    EXPECT_EQ(esterror, 4711);
    EXPECT_EQ(can.atomic_step, 1);
    EXPECT_EQ(can.leap, 1);
    EXPECT_EQ(can.tai, 1);
    EXPECT_EQ(can.max_frequency_ppb, 100e6);
    EXPECT_EQ(can.frequency_quantum_ppb, QUANTUM_PPB);
    EXPECT_EQ(can.reading_quantum_ns, 100);

    refusal = -EPERM;
    ASSERT_EQ(foliot_clock_capabilities(FOLIOT_CLOCK_ADJTIMEX, &can), 0);
    EXPECT_EQ(can.steerable, 0);
}
