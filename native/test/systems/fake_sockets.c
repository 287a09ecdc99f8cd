#include "fake_sockets.h"

#include <errno.h>
#include <limits.h>
#include <netinet/in.h>
#include <string.h>
#include <sys/socket.h>

#include "fake_control_common.h"
#include "fake_syscalls.h"
#include "time/timespec.h"
#include "udp/udp_internal.h"

#define QUEUE 256
#define CHOSEN_PORT 50123

/* A call that is to fail: which one from now on, and how; 0 for none. */
struct failure {
    unsigned calls;
    int error;
};

static struct {
    struct fake_socket socket;
    int family;
    int64_t now_ns;
    bool no_stamps, no_nanoseconds, no_destinations;
    int largest_buffer;
    struct fake_datagram arrived[QUEUE];
    size_t arrivals, received;
    struct fake_sent sent[QUEUE];
    size_t sends;
    size_t control_limit;
    int network_error;
    struct failure receive_failure, send_failure;
    unsigned receive_calls;
} kernel;

const struct fake_socket *fake_socket(void) { return &kernel.socket; }
void fake_refuse_stamps(void) { kernel.no_stamps = true; }
void fake_refuse_nanoseconds(void) { kernel.no_nanoseconds = true; }
void fake_refuse_destinations(void) { kernel.no_destinations = true; }
void fake_limit_buffer(int size) { kernel.largest_buffer = size; }
void fake_arrive(const struct fake_datagram *datagram) { kernel.arrived[kernel.arrivals++] = *datagram; }
void fake_cut_control(size_t length) { kernel.control_limit = length; }
void fake_network_error(int error) { kernel.network_error = error; }
unsigned fake_receive_calls(void) { return kernel.receive_calls; }
size_t fake_sent_count(void) { return kernel.sends; }
const struct fake_sent *fake_sent(size_t index) { return &kernel.sent[index]; }
void fake_fail_receive(unsigned calls, int error) { kernel.receive_failure = (struct failure){calls, error}; }
void fake_fail_send(unsigned calls, int error) { kernel.send_failure = (struct failure){calls, error}; }

static int fails(struct failure *failure) {
    if (failure->error == 0 || failure->calls-- > 0) {
        return 0;
    }
    int error = failure->error;
    failure->error = 0;
    return -error;
}

static int fake_clock_gettime(int clock, struct timespec *time) {
    (void)clock;
    *time = foliot_timespec_from_ns(kernel.now_ns);
    return 0;
}

static int fake_open(int family, int type, int protocol) {
    (void)protocol;
    if (family != AF_INET && family != AF_INET6) {
        return -EAFNOSUPPORT;
    }
    if (type != SOCK_DGRAM || kernel.socket.open) {
        return -EPROTOTYPE;
    }
    kernel.socket = (struct fake_socket){.open = true, .buffer = FAKE_BUFFER};
    kernel.family = family;
    return FAKE_FD;
}

static int fake_close(int fd) {
    if (fd != FAKE_FD || !kernel.socket.open) {
        return -EBADF;
    }
    kernel.socket.open = false;
    return 0;
}

static int fake_setsockopt(int fd, int level, int name, const void *value, unsigned length) {
    int number;
    if (fd != FAKE_FD || length != sizeof number) {
        return -EINVAL;
    }
    if ((level == IPPROTO_IP && kernel.family != AF_INET) || (level == IPPROTO_IPV6 && kernel.family != AF_INET6)) {
        return -EINVAL;
    }
    memcpy(&number, value, sizeof number);
    if (level == IPPROTO_IPV6 && name == IPV6_V6ONLY) {
        kernel.socket.ipv6_only = number != 0;
        return 0;
    }
    if (level == SOL_SOCKET && name == SO_RCVBUF) {
        bool permitted = number > 0 && number <= kernel.largest_buffer;
        kernel.socket.buffer = permitted ? number : kernel.socket.buffer;
        return permitted ? 0 : -ENOBUFS;
    }
    struct fake_socket changed = kernel.socket;
    int result = fake_control_option(&changed, level, name, number);
    if ((changed.stamps && kernel.no_stamps) || (changed.nanoseconds && kernel.no_nanoseconds) ||
        (changed.destinations && kernel.no_destinations)) {
        return -ENOPROTOOPT;
    }
    kernel.socket = changed;
    return result;
}

static int fake_getsockopt(int fd, int level, int name, void *value, unsigned *length) {
    if (fd != FAKE_FD || level != SOL_SOCKET || name != SO_RCVBUF || *length != sizeof kernel.socket.buffer) {
        return -EINVAL;
    }
    memcpy(value, &kernel.socket.buffer, sizeof kernel.socket.buffer);
    return 0;
}

/* The kernel takes the length from the call, whatever sa_len says. */
static int read_address(const void *from, size_t length, struct foliot_address *address) {
    union foliot_sockaddr encoded = {0};
    size_t size = kernel.family == AF_INET ? sizeof encoded.in : sizeof encoded.in6;
    if (length != size) {
        return -EINVAL;
    }
    memcpy(&encoded, from, size);
    if (encoded.any.sa_family != kernel.family) {
        return -EAFNOSUPPORT;
    }
    foliot_sockaddr_decode(&encoded, address);
    return 0;
}

static unsigned write_address(void *to, const struct foliot_address *address) {
    union foliot_sockaddr encoded;
    unsigned size = foliot_sockaddr_encode(&encoded, address->bytes, address->length, address->port, address->scope);
    encoded.any.sa_len = (unsigned char)size;
    memcpy(to, &encoded, size);
    return size;
}

static int fake_bind(int fd, const struct sockaddr *address, unsigned length) {
    (void)fd;
    int result = read_address(address, length, &kernel.socket.local);
    if (result == 0) {
        kernel.socket.bound = true;
        kernel.socket.local.port = kernel.socket.local.port != 0 ? kernel.socket.local.port : CHOSEN_PORT;
    }
    return result;
}

static int fake_connect(int fd, const struct sockaddr *address, unsigned length) {
    (void)fd;
    int result = read_address(address, length, &kernel.socket.remote);
    if (result == 0) {
        kernel.socket.connected = kernel.socket.bound = true;
        kernel.socket.local = (struct foliot_address){.length = kernel.socket.remote.length, .port = CHOSEN_PORT};
        kernel.socket.local.bytes[kernel.family == AF_INET ? 0 : 15] = kernel.family == AF_INET ? 127 : 1;
        kernel.socket.local.bytes[3] = kernel.family == AF_INET;
    }
    return result;
}

static int fake_getsockname(int fd, struct sockaddr *address, unsigned *length) {
    (void)fd;
    *length = write_address(address, &kernel.socket.local);
    return 0;
}

static void copy_payload(const struct fake_datagram *datagram, struct msghdr *message, int64_t *length) {
    struct iovec *to = message->msg_iov;
    size_t copied = datagram->length < to->iov_len ? datagram->length : to->iov_len;
    for (size_t i = 0; i < copied; i++) {
        ((char *)to->iov_base)[i] = datagram->text[i % strlen(datagram->text)];
    }
    message->msg_flags |= copied < datagram->length ? MSG_TRUNC : 0;
    *length = (int64_t)copied;
}

static void copy_control(const struct fake_datagram *datagram, struct msghdr *message) {
    uint8_t control[2 * FOLIOT_CONTROL_SIZE];
    size_t size = fake_control_receive(&kernel.socket, datagram, control);
    size_t room = message->msg_controllen < kernel.control_limit ? message->msg_controllen : kernel.control_limit;
    message->msg_flags |= size > room ? MSG_CTRUNC : 0;
    message->msg_controllen = (socklen_t)(size < room ? size : room);
    memcpy(message->msg_control, control, message->msg_controllen);
}

static int64_t fake_recvmsg(int fd, struct msghdr *message, int flags) {
    if (fd != FAKE_FD || !kernel.socket.open || (flags & MSG_DONTWAIT) == 0 || message->msg_iovlen != 1) {
        return -EBADF;
    }
    kernel.receive_calls++;
    int failure = fails(&kernel.receive_failure);
    if (failure != 0) {
        return failure;
    }
    if (kernel.received == kernel.arrivals) {
        int error = kernel.network_error != 0 ? kernel.network_error : EAGAIN;
        kernel.network_error = 0;
        return -error;
    }
    const struct fake_datagram *datagram = &kernel.arrived[kernel.received++];
    int64_t length;
    message->msg_flags = 0;
    message->msg_namelen = write_address(message->msg_name, &datagram->from);
    copy_payload(datagram, message, &length);
    copy_control(datagram, message);
    return length;
}

/* Who the datagram is for, and where it comes from when nothing else is said. */
static int find_ends(const struct msghdr *message, struct fake_sent *sent) {
    if ((message->msg_name != NULL) == kernel.socket.connected) {
        return kernel.socket.connected ? -EISCONN : -EDESTADDRREQ;
    }
    sent->from = kernel.socket.local;
    sent->to = kernel.socket.remote;
    return kernel.socket.connected ? 0 : read_address(message->msg_name, message->msg_namelen, &sent->to);
}

static int64_t fake_sendmsg(int fd, const struct msghdr *message, int flags) {
    (void)flags;
    struct fake_sent *sent = &kernel.sent[kernel.sends];
    int result = fd == FAKE_FD && kernel.socket.open ? fails(&kernel.send_failure) : -EBADF;
    result = result < 0 ? result : find_ends(message, sent);
    if (result == 0 && message->msg_controllen != 0) {
        result = fake_control_send(&kernel.socket, message->msg_control, message->msg_controllen, &sent->from);
    }
    if (result < 0) {
        return result;
    }
    sent->length = message->msg_iov->iov_len;
    memcpy(sent->payload, message->msg_iov->iov_base, sent->length);
    sent->clock_ns = kernel.now_ns;
    kernel.now_ns += 1000;
    kernel.sends++;
    return (int64_t)sent->length;
}

void fake_sockets_reset(int64_t now_ns) {
    memset(&kernel, 0, sizeof kernel);
    kernel.now_ns = now_ns;
    kernel.control_limit = SIZE_MAX;
    kernel.largest_buffer = INT_MAX;
    fake_syscalls.clock_gettime = fake_clock_gettime;
    fake_syscalls.socket = fake_open;
    fake_syscalls.setsockopt = fake_setsockopt;
    fake_syscalls.getsockopt = fake_getsockopt;
    fake_syscalls.bind = fake_bind;
    fake_syscalls.connect = fake_connect;
    fake_syscalls.getsockname = fake_getsockname;
    fake_syscalls.recvmsg = fake_recvmsg;
    fake_syscalls.sendmsg = fake_sendmsg;
    fake_syscalls.close = fake_close;
}
