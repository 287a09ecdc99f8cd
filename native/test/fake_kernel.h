// A kernel that a test makes up: the table of system calls, each of which a test may replace by a lambda. Calls that it
// does not replace fail the test. The real table is back when the fake goes out of scope.
#ifndef FOLIOT_FAKE_KERNEL_H
#define FOLIOT_FAKE_KERNEL_H

#include <poll.h>
#include <sys/socket.h>
#include <sys/timex.h>

#include <functional>

#include "foliot/syscalls.h"

class FakeKernel {
  public:
    FakeKernel();
    ~FakeKernel();
    FakeKernel(const FakeKernel &) = delete;
    FakeKernel &operator=(const FakeKernel &) = delete;

    std::function<int(int, timespec *)> clock_gettime;
    std::function<int(int, timespec *)> clock_getres;
    std::function<int(int, const timespec *)> clock_settime;
    std::function<int(int, timex *)> clock_adjtime;
    std::function<int(timex *)> ntp_adjtime;
    std::function<long()> clock_ticks = [] { return 100; };
    std::function<int(int, int, int)> socket;
    std::function<int(int, int, int, const void *, unsigned)> setsockopt;
    std::function<int(int, int, int, void *, unsigned *)> getsockopt;
    std::function<int(int, const sockaddr *, unsigned)> bind;
    std::function<int(int, const sockaddr *, unsigned)> connect;
    std::function<int(int, sockaddr *, unsigned *)> getsockname;
    std::function<int64_t(int, msghdr *, int)> recvmsg;
    std::function<int64_t(int, const msghdr *, int)> sendmsg;
    std::function<int(int, mmsghdr *, unsigned, int)> recvmmsg;
    std::function<int(int, mmsghdr *, unsigned, int)> sendmmsg;
    std::function<int(pollfd *, unsigned, const timespec *)> ppoll;
    std::function<int(int[2])> wake_open;
    std::function<int()> clock_set_open;
    std::function<int64_t(int, void *, size_t)> read;
    std::function<int64_t(int, const void *, size_t)> write;
    std::function<int(int)> close;

    // Makes CLOCK_REALTIME stand still at an instant.
    void stop_clock_at(int64_t unix_ns);
};

#endif
