/* Asks a server now and then, and scores its answers as a monitor of the NTP Pool does. */
#ifndef FOLIOT_BENCH_MONITOR_H
#define FOLIOT_BENCH_MONITOR_H

#include "path.h"

struct monitor_options {
    double seconds;
    double interval_s; /* from one request to the next */
    double timeout_s;  /* what is not answered by then counts as never */
};

/*
 * Scores, from 0 on, against CLOCK_REALTIME, and prints figures. Returns an exit code: 1 unless the score has come
 * above 19.9 and stayed there.
 */
int monitor_run(struct path *path, const struct monitor_options *options);

#endif
