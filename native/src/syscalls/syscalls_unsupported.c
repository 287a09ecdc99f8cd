/* What any POSIX system can do; the rest is missing. */
#include "syscalls/syscalls_common.h"

const struct foliot_syscalls foliot_syscalls_real = {
    .clock_gettime = foliot_posix_clock_gettime,
    .clock_getres = foliot_posix_clock_getres,
    .clock_settime = foliot_posix_clock_settime,
    .clock_adjtime = foliot_missing_clock_adjtime,
    .ntp_adjtime = foliot_missing_ntp_adjtime,
    .ntp_gettime = foliot_missing_ntp_gettime,
    .settimeofday = foliot_missing_settimeofday,
    .cycle_counter = foliot_missing_cycle_counter,
    .clock_ticks = foliot_posix_clock_ticks,
    .socket = foliot_posix_socket,
    .setsockopt = foliot_posix_setsockopt,
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
