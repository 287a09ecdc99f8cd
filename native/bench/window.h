/*
 * The requests that an answer may still come to, by an index that each carries in the last bits of its transmit
 * timestamp. The rest of that timestamp is random, so that no answer can be right by chance.
 */
#ifndef FOLIOT_BENCH_WINDOW_H
#define FOLIOT_BENCH_WINDOW_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

#include "judge.h"

#ifdef __cplusplus
extern "C" {
#endif

#define WINDOW_BITS 20 /* seconds of requests, so that no answer comes too late to be known */
#define WINDOW_SIZE (1u << WINDOW_BITS)

struct window_entry {
    struct judge_request request;
    int64_t sent_ns;
    uint32_t client;
    uint8_t duty; /* enum judge_duty */
    bool open;    /* may still be answered: that happens once */
    bool waiting; /* counts as outstanding */
    bool late;    /* was given up */
};

struct window {
    struct window_entry *entries;
    unsigned size;   /* of entries: a power of two */
    uint64_t next;   /* how many requests there were: the next one's number */
    uint64_t oldest; /* no request before this one is waiting */
    unsigned outstanding;
    uint64_t lost; /* gave up waiting */
    uint64_t random;
};

/* Of so many requests, a power of two. Returns 0, or -ENOMEM. */
int window_open(struct window *window, unsigned size, uint64_t seed);

void window_close(struct window *window);

/* The index of the request that is added next. */
unsigned window_index(const struct window *window);

/*
 * A new request, with its transmit timestamp, of which any but the last bits may be replaced; the oldest of all is
 * forgotten.
 */
struct window_entry *window_add(struct window *window);

/* Has it count as outstanding until it is answered or expires. */
void window_await(struct window *window, struct window_entry *entry);

/* Takes the newest back, since it could not be sent: it is valid until the next is added. */
const struct window_entry *window_take_back(struct window *window);

/* What this is the answer to, which no other can be from now on; null when it is to nothing. */
struct window_entry *window_match(struct window *window, const uint8_t *answer, size_t length);

/* Gives up waiting for what was sent before a time; an answer to it is still none that is wrong. */
void window_expire(struct window *window, int64_t before_ns);

#ifdef __cplusplus
}
#endif

#endif
