#include <errno.h>
#include <string.h>
#include <sys/socket.h>
#include <sys/un.h>

#include "foliot/notify.h"
#include "foliot/syscalls.h"

/* Returns the length of the encoded address. */
static int encode(struct sockaddr_un *encoded, const char *address, size_t length) {
    *encoded = (struct sockaddr_un){.sun_family = AF_UNIX};
    if (length < 2 || (address[0] != '/' && address[0] != '@')) {
        return -EAFNOSUPPORT;
    }
    /* A path keeps room for the 0 behind it. A name in the abstract namespace has its first byte for one. */
    if (length >= sizeof encoded->sun_path) {
        return -ENAMETOOLONG;
    }
    memcpy(encoded->sun_path, address, length);
    if (address[0] == '@') {
        encoded->sun_path[0] = '\0';
        return (int)(offsetof(struct sockaddr_un, sun_path) + length);
    }
    return (int)(offsetof(struct sockaddr_un, sun_path) + length + 1);
}

int foliot_notify(const char *address, size_t address_length, const char *message, size_t message_length) {
    struct sockaddr_un manager;
    int size = encode(&manager, address, address_length);
    if (size < 0) {
        return size;
    }
    /* A socket for each message: there are few, and a manager that was replaced is found again. */
    int fd = foliot_sys->socket(AF_UNIX, SOCK_DGRAM, 0);
    if (fd < 0) {
        return fd;
    }
    int result = foliot_sys->connect(fd, (const struct sockaddr *)&manager, (unsigned)size);
    if (result >= 0) {
        int64_t written = foliot_sys->write(fd, message, message_length);
        result = written < 0 ? (int)written : 0;
    }
    foliot_sys->close(fd);
    return result;
}
