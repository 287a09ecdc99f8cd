#include "judge.h"

#include <gtest/gtest.h>

#include <cstring>

#include "packets.h"

namespace {

constexpr unsigned PORT = 40000;
constexpr uint64_t TRANSMIT = 0x0123456789abcdef;
constexpr uint64_t RECEIVE = 0xfedcba9876543210;

enum judge_duty duty(const Packet &packet, unsigned port = PORT) {
    return ::judge_duty(packet.data(), packet.size(), port);
}

Packet with_trailer(Packet before, size_t length) {
    before.resize(before.size() + length);
    return before;
}

judge_request asked(unsigned version = 4, unsigned mode = NTP_CLIENT) {
    return {TRANSMIT, RECEIVE, nullptr, NTP_HEADER, ntp_first(0, version, mode)};
}

Packet answer(uint64_t origin = TRANSMIT, unsigned version = 4, unsigned mode = NTP_SERVER) {
    Packet made = packet(version, mode);
    made[NTP_STRATUM] = 1;
    ntp_put64(&made[NTP_ORIGIN], origin);
    ntp_put64(&made[NTP_RECEIVE], 1);
    ntp_put64(&made[NTP_TRANSMIT], 1);
    return made;
}

judge_finding finding(const Packet &answer, const judge_request &request = asked()) {
    return judge_answer(&request, answer.data(), answer.size());
}

} // namespace

TEST(JudgeDuty, RequestsOfEveryVersionAreAnswered) {
    for (unsigned version = 1; version <= 4; version++) {
        EXPECT_EQ(duty(packet(version, NTP_CLIENT)), JUDGE_ANSWER) << version;
        EXPECT_EQ(duty(packet(version, NTP_ACTIVE)), JUDGE_ANSWER) << version;
    }
    for (unsigned version : {0, 5, 6, 7}) {
        EXPECT_EQ(duty(packet(version, NTP_CLIENT)), JUDGE_SILENCE) << version;
    }
}

TEST(JudgeDuty, NothingButRequestsIsAnswered) {
    for (unsigned mode : {0, 2, 4, 5, 6, 7}) {
        EXPECT_EQ(duty(packet(4, mode)), JUDGE_SILENCE) << mode;
    }
}

TEST(JudgeDuty, TheFirstVersionHadNoModes) {
    EXPECT_EQ(duty(packet(1, NTP_RESERVED)), JUDGE_ANSWER);
    EXPECT_EQ(duty(packet(1, NTP_RESERVED), NTP_PORT), JUDGE_SILENCE);
    EXPECT_EQ(duty(packet(2, NTP_RESERVED)), JUDGE_SILENCE);
}

TEST(JudgeDuty, WhatIsCutOffIsNotAnswered) {
    for (size_t length = 0; length < NTP_HEADER; length++) {
        Packet cut = request();
        cut.resize(length);
        EXPECT_EQ(judge_duty(request().data(), length, PORT), JUDGE_SILENCE) << length;
    }
}

TEST(JudgeDuty, ExtensionFieldsDoNotChangeThat) {
    EXPECT_EQ(duty(with_field(request(), 0x0102, 28, 28)), JUDGE_ANSWER);
    EXPECT_EQ(duty(with_field(with_field(request(), 0x0102, 16, 16), 0x0203, 40, 40)), JUDGE_ANSWER);
    EXPECT_EQ(duty(with_field(request(), 0x0102, 16, 16)), JUDGE_EITHER) << "shorter than the last one may be";
    EXPECT_EQ(duty(with_field(request(), 0x0104, 36, 36)), JUDGE_EITHER) << "NTS";
}

TEST(JudgeDuty, BrokenExtensionFieldsAreNotAnswered) {
    for (uint16_t told : {0, 4, 15, 17, 32, 0xfffc}) {
        EXPECT_EQ(duty(with_field(request(), 0x0102, told, 28)), JUDGE_SILENCE) << told;
    }
    EXPECT_EQ(duty(with_trailer(request(), 8)), JUDGE_SILENCE);
    EXPECT_EQ(duty(with_trailer(request(), 1)), JUDGE_SILENCE);
    EXPECT_EQ(duty(with_trailer(request(), 22)), JUDGE_SILENCE) << "no MAC is as long";
}

TEST(JudgeDuty, AMacOfNobodysMayBeRefused) {
    for (size_t length : {4, 20, 24}) {
        EXPECT_EQ(duty(with_trailer(request(), length)), JUDGE_EITHER) << length;
    }
    EXPECT_EQ(duty(with_trailer(packet(3, NTP_CLIENT), 20)), JUDGE_EITHER);
}

TEST(JudgeAnswer, KnowsTheRightOnes) {
    EXPECT_EQ(finding(answer()), JUDGE_BASIC);
    EXPECT_EQ(finding(answer(RECEIVE)), JUDGE_INTERLEAVED);
    EXPECT_EQ(finding(answer(TRANSMIT, 3), asked(3)), JUDGE_BASIC);
    EXPECT_EQ(finding(answer(TRANSMIT, 4, NTP_PASSIVE), asked(4, NTP_ACTIVE)), JUDGE_BASIC);
    EXPECT_EQ(finding(answer(TRANSMIT, 1), asked(1, NTP_RESERVED)), JUDGE_BASIC);
    Packet kiss = answer();
    kiss[NTP_STRATUM] = 0;
    EXPECT_EQ(finding(kiss), JUDGE_BASIC) << "not synchronised";
    for (const char *code : {"DENY", "RATE"}) {
        std::memcpy(&kiss[NTP_REFERENCE_ID], code, 4);
        EXPECT_EQ(finding(kiss), JUDGE_KISS) << code;
    }
}

TEST(JudgeAnswer, KnowsWhatIsWrong) {
    EXPECT_EQ(finding(Packet(44)), JUDGE_TOO_SHORT);
    EXPECT_EQ(finding(with_trailer(answer(), 4)), JUDGE_TOO_LONG);
    EXPECT_EQ(finding(answer(TRANSMIT, 4, NTP_CLIENT)), JUDGE_MODE);
    EXPECT_EQ(finding(answer(), asked(4, NTP_ACTIVE)), JUDGE_MODE);
    EXPECT_EQ(finding(answer(TRANSMIT, 3)), JUDGE_VERSION);
    EXPECT_EQ(finding(answer(0)), JUDGE_ORIGIN);
    Packet deep = answer();
    deep[NTP_STRATUM] = 17;
    EXPECT_EQ(finding(deep), JUDGE_STRATUM);
    for (unsigned at : {NTP_RECEIVE, NTP_TRANSMIT}) {
        Packet timeless = answer();
        ntp_put64(&timeless[at], 0);
        EXPECT_EQ(finding(timeless), JUDGE_NO_TIME);
    }
}

TEST(JudgeAnswer, EveryFindingHasAName) {
    for (int i = 0; i < JUDGE_FINDINGS; i++) {
        EXPECT_NE(judge_name(static_cast<judge_finding>(i)), nullptr) << i;
    }
}

TEST(JudgeAnswer, ToARequestOfNtsHasItsIdentifierAndIsProtected) {
    Packet identified = with_field(answer(), NTP_UNIQUE_IDENTIFIER, 36, 36);
    std::memset(&identified[NTP_HEADER + 4], 0xa5, 32);
    const Packet identifier(identified.begin() + NTP_HEADER, identified.end());
    judge_request request = asked();
    request.identifier = identifier.data();
    request.length = 1000;
    const Packet good = with_field(identified, NTP_AUTHENTICATOR, 40, 40);
    EXPECT_EQ(finding(good, request), JUDGE_BASIC);
    EXPECT_EQ(finding(with_field(with_field(identified, 0x0123, 16, 16), NTP_AUTHENTICATOR, 40, 40), request),
              JUDGE_BASIC);
    EXPECT_EQ(finding(answer(), request), JUDGE_BARE);
    EXPECT_EQ(finding(identified, request), JUDGE_BARE) << "nothing protects it";
    EXPECT_EQ(finding(with_field(answer(), NTP_AUTHENTICATOR, 40, 40), request), JUDGE_BARE);
    EXPECT_EQ(finding(with_field(identified, NTP_AUTHENTICATOR, 44, 40), request), JUDGE_BARE) << "broken";
    Packet another = good;
    another[NTP_HEADER + 35] ^= 1;
    EXPECT_EQ(finding(another, request), JUDGE_BARE);
    Packet refusal = answer();
    refusal[NTP_STRATUM] = 0;
    std::memcpy(&refusal[NTP_REFERENCE_ID], "NTSN", 4);
    EXPECT_EQ(finding(refusal, request), JUDGE_KISS);
}
