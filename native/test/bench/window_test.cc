#include "window.h"

#include <gtest/gtest.h>

#include "packets.h"

namespace {

class Window : public ::testing::Test {
  protected:
    void SetUp() override { ASSERT_EQ(window_open(&window, WINDOW_SIZE, 7), 0); }
    void TearDown() override { window_close(&window); }

    window_entry *add(int64_t sent_ns) {
        window_entry *entry = window_add(&window);
        entry->sent_ns = sent_ns;
        window_await(&window, entry);
        return entry;
    }

    window_entry *match(uint64_t origin) {
        Packet answer(NTP_HEADER);
        ntp_put64(&answer[NTP_ORIGIN], origin);
        return window_match(&window, answer.data(), answer.size());
    }

    struct window window;
};

} // namespace

TEST_F(Window, FindsWhatAnAnswerIsTo) {
    window_entry *first = add(1);
    window_entry *second = add(2);
    EXPECT_NE(first->request.transmit, second->request.transmit);
    EXPECT_EQ(match(second->request.transmit), second);
    EXPECT_EQ(match(first->request.transmit), first);
    EXPECT_EQ(window.outstanding, 0u);
    EXPECT_EQ(window.lost, 0u);
}

TEST_F(Window, AnAnswerCountsOnceAndOnlyForItsOwnRequest) {
    uint64_t transmit = add(1)->request.transmit;
    EXPECT_EQ(match(transmit ^ UINT64_C(1) << 40), nullptr);
    EXPECT_EQ(match(transmit + 1), nullptr);
    EXPECT_NE(match(transmit), nullptr);
    EXPECT_EQ(match(transmit), nullptr);
    EXPECT_EQ(window_match(&window, Packet(47).data(), 47), nullptr);
}

TEST_F(Window, GivesUpWaitingAndStillKnowsALateAnswer) {
    uint64_t transmit = add(100)->request.transmit;
    add(200);
    window_expire(&window, 150);
    EXPECT_EQ(window.lost, 1u);
    EXPECT_EQ(window.outstanding, 1u);
    window_entry *late = match(transmit);
    ASSERT_NE(late, nullptr);
    EXPECT_TRUE(late->late);
    EXPECT_EQ(window.outstanding, 1u);
}

TEST_F(Window, TakesBackWhatWasNotSent) {
    add(1);
    uint64_t transmit = add(2)->request.transmit;
    window_take_back(&window);
    EXPECT_EQ(window.outstanding, 1u);
    EXPECT_EQ(match(transmit), nullptr);
    window_expire(&window, 10);
    EXPECT_EQ(window.lost, 1u);
}

TEST_F(Window, HasRoomForSoManyAndLosesTheOldest) {
    uint64_t oldest = add(1)->request.transmit;
    for (unsigned i = 0; i < WINDOW_SIZE; i++) {
        add(2);
    }
    EXPECT_EQ(window.lost, 1u);
    EXPECT_EQ(window.outstanding, WINDOW_SIZE);
    EXPECT_EQ(match(oldest), nullptr);
    window_expire(&window, 10);
    EXPECT_EQ(window.outstanding, 0u);
    EXPECT_EQ(window.lost, WINDOW_SIZE + 1u);
}
