/* Imitates macOS's. */
#include "bsd_timex.h"

#define STA_SUPPORTED (STA_PLL | STA_FLL | STA_UNSYNC | STA_FREQHOLD | STA_CLOCKERR | STA_NANO | STA_MODE | STA_CLK)
