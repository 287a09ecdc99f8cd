// Sending over a fake kernel.
#include <gtest/gtest.h>

#include <cerrno>

#include "fake_kernel.h"
#include "foliot/time.h"
#include "udp_fixture.h"

namespace {

const int64_t SEND_NS = INT64_C(1790000000123456789);

class UdpSend : public testing::Test {
  protected:
    UdpSend() {
        kernel.stop_clock_at(SEND_NS);
        kernel.sendmmsg = [this](int, mmsghdr *headers, unsigned count, int) {
            batches.push_back(count);
            if (!results.empty()) {
                int result = results.front();
                results.erase(results.begin());
                if (result < 0) {
                    return result;
                }
                count = std::min(count, static_cast<unsigned>(result));
            }
            for (unsigned i = 0; i < count; i++) {
                const msghdr &header = headers[i].msg_hdr;
                const auto *bytes = static_cast<const uint8_t *>(header.msg_iov->iov_base);
                payloads.emplace_back(bytes, bytes + header.msg_iov->iov_len);
                last = header;
            }
            return static_cast<int>(count);
        };
        for (foliot_slot &slot : slots) {
            slot.length = 48;
            slot.remote_family = 4;
            slot.remote_port = 123;
            inet_pton(AF_INET, "192.0.2.1", slot.remote_address);
        }
    }

    int send(size_t count) { return foliot_udp_send_batch(3, slots.data(), count); }

    static uint64_t transmit_of(const Bytes &payload) {
        uint64_t value = 0;
        for (int i = 0; i < 8; i++) {
            value = value << 8 | payload[static_cast<size_t>(FOLIOT_NTP_TRANSMIT_OFFSET + i)];
        }
        return value;
    }

    FakeKernel kernel;
    std::vector<foliot_slot> slots = std::vector<foliot_slot>(150);
    std::vector<unsigned> batches;
    std::vector<int> results;
    std::vector<Bytes> payloads;
    msghdr last = {};
};

} // namespace

TEST_F(UdpSend, StampsSlotAndPacketWithTheTimeOfSending) {
    slots[0].flags = FOLIOT_SLOT_STAMP_TRANSMIT;
    ASSERT_EQ(send(2), 2);
    EXPECT_EQ(slots[0].stamp_ns, SEND_NS);
    EXPECT_EQ(slots[0].stamp_source, FOLIOT_STAMP_DAEMON);
    EXPECT_EQ(slots[1].stamp_ns, SEND_NS);
    EXPECT_EQ(transmit_of(payloads[0]), foliot_ntp_from_unix_ns(SEND_NS) & ~UINT64_C(1));
    EXPECT_EQ(transmit_of(payloads[1]), 0u) << "a packet that did not ask for it is left alone";
}

TEST_F(UdpSend, PacketTooShortForAStampIsLeftAlone) {
    slots[0].flags = FOLIOT_SLOT_STAMP_TRANSMIT;
    slots[0].length = 47;
    ASSERT_EQ(send(1), 1);
    EXPECT_EQ(payloads[0], Bytes(47));
    EXPECT_EQ(slots[0].payload[47], 0);
}

TEST_F(UdpSend, IsTriedAgainAfterASignalWithANewStamp) {
    int64_t now_ns = SEND_NS;
    kernel.clock_gettime = [&](int, timespec *time) {
        now_ns += FOLIOT_NS_PER_S;
        *time = {static_cast<time_t>(now_ns / FOLIOT_NS_PER_S), static_cast<long>(now_ns % FOLIOT_NS_PER_S)};
        return 0;
    };
    results = {-EINTR};
    ASSERT_EQ(send(1), 1);
    EXPECT_EQ(slots[0].stamp_ns, SEND_NS + 2 * FOLIOT_NS_PER_S);
}

TEST_F(UdpSend, LargeBatchesGoInParts) {
    ASSERT_EQ(send(150), 150);
    EXPECT_EQ(batches, (std::vector<unsigned>{64, 64, 22}));
    EXPECT_EQ(payloads.size(), 150u);
}

TEST_F(UdpSend, FullSystemSendsNone) {
    for (int full : {-EAGAIN, -ENOBUFS}) {
        results = {full};
        EXPECT_EQ(send(10), 0);
    }
}

TEST_F(UdpSend, FullSystemInTheMiddleTellsHowManyWereSent) {
    results = {64, 5};
    EXPECT_EQ(send(150), 69);
    results = {64, -ENOBUFS};
    EXPECT_EQ(send(150), 64);
}

TEST_F(UdpSend, ErrorOfTheFirstIsHandedOnAndALaterOneIsLeftForTheNextCall) {
    results = {-ENETUNREACH};
    EXPECT_EQ(send(150), -ENETUNREACH);
    results = {64, -ENETUNREACH};
    EXPECT_EQ(send(150), 64);
}

TEST_F(UdpSend, SlotThatCannotBeSentEndsTheBatchBeforeIt) {
    slots[2].length = FOLIOT_SLOT_PAYLOAD + 1;
    EXPECT_EQ(send(5), 2);
    slots[0].length = -1;
    EXPECT_EQ(send(5), -EINVAL);
    slots[0].length = 48;
    slots[0].remote_family = 6;
    EXPECT_EQ(send(5), -EINVAL);
    slots[0].remote_family = 4;
    slots[0].remote_port = -1;
    EXPECT_EQ(send(5), -EINVAL);
    slots[0].remote_port = 123;
    slots[0].local_family = 3;
    EXPECT_EQ(send(5), -EINVAL);
}

TEST_F(UdpSend, NothingToSendCallsNobody) {
    EXPECT_EQ(send(0), 0);
    EXPECT_TRUE(batches.empty());
}

TEST_F(UdpSend, ConnectedSocketNamesNeitherEnd) {
    slots[0].remote_family = 0;
    slots[0].local_family = 4;
    ASSERT_EQ(send(1), 1);
    EXPECT_EQ(last.msg_name, nullptr);
    EXPECT_EQ(last.msg_namelen, 0u);
    EXPECT_EQ(last.msg_controllen, 0u);
}

TEST_F(UdpSend, ReplyNamesItsSource) {
    Bytes control;
    slots[0].local_family = 4;
    inet_pton(AF_INET, "198.51.100.7", slots[0].local_address);
    kernel.sendmmsg = [&](int, mmsghdr *headers, unsigned, int) {
        const msghdr &header = headers[0].msg_hdr;
        const auto *bytes = static_cast<const uint8_t *>(header.msg_control);
        control.assign(bytes, bytes + header.msg_controllen);
        EXPECT_EQ(static_cast<const sockaddr_in *>(header.msg_name)->sin_addr.s_addr, htonl(0xc0000201));
        return 1;
    };
    ASSERT_EQ(send(1), 1);
    foliot_control parsed = parse(control);
    EXPECT_EQ(parsed.local_family, 4);
    EXPECT_EQ(parsed.local_address[0], 198);
}
