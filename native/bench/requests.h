/*
 * Requests that somebody else made beforehand, as those that NTS protects: this program knows no cryptography. They are
 * sent one after another and then again from the first; no server of NTS remembers what it was asked.
 *
 * A file of them has nothing but requests, each behind its length in two bytes, in network order. Their number is a
 * power of two, and each has its number, from 0, in the last bits of its transmit timestamp: by this its answer is
 * known.
 */
#ifndef FOLIOT_BENCH_REQUESTS_H
#define FOLIOT_BENCH_REQUESTS_H

#include <stddef.h>
#include <stdint.h>

#include "judge.h"

#ifdef __cplusplus
extern "C" {
#endif

struct requests {
    uint8_t *bytes;
    const uint8_t **datagrams;
    uint16_t *lengths;
    unsigned count;
};

/* Returns an exit code, having said on stderr what is wrong with the file; nothing is open unless it is EX_OK. */
int requests_open(struct requests *requests, const char *file);

void requests_close(struct requests *requests);

/* Copies request number i, which is less than count, into a packet, and says what its answer has to be. */
void requests_write(const struct requests *requests, unsigned i, uint8_t *packet, struct judge_request *request);

#ifdef __cplusplus
}
#endif

#endif
