/*
 * The table of system calls of the other system's kernel. Each fake_*.c fills in the calls that it makes up; a call
 * that nobody made up ends the test by a fault at address 0.
 */
#ifndef FOLIOT_FAKE_SYSCALLS_H
#define FOLIOT_FAKE_SYSCALLS_H

#include "foliot/syscalls.h"

#ifdef __cplusplus
extern "C" {
#endif

extern struct foliot_syscalls fake_syscalls;

#ifdef __cplusplus
}
#endif

#endif
