/*
 * The CPU's counter: the TSC of x86, whose rate the kernel has measured or been told, and the generic timer of Arm,
 * whose rate is in a register. A TSC whose rate varies, or that is not the same on every CPU, is none.
 */
#include <errno.h>
#include <sys/types.h>

#include <sys/sysctl.h>

#include "syscalls/syscalls_common.h"
#include "syscalls/syscalls_freebsd.h"

#if defined(__x86_64__)

static int sysctl_number(const char *name, void *number, size_t size) {
    size_t length = size;
    int result = (int)foliot_result(sysctlbyname(name, number, &length, NULL, 0));
    return result >= 0 && length != size ? -ENOTSUP : result;
}

int foliot_freebsd_cycle_counter(uint64_t *cycles, uint64_t *cycles_per_s) {
    static _Atomic uint64_t rate;
    if (rate == 0) {
        uint64_t hz = 0;
        int invariant = 0;
        int synchronous = 0;
        if (sysctl_number("machdep.tsc_freq", &hz, sizeof hz) < 0 ||
            sysctl_number("kern.timecounter.invariant_tsc", &invariant, sizeof invariant) < 0 ||
            sysctl_number("kern.timecounter.smp_tsc", &synchronous, sizeof synchronous) < 0 || hz == 0 || !invariant ||
            !synchronous) {
            return -ENOTSUP;
        }
        rate = hz;
    }
    *cycles = __builtin_ia32_rdtsc();
    *cycles_per_s = rate;
    return 0;
}

#elif defined(__aarch64__)

int foliot_freebsd_cycle_counter(uint64_t *cycles, uint64_t *cycles_per_s) {
    __asm__ volatile("isb\n\tmrs %0, cntvct_el0" : "=r"(*cycles) : : "memory");
    __asm__ volatile("mrs %0, cntfrq_el0" : "=r"(*cycles_per_s));
    return 0;
}

#else

int foliot_freebsd_cycle_counter(uint64_t *cycles, uint64_t *cycles_per_s) {
    return foliot_missing_cycle_counter(cycles, cycles_per_s);
}

#endif
