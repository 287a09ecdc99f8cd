/* A system whose clock we can read, but not steer. */
#include <errno.h>
#include <stddef.h>

#include "clock/clock_internal.h"

static int no_step(int64_t offset_ns, unsigned flags, int64_t *residue_ns) {
    (void)offset_ns;
    (void)flags;
    (void)residue_ns;
    return -ENOTSUP;
}

static int no_set_frequency(double ppb, double *in_force_ppb) {
    (void)ppb;
    (void)in_force_ppb;
    return -ENOTSUP;
}

static int no_state(struct foliot_clock_state *state) {
    (void)state;
    return -ENOTSUP;
}

static int no_set_status(enum foliot_leap leap, int64_t max_error_ns, int64_t estimated_error_ns) {
    (void)leap;
    (void)max_error_ns;
    (void)estimated_error_ns;
    return -ENOTSUP;
}

static int no_set_tai(int32_t seconds) {
    (void)seconds;
    return -ENOTSUP;
}

static int no_capabilities(struct foliot_clock_capabilities *capabilities) {
    *capabilities = (struct foliot_clock_capabilities){.reading_quantum_ns = foliot_clock_quantum_ns()};
    return 0;
}

int foliot_clock_raw_ns(int64_t *ns) {
    (void)ns;
    return -ENOTSUP;
}

int foliot_clock_suspended(int64_t *suspended_ns) {
    (void)suspended_ns;
    return -ENOTSUP;
}

static const struct foliot_clock_backend unsupported_backend = {
    .name = "unsupported",
    .step = no_step,
    .set_frequency = no_set_frequency,
    .state = no_state,
    .set_status = no_set_status,
    .set_tai = no_set_tai,
    .capabilities = no_capabilities,
};

const struct foliot_clock_backend *foliot_clock_backend(enum foliot_clock_interface interface) {
    return interface == FOLIOT_CLOCK_NATIVE ? &unsupported_backend : NULL;
}
