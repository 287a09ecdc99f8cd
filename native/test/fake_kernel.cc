#include "fake_kernel.h"

#include <gtest/gtest.h>

#include <cerrno>

extern "C" {
#include "syscalls/syscalls_common.h"
}
#include "time/timespec.h"

namespace {

FakeKernel *kernel = nullptr;

// Calls what the test put in place of a system call.
template <typename Function, typename... Arguments>
auto call(const char *name, const Function &function, Arguments... arguments) -> decltype(function(arguments...)) {
    if (!function) {
        ADD_FAILURE() << name << " was not expected";
        return -ENOSYS;
    }
    return function(arguments...);
}

#define FOLIOT_CALL(name, ...) call(#name, kernel->name, ##__VA_ARGS__)

const foliot_syscalls table = {
    [](int clock, timespec *time) { return FOLIOT_CALL(clock_gettime, clock, time); },
    [](int clock, timespec *resolution) { return FOLIOT_CALL(clock_getres, clock, resolution); },
    [](int clock, const timespec *time) { return FOLIOT_CALL(clock_settime, clock, time); },
    [](int clock, timex *timex) { return FOLIOT_CALL(clock_adjtime, clock, timex); },
    [](timex *timex) { return FOLIOT_CALL(ntp_adjtime, timex); },
    foliot_missing_ntp_gettime,
    foliot_missing_settimeofday,
    foliot_missing_cycle_counter,
    []() { return FOLIOT_CALL(clock_ticks); },
    [](int family, int type, int protocol) { return FOLIOT_CALL(socket, family, type, protocol); },
    [](int fd, int level, int name, const void *value, unsigned length) {
        return FOLIOT_CALL(setsockopt, fd, level, name, value, length);
    },
    [](int fd, int level, int name, void *value, unsigned *length) {
        return FOLIOT_CALL(getsockopt, fd, level, name, value, length);
    },
    [](int fd, const sockaddr *address, unsigned length) { return FOLIOT_CALL(bind, fd, address, length); },
    [](int fd, const sockaddr *address, unsigned length) { return FOLIOT_CALL(connect, fd, address, length); },
    [](int fd, sockaddr *address, unsigned *length) { return FOLIOT_CALL(getsockname, fd, address, length); },
    [](int fd, msghdr *message, int flags) { return FOLIOT_CALL(recvmsg, fd, message, flags); },
    [](int fd, const msghdr *message, int flags) { return FOLIOT_CALL(sendmsg, fd, message, flags); },
    [](int fd, mmsghdr *messages, unsigned count, int flags) {
        return FOLIOT_CALL(recvmmsg, fd, messages, count, flags);
    },
    [](int fd, mmsghdr *messages, unsigned count, int flags) {
        return FOLIOT_CALL(sendmmsg, fd, messages, count, flags);
    },
    [](pollfd *fds, unsigned count, const timespec *timeout) { return FOLIOT_CALL(ppoll, fds, count, timeout); },
    [](int fds[2]) { return FOLIOT_CALL(wake_open, fds); },
    []() { return FOLIOT_CALL(clock_set_open); },
    [](int fd, void *buffer, size_t length) { return FOLIOT_CALL(read, fd, buffer, length); },
    [](int fd, const void *buffer, size_t length) { return FOLIOT_CALL(write, fd, buffer, length); },
    [](int fd) { return FOLIOT_CALL(close, fd); },
};

} // namespace

FakeKernel::FakeKernel() {
    kernel = this;
    foliot_sys = &table;
}

FakeKernel::~FakeKernel() {
    foliot_sys = &foliot_syscalls_real;
    kernel = nullptr;
}

void FakeKernel::stop_clock_at(int64_t unix_ns) {
    clock_gettime = [unix_ns](int, timespec *time) {
        *time = foliot_timespec_from_ns(unix_ns);
        return 0;
    };
}
