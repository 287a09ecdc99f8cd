// Control messages of another system, well-formed and not.
#include <gtest/gtest.h>

#include <array>
#include <cstring>
#include <random>
#include <vector>

#include "fake_control.h"
#include "foliot/time.h"
#include "udp/udp_control.h"

namespace {

using Bytes = std::vector<uint8_t>;

const int64_t SECONDS = INT64_C(1790000000);
const uint8_t ADDRESS[4] = {198, 51, 100, 7};

void add(Bytes &control, fake_control kind, const Bytes &data, uint32_t claimed = 0) {
    uint8_t message[512];
    size_t size = fake_control_write(message, kind, data.data(), data.size(), claimed);
    control.insert(control.end(), message, message + size);
}

Bytes microseconds(int64_t seconds, int32_t microseconds) {
    uint8_t bytes[64];
    size_t size = fake_microseconds(bytes, seconds, microseconds);
    return Bytes(bytes, bytes + size);
}

Bytes destination(const uint8_t (&address)[4], unsigned interface = 2) {
    uint8_t bytes[64];
    size_t size = fake_destination4(bytes, address, interface);
    return Bytes(bytes, bytes + size);
}

Bytes pktinfo6(std::initializer_list<uint8_t> start, uint32_t interface) {
    Bytes bytes(start);
    bytes.resize(20);
    std::memcpy(&bytes[16], &interface, sizeof interface);
    return bytes;
}

foliot_control parse(const Bytes &control) {
    // A copy of exactly its size, so that a sanitizer sees a read past its end.
    Bytes exact(control.begin(), control.end());
    exact.shrink_to_fit();
    foliot_control parsed;
    foliot_control_parse(exact.data(), exact.size(), &parsed);
    return parsed;
}

} // namespace

TEST(ForeignControl, NothingSaysNothing) {
    foliot_control parsed = parse({});
    EXPECT_EQ(parsed.kernel_ns, 0);
    EXPECT_EQ(parsed.local_family, 0);
    EXPECT_FALSE(parsed.transmitted);
}

TEST(ForeignControl, StampIsTheMiddleOfItsMicrosecond) {
    Bytes control;
    add(control, FAKE_CONTROL_MICROSECONDS, microseconds(SECONDS, 999999));
    EXPECT_EQ(parse(control).kernel_ns, SECONDS * FOLIOT_NS_PER_S + 999999500);
    EXPECT_EQ(parse(control).kernel_error_ns, 500);
    EXPECT_EQ(parse(control).hardware_ns, 0);
}

TEST(ForeignControl, StampsThatAreNoTimesAreNone) {
    struct {
        int64_t seconds;
        int32_t microseconds;
    } const none[] = {{SECONDS, 1000000},   {SECONDS, -1},  {SECONDS, INT32_MAX},
                      {SECONDS, INT32_MIN}, {INT64_MAX, 0}, {INT64_MIN, 0}};
    for (const auto &time : none) {
        Bytes control;
        add(control, FAKE_CONTROL_MICROSECONDS, microseconds(time.seconds, time.microseconds));
        EXPECT_EQ(parse(control).kernel_ns, 0) << time.seconds << " " << time.microseconds;
    }
}

TEST(ForeignControl, StampsOfAnyOtherSizeAreNone) {
    for (size_t size = 0; size <= 64; size++) {
        Bytes data = microseconds(SECONDS, 1);
        bool whole = size == data.size();
        data.resize(size);
        Bytes control;
        add(control, FAKE_CONTROL_MICROSECONDS, data);
        EXPECT_EQ(parse(control).kernel_ns != 0, whole) << size;
    }
}

TEST(ForeignControl, DestinationsAreRead) {
    Bytes control;
    add(control, FAKE_CONTROL_DESTINATION4, destination(ADDRESS));
    foliot_control parsed = parse(control);
    EXPECT_EQ(parsed.local_family, 4);
    EXPECT_FALSE(parsed.to_many);
    EXPECT_EQ(std::memcmp(parsed.local_address, ADDRESS, 4), 0);

    control.clear();
    add(control, FAKE_CONTROL_PKTINFO6, pktinfo6({0x20, 0x01, 0x0d, 0xb8, 5}, 9));
    parsed = parse(control);
    EXPECT_EQ(parsed.local_family, 16);
    EXPECT_EQ(parsed.interface, 9);
    EXPECT_EQ(parsed.local_address[0], 0x20);
    EXPECT_EQ(parsed.local_address[4], 5);
}

TEST(ForeignControl, DestinationsOfManyAreNoAddressToReplyFrom) {
    for (const auto &many : {std::array<uint8_t, 4>{224, 0, 1, 1}, {239, 255, 255, 255}, {255, 255, 255, 255}}) {
        Bytes control;
        add(control, FAKE_CONTROL_DESTINATION4, destination({many[0], many[1], many[2], many[3]}));
        EXPECT_EQ(parse(control).local_family, 0) << int{many[0]};
        EXPECT_TRUE(parse(control).to_many) << int{many[0]};
    }
    Bytes control;
    add(control, FAKE_CONTROL_PKTINFO6, pktinfo6({0xff, 0x02, 1}, 9));
    EXPECT_EQ(parse(control).local_family, 0);
    EXPECT_TRUE(parse(control).to_many);
    EXPECT_EQ(parse(control).interface, 9);
}

TEST(ForeignControl, DestinationsCutOffAreNone) {
    Bytes whole4 = destination(ADDRESS);
    Bytes whole6 = pktinfo6({0x20, 0x01}, 9);
    for (size_t size = 0; size < whole4.size(); size++) {
        Bytes control;
        add(control, FAKE_CONTROL_DESTINATION4, Bytes(whole4.begin(), whole4.begin() + static_cast<long>(size)));
        EXPECT_EQ(parse(control).local_family, 0) << size;
    }
    for (size_t size = 0; size < whole6.size(); size++) {
        Bytes control;
        add(control, FAKE_CONTROL_PKTINFO6, Bytes(whole6.begin(), whole6.begin() + static_cast<long>(size)));
        EXPECT_EQ(parse(control).local_family, 0) << size;
    }
}

TEST(ForeignControl, MessagesBehindOnesOfAnySizeAreRead) {
    for (size_t size = 0; size <= 40; size++) {
        Bytes control;
        add(control, FAKE_CONTROL_UNKNOWN, Bytes(size, 0xff));
        ASSERT_EQ(control.size() % fake_control_alignment, 0u);
        add(control, FAKE_CONTROL_MICROSECONDS, microseconds(SECONDS, 0));
        add(control, FAKE_CONTROL_DESTINATION4, destination(ADDRESS));
        EXPECT_EQ(parse(control).kernel_ns, SECONDS * FOLIOT_NS_PER_S + 500) << size;
        EXPECT_EQ(parse(control).local_family, 4) << size;
    }
}

TEST(ForeignControl, LengthsThatLieEndTheReading) {
    Bytes stamp = microseconds(SECONDS, 0);
    uint32_t header = static_cast<uint32_t>(fake_control_header);
    for (uint32_t claimed : {1u, header - 1, header + static_cast<uint32_t>(stamp.size()) + 1, UINT32_MAX,
                             UINT32_MAX - 7, UINT32_MAX / 2}) {
        Bytes control;
        add(control, FAKE_CONTROL_DESTINATION4, destination(ADDRESS));
        add(control, FAKE_CONTROL_MICROSECONDS, stamp, claimed);
        EXPECT_EQ(parse(control).kernel_ns, 0) << claimed;
        EXPECT_EQ(parse(control).local_family, 4) << "what stood before is used";
    }
}

TEST(ForeignControl, CutAnywhereItReadsWhatIsWhole) {
    Bytes data = destination(ADDRESS);
    Bytes stamp = microseconds(SECONDS, 0);
    Bytes whole;
    add(whole, FAKE_CONTROL_DESTINATION4, data);
    size_t first = fake_control_header + data.size();
    size_t second = whole.size() + fake_control_header + stamp.size();
    add(whole, FAKE_CONTROL_MICROSECONDS, stamp);
    for (size_t length = 0; length <= whole.size(); length++) {
        foliot_control parsed = parse(Bytes(whole.begin(), whole.begin() + static_cast<long>(length)));
        EXPECT_EQ(parsed.local_family, length >= first ? 4 : 0) << length;
        EXPECT_EQ(parsed.kernel_ns != 0, length >= second) << length;
    }
}

TEST(ForeignControl, HostileMessagesDoNoHarm) {
    std::mt19937 random(5905);
    for (int i = 0; i < 20000; i++) {
        Bytes control;
        while (control.size() < 160) {
            Bytes data(random() % 40);
            for (uint8_t &byte : data) {
                byte = static_cast<uint8_t>(random() % 3 == 0 ? random() : 0);
            }
            auto kind = static_cast<fake_control>(random() % (FAKE_CONTROL_UNKNOWN + 1));
            add(control, kind, data, random() % 8 == 0 ? random() % 200 : 0);
        }
        for (unsigned damage = random() % 4; damage > 0; damage--) {
            control[random() % control.size()] = static_cast<uint8_t>(random());
        }
        control.resize(random() % control.size());
        foliot_control parsed = parse(control);
        ASSERT_TRUE(parsed.local_family == 0 || parsed.local_family == 4 || parsed.local_family == 16);
        ASSERT_TRUE(parsed.kernel_ns == 0 || parsed.kernel_error_ns == 1 || parsed.kernel_error_ns == 500);
        ASSERT_FALSE(parsed.transmitted);
    }
}
