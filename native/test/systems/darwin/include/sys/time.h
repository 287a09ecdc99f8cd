/* Imitates macOS's. */
#ifndef FOLIOT_IMITATED_SYS_TIME_H
#define FOLIOT_IMITATED_SYS_TIME_H

#include <stdint.h>
#include <time.h>

struct timeval {
    time_t tv_sec;
    int32_t tv_usec;
};

#endif
