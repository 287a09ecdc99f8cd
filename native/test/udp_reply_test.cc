// Replies and the spreading of senders over a fake kernel.
#include <gtest/gtest.h>

#include <linux/filter.h>

#include <cerrno>

#include "fake_kernel.h"
#include "foliot/time.h"
#include "udp_fixture.h"

namespace {

const int64_t REPLY_NS = INT64_C(1790000000123456789);

class UdpReply : public testing::Test {
  protected:
    UdpReply() {
        kernel.stop_clock_at(REPLY_NS);
        kernel.sendmmsg = [this](int, mmsghdr *headers, unsigned count, int) {
            batches.push_back(count);
            int result = static_cast<int>(count);
            if (!results.empty()) {
                result = results.front();
                results.erase(results.begin());
            }
            for (int i = 0; i < result; i++) {
                const msghdr &header = headers[i].msg_hdr;
                const auto *bytes = static_cast<const uint8_t *>(header.msg_iov->iov_base);
                payloads.emplace_back(bytes, bytes + header.msg_iov->iov_len);
                const auto *control = static_cast<const uint8_t *>(header.msg_control);
                controls.emplace_back(control, control + header.msg_controllen);
            }
            return result;
        };
        for (size_t i = 0; i < slots.size(); i++) {
            slots[i].length = 48;
            slots[i].flags = FOLIOT_SLOT_STAMP_TRANSMIT;
            slots[i].payload[0] = static_cast<uint8_t>(i);
            slots[i].remote_family = 4;
            slots[i].remote_port = 123;
            slots[i].send_error = 99;
            inet_pton(AF_INET, "192.0.2.1", slots[i].remote_address);
        }
    }

    int reply(size_t count, foliot_departure departure = {0, 0}) {
        return foliot_udp_reply_batch(3, slots.data(), count, departure);
    }

    FakeKernel kernel;
    std::vector<foliot_slot> slots = std::vector<foliot_slot>(150);
    std::vector<unsigned> batches;
    std::vector<int> results;
    std::vector<Bytes> payloads;
    std::vector<Bytes> controls;
};

Bytes transmit_at(int64_t ns) {
    Bytes bytes(8);
    foliot_ntp_write_transmit(bytes.data(), ns);
    return bytes;
}

Bytes transmit_of(const Bytes &payload) {
    auto at = payload.begin() + FOLIOT_NTP_TRANSMIT_OFFSET;
    return Bytes(at, at + 8);
}

} // namespace

TEST_F(UdpReply, AllGoByAsFewCallsAsCanBe) {
    EXPECT_EQ(reply(150), 150);
    EXPECT_EQ(batches, (std::vector<unsigned>{64, 64, 22}));
    EXPECT_EQ(slots[149].send_error, 0);
    EXPECT_EQ(reply(0), 0);
    EXPECT_EQ(batches.size(), 3u);
}

TEST_F(UdpReply, SkippedSlotsLeaveNoGap) {
    for (size_t i = 0; i < 100; i += 2) {
        slots[i].flags |= FOLIOT_SLOT_SKIP;
    }
    EXPECT_EQ(reply(100), 50);
    EXPECT_EQ(batches, (std::vector<unsigned>{50}));
    for (size_t i = 0; i < 50; i++) {
        EXPECT_EQ(payloads[i][0], 2 * i + 1);
    }
}

TEST_F(UdpReply, AllSkippedCallsNobody) {
    slots[0].flags |= FOLIOT_SLOT_SKIP;
    EXPECT_EQ(reply(1), 0);
    EXPECT_TRUE(batches.empty());
}

TEST_F(UdpReply, StampsTellWhenEachIsExpectedToLeave) {
    slots[1].flags = FOLIOT_SLOT_SKIP;
    slots[3].flags = 0;
    EXPECT_EQ(reply(67, {500, 2000}), 66);
    EXPECT_EQ(slots[0].stamp_ns, REPLY_NS + 500);
    EXPECT_EQ(slots[0].stamp_source, FOLIOT_STAMP_DAEMON);
    EXPECT_EQ(slots[2].stamp_ns, REPLY_NS + 2500) << "what is skipped takes no time";
    EXPECT_EQ(slots[64].stamp_ns, REPLY_NS + 500 + 63 * 2000);
    EXPECT_EQ(slots[65].stamp_ns, REPLY_NS + 500) << "the next call counts from its own reading";
    EXPECT_EQ(transmit_of(payloads[0]), transmit_at(REPLY_NS + 500));
    EXPECT_EQ(transmit_of(payloads[1]), transmit_at(REPLY_NS + 2500));
    EXPECT_EQ(transmit_of(payloads[2]), Bytes(8)) << "did not ask for it";
}

TEST_F(UdpReply, OneThatFailsHoldsUpNoOther) {
    results = {3, -ENETUNREACH, -EPERM};
    EXPECT_EQ(reply(10), 8);
    EXPECT_EQ(batches, (std::vector<unsigned>{10, 7, 6, 5}));
    EXPECT_EQ(slots[2].send_error, 0);
    EXPECT_EQ(slots[3].send_error, ENETUNREACH);
    EXPECT_EQ(slots[4].send_error, EPERM);
    EXPECT_EQ(slots[5].send_error, 0);
}

TEST_F(UdpReply, SlotThatIsNoneHoldsUpNoOther) {
    slots[0].length = -1;
    slots[1].length = FOLIOT_SLOT_PAYLOAD + 1;
    slots[2].remote_family = 6;
    slots[3].local_family = 3;
    EXPECT_EQ(reply(5), 1);
    for (size_t i = 0; i < 4; i++) {
        EXPECT_EQ(slots[i].send_error, EINVAL) << i;
    }
    EXPECT_EQ(slots[4].send_error, 0);
    EXPECT_EQ(batches, (std::vector<unsigned>{1}));
}

TEST_F(UdpReply, FullSystemIsNotAskedForEachOne) {
    results = {2, -EAGAIN, -ENOBUFS};
    EXPECT_EQ(reply(100), 2);
    EXPECT_EQ(batches, (std::vector<unsigned>{64, 62, 36}));
    EXPECT_EQ(slots[1].send_error, 0);
    EXPECT_EQ(slots[2].send_error, EAGAIN);
    EXPECT_EQ(slots[99].send_error, EAGAIN);
}

TEST_F(UdpReply, IsTriedAgainAfterASignal) {
    results = {-EINTR};
    EXPECT_EQ(reply(3), 3);
}

TEST_F(UdpReply, AsksTheKernelForAStampWithTheSourceAddress) {
    slots[0].flags |= FOLIOT_SLOT_STAMP_REQUEST;
    slots[0].local_family = 4;
    inet_pton(AF_INET, "198.51.100.7", slots[0].local_address);
    slots[1].flags |= FOLIOT_SLOT_STAMP_REQUEST;
    slots[2].local_family = 4;
    EXPECT_EQ(reply(4), 4);
    ASSERT_EQ(controls[0].size(), CMSG_SPACE(sizeof(in_pktinfo)) + CMSG_SPACE(4));
    ASSERT_EQ(controls[1].size(), CMSG_SPACE(4));
    EXPECT_EQ(controls[2].size(), CMSG_SPACE(sizeof(in_pktinfo)));
    EXPECT_TRUE(controls[3].empty());
    EXPECT_EQ(parse(controls[0]).local_address[0], 198);
    cmsghdr header;
    uint32_t wanted;
    std::memcpy(&header, controls[1].data(), sizeof header);
    std::memcpy(&wanted, controls[1].data() + CMSG_LEN(0), sizeof wanted);
    EXPECT_EQ(header.cmsg_level, SOL_SOCKET);
    EXPECT_EQ(header.cmsg_type, SO_TIMESTAMPING);
    EXPECT_EQ(header.cmsg_len, CMSG_LEN(4));
    EXPECT_EQ(wanted, 2u) << "SOF_TIMESTAMPING_TX_SOFTWARE";
}

namespace {

// Runs the instructions that the program consists of over the fields of a network header.
uint32_t run(const std::vector<sock_filter> &program, const Bytes &network_header) {
    uint32_t a = 0;
    uint32_t x = 0;
    for (const sock_filter &instruction : program) {
        uint32_t k = instruction.k;
        switch (instruction.code) {
        case BPF_LD | BPF_W | BPF_ABS: {
            size_t at = k - static_cast<uint32_t>(SKF_NET_OFF);
            a = 0;
            for (size_t i = 0; i < 4; i++) {
                a = a << 8 | network_header.at(at + i);
            }
            break;
        }
        case BPF_MISC | BPF_TAX:
            x = a;
            break;
        case BPF_ALU | BPF_XOR | BPF_X:
            a ^= x;
            break;
        case BPF_ALU | BPF_MUL | BPF_K:
            a *= k;
            break;
        case BPF_ALU | BPF_RSH | BPF_K:
            a >>= k;
            break;
        case BPF_ALU | BPF_MOD | BPF_K:
            a %= k;
            break;
        case BPF_RET | BPF_A:
            return a;
        default:
            ADD_FAILURE() << "unexpected instruction " << instruction.code;
        }
    }
    ADD_FAILURE() << "the program does not return";
    return 0;
}

class UdpSpread : public testing::TestWithParam<sa_family_t> {
  protected:
    UdpSpread() {
        kernel.getsockname = [](int, sockaddr *address, unsigned *) {
            address->sa_family = GetParam();
            return 0;
        };
        kernel.setsockopt = [this](int, int level, int name, const void *value, unsigned length) {
            EXPECT_EQ(level, SOL_SOCKET);
            EXPECT_EQ(name, SO_ATTACH_REUSEPORT_CBPF);
            EXPECT_EQ(length, sizeof(sock_fprog));
            const auto *given = static_cast<const sock_fprog *>(value);
            program.assign(given->filter, given->filter + given->len);
            return result;
        };
    }

    static size_t source_offset() { return GetParam() == AF_INET ? 12 : 8; }
    static size_t source_size() { return GetParam() == AF_INET ? 4 : 16; }

    FakeKernel kernel;
    std::vector<sock_filter> program;
    int result = 0;
};

INSTANTIATE_TEST_SUITE_P(Over, UdpSpread, testing::Values(AF_INET, AF_INET6),
                         [](const auto &info) { return info.param == AF_INET ? "IPv4" : "IPv6"; });

} // namespace

TEST_P(UdpSpread, NeighboursAreSpreadEvenly) {
    ASSERT_EQ(foliot_udp_spread_by_address(3, 4), 1);
    for (size_t varying = 0; varying < source_size(); varying++) {
        std::vector<int> hits(4);
        for (int i = 0; i < 256; i++) {
            Bytes header(40, 0x11);
            header[source_offset() + varying] = static_cast<uint8_t>(i);
            hits.at(run(program, header))++;
        }
        for (int hit : hits) {
            EXPECT_GT(hit, 30) << "by byte " << varying;
        }
    }
}

TEST_P(UdpSpread, NothingButTheSourceCounts) {
    ASSERT_EQ(foliot_udp_spread_by_address(3, 4), 1);
    Bytes header(40, 0x11);
    uint32_t expected = run(program, header);
    for (size_t i = 0; i < header.size(); i++) {
        if (i < source_offset() || i >= source_offset() + source_size()) {
            header[i] = 0xee;
        }
    }
    EXPECT_EQ(run(program, header), expected);
}

TEST_P(UdpSpread, RefusalLeavesItToTheSystem) {
    result = -ENOPROTOOPT;
    EXPECT_EQ(foliot_udp_spread_by_address(3, 4), 0);
    EXPECT_EQ(foliot_udp_spread_by_address(3, 0), -EINVAL);
    kernel.getsockname = [](int, sockaddr *, unsigned *) { return -EBADF; };
    EXPECT_EQ(foliot_udp_spread_by_address(3, 4), -EBADF);
}
