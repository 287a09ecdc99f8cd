// Status and state by either interface, on a kernel that treats struct timex as Linux and FreeBSD do.
#include <gtest/gtest.h>

#include <cerrno>
#include <vector>

#include "fake_kernel.h"
#include "foliot/clock.h"

namespace {

class ClockStatus : public testing::TestWithParam<foliot_clock_interface> {
  protected:
    ClockStatus() {
        state.tick = 10000;
        state.status = STA_UNSYNC;
        kernel.clock_adjtime = [this](int, timex *request) { return adjust(request); };
        kernel.ntp_adjtime = [this](timex *request) { return adjust(request); };
    }

    int adjust(timex *request) {
        requests.push_back(*request);
        if (request->modes & MOD_STATUS) {
            if ((state.status & STA_PLL) && !(request->status & STA_PLL)) {
                state.status = STA_UNSYNC;
            }
            state.status = request->status;
        }
        if ((request->modes & MOD_OFFSET) && (state.status & STA_PLL)) {
            state.offset = request->offset;
        }
        if (request->modes & MOD_MAXERROR) {
            state.maxerror = request->maxerror;
        }
        if (request->modes & MOD_ESTERROR) {
            state.esterror = request->esterror;
        }
        *request = state;
        return TIME_OK;
    }

    int set(int32_t leap, int64_t max_error_ns = 0, int64_t estimated_error_ns = 0) {
        return foliot_clock_set_status(GetParam(), leap, max_error_ns, estimated_error_ns);
    }

    FakeKernel kernel;
    timex state = {};
    std::vector<timex> requests;
};

INSTANTIATE_TEST_SUITE_P(By, ClockStatus, testing::Values(FOLIOT_CLOCK_ADJTIMEX, FOLIOT_CLOCK_NTP_ADJTIME),
                         [](const auto &info) {
                             return info.param == FOLIOT_CLOCK_ADJTIMEX ? "adjtimex" : "ntp_adjtime";
                         });

} // namespace

TEST_P(ClockStatus, EachLeapIsPublishedAndReadBack) {
    for (auto leap : {FOLIOT_LEAP_INSERT, FOLIOT_LEAP_DELETE, FOLIOT_LEAP_UNSYNCHRONISED, FOLIOT_LEAP_NONE}) {
        struct foliot_clock_state read;
        ASSERT_EQ(set(leap), 0);
        ASSERT_EQ(foliot_clock_state(GetParam(), &read), 0);
        EXPECT_EQ(read.leap, leap);
        EXPECT_EQ(read.disciplined_by_other, 0);
    }
    EXPECT_EQ(state.status, 0);
}

TEST_P(ClockStatus, ErrorsAreRoundedUpToMicroseconds) {
    struct foliot_clock_state read;
    ASSERT_EQ(set(FOLIOT_LEAP_NONE, 1, 2000), 0);
    EXPECT_EQ(state.maxerror, 1);
    EXPECT_EQ(state.esterror, 2);
    ASSERT_EQ(foliot_clock_state(GetParam(), &read), 0);
    EXPECT_EQ(read.max_error_ns, 1000);
    EXPECT_EQ(read.estimated_error_ns, 2000);
}

TEST_P(ClockStatus, ErrorsAreHeldToTheKernelsLimit) {
    ASSERT_EQ(set(FOLIOT_LEAP_NONE, INT64_MAX, INT64_MAX), 0);
    EXPECT_EQ(state.maxerror, 16000000);
    EXPECT_EQ(state.esterror, 16000000);
}

TEST_P(ClockStatus, NonsenseIsRefusedBeforeTheKernelSeesIt) {
    EXPECT_EQ(set(FOLIOT_LEAP_UNSYNCHRONISED + 1), -EINVAL);
    EXPECT_EQ(set(-1), -EINVAL);
    EXPECT_EQ(set(FOLIOT_LEAP_NONE, -1), -EINVAL);
    EXPECT_EQ(set(FOLIOT_LEAP_NONE, 0, -1), -EINVAL);
    EXPECT_TRUE(requests.empty());
}

TEST_P(ClockStatus, LoopsOfTheKernelShowThatSomebodyElseSteers) {
    for (int loop : {STA_PLL, STA_FLL, STA_PPSFREQ, STA_PPSTIME}) {
        struct foliot_clock_state read;
        state.status = loop;
        ASSERT_EQ(foliot_clock_state(GetParam(), &read), 0);
        EXPECT_EQ(read.disciplined_by_other, 1);
    }
}

TEST_P(ClockStatus, LoopsOfTheKernelArePutToRestWithWhatTheyStillHadToCorrect) {
    state.status = STA_PLL | STA_NANO;
    state.offset = 5000000;
    ASSERT_EQ(set(FOLIOT_LEAP_NONE), 0);
    EXPECT_EQ(state.offset, 0);
    EXPECT_EQ(state.status & (STA_PLL | STA_FLL | STA_FREQHOLD | STA_UNSYNC), 0);
}

TEST_P(ClockStatus, KernelWithoutLoopsIsNotAskedToRestThem) {
    ASSERT_EQ(set(FOLIOT_LEAP_NONE), 0);
    for (const timex &request : requests) {
        EXPECT_EQ(request.modes & MOD_OFFSET, 0u);
        EXPECT_EQ(request.modes & MOD_FREQUENCY, 0u);
    }
}
