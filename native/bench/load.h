/* Well-formed requests, as many as a server answers or at a rate, and how it answered. */
#ifndef FOLIOT_BENCH_LOAD_H
#define FOLIOT_BENCH_LOAD_H

#include <stdbool.h>
#include <stdint.h>
#include <sys/types.h>

#include "path.h"

struct load_options {
    double warm_up_s; /* the same load before it counts */
    double seconds;
    double rate;          /* requests a second, however they are answered; 0: as many as are answered */
    unsigned outstanding; /* without a rate: how many requests are under way at most */
    double timeout_s;     /* what is not answered by then is lost */
    bool interleaved;     /* ask for interleaved replies (RFC 9769) */
    const char *requests; /* a file of requests to send instead of plain ones (requests.h); null: none */
    uint64_t seed;
    pid_t pid; /* the server's process, for what it used; 0: unknown */
    int cpu;   /* where it runs, for what others used there; -1: unknown */
};

/* Runs the load and prints its figures. Returns an exit code: 1 when an answer was wrong. */
int load_run(struct path *path, const struct load_options *options);

#endif
