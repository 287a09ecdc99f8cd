// Sockets of another system, over its kernel made up.
#include <gtest/gtest.h>

#include <cerrno>
#include <climits>
#include <cstring>
#include <vector>

#include "fake_sockets.h"
#include "foliot/time.h"

namespace {

const int64_t NOW_NS = INT64_C(1790000000123456789);
const int64_t STAMP_NS = INT64_C(1790000000000012345);

const foliot_address WILDCARD4 = {{}, 4, 123, 0};
const foliot_address OURS4 = {{198, 51, 100, 7}, 4, 123, 0};
const foliot_address THEIRS4 = {{192, 0, 2, 1}, 4, 4123, 0};
const foliot_address WILDCARD6 = {{}, 16, 123, 0};
const foliot_address OURS6 = {{0x20, 1, 0xd, 0xb8, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 7}, 16, 123, 0};
const foliot_address LINK_LOCAL = {{0xfe, 0x80, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 7}, 16, 123, 0};
const foliot_address THEIRS6 = {{0xfe, 0x80, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 9}, 16, 4123, 2};

class ForeignSocket : public testing::Test {
  protected:
    ForeignSocket() { fake_sockets_reset(NOW_NS); }

    static void arrive(const foliot_address &from, const foliot_address &to, size_t length = 48) {
        fake_datagram datagram = {from, to, STAMP_NS, 2, "foliot", length};
        fake_arrive(&datagram);
    }

    int receive(size_t capacity = 100) { return foliot_udp_receive_batch(FAKE_FD, slots.data(), capacity); }
    int send(size_t count) { return foliot_udp_send_batch(FAKE_FD, slots.data(), count); }

    // Slots that are addressed to THEIRS4.
    void address(size_t count, int32_t flags = 0) {
        for (size_t i = 0; i < count; i++) {
            slots[i].length = 48;
            slots[i].flags = flags;
            slots[i].remote_family = 4;
            slots[i].remote_port = 4123;
            std::memcpy(slots[i].remote_address, THEIRS4.bytes, 16);
        }
    }

    static bool same(const foliot_address &a, const foliot_address &b) {
        return std::memcmp(a.bytes, b.bytes, 16) == 0 && a.length == b.length && a.port == b.port;
    }

    std::vector<foliot_slot> slots = std::vector<foliot_slot>(150);
};

} // namespace

TEST_F(ForeignSocket, ListensWithStampsAndDestinations) {
    for (const foliot_address *local : {&WILDCARD4, &WILDCARD6}) {
        ASSERT_EQ(foliot_udp_bind(local, 0), FAKE_FD);
        EXPECT_TRUE(fake_socket()->stamps);
        EXPECT_TRUE(fake_socket()->destinations);
        EXPECT_FALSE(fake_socket()->shares_port);
        EXPECT_EQ(fake_socket()->ipv6_only, local == &WILDCARD6);
        foliot_address found;
        EXPECT_EQ(foliot_udp_local_address(FAKE_FD, &found), 0);
        EXPECT_TRUE(same(found, *local));
        EXPECT_EQ(foliot_udp_close(FAKE_FD), 0);
    }
}

TEST_F(ForeignSocket, SharesItsPortByAgreement) {
    ASSERT_EQ(foliot_udp_bind(&WILDCARD4, FOLIOT_UDP_REUSE_PORT), FAKE_FD);
    EXPECT_TRUE(fake_socket()->shares_port);
}

TEST_F(ForeignSocket, ConnectsWhateverStampsAreWished) {
    ASSERT_EQ(foliot_udp_connect(&THEIRS6, FOLIOT_UDP_TRANSMIT_STAMPS | FOLIOT_UDP_HARDWARE_STAMPS), FAKE_FD);
    EXPECT_TRUE(fake_socket()->stamps);
    EXPECT_TRUE(same(fake_socket()->remote, THEIRS6));
    EXPECT_EQ(fake_socket()->remote.scope, 2u);
}

TEST_F(ForeignSocket, HasTheRoomThatTheSystemPermits) {
    ASSERT_EQ(foliot_udp_bind(&WILDCARD4, 0), FAKE_FD);
    EXPECT_EQ(fake_socket()->buffer, FAKE_BUFFER) << "it is not asked for unless it is wanted";
    ASSERT_EQ(foliot_udp_close(FAKE_FD), 0);
    struct {
        int limit;
        int given;
    } const systems[] = {{INT_MAX, FOLIOT_UDP_ROOM}, {FOLIOT_UDP_ROOM - 1, FOLIOT_UDP_ROOM / 2}, {0, FAKE_BUFFER}};
    for (const auto &system : systems) {
        fake_limit_buffer(system.limit);
        ASSERT_EQ(foliot_udp_bind(&WILDCARD4, FOLIOT_UDP_LARGE_BUFFER), FAKE_FD);
        EXPECT_EQ(fake_socket()->buffer, system.given);
        ASSERT_EQ(foliot_udp_close(FAKE_FD), 0);
    }
}

TEST_F(ForeignSocket, WhatIsLostIsNotTold) { EXPECT_EQ(foliot_udp_lost(FAKE_FD), -ENOTSUP); }

TEST_F(ForeignSocket, DatagramToManyIsFlagged) {
    const foliot_address all = {{255, 255, 255, 255}, 4, 123, 0};
    ASSERT_EQ(foliot_udp_bind(&WILDCARD4, 0), FAKE_FD);
    arrive(THEIRS4, all);
    arrive(THEIRS4, OURS4);
    ASSERT_EQ(receive(), 2);
    EXPECT_EQ(slots[0].flags, FOLIOT_SLOT_TO_MANY);
    EXPECT_EQ(slots[1].flags, 0);
}

TEST_F(ForeignSocket, FailureClosesTheSocket) {
    fake_refuse_destinations();
    EXPECT_EQ(foliot_udp_bind(&WILDCARD4, 0), -ENOPROTOOPT);
    EXPECT_FALSE(fake_socket()->open);
}

TEST_F(ForeignSocket, FillsTheWholeHeader) {
    ASSERT_EQ(foliot_udp_bind(&WILDCARD4, 0), FAKE_FD);
    arrive(THEIRS4, OURS4, 6);
    std::memset(&slots[0], 0xff, sizeof slots[0]);
    ASSERT_EQ(receive(), 1);
    const foliot_slot &slot = slots[0];
    EXPECT_EQ(slot.length, 6);
    EXPECT_EQ(std::memcmp(slot.payload, "foliot", 6), 0);
    EXPECT_EQ(slot.flags, 0);
    EXPECT_EQ(slot.stamp_source, FOLIOT_STAMP_KERNEL);
    EXPECT_GT(slot.stamp_error_ns, 0);
    EXPECT_LE(std::abs(slot.stamp_ns - STAMP_NS), slot.stamp_error_ns);
    EXPECT_EQ(slot.transmit_id, 0);
    EXPECT_EQ(slot.remote_family, 4);
    EXPECT_EQ(slot.remote_port, 4123);
    EXPECT_EQ(slot.remote_scope, 0);
    EXPECT_EQ(std::memcmp(slot.remote_address, THEIRS4.bytes, 16), 0);
    EXPECT_EQ(slot.local_family, 4);
    EXPECT_EQ(std::memcmp(slot.local_address, OURS4.bytes, 16), 0);
    EXPECT_EQ(slot.reserved[0], 0);
}

TEST_F(ForeignSocket, WithoutStampsTheDaemonsOwnServe) {
    fake_refuse_stamps();
    ASSERT_EQ(foliot_udp_bind(&WILDCARD4, 0), FAKE_FD);
    arrive(THEIRS4, OURS4);
    ASSERT_EQ(receive(), 1);
    EXPECT_EQ(slots[0].stamp_source, FOLIOT_STAMP_DAEMON);
    EXPECT_EQ(slots[0].stamp_ns, NOW_NS);
    EXPECT_EQ(slots[0].local_family, 4);
}

TEST_F(ForeignSocket, ControlMessagesCutOffLeaveWhatIsThere) {
    ASSERT_EQ(foliot_udp_bind(&WILDCARD4, 0), FAKE_FD);
    fake_cut_control(33);
    arrive(THEIRS4, OURS4);
    ASSERT_EQ(receive(), 1);
    EXPECT_EQ(slots[0].stamp_source, FOLIOT_STAMP_KERNEL);
    EXPECT_EQ(slots[0].local_family, 0);
    fake_cut_control(20);
    arrive(THEIRS4, OURS4);
    ASSERT_EQ(receive(), 1);
    EXPECT_EQ(slots[0].stamp_source, FOLIOT_STAMP_DAEMON);
}

TEST_F(ForeignSocket, DatagramLongerThanASlotIsFlagged) {
    ASSERT_EQ(foliot_udp_bind(&WILDCARD4, 0), FAKE_FD);
    arrive(THEIRS4, OURS4, FOLIOT_SLOT_PAYLOAD + 1);
    arrive(THEIRS4, OURS4, FOLIOT_SLOT_PAYLOAD);
    arrive(THEIRS4, OURS4, 0);
    ASSERT_EQ(receive(), 3);
    EXPECT_EQ(slots[0].flags, FOLIOT_SLOT_TRUNCATED);
    EXPECT_EQ(slots[0].length, FOLIOT_SLOT_PAYLOAD);
    EXPECT_EQ(slots[1].flags, 0);
    EXPECT_EQ(slots[1].length, FOLIOT_SLOT_PAYLOAD);
    EXPECT_EQ(slots[2].length, 0);
}

TEST_F(ForeignSocket, ReceivesABatchAtATimeAndNoMoreThanThereIsRoomFor) {
    ASSERT_EQ(foliot_udp_bind(&WILDCARD4, 0), FAKE_FD);
    for (size_t i = 0; i < 100; i++) {
        arrive(THEIRS4, OURS4, i);
    }
    EXPECT_EQ(receive(0), 0);
    EXPECT_EQ(fake_receive_calls(), 0u);
    EXPECT_EQ(receive(3), 3);
    EXPECT_EQ(fake_receive_calls(), 3u);
    EXPECT_EQ(receive(), FOLIOT_UDP_BATCH);
    EXPECT_EQ(slots[0].length, 3);
    EXPECT_EQ(receive(), 100 - 3 - FOLIOT_UDP_BATCH);
    EXPECT_EQ(receive(), 0);
}

TEST_F(ForeignSocket, ReceivingIsTriedAgainAfterASignal) {
    ASSERT_EQ(foliot_udp_bind(&WILDCARD4, 0), FAKE_FD);
    arrive(THEIRS4, OURS4);
    fake_fail_receive(0, EINTR);
    EXPECT_EQ(receive(), 1);
}

TEST_F(ForeignSocket, SignalInTheMiddleOfABatchEndsItBeforeTheRest) {
    ASSERT_EQ(foliot_udp_bind(&WILDCARD4, 0), FAKE_FD);
    for (size_t i = 0; i < 5; i++) {
        arrive(THEIRS4, OURS4, i);
    }
    fake_fail_receive(2, EINTR);
    EXPECT_EQ(receive(), 2);
    EXPECT_EQ(receive(), 3);
    EXPECT_EQ(slots[0].length, 2) << "none is lost";
}

TEST_F(ForeignSocket, NetworkErrorIsReportedOnceAndHidesNoDatagram) {
    ASSERT_EQ(foliot_udp_connect(&THEIRS4, 0), FAKE_FD);
    fake_network_error(ECONNREFUSED);
    EXPECT_EQ(receive(), -ECONNREFUSED);
    EXPECT_EQ(receive(), 0);
    arrive(THEIRS4, OURS4);
    fake_network_error(ECONNREFUSED);
    EXPECT_EQ(receive(), 1);
}

TEST_F(ForeignSocket, ErrorsOfUseAreHandedOn) {
    EXPECT_EQ(receive(), -EBADF);
    slots[0].length = 48;
    EXPECT_EQ(send(1), -EBADF);
    ASSERT_EQ(foliot_udp_bind(&WILDCARD4, 0), FAKE_FD);
    EXPECT_EQ(send(1), -EDESTADDRREQ);
}

TEST_F(ForeignSocket, ThereAreNoTransmitStamps) {
    ASSERT_EQ(foliot_udp_connect(&THEIRS4, FOLIOT_UDP_TRANSMIT_STAMPS), FAKE_FD);
    slots[0].length = 48;
    ASSERT_EQ(send(1), 1);
    EXPECT_EQ(foliot_udp_transmit_stamps(FAKE_FD, slots.data(), slots.size()), 0);
    EXPECT_EQ(fake_receive_calls(), 0u);
    EXPECT_EQ(foliot_udp_keep_stamping(), 0);
}

TEST_F(ForeignSocket, EachStampedDatagramSaysItsOwnTimeOfSending) {
    ASSERT_EQ(foliot_udp_bind(&WILDCARD4, 0), FAKE_FD);
    address(70, FOLIOT_SLOT_STAMP_TRANSMIT);
    ASSERT_EQ(send(70), 70);
    for (size_t i = 0; i < 70; i++) {
        uint8_t transmit[8];
        foliot_ntp_write_transmit(transmit, fake_sent(i)->clock_ns);
        EXPECT_EQ(std::memcmp(fake_sent(i)->payload + FOLIOT_NTP_TRANSMIT_OFFSET, transmit, 8), 0) << i;
        EXPECT_EQ(slots[i].stamp_ns, fake_sent(i)->clock_ns);
        EXPECT_EQ(slots[i].stamp_source, FOLIOT_STAMP_DAEMON);
    }
}

TEST_F(ForeignSocket, EachReplySaysItsOwnTimeOfSendingAndTheSkippedOneIsNotSent) {
    ASSERT_EQ(foliot_udp_bind(&WILDCARD4, 0), FAKE_FD);
    address(70, FOLIOT_SLOT_STAMP_TRANSMIT | FOLIOT_SLOT_STAMP_REQUEST);
    slots[1].flags |= FOLIOT_SLOT_SKIP;
    fake_fail_send(5, ENETUNREACH);
    ASSERT_EQ(foliot_udp_reply_batch(FAKE_FD, slots.data(), 70, {300, 2000}), 68);
    EXPECT_EQ(slots[6].send_error, ENETUNREACH);
    EXPECT_EQ(slots[7].send_error, 0);
    EXPECT_EQ(slots[69].stamp_ns, fake_sent(67)->clock_ns + 300) << "one datagram a call: the pace does not matter";
    EXPECT_EQ(foliot_udp_spread_by_address(FAKE_FD, 2), 0);
}

TEST_F(ForeignSocket, ReplyOfAWildcardSocketComesFromTheAddressThatWasAsked) {
    ASSERT_EQ(foliot_udp_bind(&WILDCARD4, 0), FAKE_FD);
    arrive(THEIRS4, OURS4);
    ASSERT_EQ(receive(), 1);
    ASSERT_EQ(send(1), 1);
    EXPECT_TRUE(same(fake_sent(0)->from, OURS4));
    EXPECT_TRUE(same(fake_sent(0)->to, THEIRS4));
}

TEST_F(ForeignSocket, ReplyOverIPv6ComesFromTheAddressThatWasAsked) {
    ASSERT_EQ(foliot_udp_bind(&WILDCARD6, 0), FAKE_FD);
    arrive(THEIRS6, OURS6);
    arrive(THEIRS6, LINK_LOCAL);
    ASSERT_EQ(receive(), 2);
    EXPECT_EQ(slots[0].interface, 2);
    EXPECT_EQ(slots[0].remote_scope, 2);
    ASSERT_EQ(send(2), 2);
    EXPECT_TRUE(same(fake_sent(0)->from, OURS6));
    EXPECT_TRUE(same(fake_sent(1)->from, LINK_LOCAL));
    EXPECT_TRUE(same(fake_sent(1)->to, THEIRS6));
    EXPECT_EQ(fake_sent(1)->to.scope, 2u);
}

TEST_F(ForeignSocket, SocketAtAnAddressRepliesFromIt) {
    for (const foliot_address *local : {&OURS4, &OURS6}) {
        fake_sockets_reset(NOW_NS);
        ASSERT_EQ(foliot_udp_bind(local, 0), FAKE_FD);
        arrive(local == &OURS4 ? THEIRS4 : THEIRS6, *local);
        ASSERT_EQ(receive(), 1);
        EXPECT_EQ(slots[0].stamp_source, FOLIOT_STAMP_KERNEL);
        ASSERT_EQ(send(1), 1);
        EXPECT_TRUE(same(fake_sent(0)->from, *local));
    }
}

TEST_F(ForeignSocket, ReplyToADatagramForManyComesFromAnAddressOfTheKernelsChoice) {
    foliot_address group = {{224, 0, 1, 1}, 4, 123, 0};
    ASSERT_EQ(foliot_udp_bind(&WILDCARD4, 0), FAKE_FD);
    arrive(THEIRS4, group);
    ASSERT_EQ(receive(), 1);
    ASSERT_EQ(send(1), 1);
    EXPECT_TRUE(same(fake_sent(0)->from, WILDCARD4));
}

TEST_F(ForeignSocket, ConnectedSocketNamesNeitherEnd) {
    ASSERT_EQ(foliot_udp_connect(&THEIRS4, 0), FAKE_FD);
    slots[0].length = 48;
    slots[0].local_family = 4;
    std::memcpy(slots[0].local_address, OURS4.bytes, 16);
    ASSERT_EQ(send(1), 1);
    EXPECT_TRUE(same(fake_sent(0)->to, THEIRS4));
}

TEST_F(ForeignSocket, FullSystemSendsNoneOrTellsHowManyWereSent) {
    ASSERT_EQ(foliot_udp_bind(&WILDCARD4, 0), FAKE_FD);
    address(150);
    for (int full : {EAGAIN, ENOBUFS}) {
        fake_fail_send(0, full);
        EXPECT_EQ(send(10), 0);
    }
    fake_fail_send(69, ENOBUFS);
    EXPECT_EQ(send(150), 69);
    EXPECT_EQ(fake_sent_count(), 69u);
}

TEST_F(ForeignSocket, ErrorOfTheFirstIsHandedOnAndALaterOneIsLeftForTheNextCall) {
    ASSERT_EQ(foliot_udp_bind(&WILDCARD4, 0), FAKE_FD);
    address(150);
    fake_fail_send(0, ENETUNREACH);
    EXPECT_EQ(send(150), -ENETUNREACH);
    fake_fail_send(5, ENETUNREACH);
    EXPECT_EQ(send(150), 5);
}

TEST_F(ForeignSocket, SendingIsTriedAgainAfterASignalWithoutSendingTwice) {
    ASSERT_EQ(foliot_udp_bind(&WILDCARD4, 0), FAKE_FD);
    address(10);
    fake_fail_send(0, EINTR);
    EXPECT_EQ(send(2), 2);
    fake_fail_send(3, EINTR);
    EXPECT_EQ(send(10), 10);
    EXPECT_EQ(fake_sent_count(), 12u);
}
