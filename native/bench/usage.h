/* What a process and its descendants have used, from /proc. */
#ifndef FOLIOT_BENCH_USAGE_H
#define FOLIOT_BENCH_USAGE_H

#include <stdint.h>
#include <sys/types.h>

struct usage {
    int64_t run_ns;    /* on a CPU, threads that have ended included; what the scheduler counted, not ticks */
    int64_t user_tick; /* of these, by the kernel's split: in user space and in the kernel */
    int64_t system_tick;
    int64_t rss_kb; /* summed over processes: what they share is counted more than once */
    int64_t pss_kb; /* summed over processes: what they share is divided */
    unsigned processes;
    unsigned threads;
};

/* Processes that ended before are not in it. Returns 0, or -errno: no such process. */
int usage_of_tree(pid_t root, struct usage *usage);

/* What a CPU did, in ticks. */
struct cpu_time {
    int64_t busy; /* by anybody, interrupts included */
    int64_t idle;
    int64_t stolen; /* by other virtual machines */
};

/* Returns 0, or -errno: no such CPU. */
int cpu_time_of(int cpu, struct cpu_time *time);

#endif
