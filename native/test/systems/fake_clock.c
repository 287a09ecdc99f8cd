/*
 * What the kernels of FreeBSD and macOS have in common: kern_ntptime.c, after Mills' model. Of its loop it is kept that
 * an offset left to it bends the clock, and that it takes one only while STA_PLL is on.
 */
#include "fake_clock.h"

#include <errno.h>
#include <string.h>

#include "fake_clock_kernel.h"

struct fake_clock fake_clock;
struct fake_kernel_clock fake_kernel_clock;

static struct fake_kernel_clock *const kernel = &fake_kernel_clock;
static int interruption;

int64_t fake_kernel_floor(int64_t ns, int64_t quantum_ns) {
    int64_t rest_ns = ns % quantum_ns;
    return ns - (rest_ns < 0 ? rest_ns + quantum_ns : rest_ns);
}

void fake_kernel_advance(int64_t true_ns) {
    double gained_ns = (double)true_ns * kernel->adjustment_ns_s / (double)FOLIOT_NS_PER_S + kernel->uptime_rest_ns;
    int64_t whole_ns = (int64_t)gained_ns;
    kernel->uptime_rest_ns = gained_ns - (double)whole_ns;
    kernel->uptime_ns += true_ns + whole_ns;
    fake_clock.true_ns += true_ns;
}

void fake_kernel_new_adjustment(void) {
    int64_t part_ns = kernel->offset_ns / 16;
    kernel->offset_ns -= part_ns;
    kernel->adjustment_ns_s = kernel->frequency_ns_s + (double)part_ns;
}

int64_t fake_clock_utc_ns(void) { return kernel->boottime_ns + kernel->uptime_ns; }

int64_t fake_clock_distance_ns(void) { return kernel->boottime_ns; }

int fake_kernel_before_setting(void) {
    int64_t interruption_ns = interruption < FAKE_CLOCK_INTERRUPTIONS ? fake_clock.interruptions_ns[interruption++] : 0;
    fake_clock_pass(fake_clock.set_ns + interruption_ns);
    return fake_clock.may_set ? 0 : -EPERM;
}

static void set_frequency(long scaled_ppm) {
    long ns_s = (scaled_ppm * 1000) >> 16;
    if (ns_s > MAXFREQ) {
        kernel->frequency_ns_s = MAXFREQ;
    } else if (ns_s < -MAXFREQ) {
        kernel->frequency_ns_s = -MAXFREQ;
    } else {
        kernel->frequency_ns_s = (double)scaled_ppm * 1000 / 65536;
    }
}

static void set_status(int status) {
    if ((fake_clock.status & STA_PLL) && !(status & STA_PLL)) {
        kernel->leap_state = TIME_OK;
        fake_clock.status = STA_UNSYNC;
    }
    fake_clock.status = ((fake_clock.status & STA_RONLY) | (status & ~STA_RONLY)) & kernel->supported_status;
}

static void set_offset(long offset) {
    int64_t offset_ns = fake_clock.status & STA_NANO ? offset : (int64_t)offset * 1000;
    if (fake_clock.status & STA_PLL) {
        kernel->offset_ns = offset_ns > MAXPHASE ? MAXPHASE : offset_ns < -MAXPHASE ? -MAXPHASE : offset_ns;
    }
}

static void change(const struct timex *request) {
    if (request->modes & MOD_MAXERROR) {
        kernel->max_error_us = request->maxerror;
    }
    if (request->modes & MOD_ESTERROR) {
        kernel->estimated_error_us = request->esterror;
    }
    if (request->modes & MOD_STATUS) {
        set_status(request->status);
    }
    if ((request->modes & MOD_TAI) && request->constant > 0) {
        kernel->tai_s = request->constant;
    }
    if (request->modes & MOD_NANO) {
        fake_clock.status |= STA_NANO;
    }
    if (request->modes & MOD_MICRO) {
        fake_clock.status &= ~STA_NANO;
    }
    if (request->modes & MOD_FREQUENCY) {
        set_frequency(request->freq);
    }
    if (request->modes & MOD_OFFSET) {
        set_offset(request->offset);
    }
}

static int ntp_adjtime(struct timex *timex) {
    unsigned modes = timex->modes;
    if (modes != 0 && !fake_clock.may_adjust) {
        return -EPERM;
    }
    change(timex);
    memset(timex, 0, sizeof *timex);
    timex->modes = modes;
    timex->offset = (long)(fake_clock.status & STA_NANO ? kernel->offset_ns : kernel->offset_ns / 1000);
    timex->freq = (long)(kernel->frequency_ns_s * 65536 / 1000);
    timex->maxerror = kernel->max_error_us;
    timex->esterror = kernel->estimated_error_us;
    timex->status = fake_clock.status;
    if (modes != 0) {
        fake_system_adjusted(modes);
    }
    return fake_clock.status & (STA_UNSYNC | STA_CLOCKERR) ? TIME_ERROR : kernel->leap_state;
}

void fake_clock_boot(int64_t utc_ns) {
    fake_clock = (struct fake_clock){.may_adjust = true, .may_set = true, .status = STA_UNSYNC};
    fake_clock.cycles_per_s = UINT64_C(2500000000);
    *kernel = (struct fake_kernel_clock){
        .supported_status = -1,
        .leap_state = TIME_OK,
        .max_error_us = MAXPHASE / 1000,
        .estimated_error_us = MAXPHASE / 1000,
    };
    kernel->uptime_ns = 5 * FOLIOT_NS_PER_S;
    kernel->boottime_ns = utc_ns - kernel->uptime_ns;
    interruption = 0;
    fake_syscalls.ntp_adjtime = ntp_adjtime;
    fake_system_boot();
}

void fake_clock_start_loop(int64_t offset_ns) {
    fake_clock.status = STA_PLL | STA_NANO;
    kernel->offset_ns = offset_ns;
    fake_system_adjusted(MOD_STATUS | MOD_OFFSET);
}

int64_t fake_clock_loop_offset_ns(void) { return kernel->offset_ns; }
