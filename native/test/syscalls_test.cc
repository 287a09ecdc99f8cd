// The real table: each failure comes as -errno.
#include "foliot/syscalls.h"

#include <fcntl.h>
#include <gtest/gtest.h>
#include <netinet/in.h>
#include <sys/socket.h>
#include <sys/timex.h>
#include <unistd.h>

#include <cerrno>

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
    mmsghdr message = {};
    EXPECT_EQ(real.clock_gettime(12345, &time), -EINVAL);
    EXPECT_EQ(real.clock_getres(12345, &time), -EINVAL);
    EXPECT_EQ(real.socket(12345, SOCK_DGRAM, 0), -EAFNOSUPPORT);
    EXPECT_EQ(real.setsockopt(-1, SOL_SOCKET, SO_REUSEADDR, &one, sizeof one), -EBADF);
    EXPECT_EQ(real.bind(-1, any, length), -EBADF);
    EXPECT_EQ(real.connect(-1, any, length), -EBADF);
    EXPECT_EQ(real.getsockname(-1, reinterpret_cast<sockaddr *>(&address), &length), -EBADF);
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

TEST(Syscalls, WakeUpsDoNotBlockAndCloseOnExec) {
    for (auto open : {foliot_syscalls_real.wake_open, foliot_posix_wake_open}) {
        int fds[2];
        ASSERT_EQ(open(fds), 0);
        for (int fd : fds) {
            EXPECT_NE(fcntl(fd, F_GETFL) & O_NONBLOCK, 0);
            EXPECT_NE(fcntl(fd, F_GETFD) & FD_CLOEXEC, 0);
        }
        uint64_t value;
        EXPECT_EQ(foliot_syscalls_real.read(fds[0], &value, sizeof value), -EAGAIN);
        close(fds[0]);
        if (fds[1] != fds[0]) {
            close(fds[1]);
        }
    }
}
