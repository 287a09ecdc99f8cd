/* How a server withstands hostile datagrams: whom it answers, and whether it should have. */
#ifndef FOLIOT_BENCH_HOSTILE_H
#define FOLIOT_BENCH_HOSTILE_H

#include <stdint.h>
#include <sys/types.h>

#include "path.h"

struct hostile_options {
    uint64_t count;
    uint64_t seed;
    pid_t pid; /* the server's process, for its memory; 0: unknown */
};

/*
 * Sends hostile datagrams, judges every answer and prints the counts. Returns an exit code: 1 when an answer was wrong
 * or the server ceased to answer.
 */
int hostile_run(struct path *path, const struct hostile_options *options);

#endif
