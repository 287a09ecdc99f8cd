#include "clock/clock_timex.h"

#include <math.h>

#include "clock/clock_internal.h"

#define NS_PER_US 1000

/* The kernel's loops, any of which moves the clock beside the frequency. */
#define KERNEL_LOOPS (STA_PLL | STA_FLL | STA_PPSFREQ | STA_PPSTIME)

/* NTP_PHASE_LIMIT: what the kernel holds errors to, 16 s. */
#define ERROR_LIMIT_US INT64_C(16000000)

static enum foliot_leap leap_of(int status) {
    if (status & STA_UNSYNC) {
        return FOLIOT_LEAP_UNSYNCHRONISED;
    }
    if (status & STA_INS) {
        return FOLIOT_LEAP_INSERT;
    }
    return status & STA_DEL ? FOLIOT_LEAP_DELETE : FOLIOT_LEAP_NONE;
}

static int status_of(enum foliot_leap leap) {
    static const int status[] = {
        [FOLIOT_LEAP_NONE] = 0,
        [FOLIOT_LEAP_INSERT] = STA_INS,
        [FOLIOT_LEAP_DELETE] = STA_DEL,
        [FOLIOT_LEAP_UNSYNCHRONISED] = STA_UNSYNC,
    };
    return status[leap];
}

static long error_us(int64_t ns) {
    int64_t us = ns / NS_PER_US + (ns % NS_PER_US != 0);
    return (long)(us < ERROR_LIMIT_US ? us : ERROR_LIMIT_US);
}

void foliot_timex_read_state(const struct timex *timex, struct foliot_clock_state *state) {
    state->frequency_ppb = (double)timex->freq * FOLIOT_FREQUENCY_QUANTUM_PPB;
    state->leap = leap_of(timex->status);
    state->max_error_ns = (int64_t)timex->maxerror * NS_PER_US;
    state->estimated_error_ns = (int64_t)timex->esterror * NS_PER_US;
    state->tai_offset_s = 0;
    state->disciplined_by_other = (timex->status & KERNEL_LOOPS) != 0;
}

/*
 * Takes back what the kernel's loops still had to correct: turning them off would leave it to run out. The kernel
 * listens to an offset only while STA_PLL is on; STA_FREQHOLD keeps it from drawing a frequency from it.
 */
static int rest_kernel_loops(foliot_timex_call call) {
    struct timex timex = {0};
    timex.modes = MOD_STATUS | MOD_OFFSET;
    timex.status = STA_PLL | STA_FREQHOLD | STA_UNSYNC;
    timex.offset = 0;
    return call(&timex);
}

int foliot_timex_set_status(foliot_timex_call call, enum foliot_leap leap, int64_t max_error_ns,
                            int64_t estimated_error_ns) {
    struct timex timex = {0};
    int result = call(&timex);
    if (result >= 0 && (timex.status & KERNEL_LOOPS) != 0) {
        result = rest_kernel_loops(call);
    }
    if (result < 0) {
        return result;
    }
    timex.modes = MOD_STATUS | MOD_MAXERROR | MOD_ESTERROR;
    timex.status = status_of(leap);
    timex.maxerror = error_us(max_error_ns);
    timex.esterror = error_us(estimated_error_ns);
    result = call(&timex);
    return result < 0 ? result : 0;
}

bool foliot_timex_permitted(foliot_timex_call call) {
    struct timex timex = {0};
    if (call(&timex) < 0) {
        return false;
    }
    timex.modes = MOD_ESTERROR;
    return call(&timex) >= 0;
}

long foliot_timex_scaled_frequency(double ppb) {
    double held = fmax(-FOLIOT_MAX_SCALED_PPB, fmin(FOLIOT_MAX_SCALED_PPB, ppb));
    return lround(held / FOLIOT_FREQUENCY_QUANTUM_PPB);
}
