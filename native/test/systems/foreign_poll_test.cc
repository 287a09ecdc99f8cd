// The wake-up of another system is a pipe; it and its ppoll are in the table.
#include <gtest/gtest.h>

#include "fake_syscalls.h"
#include "foliot/poll.h"

TEST(ForeignPoll, WakeUpIsAPipe) {
    fake_syscalls.wake_open = [](int fds[2]) {
        fds[0] = 3;
        fds[1] = 4;
        return 0;
    };
    foliot_wake wake;
    ASSERT_EQ(foliot_wake_open(&wake), 0);
    EXPECT_EQ(wake.read_fd, 3);
    EXPECT_EQ(wake.write_fd, 4);
}
