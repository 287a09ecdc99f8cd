/* Imitates FreeBSD's. */
#include "bsd_timex.h"
