#include <sys/time.h>
#include <sys/timex.h>

#include "syscalls/syscalls_common.h"

static int darwin_ntp_adjtime(struct timex *timex) { return (int)foliot_result(ntp_adjtime(timex)); }

static int darwin_settimeofday(const struct timeval *time, const struct timezone *zone) {
    return (int)foliot_result(settimeofday(time, zone));
}

const struct foliot_syscalls foliot_syscalls_real = {
    .clock_gettime = foliot_posix_clock_gettime,
    .clock_getres = foliot_posix_clock_getres,
    .clock_settime = foliot_posix_clock_settime,
    .clock_adjtime = foliot_missing_clock_adjtime,
    .ntp_adjtime = darwin_ntp_adjtime,
    .ntp_gettime = foliot_missing_ntp_gettime,
    .settimeofday = darwin_settimeofday,
    .cycle_counter = foliot_missing_cycle_counter,
    .clock_ticks = foliot_posix_clock_ticks,
    .socket = foliot_posix_socket,
    .setsockopt = foliot_posix_setsockopt,
    .getsockopt = foliot_posix_getsockopt,
    .bind = foliot_posix_bind,
    .connect = foliot_posix_connect,
    .getsockname = foliot_posix_getsockname,
    .recvmsg = foliot_posix_recvmsg,
    .sendmsg = foliot_posix_sendmsg,
    .recvmmsg = foliot_missing_mmsg,
    .sendmmsg = foliot_missing_mmsg,
    .ppoll = foliot_posix_ppoll,
    .wake_open = foliot_posix_wake_open,
    .clock_set_open = foliot_missing_clock_set_open,
    .read = foliot_posix_read,
    .write = foliot_posix_write,
    .close = foliot_posix_close,
};
