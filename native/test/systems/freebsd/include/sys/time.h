/* Imitates FreeBSD's. */
#ifndef FOLIOT_IMITATED_SYS_TIME_H
#define FOLIOT_IMITATED_SYS_TIME_H

#include <stdint.h>
#include <time.h>

struct timeval {
    time_t tv_sec;
    long tv_usec;
};

#endif
