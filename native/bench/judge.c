#include "judge.h"

#include <string.h>

#include "ntp.h"

/* RFC 7822: the shortest extension field; the shortest that may end a packet; the MACs that are told apart by that. */
#define FIELD_MIN 16u
#define LAST_FIELD_MIN 28u
#define MAC_MIN 20u
#define MAC_MAX 24u

const char *judge_name(enum judge_finding finding) {
    static const char *const names[JUDGE_FINDINGS] = {
        [JUDGE_BASIC] = "basic",           [JUDGE_INTERLEAVED] = "interleaved", [JUDGE_KISS] = "kiss",
        [JUDGE_TOO_SHORT] = "wrong_short", [JUDGE_TOO_LONG] = "wrong_long",     [JUDGE_MODE] = "wrong_mode",
        [JUDGE_VERSION] = "wrong_version", [JUDGE_STRATUM] = "wrong_stratum",   [JUDGE_ORIGIN] = "wrong_origin",
        [JUDGE_NO_TIME] = "wrong_no_time", [JUDGE_BARE] = "wrong_bare",
    };
    return names[finding];
}

/* Fields of NTS and of chrony's and ntpd-rs's own: a server that knows them may refuse what they hold. */
static int means_something(uint16_t type) { return (type & 0xff) == 0x04 || type >= 0xf000; }

/* What follows the header of version 4: nothing, extension fields, a MAC. */
static enum judge_duty extensions_duty(const uint8_t *datagram, size_t length) {
    enum judge_duty duty = JUDGE_ANSWER;
    size_t field = LAST_FIELD_MIN;
    for (size_t at = NTP_HEADER; at < length; at += field) {
        size_t rest = length - at;
        if (rest == 4 || (rest >= MAC_MIN && rest <= MAC_MAX && rest % 4 == 0)) {
            return JUDGE_EITHER; /* of an unknown key: no answer, or one that says so (crypto-NAK) */
        }
        if (rest < FIELD_MIN) {
            return JUDGE_SILENCE;
        }
        field = ntp_get16(datagram + at + 2);
        if (field < FIELD_MIN || field % 4 != 0 || field > rest) {
            return JUDGE_SILENCE;
        }
        if (means_something(ntp_get16(datagram + at))) {
            duty = JUDGE_EITHER;
        }
    }
    return field < LAST_FIELD_MIN ? JUDGE_EITHER : duty;
}

enum judge_duty judge_duty(const uint8_t *datagram, size_t length, unsigned source_port) {
    if (length < NTP_HEADER) {
        return JUDGE_SILENCE;
    }
    unsigned version = ntp_version(datagram[0]);
    unsigned mode = ntp_mode(datagram[0]);
    int asks =
        mode == NTP_CLIENT || mode == NTP_ACTIVE || (mode == NTP_RESERVED && version == 1 && source_port != NTP_PORT);
    if (version < 1 || version > 4 || !asks) {
        return JUDGE_SILENCE;
    }
    if (length == NTP_HEADER) {
        return JUDGE_ANSWER;
    }
    /* Older versions have no extension fields: what follows is a MAC, or nobody knows. */
    return version == 4 ? extensions_duty(datagram, length) : JUDGE_EITHER;
}

/* Stratum 0 and a word that tells the client to stop. Others of stratum 0, as INIT, are not synchronised. */
static int is_kiss(const uint8_t *answer) {
    static const char *const codes[] = {"DENY", "RSTR", "RATE", "NTSN"};
    for (size_t i = 0; answer[NTP_STRATUM] == 0 && i < sizeof codes / sizeof *codes; i++) {
        if (memcmp(answer + NTP_REFERENCE_ID, codes[i], 4) == 0) {
            return 1;
        }
    }
    return 0;
}

/* Whether the request's unique identifier is in the answer, and an authenticator behind it (RFC 8915, section 5.7). */
static int is_protected(const uint8_t *identifier, const uint8_t *answer, size_t length) {
    int identified = 0;
    size_t field = 0;
    for (size_t at = NTP_HEADER; length - at >= FIELD_MIN; at += field) {
        field = ntp_get16(answer + at + 2);
        if (field < FIELD_MIN || field % 4 != 0 || field > length - at) {
            return 0;
        }
        uint16_t type = ntp_get16(answer + at);
        if (type == NTP_AUTHENTICATOR) {
            return identified;
        }
        identified |= field == ntp_get16(identifier + 2) && memcmp(answer + at, identifier, field) == 0;
    }
    return 0;
}

static unsigned answering_mode(uint8_t first) { return ntp_mode(first) == NTP_ACTIVE ? NTP_PASSIVE : NTP_SERVER; }

enum judge_finding judge_answer(const struct judge_request *request, const uint8_t *answer, size_t length) {
    if (length < NTP_HEADER) {
        return JUDGE_TOO_SHORT;
    }
    if (length > request->length) {
        return JUDGE_TOO_LONG;
    }
    if (ntp_mode(answer[0]) != answering_mode(request->first)) {
        return JUDGE_MODE;
    }
    if (ntp_version(answer[0]) != ntp_version(request->first)) {
        return JUDGE_VERSION;
    }
    if (answer[NTP_STRATUM] > 16) {
        return JUDGE_STRATUM;
    }
    uint64_t origin = ntp_get64(answer + NTP_ORIGIN);
    if (origin != request->transmit && origin != request->receive) {
        return JUDGE_ORIGIN;
    }
    if (is_kiss(answer)) {
        return JUDGE_KISS;
    }
    if (ntp_get64(answer + NTP_RECEIVE) == 0 || ntp_get64(answer + NTP_TRANSMIT) == 0) {
        return JUDGE_NO_TIME;
    }
    if (request->identifier != NULL && !is_protected(request->identifier, answer, length)) {
        return JUDGE_BARE;
    }
    return origin == request->transmit ? JUDGE_BASIC : JUDGE_INTERLEAVED;
}
