// Control messages as a kernel writes them, byte by byte.
#ifndef FOLIOT_UDP_FIXTURE_H
#define FOLIOT_UDP_FIXTURE_H

#include <arpa/inet.h>
#include <linux/errqueue.h>
#include <netinet/in.h>
#include <sys/socket.h>

#include <cerrno>
#include <cstdint>
#include <cstring>
#include <vector>

extern "C" {
#include "udp/udp_internal.h"
}

using Bytes = std::vector<uint8_t>;

// Appends a control message. `claimed` is the length in its header when that shall lie.
inline void add_control(Bytes &control, int level, int type, const void *data, size_t size, size_t claimed = 0) {
    cmsghdr header = {};
    header.cmsg_len = claimed != 0 ? claimed : CMSG_LEN(size);
    header.cmsg_level = level;
    header.cmsg_type = type;
    size_t at = control.size();
    control.resize(at + CMSG_SPACE(size));
    std::memcpy(control.data() + at, &header, sizeof header);
    if (size > 0) {
        std::memcpy(control.data() + at + CMSG_LEN(0), data, size);
    }
}

inline void add_stamps(Bytes &control, int64_t kernel_ns, int64_t hardware_ns) {
    int64_t stamps[6] = {kernel_ns / 1000000000,   kernel_ns % 1000000000,  0, 0,
                         hardware_ns / 1000000000, hardware_ns % 1000000000};
    add_control(control, SOL_SOCKET, SO_TIMESTAMPING, stamps, sizeof stamps);
}

inline void add_error(Bytes &control, uint32_t error, uint8_t origin, uint32_t info, uint32_t id) {
    struct {
        sock_extended_err error;
        sockaddr_in offender;
    } data = {};
    data.error.ee_errno = error;
    data.error.ee_origin = origin;
    data.error.ee_info = info;
    data.error.ee_data = id;
    add_control(control, IPPROTO_IP, IP_RECVERR, &data, sizeof data);
}

inline void add_pktinfo(Bytes &control, const char *local, int interface) {
    in_pktinfo info = {};
    info.ipi_ifindex = interface;
    inet_pton(AF_INET, local, &info.ipi_spec_dst);
    info.ipi_addr = info.ipi_spec_dst;
    add_control(control, IPPROTO_IP, IP_PKTINFO, &info, sizeof info);
}

inline foliot_control parse(const Bytes &control) {
    // A copy of exactly its size, so that a sanitizer sees a read past its end.
    Bytes exact(control.begin(), control.end());
    exact.shrink_to_fit();
    foliot_control parsed;
    foliot_control_parse(exact.data(), exact.size(), &parsed);
    return parsed;
}

#endif
