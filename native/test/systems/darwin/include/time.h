/* Imitates macOS's, on top of this system's: its clocks have other numbers. */
#pragma GCC system_header /* include_next is an extension */
#include_next <time.h>

#ifndef FOLIOT_IMITATED_TIME_H
#define FOLIOT_IMITATED_TIME_H

#undef CLOCK_REALTIME
#undef CLOCK_MONOTONIC
#undef CLOCK_MONOTONIC_RAW
#define CLOCK_REALTIME 0
#define CLOCK_MONOTONIC 6
#define CLOCK_MONOTONIC_RAW 4
#define CLOCK_UPTIME_RAW 8

#endif
