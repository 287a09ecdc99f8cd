#include "foliot/notify.h"

#include <gtest/gtest.h>
#include <sys/socket.h>
#include <sys/un.h>
#include <unistd.h>

#include <cerrno>
#include <cstring>
#include <string>

#include "fake_kernel.h"

namespace {

int notify(const std::string &address, const std::string &message) {
    return foliot_notify(address.data(), address.size(), message.data(), message.size());
}

// A service manager: a datagram socket at an address of sockaddr_un, in the spelling of NOTIFY_SOCKET.
class Manager {
  public:
    explicit Manager(const std::string &address) : fd(socket(AF_UNIX, SOCK_DGRAM | SOCK_NONBLOCK, 0)) {
        sockaddr_un own = {};
        own.sun_family = AF_UNIX;
        address.copy(own.sun_path, sizeof own.sun_path);
        socklen_t length = static_cast<socklen_t>(offsetof(sockaddr_un, sun_path) + address.size());
        if (own.sun_path[0] == '@') {
            own.sun_path[0] = '\0';
        } else {
            path = address;
            length++;
        }
        EXPECT_EQ(bind(fd, reinterpret_cast<sockaddr *>(&own), length), 0) << strerror(errno);
    }
    ~Manager() {
        close(fd);
        if (!path.empty()) {
            unlink(path.c_str());
        }
    }
    Manager(const Manager &) = delete;
    Manager &operator=(const Manager &) = delete;

    std::string received() const {
        char message[256];
        ssize_t length = recv(fd, message, sizeof message, 0);
        return length < 0 ? strerror(errno) : std::string(message, static_cast<size_t>(length));
    }

  private:
    int fd;
    std::string path;
};

std::string temporary(const std::string &name) { return testing::TempDir() + name + std::to_string(getpid()); }

} // namespace

TEST(Notify, AManagerAtAPathGetsEachMessageAsADatagram) {
    std::string path = temporary("notify-path-");
    Manager manager(path);
    EXPECT_EQ(notify(path, "READY=1\nSTATUS=well"), 0);
    EXPECT_EQ(notify(path, "WATCHDOG=1"), 0);
    EXPECT_EQ(manager.received(), "READY=1\nSTATUS=well");
    EXPECT_EQ(manager.received(), "WATCHDOG=1");
}

TEST(Notify, AManagerInTheAbstractNamespaceIsFound) {
    std::string name = "@foliot-notify-" + std::to_string(getpid());
    Manager manager(name);
    EXPECT_EQ(notify(name, "READY=1"), 0);
    EXPECT_EQ(manager.received(), "READY=1");
}

TEST(Notify, TheLongestPathThatFitsIsUsedAndALongerOneRefused) {
    size_t longest = sizeof(sockaddr_un::sun_path) - 1;
    std::string path = temporary("notify-long-");
    ASSERT_LT(path.size(), longest);
    path.resize(longest, 'x');
    Manager manager(path);
    EXPECT_EQ(notify(path, "READY=1"), 0);
    EXPECT_EQ(manager.received(), "READY=1");
    EXPECT_EQ(notify(path + "x", "READY=1"), -ENAMETOOLONG);
}

TEST(Notify, AddressesOfOtherKindsAreRefused) {
    FakeKernel kernel;
    EXPECT_EQ(notify("", "READY=1"), -EAFNOSUPPORT);
    EXPECT_EQ(notify("/", "READY=1"), -EAFNOSUPPORT);
    EXPECT_EQ(notify("vsock:2:1234", "READY=1"), -EAFNOSUPPORT);
    EXPECT_EQ(notify("run/relative", "READY=1"), -EAFNOSUPPORT);
}

TEST(Notify, AManagerThatIsGoneIsToldOf) { EXPECT_EQ(notify(temporary("notify-nobody-"), "READY=1"), -ENOENT); }

TEST(Notify, WhateverFailsTheSocketIsClosed) {
    FakeKernel kernel;
    int open = 0;
    int connected = 0;
    int64_t written = 7;
    kernel.socket = [&](int family, int type, int) {
        EXPECT_EQ(family, AF_UNIX);
        EXPECT_EQ(type & SOCK_DGRAM, SOCK_DGRAM);
        open++;
        return 5;
    };
    kernel.connect = [&](int, const sockaddr *, unsigned) { return connected; };
    kernel.write = [&](int, const void *, size_t) { return written; };
    kernel.close = [&](int fd) {
        EXPECT_EQ(fd, 5);
        open--;
        return 0;
    };
    EXPECT_EQ(notify("/run/notify", "READY=1"), 0);
    EXPECT_EQ(open, 0);
    written = -EAGAIN;
    EXPECT_EQ(notify("/run/notify", "READY=1"), -EAGAIN);
    EXPECT_EQ(open, 0);
    connected = -ECONNREFUSED;
    EXPECT_EQ(notify("/run/notify", "READY=1"), -ECONNREFUSED);
    EXPECT_EQ(open, 0);
    kernel.socket = [](int, int, int) { return -EMFILE; };
    EXPECT_EQ(notify("/run/notify", "READY=1"), -EMFILE);
}
