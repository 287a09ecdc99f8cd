/* Telling the service manager how this process is doing: the protocol of sd_notify(3), which systemd understands. */
#ifndef FOLIOT_NOTIFY_H
#define FOLIOT_NOTIFY_H

#include <stddef.h>

#ifdef __cplusplus
extern "C" {
#endif

/*
 * Sends one message, lines of NAME=value, to the manager's datagram socket, without waiting.
 *
 * address: the value of NOTIFY_SOCKET; a path, or @ and a name in Linux's abstract namespace. No 0 closes it.
 *
 * Returns 0, or a negated errno value. -EAFNOSUPPORT: an address of another kind; -ENAMETOOLONG; -EAGAIN: the manager
 * has not read what it was sent before; -ENOENT, -ECONNREFUSED: nobody is there; -ENOTSUP: not on this system.
 */
int foliot_notify(const char *address, size_t address_length, const char *message, size_t message_length);

#ifdef __cplusplus
}
#endif

#endif
