/* What bsd_timex.h imitates. */
#ifndef FOLIOT_BSD_TIMEX_FACTS_H
#define FOLIOT_BSD_TIMEX_FACTS_H

#include "facts.h"

#include <errno.h>
#include <sys/timex.h>
#include <time.h>

FACT(EPERM == 1);
FACT(EINVAL == 22);
FACT(ERANGE == 34);

FACT(MAXPHASE == 500000000);
FACT(MAXFREQ == 500000);

FACT(MOD_OFFSET == 0x0001);
FACT(MOD_FREQUENCY == 0x0002);
FACT(MOD_MAXERROR == 0x0004);
FACT(MOD_ESTERROR == 0x0008);
FACT(MOD_STATUS == 0x0010);
FACT(MOD_TIMECONST == 0x0020);
FACT(MOD_TAI == 0x0080);
FACT(MOD_MICRO == 0x1000);
FACT(MOD_NANO == 0x2000);

FACT(STA_PLL == 0x0001);
FACT(STA_PPSFREQ == 0x0002);
FACT(STA_PPSTIME == 0x0004);
FACT(STA_FLL == 0x0008);
FACT(STA_INS == 0x0010);
FACT(STA_DEL == 0x0020);
FACT(STA_UNSYNC == 0x0040);
FACT(STA_FREQHOLD == 0x0080);
FACT(STA_PPSSIGNAL == 0x0100);
FACT(STA_PPSJITTER == 0x0200);
FACT(STA_PPSWANDER == 0x0400);
FACT(STA_PPSERROR == 0x0800);
FACT(STA_CLOCKERR == 0x1000);
FACT(STA_NANO == 0x2000);
FACT(STA_MODE == 0x4000);
FACT(STA_CLK == 0x8000);

FACT(TIME_OK == 0);
FACT(TIME_INS == 1);
FACT(TIME_DEL == 2);
FACT(TIME_OOP == 3);
FACT(TIME_WAIT == 4);
FACT(TIME_ERROR == 5);
FACT(STA_RONLY == 0xff00);

FACT_SIZE(struct timespec, 16);
FACT_FIELD(struct timespec, tv_sec, 0, 8);
FACT_FIELD(struct timespec, tv_nsec, 8, 8);

FACT_SIZE(struct ntptimeval, 48);
FACT_FIELD(struct ntptimeval, time, 0, 16);
FACT_FIELD(struct ntptimeval, maxerror, 16, 8);
FACT_FIELD(struct ntptimeval, esterror, 24, 8);
FACT_FIELD(struct ntptimeval, tai, 32, 8);
FACT_FIELD(struct ntptimeval, time_state, 40, 4);

FACT_SIZE(struct timex, 136);
FACT_FIELD(struct timex, modes, 0, 4);
FACT_FIELD(struct timex, offset, 8, 8);
FACT_FIELD(struct timex, freq, 16, 8);
FACT_FIELD(struct timex, maxerror, 24, 8);
FACT_FIELD(struct timex, esterror, 32, 8);
FACT_FIELD(struct timex, status, 40, 4);
FACT_FIELD(struct timex, constant, 48, 8);
FACT_FIELD(struct timex, precision, 56, 8);
FACT_FIELD(struct timex, tolerance, 64, 8);
FACT_FIELD(struct timex, ppsfreq, 72, 8);
FACT_FIELD(struct timex, jitter, 80, 8);
FACT_FIELD(struct timex, shift, 88, 4);
FACT_FIELD(struct timex, stabil, 96, 8);
FACT_FIELD(struct timex, jitcnt, 104, 8);
FACT_FIELD(struct timex, calcnt, 112, 8);
FACT_FIELD(struct timex, errcnt, 120, 8);
FACT_FIELD(struct timex, stbcnt, 128, 8);

#endif
