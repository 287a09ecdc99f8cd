#include <arpa/inet.h>
#include <string.h>

#include "udp/udp_internal.h"

unsigned foliot_sockaddr_encode(union foliot_sockaddr *encoded, const uint8_t bytes[16], int64_t length, int64_t port,
                                uint32_t scope) {
    memset(encoded, 0, sizeof *encoded);
    if (port < 0 || port > UINT16_MAX) {
        return 0;
    }
    if (length == 4) {
        encoded->in.sin_family = AF_INET;
        encoded->in.sin_port = htons((uint16_t)port);
        memcpy(&encoded->in.sin_addr, bytes, 4);
        return sizeof encoded->in;
    }
    if (length == 16) {
        encoded->in6.sin6_family = AF_INET6;
        encoded->in6.sin6_port = htons((uint16_t)port);
        encoded->in6.sin6_scope_id = scope;
        memcpy(&encoded->in6.sin6_addr, bytes, 16);
        return sizeof encoded->in6;
    }
    return 0;
}

void foliot_sockaddr_decode(const union foliot_sockaddr *encoded, struct foliot_address *address) {
    memset(address, 0, sizeof *address);
    if (encoded->any.sa_family == AF_INET) {
        memcpy(address->bytes, &encoded->in.sin_addr, 4);
        address->length = 4;
        address->port = ntohs(encoded->in.sin_port);
    } else if (encoded->any.sa_family == AF_INET6) {
        memcpy(address->bytes, &encoded->in6.sin6_addr, 16);
        address->length = 16;
        address->port = ntohs(encoded->in6.sin6_port);
        address->scope = encoded->in6.sin6_scope_id;
    }
}
