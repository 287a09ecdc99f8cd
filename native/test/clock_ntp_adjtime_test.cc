// The older interface: frequencies held to 500 ppm, and steps made of read, add, set, on a kernel where every call
// takes time and any of them may be interrupted.
#include <gtest/gtest.h>

#include <algorithm>
#include <cerrno>
#include <cmath>
#include <cstdlib>
#include <random>
#include <vector>

#include "fake_kernel.h"
#include "foliot/clock.h"
#include "foliot/time.h"
#include "time/timespec.h"

namespace {

// Both clocks run on true time; CLOCK_REALTIME is `distance_ns` ahead.
class OlderClock : public testing::Test {
  protected:
    OlderClock() {
        kernel.clock_gettime = [this](int clock, timespec *time) {
            pass(read_ns + noise());
            *time = foliot_timespec_from_ns(clock == CLOCK_REALTIME ? true_ns + distance_ns : true_ns);
            pass(read_ns);
            return 0;
        };
        kernel.clock_settime = [this](int clock, const timespec *time) {
            EXPECT_EQ(clock, CLOCK_REALTIME);
            if (time->tv_nsec < 0 || time->tv_nsec > 999999999) {
                return -EINVAL;
            }
            if (sets >= refuse_from) {
                return -EPERM;
            }
            sets++;
            pass(set_ns + noise() + (interruptions_ns.empty() ? 0 : interruptions_ns.front()));
            if (!interruptions_ns.empty()) {
                interruptions_ns.erase(interruptions_ns.begin());
            }
            distance_ns = foliot_ns_from_timespec(time) - true_ns;
            pass(set_ns);
            return 0;
        };
    }

    void pass(int64_t ns) { true_ns += ns; }

    int64_t noise() { return noise_ns == 0 ? 0 : std::uniform_int_distribution<int64_t>(0, noise_ns)(random); }

    // Steps, checks that the residue told is the true one to `within_ns`, and gives the true one.
    int64_t step(int64_t offset_ns, unsigned flags, int64_t within_ns) {
        int64_t before_ns = distance_ns;
        int64_t residue_ns = INT64_MIN;
        EXPECT_EQ(foliot_clock_step(FOLIOT_CLOCK_NTP_ADJTIME, offset_ns, flags, &residue_ns), 0);
        int64_t true_residue_ns = distance_ns - before_ns - offset_ns;
        EXPECT_NEAR(static_cast<double>(residue_ns), static_cast<double>(true_residue_ns),
                    static_cast<double>(within_ns));
        return true_residue_ns;
    }

    FakeKernel kernel;
    int64_t true_ns = INT64_C(5000000000);
    int64_t distance_ns = INT64_C(1790000000123456789);
    int64_t read_ns = 12;
    int64_t set_ns = 280;
    int64_t noise_ns = 0;
    std::vector<int64_t> interruptions_ns; // of the settings, in turn
    int sets = 0;
    int refuse_from = 1000;
    std::mt19937_64 random{20261122};
};

} // namespace

TEST_F(OlderClock, UncompensatedStepLosesTheTimeBetweenReadingAndSetting) {
    EXPECT_EQ(step(50000000, FOLIOT_CLOCK_STEP_UNCOMPENSATED, 1), -(12 + 280));
    EXPECT_EQ(sets, 1);
}

TEST_F(OlderClock, CompensatedStepPutsItBackWithASecondSetting) {
    EXPECT_EQ(step(50000000, 0, 1), 0);
    EXPECT_EQ(sets, 2);
}

TEST_F(OlderClock, StepBackwardsIsAsGood) {
    EXPECT_EQ(step(-50000000, 0, 1), 0);
    EXPECT_EQ(step(-3 * FOLIOT_NS_PER_S, 0, 1), 0);
}

TEST_F(OlderClock, ClockWithoutLossIsSetOnce) {
    read_ns = 0;
    set_ns = 0;
    EXPECT_EQ(step(50000000, 0, 0), 0);
    EXPECT_EQ(sets, 1);
}

TEST_F(OlderClock, NoisyReadingsLeaveAMedianResidueUnder50Ns) {
    noise_ns = 60;
    std::vector<int64_t> residues;
    for (int i = 0; i < 201; i++) {
        residues.push_back(std::llabs(step(i % 2 == 0 ? 50000000 : -50000000, 0, 40)));
    }
    std::sort(residues.begin(), residues.end());
    EXPECT_LT(residues[residues.size() / 2], 50);
    EXPECT_LT(residues.back(), 100);
}

TEST_F(OlderClock, InterruptedFirstSettingIsMadeGood) {
    interruptions_ns = {5000000};
    EXPECT_EQ(step(50000000, 0, 1), 0);
}

TEST_F(OlderClock, InterruptedFirstSettingDoesNotMakeTheSecondOvershootByAsMuch) {
    interruptions_ns = {5000000};
    int64_t start_ns = distance_ns;
    int64_t most_ns = INT64_MIN;
    auto settime = kernel.clock_settime;
    kernel.clock_settime = [&](int clock, const timespec *time) {
        int result = settime(clock, time);
        most_ns = std::max(most_ns, distance_ns - start_ns - 50000000);
        return result;
    };
    step(50000000, 0, 1);
    EXPECT_LE(most_ns, 10000);
}

TEST_F(OlderClock, InterruptedCorrectionsAreMadeGood) {
    interruptions_ns = {0, 7000000, 0, 90000, 2000};
    EXPECT_EQ(step(50000000, 0, 1), 0);
}

TEST_F(OlderClock, InterruptionIsNotTakenForTheLossToExpect) {
    interruptions_ns = {0, 4000};
    EXPECT_EQ(step(50000000, 0, 1), 0);
    EXPECT_EQ(sets, 3);
}

TEST_F(OlderClock, CorrectionsEndWhenEverySettingIsInterrupted) {
    noise_ns = 0;
    for (int i = 0; i < 100; i++) {
        interruptions_ns.push_back(1000000 + 1000 * (i * 7919 % 100));
    }
    EXPECT_NE(step(50000000, 0, 1), 0) << "the residue is told as it is";
    EXPECT_EQ(sets, 9);
}

TEST_F(OlderClock, RefusedStepChangesNothing) {
    int64_t before_ns = distance_ns;
    int64_t residue_ns;
    refuse_from = 0;
    EXPECT_EQ(foliot_clock_step(FOLIOT_CLOCK_NTP_ADJTIME, 50000000, 0, &residue_ns), -EPERM);
    EXPECT_EQ(distance_ns, before_ns);
}

TEST_F(OlderClock, CorrectionRefusedLeavesTheStepAndTellsItsResidue) {
    refuse_from = 1;
    EXPECT_EQ(step(50000000, 0, 1), -(12 + 280));
}

TEST_F(OlderClock, StepBeyondNanosecondsIsOutOfRange) {
    int64_t residue_ns;
    EXPECT_EQ(foliot_clock_step(FOLIOT_CLOCK_NTP_ADJTIME, INT64_MAX, 0, &residue_ns), -ERANGE);
    EXPECT_EQ(sets, 0);
}

TEST_F(OlderClock, FrequencyIsHeldTo500PpmAndReadBack) {
    long freq = 0;
    kernel.ntp_adjtime = [&](timex *request) {
        EXPECT_EQ(request->modes, static_cast<unsigned>(MOD_FREQUENCY));
        freq = request->freq;
        request->freq -= request->freq % 16; // a kernel that keeps less of it
        return TIME_ERROR;
    };
    double in_force = NAN;
    ASSERT_EQ(foliot_clock_set_frequency(FOLIOT_CLOCK_NTP_ADJTIME, 1e9, &in_force), 0);
    EXPECT_EQ(freq, 32768000);
    EXPECT_EQ(in_force, 500e3);
    ASSERT_EQ(foliot_clock_set_frequency(FOLIOT_CLOCK_NTP_ADJTIME, -1000.1, &in_force), 0);
    EXPECT_EQ(freq, std::lround(-1.0001 * 65536));
    EXPECT_EQ(in_force, -65536 / 65536.0 * 1000);
}

TEST_F(OlderClock, HasNoTai) { EXPECT_EQ(foliot_clock_set_tai(FOLIOT_CLOCK_NTP_ADJTIME, 37), -ENOTSUP); }

TEST_F(OlderClock, IsSteerableWhenBothOfItsCallsAreAllowed) {
    int adjust_result = TIME_OK;
    kernel.ntp_adjtime = [&](timex *request) { return request->modes == 0 ? TIME_OK : adjust_result; };
    kernel.clock_getres = [](int, timespec *) { return -EINVAL; };
    struct foliot_clock_capabilities can;
    ASSERT_EQ(foliot_clock_capabilities(FOLIOT_CLOCK_NTP_ADJTIME, &can), 0);
    EXPECT_EQ(can.steerable, 1);
    EXPECT_EQ(can.atomic_step, 0);
    EXPECT_EQ(can.tai, 0);
    EXPECT_EQ(can.max_frequency_ppb, 500e3);
    EXPECT_EQ(can.reading_quantum_ns, 1);
    EXPECT_EQ(sets, 0);

    adjust_result = -EPERM;
    ASSERT_EQ(foliot_clock_capabilities(FOLIOT_CLOCK_NTP_ADJTIME, &can), 0);
    EXPECT_EQ(can.steerable, 0);

    adjust_result = TIME_OK;
    kernel.clock_settime = [](int, const timespec *) { return -EPERM; };
    ASSERT_EQ(foliot_clock_capabilities(FOLIOT_CLOCK_NTP_ADJTIME, &can), 0);
    EXPECT_EQ(can.steerable, 0);
}
