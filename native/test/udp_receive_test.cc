// Opening, receiving and transmit stamps over a fake kernel.
#include <gtest/gtest.h>
#include <linux/net_tstamp.h>

#include <cerrno>
#include <map>

#include "fake_kernel.h"
#include "udp_fixture.h"

namespace {

const int64_t NOW_NS = INT64_C(1790000000000000000);
const int64_t STAMP_NS = INT64_C(1789999999999950000);

struct Message {
    std::string payload;
    Bytes control;
    int flags = 0;
    size_t real_length = 0; // when longer than what fits
};

class UdpReceive : public testing::Test {
  protected:
    UdpReceive() {
        kernel.stop_clock_at(NOW_NS);
        kernel.recvmmsg = [this](int, mmsghdr *headers, unsigned count, int flags) {
            EXPECT_NE(flags & MSG_DONTWAIT, 0);
            calls++;
            most_asked = std::max(most_asked, count);
            seen_flags = flags;
            if (!failures.empty()) {
                int failure = failures.front();
                failures.erase(failures.begin());
                return failure;
            }
            unsigned i = 0;
            for (; i < count && !messages.empty(); i++) {
                deliver(headers[i], messages.front());
                messages.erase(messages.begin());
            }
            return i == 0 ? -EAGAIN : static_cast<int>(i);
        };
    }

    static void deliver(mmsghdr &header, const Message &message) {
        msghdr &to = header.msg_hdr;
        ASSERT_EQ(to.msg_iovlen, 1u);
        size_t length = std::min(message.payload.size(), to.msg_iov->iov_len);
        std::memcpy(to.msg_iov->iov_base, message.payload.data(), length);
        header.msg_len = static_cast<unsigned>(length);
        sockaddr_in from = {};
        from.sin_family = AF_INET;
        from.sin_port = htons(4123);
        from.sin_addr.s_addr = htonl(0xc0000201);
        std::memcpy(to.msg_name, &from, sizeof from);
        to.msg_namelen = sizeof from;
        ASSERT_LE(message.control.size(), to.msg_controllen);
        std::copy(message.control.begin(), message.control.end(), static_cast<uint8_t *>(to.msg_control));
        to.msg_controllen = message.control.size();
        to.msg_flags = message.flags | (length < message.payload.size() ? MSG_TRUNC : 0);
    }

    FakeKernel kernel;
    std::vector<Message> messages;
    std::vector<int> failures;
    std::vector<foliot_slot> slots = std::vector<foliot_slot>(100);
    int calls = 0;
    unsigned most_asked = 0;
    int seen_flags = 0;
};

} // namespace

TEST_F(UdpReceive, FillsTheWholeHeader) {
    Bytes control;
    add_stamps(control, STAMP_NS, 0);
    add_pktinfo(control, "198.51.100.7", 5);
    messages = {{"hello", control}};
    std::memset(&slots[0], 0xff, sizeof slots[0]);
    ASSERT_EQ(foliot_udp_receive_batch(3, slots.data(), slots.size()), 1);
    const foliot_slot &slot = slots[0];
    EXPECT_EQ(slot.length, 5);
    EXPECT_EQ(std::memcmp(slot.payload, "hello", 5), 0);
    EXPECT_EQ(slot.flags, 0);
    EXPECT_EQ(slot.stamp_ns, STAMP_NS);
    EXPECT_EQ(slot.stamp_source, FOLIOT_STAMP_KERNEL);
    EXPECT_EQ(slot.stamp_error_ns, 1);
    EXPECT_EQ(slot.transmit_id, 0);
    EXPECT_EQ(slot.interface, 5);
    EXPECT_EQ(slot.remote_family, 4);
    EXPECT_EQ(slot.remote_port, 4123);
    EXPECT_EQ(slot.remote_scope, 0);
    EXPECT_EQ(slot.remote_address[0], 192);
    EXPECT_EQ(slot.local_family, 4);
    EXPECT_EQ(slot.local_address[0], 198);
    EXPECT_EQ(slot.reserved[0], 0);
}

TEST_F(UdpReceive, DatagramToManyIsFlagged) {
    Bytes control;
    in_pktinfo info = {};
    inet_pton(AF_INET, "198.51.100.255", &info.ipi_addr);
    inet_pton(AF_INET, "198.51.100.7", &info.ipi_spec_dst);
    add_control(control, IPPROTO_IP, IP_PKTINFO, &info, sizeof info);
    messages = {{"hello", control}};
    ASSERT_EQ(foliot_udp_receive_batch(3, slots.data(), slots.size()), 1);
    EXPECT_EQ(slots[0].flags, FOLIOT_SLOT_TO_MANY);
}

TEST_F(UdpReceive, DatagramWithoutStampGetsTheTimeAfterTheCall) {
    messages = {{"hello", {}}};
    ASSERT_EQ(foliot_udp_receive_batch(3, slots.data(), slots.size()), 1);
    EXPECT_EQ(slots[0].stamp_ns, NOW_NS);
    EXPECT_EQ(slots[0].stamp_source, FOLIOT_STAMP_DAEMON);
    EXPECT_EQ(slots[0].local_family, 0);
}

TEST_F(UdpReceive, HardwareStampIsPreferredWhenItWasAskedFor) {
    Bytes control;
    add_stamps(control, STAMP_NS, 12345);
    messages = {{"hello", control}};
    ASSERT_EQ(foliot_udp_receive_batch(3, slots.data(), slots.size()), 1);
    EXPECT_EQ(slots[0].stamp_ns, 12345);
    EXPECT_EQ(slots[0].stamp_source, FOLIOT_STAMP_HARDWARE);
}

TEST_F(UdpReceive, ControlMessagesCutOffLeaveWhatIsThere) {
    Bytes control;
    add_pktinfo(control, "198.51.100.7", 5);
    size_t whole = control.size();
    add_stamps(control, STAMP_NS, 0);
    control.resize(whole + 30);
    messages = {{"hello", control, MSG_CTRUNC}};
    ASSERT_EQ(foliot_udp_receive_batch(3, slots.data(), slots.size()), 1);
    EXPECT_EQ(slots[0].local_family, 4);
    EXPECT_EQ(slots[0].stamp_source, FOLIOT_STAMP_DAEMON);
    EXPECT_EQ(slots[0].stamp_ns, NOW_NS);
}

TEST_F(UdpReceive, DatagramLongerThanASlotIsFlagged) {
    messages = {{std::string(FOLIOT_SLOT_PAYLOAD + 1, 'x'), {}}, {std::string(FOLIOT_SLOT_PAYLOAD, 'y'), {}}, {"", {}}};
    ASSERT_EQ(foliot_udp_receive_batch(3, slots.data(), slots.size()), 3);
    EXPECT_EQ(slots[0].flags, FOLIOT_SLOT_TRUNCATED);
    EXPECT_EQ(slots[0].length, FOLIOT_SLOT_PAYLOAD);
    EXPECT_EQ(slots[1].flags, 0);
    EXPECT_EQ(slots[1].length, FOLIOT_SLOT_PAYLOAD);
    EXPECT_EQ(slots[2].length, 0);
}

TEST_F(UdpReceive, IsTriedAgainAfterASignal) {
    failures = {-EINTR, -EINTR};
    messages = {{"hello", {}}};
    EXPECT_EQ(foliot_udp_receive_batch(3, slots.data(), slots.size()), 1);
    EXPECT_EQ(calls, 3);
}

TEST_F(UdpReceive, NothingWaitingIsZeroAndErrorsAreHandedOn) {
    EXPECT_EQ(foliot_udp_receive_batch(3, slots.data(), slots.size()), 0);
    failures = {-ECONNREFUSED, -EBADF};
    EXPECT_EQ(foliot_udp_receive_batch(3, slots.data(), slots.size()), -ECONNREFUSED);
    EXPECT_EQ(foliot_udp_receive_batch(3, slots.data(), slots.size()), -EBADF);
}

TEST_F(UdpReceive, CapacityIsKept) {
    messages = std::vector<Message>(200, Message{"hello", {}});
    EXPECT_EQ(foliot_udp_receive_batch(3, slots.data(), 0), 0);
    EXPECT_EQ(calls, 0);
    EXPECT_EQ(foliot_udp_receive_batch(3, slots.data(), 2), 2);
    EXPECT_EQ(foliot_udp_receive_batch(3, slots.data(), slots.size()), FOLIOT_UDP_BATCH);
    EXPECT_EQ(most_asked, static_cast<unsigned>(FOLIOT_UDP_BATCH));
}

TEST_F(UdpReceive, TransmitStampsArePickedFromTheErrorQueue) {
    Bytes first, refused, second, unstamped;
    add_stamps(first, STAMP_NS, 0);
    add_error(first, ENOMSG, SO_EE_ORIGIN_TIMESTAMPING, SCM_TSTAMP_SND, 7);
    add_error(refused, ECONNREFUSED, SO_EE_ORIGIN_ICMP, 0, 0);
    add_stamps(second, STAMP_NS + 1, 0);
    add_error(second, ENOMSG, SO_EE_ORIGIN_TIMESTAMPING, SCM_TSTAMP_SND, 6);
    add_error(unstamped, ENOMSG, SO_EE_ORIGIN_TIMESTAMPING, SCM_TSTAMP_SND, 8);
    messages = {{"", first}, {"payload of another", refused}, {"", unstamped}, {"", second}};
    ASSERT_EQ(foliot_udp_transmit_stamps(3, slots.data(), slots.size()), 2);
    EXPECT_NE(seen_flags & MSG_ERRQUEUE, 0);
    EXPECT_EQ(slots[0].transmit_id, 7);
    EXPECT_EQ(slots[0].stamp_ns, STAMP_NS);
    EXPECT_EQ(slots[0].stamp_source, FOLIOT_STAMP_KERNEL);
    EXPECT_EQ(slots[0].length, 0);
    EXPECT_EQ(slots[1].transmit_id, 6);
    EXPECT_EQ(slots[1].stamp_ns, STAMP_NS + 1);
}

TEST_F(UdpReceive, TransmitStampsBeyondTheSlotsStayForTheNextCall) {
    for (unsigned i = 0; i < 5; i++) {
        Bytes control;
        add_stamps(control, STAMP_NS + i, 0);
        add_error(control, ENOMSG, SO_EE_ORIGIN_TIMESTAMPING, SCM_TSTAMP_SND, i);
        messages.push_back({"", control});
    }
    EXPECT_EQ(foliot_udp_transmit_stamps(3, slots.data(), 3), 3);
    EXPECT_EQ(foliot_udp_transmit_stamps(3, slots.data(), 3), 2);
    EXPECT_EQ(slots[1].transmit_id, 4);
    EXPECT_EQ(foliot_udp_transmit_stamps(3, slots.data(), 3), 0);
    failures = {-EBADF};
    EXPECT_EQ(foliot_udp_transmit_stamps(3, slots.data(), 3), -EBADF);
}

namespace {

class UdpOpen : public testing::Test {
  protected:
    UdpOpen() {
        kernel.socket = [this](int family, int type, int) {
            EXPECT_EQ(type, SOCK_DGRAM);
            opened_family = family;
            return 5;
        };
        kernel.setsockopt = [this](int, int level, int name, const void *value, unsigned length) {
            EXPECT_EQ(length, sizeof(int));
            std::memcpy(&options[{level, name}], value, sizeof(int));
            return level == failing_level ? -ENOPROTOOPT : 0;
        };
        kernel.bind = [](int, const sockaddr *, unsigned) { return 0; };
        kernel.connect = [](int, const sockaddr *, unsigned) { return 0; };
        kernel.close = [this](int fd) {
            EXPECT_EQ(fd, 5);
            closed++;
            return 0;
        };
    }

    bool stamps(int flag) { return (options[{SOL_SOCKET, SO_TIMESTAMPING}] & flag) != 0; }

    FakeKernel kernel;
    std::map<std::pair<int, int>, int> options;
    int opened_family = 0;
    int failing_level = -1;
    int closed = 0;
    foliot_address four = {{127, 0, 0, 1}, 4, 123, 0};
    foliot_address six = {{0xfe, 0x80}, 16, 123, 7};
};

} // namespace

TEST_F(UdpOpen, IPv4ListensWithReceiveStamps) {
    kernel.bind = [](int fd, const sockaddr *address, unsigned length) {
        auto in = reinterpret_cast<const sockaddr_in *>(address);
        EXPECT_EQ(fd, 5);
        EXPECT_EQ(length, sizeof(sockaddr_in));
        EXPECT_EQ(in->sin_port, htons(123));
        EXPECT_EQ(in->sin_addr.s_addr, htonl(INADDR_LOOPBACK));
        return 0;
    };
    EXPECT_EQ(foliot_udp_bind(&four, 0), 5);
    EXPECT_EQ(opened_family, AF_INET);
    EXPECT_EQ((options.count({IPPROTO_IP, IP_PKTINFO})), 0u) << "it has but one address";
    EXPECT_EQ((options.count({SOL_SOCKET, SO_REUSEPORT})), 0u);
    EXPECT_TRUE(stamps(SOF_TIMESTAMPING_RX_SOFTWARE) && stamps(SOF_TIMESTAMPING_SOFTWARE));
    EXPECT_FALSE(stamps(SOF_TIMESTAMPING_TX_SOFTWARE) || stamps(SOF_TIMESTAMPING_RAW_HARDWARE));
}

TEST_F(UdpOpen, IPv6TakesItsOwnOnlyAndKeepsTheScope) {
    kernel.connect = [](int, const sockaddr *address, unsigned length) {
        EXPECT_EQ(length, sizeof(sockaddr_in6));
        EXPECT_EQ(reinterpret_cast<const sockaddr_in6 *>(address)->sin6_scope_id, 7u);
        return 0;
    };
    EXPECT_EQ(foliot_udp_connect(&six, 0), 5);
    EXPECT_EQ(opened_family, AF_INET6);
    EXPECT_EQ((options[{IPPROTO_IPV6, IPV6_V6ONLY}]), 1);
    EXPECT_EQ((options.count({IPPROTO_IPV6, IPV6_RECVPKTINFO})), 0u);
}

TEST_F(UdpOpen, WildcardListensWithDestinations) {
    kernel.bind = [](int, const sockaddr *, unsigned) { return 0; };
    const foliot_address any4 = {{}, 4, 123, 0};
    const foliot_address any6 = {{}, 16, 123, 0};
    EXPECT_EQ(foliot_udp_bind(&any4, 0), 5);
    EXPECT_EQ((options[{IPPROTO_IP, IP_PKTINFO}]), 1);
    EXPECT_EQ(foliot_udp_bind(&any6, 0), 5);
    EXPECT_EQ((options[{IPPROTO_IPV6, IPV6_RECVPKTINFO}]), 1);
}

TEST_F(UdpOpen, FlagsAskForMore) {
    EXPECT_EQ(foliot_udp_bind(&four, FOLIOT_UDP_REUSE_PORT | FOLIOT_UDP_TRANSMIT_STAMPS), 5);
    EXPECT_EQ((options[{SOL_SOCKET, SO_REUSEPORT}]), 1);
    EXPECT_TRUE(stamps(SOF_TIMESTAMPING_TX_SOFTWARE) && stamps(SOF_TIMESTAMPING_OPT_ID) &&
                stamps(SOF_TIMESTAMPING_OPT_TSONLY));
    EXPECT_FALSE(stamps(SOF_TIMESTAMPING_RAW_HARDWARE) || stamps(SOF_TIMESTAMPING_TX_HARDWARE));

    EXPECT_EQ(foliot_udp_bind(&four, FOLIOT_UDP_HARDWARE_STAMPS), 5);
    EXPECT_TRUE(stamps(SOF_TIMESTAMPING_RAW_HARDWARE) && stamps(SOF_TIMESTAMPING_RX_HARDWARE) &&
                stamps(SOF_TIMESTAMPING_RX_SOFTWARE));
    EXPECT_FALSE(stamps(SOF_TIMESTAMPING_TX_HARDWARE));

    EXPECT_EQ(foliot_udp_bind(&four, FOLIOT_UDP_HARDWARE_STAMPS | FOLIOT_UDP_TRANSMIT_STAMPS), 5);
    EXPECT_TRUE(stamps(SOF_TIMESTAMPING_TX_HARDWARE) && stamps(SOF_TIMESTAMPING_OPT_TX_SWHW));
}

TEST_F(UdpOpen, RoomIsMadeWithoutHeedingTheLimitWhereThatIsPermitted) {
    int buffer = 212992;
    bool permitted = true;
    std::vector<int> asked;
    kernel.getsockopt = [&](int, int level, int name, void *value, unsigned *length) {
        EXPECT_EQ(level, SOL_SOCKET);
        EXPECT_EQ(name, SO_RCVBUF);
        EXPECT_EQ(*length, sizeof(int));
        std::memcpy(value, &buffer, sizeof buffer);
        return 0;
    };
    kernel.setsockopt = [&](int, int, int name, const void *value, unsigned) {
        if (name == SO_RCVBUF || name == SO_RCVBUFFORCE) {
            asked.push_back(name);
            EXPECT_EQ(*static_cast<const int *>(value), FOLIOT_UDP_ROOM);
        }
        return name == SO_RCVBUFFORCE && !permitted ? -EPERM : 0;
    };
    EXPECT_EQ(foliot_udp_bind(&four, 0), 5);
    EXPECT_EQ(asked, std::vector<int>{});
    EXPECT_EQ(foliot_udp_bind(&four, FOLIOT_UDP_LARGE_BUFFER), 5);
    EXPECT_EQ(asked, std::vector<int>{SO_RCVBUFFORCE});
    permitted = false;
    EXPECT_EQ(foliot_udp_bind(&four, FOLIOT_UDP_LARGE_BUFFER), 5);
    EXPECT_EQ(asked, (std::vector<int>{SO_RCVBUFFORCE, SO_RCVBUFFORCE, SO_RCVBUF}));
    buffer = 2 * FOLIOT_UDP_ROOM;
    EXPECT_EQ(foliot_udp_bind(&four, FOLIOT_UDP_LARGE_BUFFER), 5);
    EXPECT_EQ(asked.size(), 3u) << "who has more by default keeps it";
}

TEST_F(UdpOpen, WhatWasLostIsReadWhereTheKernelTells) {
    unsigned written = 9 * sizeof(uint32_t);
    int result = 0;
    kernel.getsockopt = [&](int, int level, int name, void *value, unsigned *length) {
        EXPECT_EQ(level, SOL_SOCKET);
        EXPECT_EQ(name, SO_MEMINFO);
        const uint32_t memory[9] = {1, 2, 3, 4, 5, 6, 7, 8, 4000000000u};
        EXPECT_GE(*length, sizeof memory);
        std::memcpy(value, memory, sizeof memory);
        *length = written;
        return result;
    };
    EXPECT_EQ(foliot_udp_lost(5), INT64_C(4000000000));
    written = 8 * sizeof(uint32_t);
    EXPECT_EQ(foliot_udp_lost(5), -ENOPROTOOPT) << "an older kernel";
    result = -EBADF;
    EXPECT_EQ(foliot_udp_lost(5), -EBADF);
}

TEST_F(UdpOpen, FailureClosesTheSocket) {
    const foliot_address wildcard = {{}, 4, 123, 0};
    kernel.bind = [](int, const sockaddr *, unsigned) { return -EADDRINUSE; };
    EXPECT_EQ(foliot_udp_bind(&four, 0), -EADDRINUSE);
    EXPECT_EQ(closed, 1);
    failing_level = IPPROTO_IP;
    EXPECT_EQ(foliot_udp_bind(&wildcard, 0), -ENOPROTOOPT);
    EXPECT_EQ(closed, 2);
}

TEST_F(UdpOpen, WhereStampsAreRefusedTheSocketServesWithoutThem) {
    failing_level = SOL_SOCKET;
    EXPECT_EQ(foliot_udp_connect(&four, FOLIOT_UDP_TRANSMIT_STAMPS), 5);
    EXPECT_EQ(closed, 0);
    EXPECT_FALSE(stamps(SOF_TIMESTAMPING_TX_SOFTWARE));
    EXPECT_TRUE(stamps(SOF_TIMESTAMPING_SOFTWARE));
}

TEST_F(UdpOpen, WhatIsNoAddressIsRefusedWithoutASocket) {
    kernel.socket = nullptr;
    foliot_address bad = four;
    bad.length = 5;
    EXPECT_EQ(foliot_udp_bind(&bad, 0), -EINVAL);
    bad = four;
    bad.port = 65536;
    EXPECT_EQ(foliot_udp_connect(&bad, 0), -EINVAL);
}

TEST_F(UdpOpen, SystemWithoutTheFamilySaysSo) {
    kernel.socket = [](int, int, int) { return -EAFNOSUPPORT; };
    EXPECT_EQ(foliot_udp_bind(&six, 0), -EAFNOSUPPORT);
    EXPECT_EQ(closed, 0);
}

TEST_F(UdpOpen, LocalAddressOfAnotherFamilyIsAnError) {
    foliot_address local;
    kernel.getsockname = [](int, sockaddr *address, unsigned *) {
        address->sa_family = AF_UNIX;
        return 0;
    };
    EXPECT_EQ(foliot_udp_local_address(5, &local), -EAFNOSUPPORT);
}
