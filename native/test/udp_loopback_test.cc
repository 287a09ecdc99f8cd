// Sockets of this machine's kernel, on loopback.
#include <gtest/gtest.h>

#include <cerrno>
#include <chrono>
#include <thread>

#include "foliot/clock.h"
#include "foliot/poll.h"
#include "foliot/time.h"
#include "udp_fixture.h"

namespace {

struct Family {
    const char *name;
    foliot_address loopback;
    foliot_address wildcard;
};

const Family FOUR = {"IPv4", {{127, 0, 0, 1}, 4, 0, 0}, {{}, 4, 0, 0}};
const Family SIX = {"IPv6", {{0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 1}, 16, 0, 0}, {{}, 16, 0, 0}};

int64_t utc_ns() {
    foliot_clock_reading reading;
    foliot_clock_read(&reading);
    return reading.utc_ns;
}

// Waits for something to be ready; fails after seconds.
void await(int fd, int32_t wanted) {
    foliot_poll_item item = {fd, wanted & FOLIOT_POLL_READ, 0};
    ASSERT_EQ(foliot_poll_wait(&item, 1, nullptr, 5 * FOLIOT_NS_PER_S), 1);
    ASSERT_NE(item.ready & wanted, 0);
}

class UdpLoopback : public testing::TestWithParam<const Family *> {
  protected:
    void SetUp() override {
        server = foliot_udp_bind(&GetParam()->loopback, 0);
        if (server == -EADDRNOTAVAIL || server == -EAFNOSUPPORT) {
            GTEST_SKIP() << "no " << GetParam()->name << " on this machine";
        }
        ASSERT_GE(server, 0);
        ASSERT_EQ(foliot_udp_local_address(server, &server_address), 0);
    }

    void TearDown() override {
        for (int fd : {server, client}) {
            if (fd >= 0) {
                EXPECT_EQ(foliot_udp_close(fd), 0);
            }
        }
    }

    void connect(unsigned flags = 0) {
        client = foliot_udp_connect(&server_address, flags);
        ASSERT_GE(client, 0);
    }

    int server = -1;
    int client = -1;
    foliot_address server_address = {};
    std::vector<foliot_slot> slots = std::vector<foliot_slot>(FOLIOT_UDP_BATCH);
};

INSTANTIATE_TEST_SUITE_P(Over, UdpLoopback, testing::Values(&FOUR, &SIX),
                         [](const auto &info) { return info.param->name; });

} // namespace

TEST_P(UdpLoopback, KernelStampsWhatIsReceived) {
    ASSERT_EQ(foliot_udp_keep_stamping(), 0);
    connect();
    std::this_thread::sleep_for(std::chrono::milliseconds(50)); // stamping is turned on asynchronously
    slots[0].length = 48;
    slots[0].flags = FOLIOT_SLOT_STAMP_TRANSMIT;
    int64_t before_ns = utc_ns();
    ASSERT_EQ(foliot_udp_send_batch(client, slots.data(), 1), 1);
    int64_t sent_ns = slots[0].stamp_ns;
    await(server, FOLIOT_POLL_READ);
    ASSERT_EQ(foliot_udp_receive_batch(server, slots.data(), slots.size()), 1);
    int64_t after_ns = utc_ns();

    foliot_address client_address;
    ASSERT_EQ(foliot_udp_local_address(client, &client_address), 0);
    const foliot_slot &slot = slots[0];
    EXPECT_EQ(slot.stamp_source, FOLIOT_STAMP_KERNEL);
    EXPECT_GE(sent_ns, before_ns);
    EXPECT_GE(slot.stamp_ns, sent_ns);
    EXPECT_LE(slot.stamp_ns, after_ns);
    EXPECT_LT(after_ns - before_ns, FOLIOT_NS_PER_S);
    EXPECT_EQ(slot.length, 48);
    EXPECT_EQ(slot.remote_port, static_cast<int32_t>(client_address.port));
    EXPECT_EQ(slot.remote_family, static_cast<int32_t>(GetParam()->loopback.length));
    uint8_t transmit[8];
    foliot_ntp_write_transmit(transmit, sent_ns);
    EXPECT_EQ(std::memcmp(slot.payload + FOLIOT_NTP_TRANSMIT_OFFSET, transmit, 8), 0);
}

TEST_P(UdpLoopback, KernelStampsWhatIsSentWithItsNumber) {
    connect(FOLIOT_UDP_TRANSMIT_STAMPS);
    EXPECT_EQ(foliot_udp_transmit_stamps(client, slots.data(), slots.size()), 0);
    int64_t before_ns = utc_ns();
    for (foliot_slot &slot : slots) {
        slot.length = 48;
    }
    ASSERT_EQ(foliot_udp_send_batch(client, slots.data(), 3), 3);
    await(client, FOLIOT_POLL_ERROR);
    ASSERT_EQ(foliot_udp_transmit_stamps(client, slots.data(), slots.size()), 3);
    int64_t after_ns = utc_ns();
    for (int i = 0; i < 3; i++) {
        const foliot_slot &slot = slots[static_cast<size_t>(i)];
        EXPECT_EQ(slot.transmit_id, i);
        EXPECT_EQ(slot.stamp_source, FOLIOT_STAMP_KERNEL);
        EXPECT_GE(slot.stamp_ns, before_ns);
        EXPECT_LE(slot.stamp_ns, after_ns);
    }
    foliot_poll_item item = {client, FOLIOT_POLL_READ, 0};
    EXPECT_EQ(foliot_poll_wait(&item, 1, nullptr, 0), 0) << "the error queue is empty again";
}

TEST_P(UdpLoopback, SixtyFourGoAndComeAsOneBatch) {
    connect();
    for (size_t i = 0; i < slots.size(); i++) {
        slots[i].length = 48;
        slots[i].payload[0] = static_cast<uint8_t>(i);
    }
    ASSERT_EQ(foliot_udp_send_batch(client, slots.data(), slots.size()), FOLIOT_UDP_BATCH);
    await(server, FOLIOT_POLL_READ);
    std::vector<foliot_slot> received(FOLIOT_UDP_BATCH);
    ASSERT_EQ(foliot_udp_receive_batch(server, received.data(), received.size()), FOLIOT_UDP_BATCH);
    for (size_t i = 0; i < received.size(); i++) {
        EXPECT_EQ(received[i].payload[0], i);
        EXPECT_GE(received[i].stamp_ns, slots[i].stamp_ns);
    }
    EXPECT_EQ(foliot_udp_receive_batch(server, received.data(), received.size()), 0);
}

TEST_P(UdpLoopback, RepliesComeBackToTheConnectedClient) {
    connect();
    slots[0].length = 5;
    ASSERT_EQ(foliot_udp_send_batch(client, slots.data(), 1), 1);
    await(server, FOLIOT_POLL_READ);
    ASSERT_EQ(foliot_udp_receive_batch(server, slots.data(), slots.size()), 1);
    ASSERT_EQ(foliot_udp_send_batch(server, slots.data(), 1), 1) << "a slot received is addressed for its reply";
    await(client, FOLIOT_POLL_READ);
    ASSERT_EQ(foliot_udp_receive_batch(client, slots.data(), slots.size()), 1);
    EXPECT_EQ(slots[0].length, 5);
    EXPECT_EQ(slots[0].remote_port, static_cast<int32_t>(server_address.port));
}

TEST_P(UdpLoopback, KernelGivesAReplyBackWithItsStampWhenAsked) {
    connect();
    for (size_t i = 0; i < 2; i++) {
        slots[i].length = 48;
        slots[i].payload[0] = static_cast<uint8_t>(i + 1);
    }
    ASSERT_EQ(foliot_udp_send_batch(client, slots.data(), 2), 2);
    await(server, FOLIOT_POLL_READ);
    ASSERT_EQ(foliot_udp_receive_batch(server, slots.data(), slots.size()), 2);
    slots[1].flags = FOLIOT_SLOT_STAMP_REQUEST | FOLIOT_SLOT_STAMP_TRANSMIT;
    ASSERT_EQ(foliot_udp_reply_batch(server, slots.data(), 2, {0, 0}), 2);
    int64_t sent_ns = slots[1].stamp_ns;
    Bytes sent(slots[1].payload, slots[1].payload + 48);
    await(server, FOLIOT_POLL_ERROR);
    ASSERT_EQ(foliot_udp_transmit_stamps(server, slots.data(), slots.size()), 1);
    EXPECT_EQ(slots[0].stamp_source, FOLIOT_STAMP_KERNEL);
    EXPECT_GT(slots[0].stamp_ns, sent_ns);
    EXPECT_LE(slots[0].stamp_ns, utc_ns());
    ASSERT_GE(slots[0].length, 48);
    const uint8_t *end = slots[0].payload + slots[0].length;
    EXPECT_EQ(Bytes(end - 48, end), sent) << "the frame ends with the datagram's bytes";
    await(client, FOLIOT_POLL_READ);
    EXPECT_EQ(foliot_udp_receive_batch(client, slots.data(), slots.size()), 2);
}

TEST_P(UdpLoopback, SenderMeetsOneSocketFromWhateverPort) {
    constexpr unsigned SOCKETS = 3;
    int sockets[SOCKETS];
    foliot_address address = GetParam()->loopback;
    for (int &fd : sockets) {
        fd = foliot_udp_bind(&address, FOLIOT_UDP_REUSE_PORT);
        ASSERT_GE(fd, 0);
        ASSERT_EQ(foliot_udp_local_address(fd, &address), 0);
    }
    ASSERT_EQ(foliot_udp_spread_by_address(sockets[0], SOCKETS), 1);
    for (int i = 0; i < 16; i++) {
        int fd = foliot_udp_connect(&address, 0);
        ASSERT_GE(fd, 0);
        slots[0] = {};
        slots[0].length = 48;
        ASSERT_EQ(foliot_udp_send_batch(fd, slots.data(), 1), 1);
        EXPECT_EQ(foliot_udp_close(fd), 0);
    }
    int received = 0;
    int sockets_used = 0;
    for (int fd : sockets) {
        int count = foliot_udp_receive_batch(fd, slots.data(), slots.size());
        received += count;
        sockets_used += count > 0 ? 1 : 0;
        EXPECT_EQ(foliot_udp_close(fd), 0);
    }
    EXPECT_EQ(received, 16);
    EXPECT_EQ(sockets_used, 1);
}

TEST_P(UdpLoopback, LongDatagramIsCutAndFlagged) {
    connect();
    Bytes large(FOLIOT_SLOT_PAYLOAD + 1);
    ASSERT_EQ(::send(client, large.data(), large.size(), 0), static_cast<ssize_t>(large.size()));
    await(server, FOLIOT_POLL_READ);
    ASSERT_EQ(foliot_udp_receive_batch(server, slots.data(), slots.size()), 1);
    EXPECT_EQ(slots[0].flags, FOLIOT_SLOT_TRUNCATED);
    EXPECT_EQ(slots[0].length, FOLIOT_SLOT_PAYLOAD);
}

TEST_P(UdpLoopback, NobodyListeningIsRefused) {
    connect(FOLIOT_UDP_TRANSMIT_STAMPS);
    ASSERT_EQ(foliot_udp_close(server), 0);
    server = -1;
    slots[0].length = 48;
    ASSERT_EQ(foliot_udp_send_batch(client, slots.data(), 1), 1);
    await(client, FOLIOT_POLL_ERROR);
    EXPECT_EQ(foliot_udp_transmit_stamps(client, slots.data(), slots.size()), 1);
    EXPECT_EQ(foliot_udp_receive_batch(client, slots.data(), slots.size()), -ECONNREFUSED);
    EXPECT_EQ(foliot_udp_receive_batch(client, slots.data(), slots.size()), 0) << "reported once";
}

TEST_P(UdpLoopback, AddressInUseIsSharedOnlyByAgreement) {
    EXPECT_EQ(foliot_udp_bind(&server_address, 0), -EADDRINUSE);
    int first = foliot_udp_bind(&GetParam()->loopback, FOLIOT_UDP_REUSE_PORT);
    foliot_address address;
    ASSERT_EQ(foliot_udp_local_address(first, &address), 0);
    int second = foliot_udp_bind(&address, FOLIOT_UDP_REUSE_PORT);
    EXPECT_GE(second, 0);
    EXPECT_EQ(foliot_udp_close(first), 0);
    EXPECT_EQ(foliot_udp_close(second), 0);
}

TEST_P(UdpLoopback, WildcardsOfBothFamiliesShareAPort) {
    int wild = foliot_udp_bind(&GetParam()->wildcard, 0);
    ASSERT_GE(wild, 0);
    foliot_address other = GetParam() == &FOUR ? SIX.wildcard : FOUR.wildcard;
    foliot_address address;
    ASSERT_EQ(foliot_udp_local_address(wild, &address), 0);
    other.port = address.port;
    int second = foliot_udp_bind(&other, 0);
    EXPECT_TRUE(second >= 0 || second == -EAFNOSUPPORT) << second;
    EXPECT_EQ(foliot_udp_close(wild), 0);
    if (second >= 0) {
        EXPECT_EQ(foliot_udp_close(second), 0);
    }
}

TEST_P(UdpLoopback, BurstFindsRoomAndWhatDoesNotIsCounted) {
    int large = foliot_udp_bind(&GetParam()->loopback, FOLIOT_UDP_LARGE_BUFFER);
    ASSERT_GE(large, 0);
    std::swap(server, large); // so that both are closed
    ASSERT_EQ(foliot_udp_local_address(server, &server_address), 0);
    connect();
    const int BURST = 64 * FOLIOT_UDP_BATCH;
    for (foliot_slot &slot : slots) {
        slot.length = 48;
    }
    for (int sent = 0; sent < BURST; sent += FOLIOT_UDP_BATCH) {
        ASSERT_EQ(foliot_udp_send_batch(client, slots.data(), slots.size()), FOLIOT_UDP_BATCH);
    }
    int64_t lost = foliot_udp_lost(server);
    int kept = 0;
    for (int count = 1; count > 0; kept += count) {
        count = foliot_udp_receive_batch(server, slots.data(), slots.size());
        ASSERT_GE(count, 0);
    }
    EXPECT_EQ(kept + lost, BURST);
    EXPECT_GT(kept, 400) << "even with net.core.rmem_max as it was for long, twice what the default would hold";
    EXPECT_EQ(foliot_udp_close(large), 0);
}

TEST(UdpLoopback, ReplyOfAWildcardSocketComesFromTheAddressThatWasAsked) {
    int server = foliot_udp_bind(&FOUR.wildcard, 0);
    ASSERT_GE(server, 0);
    foliot_address asked;
    ASSERT_EQ(foliot_udp_local_address(server, &asked), 0);
    inet_pton(AF_INET, "127.0.0.2", asked.bytes);
    // Bound, not connected, so that a reply from anywhere would arrive.
    int client = foliot_udp_bind(&FOUR.loopback, 0);
    ASSERT_GE(client, 0);
    foliot_slot slot = {};
    slot.length = 48;
    slot.remote_family = 4;
    slot.remote_port = static_cast<int32_t>(asked.port);
    std::memcpy(slot.remote_address, asked.bytes, 16);
    ASSERT_EQ(foliot_udp_send_batch(client, &slot, 1), 1);
    await(server, FOLIOT_POLL_READ);
    ASSERT_EQ(foliot_udp_receive_batch(server, &slot, 1), 1);
    EXPECT_EQ(std::memcmp(slot.local_address, asked.bytes, 4), 0);
    ASSERT_EQ(foliot_udp_send_batch(server, &slot, 1), 1);
    await(client, FOLIOT_POLL_READ);
    ASSERT_EQ(foliot_udp_receive_batch(client, &slot, 1), 1);
    EXPECT_EQ(std::memcmp(slot.remote_address, asked.bytes, 4), 0);
    EXPECT_EQ(foliot_udp_close(server), 0);
    EXPECT_EQ(foliot_udp_close(client), 0);
}

TEST(UdpLoopback, AddressThatIsNotOursCannotBeListenedAt) {
    foliot_address foreign = {{192, 0, 2, 1}, 4, 0, 0};
    EXPECT_EQ(foliot_udp_bind(&foreign, 0), -EADDRNOTAVAIL);
}
