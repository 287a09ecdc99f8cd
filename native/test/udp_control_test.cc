// Control messages, well-formed and not.
#include <gtest/gtest.h>

#include <random>

#include "udp_fixture.h"

namespace {

const int64_t KERNEL_NS = INT64_C(1790000000123456789);
const int64_t HARDWARE_NS = INT64_C(1790000037987654321);

} // namespace

TEST(Control, NothingSaysNothing) {
    foliot_control parsed = parse({});
    EXPECT_EQ(parsed.kernel_ns, 0);
    EXPECT_EQ(parsed.hardware_ns, 0);
    EXPECT_EQ(parsed.local_family, 0);
    EXPECT_FALSE(parsed.transmitted);
}

TEST(Control, StampsOfKernelAndHardwareAreKeptApart) {
    Bytes control;
    add_stamps(control, KERNEL_NS, HARDWARE_NS);
    foliot_control parsed = parse(control);
    EXPECT_EQ(parsed.kernel_ns, KERNEL_NS);
    EXPECT_EQ(parsed.hardware_ns, HARDWARE_NS);
}

TEST(Control, StampsOf32BitTimesAreRead) {
    int32_t stamps[6] = {1790000000, 123456789, 0, 0, 0, 0};
    Bytes control;
    add_control(control, SOL_SOCKET, SO_TIMESTAMPING, stamps, sizeof stamps);
    EXPECT_EQ(parse(control).kernel_ns, KERNEL_NS);
}

#ifdef SO_TIMESTAMPING_NEW
TEST(Control, StampsOfTheNewOptionAreRead) {
    int64_t stamps[6] = {1790000000, 123456789, 0, 0, 0, 0};
    Bytes control;
    add_control(control, SOL_SOCKET, SO_TIMESTAMPING_NEW, stamps, sizeof stamps);
    EXPECT_EQ(parse(control).kernel_ns, KERNEL_NS);
}
#endif

TEST(Control, StampsThatAreNoTimesAreNone) {
    int64_t stamps[6] = {1790000000, 1000000000, 0, 0, INT64_MAX, 0};
    Bytes control;
    add_control(control, SOL_SOCKET, SO_TIMESTAMPING, stamps, sizeof stamps);
    EXPECT_EQ(parse(control).kernel_ns, 0);
    EXPECT_EQ(parse(control).hardware_ns, 0);
}

TEST(Control, StampsOfAnyOtherSizeAreNone) {
    int64_t stamps[8] = {1790000000, 1, 1790000000, 1, 1790000000, 1, 1790000000, 1};
    for (size_t size = 0; size <= sizeof stamps; size++) {
        Bytes control;
        add_control(control, SOL_SOCKET, SO_TIMESTAMPING, stamps, size);
        bool known = size / 6 == 4 || size / 6 == 8;
        EXPECT_EQ(parse(control).kernel_ns != 0, known) << size;
    }
}

TEST(Control, DestinationAddressesAreRead) {
    Bytes control;
    add_pktinfo(control, "127.0.0.2", 7);
    foliot_control parsed = parse(control);
    EXPECT_EQ(parsed.local_family, 4);
    EXPECT_EQ(parsed.interface, 7);
    EXPECT_EQ(parsed.local_address[0], 127);
    EXPECT_EQ(parsed.local_address[3], 2);

    in6_pktinfo info6 = {};
    info6.ipi6_ifindex = 9;
    inet_pton(AF_INET6, "2001:db8::5", &info6.ipi6_addr);
    control.clear();
    add_control(control, IPPROTO_IPV6, IPV6_PKTINFO, &info6, sizeof info6);
    parsed = parse(control);
    EXPECT_EQ(parsed.local_family, 16);
    EXPECT_EQ(parsed.interface, 9);
    EXPECT_EQ(parsed.local_address[0], 0x20);
    EXPECT_EQ(parsed.local_address[15], 5);
}

TEST(Control, MulticastDestinationIsNoAddressToReplyFrom) {
    in6_pktinfo info6 = {};
    info6.ipi6_ifindex = 9;
    inet_pton(AF_INET6, "ff02::101", &info6.ipi6_addr);
    Bytes control;
    add_control(control, IPPROTO_IPV6, IPV6_PKTINFO, &info6, sizeof info6);
    EXPECT_EQ(parse(control).local_family, 0);
    EXPECT_EQ(parse(control).interface, 9);
    EXPECT_TRUE(parse(control).to_many);
}

TEST(Control, BroadcastIsToldByTheAddressToReplyFrom) {
    struct {
        const char *asked;
        const char *ours;
        bool to_many;
    } const datagrams[] = {{"198.51.100.7", "198.51.100.7", false},
                           {"198.51.100.255", "198.51.100.7", true},
                           {"255.255.255.255", "198.51.100.7", true},
                           {"224.0.1.1", "198.51.100.7", true},
                           {"198.51.100.7", "0.0.0.0", false}};
    for (const auto &datagram : datagrams) {
        Bytes control;
        in_pktinfo info = {};
        inet_pton(AF_INET, datagram.asked, &info.ipi_addr);
        inet_pton(AF_INET, datagram.ours, &info.ipi_spec_dst);
        add_control(control, IPPROTO_IP, IP_PKTINFO, &info, sizeof info);
        EXPECT_EQ(parse(control).to_many, datagram.to_many) << datagram.asked;
    }
}

TEST(Control, MessagesAfterUnknownOnesAreRead) {
    Bytes control;
    add_control(control, SOL_SOCKET, 4711, "hello", 5);
    add_control(control, SOL_SOCKET, 4712, nullptr, 0);
    add_stamps(control, KERNEL_NS, 0);
    add_pktinfo(control, "127.0.0.2", 7);
    EXPECT_EQ(parse(control).kernel_ns, KERNEL_NS);
    EXPECT_EQ(parse(control).local_family, 4);
}

TEST(Control, LengthsThatLieEndTheReading) {
    int64_t stamps[6] = {1790000000, 1, 0, 0, 0, 0};
    for (size_t claimed : {size_t{1}, size_t{CMSG_LEN(0) - 1}, size_t{CMSG_LEN(sizeof stamps) + 1}, SIZE_MAX,
                           SIZE_MAX - 7, SIZE_MAX / 2}) {
        Bytes control;
        add_pktinfo(control, "127.0.0.2", 7);
        add_control(control, SOL_SOCKET, SO_TIMESTAMPING, stamps, sizeof stamps, claimed);
        foliot_control parsed = parse(control);
        EXPECT_EQ(parsed.kernel_ns, 0) << claimed;
        EXPECT_EQ(parsed.local_family, 4) << "what stood before is used";
    }
}

TEST(Control, CutAnywhereItReadsWhatIsWhole) {
    Bytes whole;
    add_pktinfo(whole, "127.0.0.2", 7);
    size_t first = CMSG_LEN(sizeof(in_pktinfo));
    add_stamps(whole, KERNEL_NS, 0);
    size_t second = CMSG_SPACE(sizeof(in_pktinfo)) + CMSG_LEN(48);
    for (size_t length = 0; length <= whole.size(); length++) {
        foliot_control parsed = parse(Bytes(whole.begin(), whole.begin() + static_cast<long>(length)));
        EXPECT_EQ(parsed.local_family, length >= first ? 4 : 0) << length;
        EXPECT_EQ(parsed.kernel_ns, length >= second ? KERNEL_NS : 0) << length;
    }
}

TEST(Control, RandomBytesDoNoHarm) {
    std::mt19937 random(5905);
    for (int i = 0; i < 20000; i++) {
        Bytes control(random() % 200);
        for (uint8_t &byte : control) {
            byte = static_cast<uint8_t>(random() % 4 == 0 ? random() : 0);
        }
        if (control.size() > 8) {
            size_t claimed = random() % 80;
            std::memcpy(control.data(), &claimed, sizeof claimed);
        }
        foliot_control parsed = parse(control);
        EXPECT_TRUE(parsed.local_family == 0 || parsed.local_family == 4 || parsed.local_family == 16);
    }
}

TEST(Control, TransmitStampsNameTheirDatagram) {
    Bytes control;
    add_stamps(control, KERNEL_NS, 0);
    add_error(control, ENOMSG, SO_EE_ORIGIN_TIMESTAMPING, SCM_TSTAMP_SND, 4711);
    EXPECT_TRUE(parse(control).transmitted);
    EXPECT_EQ(parse(control).id, 4711u);
}

TEST(Control, OtherErrorsAreNoTransmitStamps) {
    struct {
        uint32_t error;
        uint8_t origin;
        uint32_t info;
    } others[] = {{ECONNREFUSED, SO_EE_ORIGIN_ICMP, 0},
                  {ENOMSG, SO_EE_ORIGIN_ICMP, SCM_TSTAMP_SND},
                  {ECONNREFUSED, SO_EE_ORIGIN_TIMESTAMPING, SCM_TSTAMP_SND},
                  {ENOMSG, SO_EE_ORIGIN_TIMESTAMPING, SCM_TSTAMP_SCHED},
                  {ENOMSG, SO_EE_ORIGIN_TIMESTAMPING, SCM_TSTAMP_ACK}};
    for (const auto &other : others) {
        Bytes control;
        add_error(control, other.error, other.origin, other.info, 1);
        EXPECT_FALSE(parse(control).transmitted);
    }
}

TEST(Control, ErrorThatIsCutOffIsNone) {
    sock_extended_err error = {};
    error.ee_errno = ENOMSG;
    error.ee_origin = SO_EE_ORIGIN_TIMESTAMPING;
    Bytes control;
    add_control(control, IPPROTO_IPV6, IPV6_RECVERR, &error, sizeof error - 1);
    EXPECT_FALSE(parse(control).transmitted);
}

TEST(Control, SourceAddressesAreWrittenForTheKernel) {
    foliot_slot slot = {};
    foliot_control_buffer control;
    slot.interface = 3;
    slot.local_family = 4;
    inet_pton(AF_INET, "127.0.0.2", slot.local_address);
    ASSERT_EQ(foliot_control_append_source(&control, 0, &slot), CMSG_SPACE(sizeof(in_pktinfo)));
    in_pktinfo info;
    std::memcpy(&info, control.bytes + CMSG_LEN(0), sizeof info);
    EXPECT_EQ(info.ipi_spec_dst.s_addr, htonl(0x7f000002));
    EXPECT_EQ(info.ipi_ifindex, 0) << "the route, not the way in, decides the way out";

    slot.local_family = 5;
    EXPECT_EQ(foliot_control_append_source(&control, 0, &slot), 0u);
}

TEST(Control, LinkLocalSourceNamesItsInterface) {
    for (const char *address : {"fe80::1", "2001:db8::1"}) {
        foliot_slot slot = {};
        foliot_control_buffer control;
        slot.interface = 3;
        slot.local_family = 16;
        inet_pton(AF_INET6, address, slot.local_address);
        ASSERT_EQ(foliot_control_append_source(&control, 0, &slot), CMSG_SPACE(sizeof(in6_pktinfo)));
        in6_pktinfo info;
        std::memcpy(&info, control.bytes + CMSG_LEN(0), sizeof info);
        EXPECT_EQ(std::memcmp(&info.ipi6_addr, slot.local_address, 16), 0);
        EXPECT_EQ(info.ipi6_ifindex, address[0] == 'f' ? 3u : 0u);
    }
}
