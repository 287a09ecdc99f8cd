/* The raw scale where the kernel has one: it counts the same oscillator as CLOCK_MONOTONIC, by its nominal rate. */
#include <time.h>

#include "clock/clock_internal.h"

int foliot_clock_raw_ns(int64_t *ns) { return foliot_clock_read_ns(CLOCK_MONOTONIC_RAW, ns); }
