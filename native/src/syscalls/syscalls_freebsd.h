/* The calls of FreeBSD alone, in the form of struct foliot_syscalls. */
#ifndef FOLIOT_SYSCALLS_FREEBSD_H
#define FOLIOT_SYSCALLS_FREEBSD_H

#include "foliot/syscalls.h"

int foliot_freebsd_cycle_counter(uint64_t *cycles, uint64_t *cycles_per_s);

#endif
