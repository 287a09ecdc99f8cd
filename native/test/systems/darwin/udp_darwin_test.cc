// What only the sockets of macOS do.
#include <gtest/gtest.h>

#include <cstring>

#include "fake_control.h"
#include "foliot/time.h"
#include "udp/udp_control.h"

namespace {

const int64_t STAMP_NS = INT64_C(1790000000123456789);

} // namespace

TEST(UdpDarwin, StampsAreMicrosecondsAndTheInterfaceIsKnown) {
    fake_sockets_reset(STAMP_NS + 1000000);
    foliot_address local = {{198, 51, 100, 7}, 4, 123, 0};
    ASSERT_EQ(foliot_udp_bind(&local, 0), FAKE_FD);
    EXPECT_TRUE(fake_socket()->destinations);
    fake_datagram datagram = {{{192, 0, 2, 1}, 4, 4123, 0}, local, STAMP_NS, 2, "x", 48};
    fake_arrive(&datagram);
    foliot_slot slot;
    ASSERT_EQ(foliot_udp_receive_batch(FAKE_FD, &slot, 1), 1);
    EXPECT_EQ(slot.stamp_ns, INT64_C(1790000000123456500));
    EXPECT_EQ(slot.stamp_error_ns, 500);
    EXPECT_EQ(slot.interface, 2);
    EXPECT_EQ(slot.local_family, 4);
}

TEST(UdpDarwin, SourceIsAnAddressAndNoInterfaceWhichWouldDecideOverIt) {
    foliot_slot slot = {};
    slot.interface = 2;
    slot.local_family = 4;
    std::memcpy(slot.local_address, "\xc6\x33\x64\x07", 4);
    foliot_control_buffer control;
    ASSERT_EQ(foliot_control_append_source(&control, 0, &slot), 24u);
    const uint8_t info[12] = {0, 0, 0, 0, 198, 51, 100, 7, 0, 0, 0, 0};
    EXPECT_EQ(std::memcmp(control.bytes + 12, info, sizeof info), 0);
}

TEST(UdpDarwin, MessagesStandFourBytesApart) {
    uint8_t control[64];
    uint8_t time[32];
    size_t size = fake_control_write(control, FAKE_CONTROL_UNKNOWN, "x", 1, 0);
    EXPECT_EQ(size, 16u);
    size_t time_size = fake_microseconds(time, 1790000000, 1);
    size += fake_control_write(control + size, FAKE_CONTROL_MICROSECONDS, time, time_size, 0);
    EXPECT_EQ(size, 16u + 28u);
    foliot_control parsed;
    foliot_control_parse(control, size, &parsed);
    EXPECT_EQ(parsed.kernel_ns, INT64_C(1790000000000001500));
}
