/* macOS's clock: what the headers in include/ imitate. */
#include "bsd_timex_facts.h"

FACT(CLOCK_REALTIME == 0);
FACT(CLOCK_MONOTONIC == 6);
FACT(CLOCK_MONOTONIC_RAW == 4);
FACT(CLOCK_UPTIME_RAW == 8);
FACT(STA_SUPPORTED == 0xf0c9);
