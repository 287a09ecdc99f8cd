/*
 * What a server that anyone may ask owes to a datagram, and whether its answer is one: by the protocol alone, apart
 * from the code of any server.
 */
#ifndef FOLIOT_BENCH_JUDGE_H
#define FOLIOT_BENCH_JUDGE_H

#include <stddef.h>
#include <stdint.h>

#ifdef __cplusplus
extern "C" {
#endif

enum judge_duty {
    JUDGE_SILENCE, /* an answer is wrong: it could feed a loop, an attack, or a misunderstanding */
    JUDGE_EITHER,  /* servers differ with good reason; an answer has to be right */
    JUDGE_ANSWER,
};

/* What of a request decides about the answer. */
struct judge_request {
    uint64_t transmit;         /* what a reply's origin has to be */
    uint64_t receive;          /* what it has to be in an interleaved reply (RFC 9769); may be the same */
    const uint8_t *identifier; /* of NTS: the field with the unique identifier; null: of a plain request */
    uint16_t length;
    uint8_t first; /* leap, version and mode */
};

enum judge_finding {
    JUDGE_BASIC,       /* a right answer */
    JUDGE_INTERLEAVED, /* a right answer to a request that asked for this one */
    JUDGE_KISS,        /* a right answer that refuses: a kiss code (RFC 5905, section 7.4) */
    JUDGE_TOO_SHORT,
    JUDGE_TOO_LONG, /* longer than the request: an amplifier */
    JUDGE_MODE,
    JUDGE_VERSION,
    JUDGE_STRATUM,
    JUDGE_ORIGIN,
    JUDGE_NO_TIME, /* a receive or transmit timestamp of zero */
    JUDGE_BARE,    /* to a request of NTS: without its unique identifier, or with nothing that protects it */
    JUDGE_FINDINGS,
};

static inline int judge_is_wrong(enum judge_finding finding) { return finding > JUDGE_KISS; }

/* For a count of findings: "wrong_mode". */
const char *judge_name(enum judge_finding finding);

/*
 * Answered are clients (mode 3), symmetric associations (mode 1, by mode 2) and, before RFC 1119 had modes, clients of
 * version 1 (mode 0) whose port is not a server's; of versions 1 to 4. Extension fields that are well-formed do not
 * change that. Neither too short a datagram nor one whose extension fields are broken is a request.
 */
enum judge_duty judge_duty(const uint8_t *datagram, size_t length, unsigned source_port);

enum judge_finding judge_answer(const struct judge_request *request, const uint8_t *answer, size_t length);

#ifdef __cplusplus
}
#endif

#endif
