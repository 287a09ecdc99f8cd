#include "fake_syscalls.h"

struct foliot_syscalls fake_syscalls;

const struct foliot_syscalls *foliot_sys = &fake_syscalls;
