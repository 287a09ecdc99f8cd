/* Imitates FreeBSD's, on top of this system's: its clocks have other numbers. */
#pragma GCC system_header /* include_next is an extension */
#include_next <time.h>

#ifndef FOLIOT_IMITATED_TIME_H
#define FOLIOT_IMITATED_TIME_H

#undef CLOCK_REALTIME
#undef CLOCK_MONOTONIC
#define CLOCK_REALTIME 0
#define CLOCK_MONOTONIC 4

#endif
