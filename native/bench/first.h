/* When a server that is starting gives its first right answer. */
#ifndef FOLIOT_BENCH_FIRST_H
#define FOLIOT_BENCH_FIRST_H

#include <stdint.h>

#include "path.h"

/*
 * Asks each millisecond until there is a right answer, and prints "start_ms": how long after since_ns, a time of
 * CLOCK_MONOTONIC, it came. Returns an exit code: EX_UNAVAILABLE after timeout_s without one.
 */
int first_run(struct path *path, int64_t since_ns, double timeout_s);

#endif
