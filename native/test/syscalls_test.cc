// The real table: each failure comes as -errno.
#include "foliot/syscalls.h"

#include <fcntl.h>
#include <gtest/gtest.h>
#include <netinet/in.h>
#include <poll.h>
#include <sys/socket.h>
#include <sys/timex.h>
#include <unistd.h>

#include <cerrno>
#include <chrono>
#include <limits>
#include <thread>

extern "C" {
#include "syscalls/syscalls_common.h"
}

TEST(Syscalls, FailuresAreNegatedErrnos) {
    const foliot_syscalls &real = foliot_syscalls_real;
    timespec time = {};
    // Complete arguments, since an emulator looks at them before the kernel sees the descriptor.
    int one = 1;
    sockaddr_in address = {};
    address.sin_family = AF_INET;
    const auto *any = reinterpret_cast<const sockaddr *>(&address);
    unsigned length = sizeof address;
    iovec payload = {&one, sizeof one};
    mmsghdr message = {};
    message.msg_hdr.msg_iov = &payload;
    message.msg_hdr.msg_iovlen = 1;
    EXPECT_EQ(real.clock_gettime(12345, &time), -EINVAL);
    EXPECT_EQ(real.clock_getres(12345, &time), -EINVAL);
    EXPECT_EQ(real.socket(12345, SOCK_DGRAM, 0), -EAFNOSUPPORT);
    EXPECT_EQ(real.setsockopt(-1, SOL_SOCKET, SO_REUSEADDR, &one, sizeof one), -EBADF);
    EXPECT_EQ(real.getsockopt(-1, SOL_SOCKET, SO_REUSEADDR, &one, &length), -EBADF);
    EXPECT_EQ(real.bind(-1, any, length), -EBADF);
    EXPECT_EQ(real.connect(-1, any, length), -EBADF);
    EXPECT_EQ(real.getsockname(-1, reinterpret_cast<sockaddr *>(&address), &length), -EBADF);
    EXPECT_EQ(real.recvmsg(-1, &message.msg_hdr, 0), -EBADF);
    EXPECT_EQ(real.sendmsg(-1, &message.msg_hdr, 0), -EBADF);
    EXPECT_EQ(real.recvmmsg(-1, &message, 1, 0), -EBADF);
    EXPECT_EQ(real.sendmmsg(-1, &message, 1, 0), -EBADF);
    EXPECT_EQ(real.read(-1, nullptr, 0), -EBADF);
    EXPECT_EQ(real.write(-1, nullptr, 0), -EBADF);
    EXPECT_EQ(real.close(-1), -EBADF);
}

TEST(Syscalls, ClockIsReadByTimexWithoutAnyPermission) {
    timex timex = {};
    EXPECT_GE(foliot_syscalls_real.clock_adjtime(CLOCK_REALTIME, &timex), 0);
    EXPECT_GE(foliot_syscalls_real.ntp_adjtime(&timex), 0);
    EXPECT_GT(foliot_syscalls_real.clock_ticks(), 0);
}

TEST(Syscalls, TimeHasSixtyFourBitsOnItsWayToTheKernel) {
    EXPECT_EQ(sizeof(time_t), 8u);
    int fds[2];
    ASSERT_EQ(foliot_posix_wake_open(fds), 0);
    std::thread other([&] {
        std::this_thread::sleep_for(std::chrono::milliseconds(50));
        foliot_posix_write(fds[1], "x", 1);
    });
    // In 32 bits this would be no time at all.
    timespec centuries = {static_cast<time_t>(INT64_C(1) << 32), 0};
    pollfd item = {fds[0], POLLIN, 0};
    EXPECT_EQ(foliot_syscalls_real.ppoll(&item, 1, &centuries), 1);
    other.join();
    close(fds[0]);
    close(fds[1]);
}

TEST(Syscalls, ClockThatNobodySetsIsNoNews) {
    int fd = foliot_syscalls_real.clock_set_open();
    ASSERT_GE(fd, 0);
    EXPECT_NE(foliot_posix_fcntl(fd, F_GETFL, 0) & O_NONBLOCK, 0);
    EXPECT_NE(foliot_posix_fcntl(fd, F_GETFD, 0) & FD_CLOEXEC, 0);
    uint64_t expirations;
    int64_t result = foliot_syscalls_real.read(fd, &expirations, sizeof expirations);
    EXPECT_TRUE(result == -EAGAIN || result == -ECANCELED) << "it has not run down: " << result;
    close(fd);
}

TEST(Syscalls, WakeUpsDoNotBlockAndCloseOnExec) {
    for (auto open : {foliot_syscalls_real.wake_open, foliot_posix_wake_open}) {
        int fds[2];
        ASSERT_EQ(open(fds), 0);
        for (int fd : fds) {
            EXPECT_NE(foliot_posix_fcntl(fd, F_GETFL, 0) & O_NONBLOCK, 0);
            EXPECT_NE(foliot_posix_fcntl(fd, F_GETFD, 0) & FD_CLOEXEC, 0);
        }
        uint64_t value;
        EXPECT_EQ(foliot_syscalls_real.read(fds[0], &value, sizeof value), -EAGAIN);
        close(fds[0]);
        if (fds[1] != fds[0]) {
            close(fds[1]);
        }
    }
}

TEST(Syscalls, SocketsDoNotBlockAndCloseOnExec) {
    for (auto open : {foliot_syscalls_real.socket, foliot_posix_socket}) {
        int fd = open(AF_INET, SOCK_DGRAM, 0);
        ASSERT_GE(fd, 0);
        EXPECT_NE(foliot_posix_fcntl(fd, F_GETFL, 0) & O_NONBLOCK, 0);
        EXPECT_NE(foliot_posix_fcntl(fd, F_GETFD, 0) & FD_CLOEXEC, 0);
        close(fd);
        EXPECT_EQ(open(12345, SOCK_DGRAM, 0), -EAFNOSUPPORT);
    }
}

TEST(Syscalls, WaitsByPollAreNeverTooShortAndHardlyTooLong) {
    for (long ns : {0L, 1L, 300000L, 1000000L, 7000001L}) {
        timespec timeout = {0, ns};
        auto start = std::chrono::steady_clock::now();
        EXPECT_EQ(foliot_posix_ppoll(nullptr, 0, &timeout), 0);
        auto waited = std::chrono::steady_clock::now() - start;
        EXPECT_GE(waited, std::chrono::nanoseconds(ns));
        EXPECT_LT(waited, std::chrono::seconds(1)) << "milliseconds, not seconds";
    }
}

TEST(Syscalls, WaitsByPollWithoutEndOrNearlySoEndWithWhatIsReady) {
    int fds[2];
    ASSERT_EQ(foliot_posix_wake_open(fds), 0);
    ASSERT_EQ(foliot_posix_write(fds[1], "x", 1), 1);
    timespec ages = {std::numeric_limits<time_t>::max(), 999999999};
    for (const timespec *timeout : {static_cast<const timespec *>(nullptr), static_cast<const timespec *>(&ages)}) {
        pollfd item = {fds[0], POLLIN, 0};
        EXPECT_EQ(foliot_posix_ppoll(&item, 1, timeout), 1);
        EXPECT_EQ(item.revents, POLLIN);
    }
    close(fds[0]);
    close(fds[1]);
}
