/* FreeBSD's clock: what the headers in include/ imitate. */
#include "bsd_timex_facts.h"

FACT(CLOCK_REALTIME == 0);
FACT(CLOCK_MONOTONIC == 4);
