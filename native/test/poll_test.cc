#include "foliot/poll.h"

#include <gtest/gtest.h>

#include <cerrno>
#include <chrono>
#include <cstring>
#include <thread>
#include <vector>

#include "fake_kernel.h"
#include "foliot/time.h"

namespace {

int64_t milliseconds_of(const std::function<void()> &action) {
    auto start = std::chrono::steady_clock::now();
    action();
    return std::chrono::duration_cast<std::chrono::milliseconds>(std::chrono::steady_clock::now() - start).count();
}

} // namespace

TEST(Poll, WaitsForItsTimeout) {
    int64_t ms = milliseconds_of([] { EXPECT_EQ(foliot_poll_wait(nullptr, 0, nullptr, 20000000), 0); });
    EXPECT_GE(ms, 20);
    EXPECT_LT(ms, 5000);
}

TEST(Poll, WakeUpSignalledBeforeEndsTheWaitOnce) {
    foliot_wake wake;
    ASSERT_EQ(foliot_wake_open(&wake), 0);
    ASSERT_EQ(foliot_wake_signal(&wake), 0);
    ASSERT_EQ(foliot_wake_signal(&wake), 0);
    EXPECT_LT(milliseconds_of([&] { EXPECT_EQ(foliot_poll_wait(nullptr, 0, &wake, 10 * FOLIOT_NS_PER_S), 0); }), 5000);
    EXPECT_GE(milliseconds_of([&] { EXPECT_EQ(foliot_poll_wait(nullptr, 0, &wake, 20000000), 0); }), 20);
    EXPECT_EQ(foliot_wake_close(&wake), 0);
}

TEST(Poll, WakeUpFromAnotherThreadEndsAWaitForEver) {
    foliot_wake wake;
    ASSERT_EQ(foliot_wake_open(&wake), 0);
    std::thread other([&] {
        std::this_thread::sleep_for(std::chrono::milliseconds(20));
        foliot_wake_signal(&wake);
    });
    EXPECT_EQ(foliot_poll_wait(nullptr, 0, &wake, -1), 0);
    other.join();
    EXPECT_EQ(foliot_wake_close(&wake), 0);
}

TEST(Poll, DescriptorThatIsNotOpenIsInvalid) {
    foliot_poll_item item = {1 << 20, FOLIOT_POLL_READ, 0};
    EXPECT_EQ(foliot_poll_wait(&item, 1, nullptr, -1), 1);
    EXPECT_EQ(item.ready, FOLIOT_POLL_INVALID);
}

TEST(Poll, ReadyItemsAreCountedAndTold) {
    FakeKernel kernel;
    kernel.ppoll = [](pollfd *fds, unsigned count, const timespec *timeout) {
        EXPECT_EQ(count, 6u);
        EXPECT_EQ(fds[0].events, POLLIN);
        EXPECT_EQ(fds[1].events, 0);
        EXPECT_EQ(fds[4].fd, -1);
        EXPECT_EQ(fds[5].fd, -1);
        EXPECT_EQ(timeout->tv_sec, 1);
        EXPECT_EQ(timeout->tv_nsec, 500000000);
        fds[0].revents = POLLIN;
        fds[1].revents = POLLERR;
        fds[2].revents = POLLIN | POLLERR | POLLPRI;
        return 3;
    };
    foliot_poll_item items[] = {{3, FOLIOT_POLL_READ, 0}, {4, 0, 0}, {5, FOLIOT_POLL_READ, 0}, {6, 1, 7}};
    EXPECT_EQ(foliot_poll_wait(items, 4, nullptr, 1500000000), 3);
    EXPECT_EQ(items[0].ready, FOLIOT_POLL_READ);
    EXPECT_EQ(items[1].ready, FOLIOT_POLL_ERROR);
    EXPECT_EQ(items[2].ready, FOLIOT_POLL_READ | FOLIOT_POLL_ERROR);
    EXPECT_EQ(items[3].ready, 0);
}

TEST(Poll, SignalEndsTheWaitWithNothingReady) {
    FakeKernel kernel;
    kernel.ppoll = [](pollfd *, unsigned, const timespec *timeout) {
        EXPECT_EQ(timeout, nullptr);
        return -EINTR;
    };
    foliot_poll_item item = {3, FOLIOT_POLL_READ, FOLIOT_POLL_READ};
    EXPECT_EQ(foliot_poll_wait(&item, 1, nullptr, -1), 0);
    EXPECT_EQ(item.ready, 0);
}

TEST(Poll, OtherFailuresAreHandedOn) {
    FakeKernel kernel;
    kernel.ppoll = [](pollfd *, unsigned, const timespec *) { return -ENOMEM; };
    EXPECT_EQ(foliot_poll_wait(nullptr, 0, nullptr, 0), -ENOMEM);
}

TEST(Poll, MoreItemsThanItWatchesAreRefused) {
    std::vector<foliot_poll_item> items(FOLIOT_POLL_MAX + 1, foliot_poll_item{-1, 0, 0});
    EXPECT_EQ(foliot_poll_wait(items.data(), items.size(), nullptr, 0), -EINVAL);
    EXPECT_EQ(foliot_poll_wait(items.data(), FOLIOT_POLL_MAX, nullptr, 0), 0);
}

TEST(Wake, PipeFullOfSignalsIsEmptiedByOneWait) {
    FakeKernel kernel;
    int left = 200;
    kernel.ppoll = [](pollfd *fds, unsigned, const timespec *) {
        fds[0].revents = POLLIN;
        return 1;
    };
    kernel.read = [&](int, void *buffer, size_t length) -> int64_t {
        std::memset(buffer, 0, length);
        if (left == 0) {
            return -EAGAIN;
        }
        int64_t some = std::min<int64_t>(left, static_cast<int64_t>(length));
        left -= static_cast<int>(some);
        return some;
    };
    foliot_wake wake = {3, 4, -1};
    EXPECT_EQ(foliot_poll_wait(nullptr, 0, &wake, -1), 0);
    EXPECT_EQ(left, 0);
}

TEST(Wake, SignalIsWrittenAgainAfterEintrAndAFullPipeIsEnough) {
    FakeKernel kernel;
    int calls = 0;
    int64_t last = 8;
    kernel.write = [&](int fd, const void *, size_t) -> int64_t {
        EXPECT_EQ(fd, 4);
        return ++calls == 1 ? -EINTR : last;
    };
    foliot_wake wake = {3, 4, -1};
    EXPECT_EQ(foliot_wake_signal(&wake), 0);
    EXPECT_EQ(calls, 2);
    last = -EAGAIN;
    EXPECT_EQ(foliot_wake_signal(&wake), 0);
    last = -EBADF;
    EXPECT_EQ(foliot_wake_signal(&wake), -EBADF);
}

TEST(Wake, AllThatItHasIsClosed) {
    FakeKernel kernel;
    std::vector<int> closed;
    kernel.close = [&](int fd) {
        closed.push_back(fd);
        return 0;
    };
    foliot_wake pipe = {3, 4, -1};
    foliot_wake event = {5, 5, 6};
    EXPECT_EQ(foliot_wake_close(&pipe), 0);
    EXPECT_EQ(foliot_wake_close(&event), 0);
    EXPECT_EQ(closed, (std::vector<int>{3, 4, 5, 6}));
}

TEST(Wake, WaitEndsWhenTheClockIsSetAndTakesTheNewsBack) {
    FakeKernel kernel;
    std::vector<int> read;
    kernel.ppoll = [](pollfd *fds, unsigned count, const timespec *) {
        EXPECT_EQ(count, 2u);
        EXPECT_EQ(fds[1].fd, 6);
        fds[1].revents = POLLIN;
        return 1;
    };
    kernel.read = [&](int fd, void *, size_t) -> int64_t {
        read.push_back(fd);
        return -ECANCELED;
    };
    foliot_wake wake = {5, 5, 6};
    EXPECT_EQ(foliot_poll_wait(nullptr, 0, &wake, -1), 0);
    EXPECT_EQ(read, (std::vector<int>{6}));
}

TEST(Wake, WorksWhereTheSystemDoesNotTellThatTheClockIsSet) {
    FakeKernel kernel;
    kernel.wake_open = [](int fds[2]) {
        fds[0] = fds[1] = 5;
        return 0;
    };
    kernel.clock_set_open = [] { return -ENOSYS; };
    foliot_wake wake;
    EXPECT_EQ(foliot_wake_open(&wake), 0);
    EXPECT_EQ(wake.clock_set_fd, -1);
}
