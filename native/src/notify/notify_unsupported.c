/* A system without a service manager that listens. */
#include <errno.h>

#include "foliot/notify.h"

int foliot_notify(const char *address, size_t address_length, const char *message, size_t message_length) {
    (void)address;
    (void)address_length;
    (void)message;
    (void)message_length;
    return -ENOTSUP;
}
