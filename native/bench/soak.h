/* The traffic of a server in the NTP Pool: many clients, of any version, some greedy, some broken, in bursts. */
#ifndef FOLIOT_BENCH_SOAK_H
#define FOLIOT_BENCH_SOAK_H

#include <stdint.h>
#include <sys/types.h>

#include "path.h"

struct soak_options {
    double seconds;
    double rate; /* datagrams a second on average */
    uint64_t seed;
    pid_t pid; /* the server's process, for what it used; 0: unknown */
};

/* Sends the traffic, judges every answer and prints figures. Returns an exit code: 1 when an answer was wrong. */
int soak_run(struct path *path, const struct soak_options *options);

#endif
