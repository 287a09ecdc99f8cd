// What only the sockets of FreeBSD do.
#include <gtest/gtest.h>

#include <cerrno>
#include <cstring>
#include <vector>

#include "fake_control.h"
#include "foliot/time.h"
#include "udp/udp_control.h"

namespace {

const int64_t SECONDS = INT64_C(1790000000);
const int64_t STAMP_NS = SECONDS * FOLIOT_NS_PER_S + 123456789;

class UdpFreeBsd : public testing::Test {
  protected:
    UdpFreeBsd() { fake_sockets_reset(STAMP_NS + 1000000); }

    // Listens at the wildcard address and receives one datagram.
    void receive() {
        foliot_address wildcard = {{}, 4, 123, 0};
        ASSERT_EQ(foliot_udp_bind(&wildcard, 0), FAKE_FD);
        fake_datagram datagram = {{{192, 0, 2, 1}, 4, 4123, 0}, {{198, 51, 100, 7}, 4, 123, 0}, STAMP_NS, 1, "x", 48};
        fake_arrive(&datagram);
        ASSERT_EQ(foliot_udp_receive_batch(FAKE_FD, &slot, 1), 1);
    }

    static foliot_control parse(const std::vector<uint8_t> &control) {
        foliot_control parsed;
        foliot_control_parse(control.data(), control.size(), &parsed);
        return parsed;
    }

    static void add(std::vector<uint8_t> &control, fake_control kind, const void *data, size_t size) {
        uint8_t message[128];
        size_t length = fake_control_write(message, kind, data, size, 0);
        control.insert(control.end(), message, message + length);
    }

    foliot_slot slot = {};
};

} // namespace

TEST_F(UdpFreeBsd, StampsCountNanoseconds) {
    receive();
    EXPECT_TRUE(fake_socket()->nanoseconds);
    EXPECT_EQ(slot.stamp_ns, STAMP_NS);
    EXPECT_EQ(slot.stamp_error_ns, 1);
    EXPECT_EQ(slot.stamp_source, FOLIOT_STAMP_KERNEL);
}

TEST_F(UdpFreeBsd, OlderKernelsCountMicroseconds) {
    fake_refuse_nanoseconds();
    receive();
    EXPECT_EQ(slot.stamp_ns, SECONDS * FOLIOT_NS_PER_S + 123456500);
    EXPECT_EQ(slot.stamp_error_ns, 500);
    EXPECT_EQ(slot.stamp_source, FOLIOT_STAMP_KERNEL);
}

TEST_F(UdpFreeBsd, NanosecondsAreTheBetterStampWhateverTheOrder) {
    uint8_t microseconds[32];
    size_t size = fake_microseconds(microseconds, SECONDS, 7);
    int64_t nanoseconds[2] = {SECONDS, 7123};
    for (bool first : {true, false}) {
        std::vector<uint8_t> control;
        if (first) {
            add(control, FAKE_CONTROL_NANOSECONDS, nanoseconds, sizeof nanoseconds);
        }
        add(control, FAKE_CONTROL_MICROSECONDS, microseconds, size);
        if (!first) {
            add(control, FAKE_CONTROL_NANOSECONDS, nanoseconds, sizeof nanoseconds);
        }
        EXPECT_EQ(parse(control).kernel_ns, SECONDS * FOLIOT_NS_PER_S + 7123);
        EXPECT_EQ(parse(control).kernel_error_ns, 1);
    }
}

TEST_F(UdpFreeBsd, NanosecondsThatAreNoTimeAreNone) {
    for (int64_t nanoseconds : {INT64_C(1000000000), INT64_C(-1), INT64_MAX}) {
        int64_t time[2] = {SECONDS, nanoseconds};
        std::vector<uint8_t> control;
        add(control, FAKE_CONTROL_NANOSECONDS, time, sizeof time);
        EXPECT_EQ(parse(control).kernel_ns, 0) << nanoseconds;
    }
    int64_t time[3] = {SECONDS, 1, 1};
    for (size_t size = 0; size <= sizeof time; size++) {
        std::vector<uint8_t> control;
        add(control, FAKE_CONTROL_NANOSECONDS, time, size);
        EXPECT_EQ(parse(control).kernel_ns != 0, size == 16) << size;
    }
}

TEST_F(UdpFreeBsd, StampOfTheInterfaceCountsAsTheKernels) {
    int64_t time[2] = {SECONDS, 1};
    uint8_t info[64] = {1};
    std::vector<uint8_t> control;
    add(control, FAKE_CONTROL_NANOSECONDS, time, sizeof time);
    add(control, FAKE_CONTROL_TIME_INFO, info, sizeof info);
    EXPECT_EQ(parse(control).kernel_ns, SECONDS * FOLIOT_NS_PER_S + 1);
    EXPECT_EQ(parse(control).hardware_ns, 0);
}

TEST_F(UdpFreeBsd, SocketAtAnAddressIsNotToldOfItSinceItRefusesToBeToldItAgain) {
    foliot_address local = {{198, 51, 100, 7}, 4, 123, 0};
    ASSERT_EQ(foliot_udp_bind(&local, 0), FAKE_FD);
    EXPECT_FALSE(fake_socket()->destinations);
    slot.length = 48;
    slot.remote_family = 4;
    slot.remote_port = 4123;
    slot.remote_address[0] = 192;
    ASSERT_EQ(foliot_udp_send_batch(FAKE_FD, &slot, 1), 1);
    slot.local_family = 4;
    std::memcpy(slot.local_address, local.bytes, 16);
    EXPECT_EQ(foliot_udp_send_batch(FAKE_FD, &slot, 1), -EINVAL);
}
