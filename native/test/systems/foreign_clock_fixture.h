// A clock of another system, just started, whose readings and settings take the time that they take there.
#ifndef FOLIOT_FOREIGN_CLOCK_FIXTURE_H
#define FOLIOT_FOREIGN_CLOCK_FIXTURE_H

#include <gtest/gtest.h>

#include <cmath>
#include <cstdint>

#include "fake_clock.h"
#include "foliot/clock.h"
#include "foliot/time.h"

class ForeignClock : public testing::Test {
  protected:
    static constexpr int64_t NOON_NS = INT64_C(1790000000) / 86400 * 86400 * FOLIOT_NS_PER_S + 43200 * FOLIOT_NS_PER_S;
    static constexpr int64_t DAY_NS = 86400 * FOLIOT_NS_PER_S;
    static constexpr int64_t MICROSECOND_NS = 1000;

    ForeignClock() {
        fake_clock_boot(NOON_NS + 123456789);
        fake_clock.read_ns = 12;
        fake_clock.set_ns = 280;
    }

    static struct foliot_clock_state state() {
        struct foliot_clock_state state = {};
        EXPECT_EQ(foliot_clock_state(FOLIOT_CLOCK_NATIVE, &state), 0);
        return state;
    }

    static struct foliot_clock_capabilities capabilities() {
        struct foliot_clock_capabilities can = {};
        EXPECT_EQ(foliot_clock_capabilities(FOLIOT_CLOCK_NATIVE, &can), 0);
        return can;
    }

    static double set_frequency(double ppb) {
        double in_force_ppb = NAN;
        EXPECT_EQ(foliot_clock_set_frequency(FOLIOT_CLOCK_NATIVE, ppb, &in_force_ppb), 0);
        return in_force_ppb;
    }

    static int set_status(enum foliot_leap leap, int64_t max_error_ns = 0) {
        return foliot_clock_set_status(FOLIOT_CLOCK_NATIVE, leap, max_error_ns, 0);
    }

    // Steps, checks that the residue told is the true one to what the clock can be read to, and gives the true one.
    static int64_t step(int64_t offset_ns, unsigned flags = 0) {
        int64_t before_ns = fake_clock_distance_ns();
        int64_t residue_ns = INT64_MIN;
        EXPECT_EQ(foliot_clock_step(FOLIOT_CLOCK_NATIVE, offset_ns, flags, &residue_ns), 0);
        int64_t true_residue_ns = fake_clock_distance_ns() - before_ns - offset_ns;
        EXPECT_NEAR(static_cast<double>(residue_ns), static_cast<double>(true_residue_ns),
                    static_cast<double>(capabilities().reading_quantum_ns));
        return true_residue_ns;
    }

    // By how much the clock gains on true time in a while, as a rate.
    static double gained_ppb(int64_t true_ns) {
        int64_t utc_ns = fake_clock_utc_ns();
        fake_clock_pass(true_ns);
        return static_cast<double>(fake_clock_utc_ns() - utc_ns - true_ns) / static_cast<double>(true_ns) * 1e9;
    }
};

#endif
