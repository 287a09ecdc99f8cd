/* FreeBSD and macOS have the older interface alone. */
#include <stdbool.h>
#include <stddef.h>

#include "clock/clock_internal.h"

const struct foliot_clock_backend *foliot_clock_backend(enum foliot_clock_interface interface) {
    bool has = interface == FOLIOT_CLOCK_NATIVE || interface == FOLIOT_CLOCK_NTP_ADJTIME;
    return has ? &foliot_clock_ntp_adjtime : NULL;
}
