/* What FreeBSD's <netinet/in.h> and macOS's, which comes from it, have in common. */
#ifndef FOLIOT_IMITATED_BSD_INET_H
#define FOLIOT_IMITATED_BSD_INET_H

#include <stdint.h>
#include <string.h>
#include <sys/socket.h>

typedef uint32_t in_addr_t;
typedef uint16_t in_port_t;

#define IPPROTO_IP 0
#define IPPROTO_UDP 17
#define IPPROTO_IPV6 41

#define IPV6_V6ONLY 27
#define IPV6_PKTINFO 46

#define INADDR_ANY ((in_addr_t)0)
#define INADDR_BROADCAST ((in_addr_t)0xffffffff)
#define IN_MULTICAST(address) (((in_addr_t)(address) & 0xf0000000) == 0xe0000000)

struct in_addr {
    in_addr_t s_addr;
};

struct sockaddr_in {
    uint8_t sin_len;
    sa_family_t sin_family;
    in_port_t sin_port;
    struct in_addr sin_addr;
    char sin_zero[8];
};

struct in6_addr {
    union {
        uint8_t bytes[16];
        uint32_t words[4];
    } address;
};

#define s6_addr address.bytes

#define IN6_IS_ADDR_LINKLOCAL(a) ((a)->s6_addr[0] == 0xfe && ((a)->s6_addr[1] & 0xc0) == 0x80)
#define IN6_IS_ADDR_MULTICAST(a) ((a)->s6_addr[0] == 0xff)

struct sockaddr_in6 {
    uint8_t sin6_len;
    sa_family_t sin6_family;
    in_port_t sin6_port;
    uint32_t sin6_flowinfo;
    struct in6_addr sin6_addr;
    uint32_t sin6_scope_id;
};

struct in6_pktinfo {
    struct in6_addr ipi6_addr;
    unsigned ipi6_ifindex;
};

static inline uint16_t htons(uint16_t host) {
    const uint8_t bytes[2] = {(uint8_t)(host >> 8), (uint8_t)host};
    uint16_t net;
    memcpy(&net, bytes, sizeof net);
    return net;
}

static inline uint16_t ntohs(uint16_t net) { return htons(net); }

static inline uint32_t htonl(uint32_t host) {
    const uint8_t bytes[4] = {(uint8_t)(host >> 24), (uint8_t)(host >> 16), (uint8_t)(host >> 8), (uint8_t)host};
    uint32_t net;
    memcpy(&net, bytes, sizeof net);
    return net;
}

static inline uint32_t ntohl(uint32_t net) { return htonl(net); }

#endif
