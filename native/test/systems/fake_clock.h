/*
 * The clock of another system's kernel, in a world with a perfect oscillator, whose time passes while a call lasts and
 * when a test says so. fake_clock.c has what FreeBSD and macOS share, fake_clock_<system>.c the rest.
 */
#ifndef FOLIOT_FAKE_CLOCK_H
#define FOLIOT_FAKE_CLOCK_H

#include <stdbool.h>
#include <stdint.h>

#ifdef __cplusplus
extern "C" {
#endif

enum { FAKE_CLOCK_INTERRUPTIONS = 10 };

struct fake_clock {
    /* What a test chooses. */
    bool may_adjust; /* ntp_adjtime(2) */
    bool may_set;    /* clock_settime(2) */
    int64_t read_ns; /* passes before a clock is looked at in a reading, and again after */
    int64_t set_ns;  /* the same of a setting */
    int64_t interruptions_ns[FAKE_CLOCK_INTERRUPTIONS]; /* pass before the coming settings, in turn */
    int securelevel;                                    /* FreeBSD: init(8) */
    uint64_t cycles_per_s;                              /* FreeBSD: of the CPU's counter; 0, it has none that is good */
    bool overflowing; /* macOS: readings tell a second less and 10^9 nanoseconds more */

    /* What it can see. */
    int settings; /* that took effect */
    int status;   /* STA_* */
    int64_t true_ns;
};

extern struct fake_clock fake_clock;

/* Starts the kernel at a time of day, and puts its calls into the table. All is allowed, and takes no time. */
void fake_clock_boot(int64_t utc_ns);

void fake_clock_pass(int64_t true_ns);

/* Time passes, and the machine is suspended meanwhile. */
void fake_clock_sleep(int64_t true_ns);

/* The truth: time of day; and time of day less monotonic time. */
int64_t fake_clock_utc_ns(void);
int64_t fake_clock_distance_ns(void);

/* Somebody else turns the kernel's phase-locked loop on, with so much to correct. */
void fake_clock_start_loop(int64_t offset_ns);
int64_t fake_clock_loop_offset_ns(void);

#ifdef __cplusplus
}
#endif

#endif
