/*
 * The clock of the machine: reading it, and steering it through one of two interfaces.
 *
 * Every function returns 0 or more, or a negated errno value; after an error the clock is as it was and the
 * out-parameters are undefined. All fields of the structures are 8 bytes wide and without padding, so that they can lie
 * in memory shared with Java.
 *
 * Frequencies are in parts per billion (1 ppb = 1 ns gained each second); positive makes the clock run fast. Offsets
 * are in nanoseconds; positive moves the clock forward.
 */
#ifndef FOLIOT_CLOCK_H
#define FOLIOT_CLOCK_H

#include <stdint.h>

#ifdef __cplusplus
extern "C" {
#endif

/* What the clock showed at one moment; see foliot_clock_read. */
struct foliot_clock_reading {
    int64_t utc_ns;       /* CLOCK_REALTIME: since the Unix epoch; is steered, and may be stepped */
    int64_t monotonic_ns; /* CLOCK_MONOTONIC: since an arbitrary start; same rate, never jumps */
};

/* What the clock showed at one moment beside a scale that steering does not bend; see foliot_clock_read_raw. */
struct foliot_clock_raw_reading {
    int64_t utc_ns;
    int64_t monotonic_ns;
    int64_t raw_ns;   /* since an arbitrary start */
    int64_t width_ns; /* within which all of it was read: the three are apart by half of that at most */
};

/* Leap warnings as in a packet (RFC 5905, figure 9); the ordinals of dev.foliot.time.LeapIndicator. */
enum foliot_leap {
    FOLIOT_LEAP_NONE = 0,
    FOLIOT_LEAP_INSERT = 1,
    FOLIOT_LEAP_DELETE = 2,
    FOLIOT_LEAP_UNSYNCHRONISED = 3,
};

/* When a frequency that was set takes the old one's place; the ordinals of dev.foliot.platform.FrequencyOnset. */
enum foliot_frequency_onset {
    FOLIOT_FREQUENCY_AT_ONCE = 0,        /* Linux */
    FOLIOT_FREQUENCY_NEXT_SECOND = 1,    /* FreeBSD: when the time of day comes to its next whole second */
    FOLIOT_FREQUENCY_AFTER_A_SECOND = 2, /* macOS: a second later; setting anything else puts it off by as much again */
};

/* What the kernel says of its clock (adjtimex(2)). */
struct foliot_clock_state {
    double frequency_ppb;         /* what it is steered by, or will be at the onset */
    int64_t leap;                 /* enum foliot_leap */
    int64_t max_error_ns;         /* bound of the error; the kernel lets it grow by 500 ppm, macOS only now and then */
    int64_t estimated_error_ns;   /* expected error */
    int64_t tai_offset_s;         /* TAI - UTC in seconds; 0 when unknown */
    int64_t disciplined_by_other; /* 1 when the kernel's phase- or frequency-locked loop or its PPS discipline is on,
                                     else 0 */
};

/* What the clock can do for this process on this machine. Truth values are 0 or 1. */
struct foliot_clock_capabilities {
    int64_t steerable;   /* this process may step it and set its frequency; found out by trying something that changes
                            nothing */
    int64_t atomic_step; /* a step is one operation of the kernel; else it is read, add, set */
    int64_t leap;        /* the kernel inserts and deletes leap seconds by itself when told of them */
    int64_t tai;         /* foliot_clock_set_tai works */
    int64_t frequency_onset; /* enum foliot_frequency_onset */
    double max_frequency_ppb;
    double frequency_quantum_ppb;
    int64_t reading_quantum_ns; /* clock_getres(2), at least 1 */
};

/* The interface of the kernel that steers the clock. */
enum foliot_clock_interface {
    FOLIOT_CLOCK_NATIVE = 0,   /* the best of this system */
    FOLIOT_CLOCK_ADJTIMEX = 1, /* clock_adjtime(2): Linux. +-10 %, atomic steps, TAI */
    FOLIOT_CLOCK_NTP_ADJTIME =
        2, /* ntp_adjtime(2), clock_settime(2): every system. +-500 ppm, a step is read, add, set */
};

/*
 * For foliot_clock_step on the older interface: leave away the measuring and correcting of what the step lost. There to
 * show what they are good for.
 */
#define FOLIOT_CLOCK_STEP_UNCOMPENSATED 1u

/*
 * One way to steer. Arguments arrive valid: finite, in range, pointers not null. An entry is never null; what the
 * interface cannot do returns -ENOTSUP.
 */
struct foliot_clock_backend {
    const char *name; /* static: "adjtimex", "ntp_adjtime", "unsupported" */
    int (*step)(int64_t offset_ns, unsigned flags, int64_t *residue_ns);
    int (*set_frequency)(double ppb, double *in_force_ppb);
    int (*state)(struct foliot_clock_state *state);
    int (*set_status)(enum foliot_leap leap, int64_t max_error_ns, int64_t estimated_error_ns);
    int (*set_tai)(int32_t seconds);
    int (*capabilities)(struct foliot_clock_capabilities *capabilities);
};

/* The backend of an interface, or null where this system has no such interface. */
const struct foliot_clock_backend *foliot_clock_backend(enum foliot_clock_interface interface);

/*
 * Reads both scales as near to each other as can be: CLOCK_REALTIME between two readings of CLOCK_MONOTONIC, whose
 * middle is given; a reading that was interrupted in between is taken again, a few times at most. Never fails on a
 * working system.
 */
int foliot_clock_read(struct foliot_clock_reading *reading);

/*
 * Reads the clock together with a scale that no steering bends and no step moves, which shows what steering does to the
 * clock: the tightest of many brackets.
 *
 * The scale counts the oscillator by its nominal rate: CLOCK_MONOTONIC_RAW on Linux and macOS; on FreeBSD, which has
 * none, the CPU's counter. What the kernel takes for that rate was measured when it started or was told by the
 * hardware, so that its nanosecond is worth a nanosecond to some hundred ppm only, and drifts with the oscillator. It
 * is good for comparing: how the clock gained on it under one frequency and under another.
 *
 * -ENOTSUP: this machine has no such scale (FreeBSD: its counter stops, varies, or differs from CPU to CPU).
 */
int foliot_clock_read_raw(struct foliot_clock_raw_reading *reading);

/*
 * For how long the machine has been suspended in all, counted from an arbitrary moment: the difference of two clocks of
 * the kernel, one of which goes on meanwhile. It never exceeds the truth, and falls short of it by the time between
 * two readings, mostly some ten nanoseconds: the greatest of several tells best.
 *
 * -ENOTSUP: this system does not tell (FreeBSD).
 */
int foliot_clock_suspended(int64_t *suspended_ns);

/*
 * Steps the time of day by offset_ns; the monotonic scale stays.
 *
 * A step makes Linux forget what was published: it counts as unsynchronised until the next foliot_clock_set_status
 * (ntp_clear). FreeBSD and macOS keep it, true or not.
 *
 * residue_ns: achieved minus wished, as measured; 0 on an atomic interface. On the older interface, time that passes
 * between reading and setting the clock is lost; it shows in the distance between the two scales, is measured there and
 * put back in further small steps, a bounded number of them. FreeBSD and macOS set the clock to a whole microsecond, so
 * that up to one stays; macOS reads it in whole microseconds too, which the residue is then told in.
 *
 * -EPERM: no permission. -EINVAL: the time would fall outside of what the kernel accepts. -ERANGE: outside of int64_t
 * nanoseconds. -ENOTSUP: no such interface.
 */
int foliot_clock_step(enum foliot_clock_interface interface, int64_t offset_ns, unsigned flags, int64_t *residue_ns);

/*
 * Makes the clock run faster by ppb than its oscillator, in place of what was set before, from the system's
 * foliot_frequency_onset on. in_force_ppb gets what the kernel says it does then: the wish held to the interface's
 * range and rounded to its quantum of 2^-16 ppm.
 *
 * -EPERM; -EINVAL: not finite; -ENOTSUP.
 */
int foliot_clock_set_frequency(enum foliot_clock_interface interface, double ppb, double *in_force_ppb);

/* What the kernel says of its clock. Needs no permission. */
int foliot_clock_state(enum foliot_clock_interface interface, struct foliot_clock_state *state);

/*
 * Publishes leap warning, synchronisation and errors through the kernel, and puts the kernel's own loops (PLL, FLL,
 * PPS) to rest, so that nothing but the frequency steers. Any leap but FOLIOT_LEAP_UNSYNCHRONISED clears STA_UNSYNC,
 * which also makes the kernel copy the time to the hardware clock now and then (Linux: every 11 minutes, FreeBSD: every
 * 30). Errors are rounded up to microseconds and held to 16 s, Linux's limit, at which it declares itself
 * unsynchronised. A kernel that makes no leap seconds drops the warning, and then counts as synchronised without one.
 *
 * leap: enum foliot_leap.
 *
 * -EPERM; -EINVAL: leap is none of the enum, or an error is negative; -ENOTSUP.
 */
int foliot_clock_set_status(enum foliot_clock_interface interface, int32_t leap, int64_t max_error_ns,
                            int64_t estimated_error_ns);

/* Publishes TAI - UTC. -EINVAL: the kernel did not take the value (Linux takes 0 to 100000, FreeBSD more than 0);
 * -EPERM; -ENOTSUP: FOLIOT_CLOCK_NTP_ADJTIME of Linux and macOS. */
int foliot_clock_set_tai(enum foliot_clock_interface interface, int32_t seconds);

/* What this process can do with the clock now. Changes nothing. */
int foliot_clock_capabilities(enum foliot_clock_interface interface, struct foliot_clock_capabilities *capabilities);

#ifdef __cplusplus
}
#endif

#endif
