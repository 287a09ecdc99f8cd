// Files of requests that were made beforehand: what is sent of them, and that no other file is taken for one.
#include "requests.h"

#include <gtest/gtest.h>
#include <sysexits.h>
#include <unistd.h>

#include <cstdio>
#include <string>

#include "packets.h"

namespace {

class Requests : public ::testing::Test {
  protected:
    void TearDown() override { unlink(name.c_str()); }

    static Packet numbered(unsigned number) {
        Packet made = with_field(with_field(request(), NTP_UNIQUE_IDENTIFIER, 36, 36), NTP_AUTHENTICATOR, 40, 40);
        ntp_put64(&made[NTP_TRANSMIT], UINT64_C(0xabcdef0000000000) | number);
        return made;
    }

    void put(const Packet &datagram) {
        uint8_t length[2];
        ntp_put16(length, static_cast<uint16_t>(datagram.size()));
        bytes.insert(bytes.end(), length, length + 2);
        bytes.insert(bytes.end(), datagram.begin(), datagram.end());
    }

    int open() {
        FILE *out = fopen(name.c_str(), "wb");
        for (uint8_t byte : bytes) {
            fputc(byte, out);
        }
        fclose(out);
        return requests_open(&requests, name.c_str());
    }

    std::string name = ::testing::TempDir() + "requests." + std::to_string(getpid());
    Packet bytes;
    struct requests requests;
};

} // namespace

TEST_F(Requests, AreSentAsTheyStand) {
    for (unsigned i = 0; i < 4; i++) {
        put(numbered(i));
    }
    ASSERT_EQ(open(), EX_OK);
    ASSERT_EQ(requests.count, 4u);
    Packet sent(numbered(2).size());
    judge_request expected{};
    requests_write(&requests, 2, sent.data(), &expected);
    EXPECT_EQ(sent, numbered(2));
    EXPECT_EQ(expected.transmit, UINT64_C(0xabcdef0000000002));
    EXPECT_EQ(expected.receive, expected.transmit);
    EXPECT_EQ(expected.length, sent.size());
    EXPECT_EQ(expected.first, sent[0]);
    EXPECT_EQ(ntp_get16(expected.identifier), NTP_UNIQUE_IDENTIFIER);
    requests_close(&requests);
}

TEST_F(Requests, OfAnotherNumberThanAPowerOfTwoAreRefused) {
    for (unsigned i = 0; i < 3; i++) {
        put(numbered(i));
    }
    EXPECT_EQ(open(), EX_DATAERR);
}

TEST_F(Requests, WithoutTheirNumbersAreRefused) {
    put(numbered(0));
    put(numbered(2));
    EXPECT_EQ(open(), EX_DATAERR);
}

TEST_F(Requests, ThatAreCutOffAreRefused) {
    put(numbered(0));
    bytes.pop_back();
    EXPECT_EQ(open(), EX_DATAERR);
    bytes.resize(1);
    EXPECT_EQ(open(), EX_DATAERR);
}

TEST_F(Requests, ThatNtsDoesNotProtectAreRefused) {
    put(request());
    EXPECT_EQ(open(), EX_DATAERR);
    bytes.clear();
    put(with_field(request(), NTP_AUTHENTICATOR, 40, 40));
    EXPECT_EQ(open(), EX_DATAERR);
    bytes.clear();
    put(with_field(packet(4, NTP_SERVER), NTP_UNIQUE_IDENTIFIER, 36, 36));
    EXPECT_EQ(open(), EX_DATAERR);
}

TEST_F(Requests, AreMissing) {
    EXPECT_EQ(open(), EX_NOINPUT) << "an empty file";
    EXPECT_EQ(requests_open(&requests, "/nowhere/requests"), EX_NOINPUT);
}
