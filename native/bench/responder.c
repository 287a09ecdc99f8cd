/*
 * The limit: a server that receives a batch, turns each request around where it lies, and sends the batch. It decides
 * nothing, so that what a real server costs beyond this is what it does for its clients.
 *
 * With --fault it answers wrongly in one way, which the generator has to notice.
 */
#ifndef _GNU_SOURCE
#define _GNU_SOURCE
#endif

#include <errno.h>
#include <getopt.h>
#include <stdbool.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sysexits.h>
#include <time.h>
#include <unistd.h>

#include "ntp.h"
#include "path.h"

#define BATCH_MAX 1024u
#define CONTROL 64u
#define ROOM (1 << 20)

static const char usage[] =
    "usage: responder --listen ADDRESS [OPTION...]\n"
    "\n"
    "  --port N       0 has the system choose one, which is printed (123)\n"
    "  --batch N      datagrams a system call, 1 to 1024 (64)\n"
    "  --no-stamps    receive timestamps by the clock, not by the kernel\n"
    "  --whole        with all that is behind the request's header, which NTS's requests need as well\n"
    "  --fault NAME   answer wrongly: short, long, mode, version, stratum, origin, time, twice;\n"
    "                 or not: silence, of every other batch\n";

enum fault { NONE, SHORT, LONG, MODE, VERSION, STRATUM, ORIGIN, TIME, TWICE, SILENCE, FAULTS };

static const char *const faults[FAULTS] = {"none",    "short",  "long", "mode",  "version",
                                           "stratum", "origin", "time", "twice", "silence"};

struct responder {
    unsigned batch;
    bool stamps;
    bool whole; /* answers are as long as their requests */
    enum fault fault;
    uint64_t batches;
    struct mmsghdr messages[BATCH_MAX];
    struct iovec vectors[BATCH_MAX];
    union path_address names[BATCH_MAX];
    _Alignas(struct cmsghdr) uint8_t controls[BATCH_MAX][CONTROL];
    uint8_t packets[BATCH_MAX][PATH_DATAGRAM];
};

static uint64_t timestamp(const struct timespec *time) {
    uint64_t fraction = ((uint64_t)time->tv_nsec << 32) / 1000000000u;
    return ((uint64_t)time->tv_sec + NTP_UNIX_EPOCH) << 32 | fraction;
}

static uint64_t now(void) {
    struct timespec time;
    clock_gettime(CLOCK_REALTIME, &time);
    return timestamp(&time);
}

static uint64_t stamp_of(struct msghdr *header, uint64_t otherwise) {
    for (struct cmsghdr *part = CMSG_FIRSTHDR(header); part != NULL; part = CMSG_NXTHDR(header, part)) {
        if (part->cmsg_level == SOL_SOCKET && part->cmsg_type == SCM_TIMESTAMPNS) {
            struct timespec time;
            memcpy(&time, CMSG_DATA(part), sizeof time);
            return timestamp(&time);
        }
    }
    return otherwise;
}

static void spoil(enum fault fault, uint8_t *packet, struct iovec *vector) {
    switch (fault) {
    case SHORT:
        vector->iov_len = NTP_HEADER - 4;
        break;
    case LONG:
        memset(packet + NTP_HEADER, 0, 4);
        vector->iov_len = NTP_HEADER + 4;
        break;
    case MODE:
        packet[0] = ntp_first(0, ntp_version(packet[0]), NTP_CLIENT);
        break;
    case VERSION:
        packet[0] = ntp_first(0, ntp_version(packet[0]) ^ 1u, NTP_SERVER);
        break;
    case STRATUM:
        packet[NTP_STRATUM] = 17;
        break;
    case ORIGIN:
        packet[NTP_ORIGIN] ^= 1;
        break;
    case TIME:
        ntp_put64(packet + NTP_TRANSMIT, 0);
        break;
    default:
        break;
    }
}

/* The receive timestamp ends in bit 1, the transmit timestamp in bit 0, so that nobody takes one for the other. */
static void turn_around(struct responder *responder, unsigned i, uint64_t now) {
    uint8_t *packet = responder->packets[i];
    uint64_t receive = responder->stamps ? stamp_of(&responder->messages[i].msg_hdr, now) : now;
    packet[0] = ntp_first(0, ntp_version(packet[0]), NTP_SERVER);
    packet[NTP_STRATUM] = 1;
    memcpy(packet + NTP_REFERENCE_ID, "TEST", 4);
    memcpy(packet + NTP_ORIGIN, packet + NTP_TRANSMIT, 8);
    ntp_put64(packet + NTP_REFERENCE, receive);
    ntp_put64(packet + NTP_RECEIVE, receive | 1);
    ntp_put64(packet + NTP_TRANSMIT, now & ~UINT64_C(1));
    responder->vectors[i].iov_len = responder->whole ? responder->messages[i].msg_len : NTP_HEADER;
    if (responder->fault != NONE) {
        spoil(responder->fault, packet, &responder->vectors[i]);
    }
}

/* Of what was received, requests alone move to the front to be answered; a reply to a reply would have no end. */
static unsigned requests(struct responder *responder, unsigned received) {
    uint64_t time = now();
    unsigned count = 0;
    for (unsigned i = 0; i < received; i++) {
        struct mmsghdr *message = &responder->messages[i];
        bool asks = message->msg_len >= NTP_HEADER && ntp_mode(responder->packets[i][0]) == NTP_CLIENT;
        if (!asks) {
            continue;
        }
        turn_around(responder, i, time);
        message->msg_hdr.msg_control = NULL;
        message->msg_hdr.msg_controllen = 0;
        if (count != i) {
            struct mmsghdr skipped = responder->messages[count];
            responder->messages[count] = *message;
            *message = skipped;
        }
        count++;
    }
    return count;
}

static void set_up(struct responder *responder, unsigned count) {
    for (unsigned i = 0; i < count; i++) {
        responder->vectors[i] = (struct iovec){responder->packets[i], PATH_DATAGRAM};
        responder->messages[i].msg_hdr = (struct msghdr){
            .msg_name = &responder->names[i],
            .msg_namelen = sizeof responder->names[i],
            .msg_iov = &responder->vectors[i],
            .msg_iovlen = 1,
            .msg_control = responder->stamps ? responder->controls[i] : NULL,
            .msg_controllen = responder->stamps ? CONTROL : 0,
        };
    }
}

static void send_all(int fd, struct mmsghdr *messages, unsigned count) {
    for (unsigned at = 0; at < count;) {
        int sent = sendmmsg(fd, messages + at, count - at, 0);
        at += sent < 1 ? 1 : (unsigned)sent;
    }
}

static _Noreturn void serve(struct responder *responder, int fd) {
    set_up(responder, responder->batch);
    for (;;) {
        int received = recvmmsg(fd, responder->messages, responder->batch, MSG_WAITFORONE, NULL);
        if (received < 0) {
            continue;
        }
        unsigned count = requests(responder, (unsigned)received);
        responder->batches++;
        if (responder->fault != SILENCE || responder->batches % 2 == 0) {
            send_all(fd, responder->messages, count);
        }
        if (responder->fault == TWICE) {
            send_all(fd, responder->messages, count);
        }
        set_up(responder, (unsigned)received);
    }
}

/* As Foliot: with less it would lose in a burst what Foliot answers late. */
static void make_room(int fd) {
    int room = ROOM;
    if (setsockopt(fd, SOL_SOCKET, SO_RCVBUFFORCE, &room, sizeof room) != 0) {
        setsockopt(fd, SOL_SOCKET, SO_RCVBUF, &room, sizeof room);
    }
}

static int listen_at(const char *text, uint16_t port, bool stamps) {
    union path_address address;
    int on = 1;
    if (path_address(text, port, &address) != 0) {
        fprintf(stderr, "responder: not an address: %s\n", text);
        exit(EX_USAGE);
    }
    socklen_t size = address.any.sa_family == AF_INET ? sizeof address.in : sizeof address.in6;
    int fd = socket(address.any.sa_family, SOCK_DGRAM | SOCK_CLOEXEC, IPPROTO_UDP);
    if (fd < 0 || bind(fd, &address.any, size) != 0 ||
        (stamps && setsockopt(fd, SOL_SOCKET, SO_TIMESTAMPNS, &on, sizeof on) != 0) ||
        getsockname(fd, &address.any, &size) != 0) {
        fprintf(stderr, "responder: %s: %s\n", text, strerror(errno));
        exit(EX_UNAVAILABLE);
    }
    make_room(fd);
    printf("port %u\n", (unsigned)ntohs(address.in.sin_port)); /* at the same place for both families */
    fflush(stdout);
    return fd;
}

static unsigned long whole(const char *text, unsigned long min, unsigned long max) {
    char *end;
    unsigned long value = strtoul(text, &end, 10);
    if (end == text || *end != 0 || value < min || value > max) {
        fprintf(stderr, "responder: %s: not a whole number from %lu to %lu\n", text, min, max);
        exit(EX_USAGE);
    }
    return value;
}

static enum fault fault_of(const char *text) {
    for (int fault = NONE; fault < FAULTS; fault++) {
        if (strcmp(text, faults[fault]) == 0) {
            return (enum fault)fault;
        }
    }
    fprintf(stderr, "responder: no such fault: %s\n%s", text, usage);
    exit(EX_USAGE);
}

int main(int argc, char **argv) {
    static struct responder responder;
    static const struct option options[] = {
        {"batch", required_argument, NULL, 'b'}, {"fault", required_argument, NULL, 'f'},
        {"help", no_argument, NULL, 'h'},        {"listen", required_argument, NULL, 'l'},
        {"no-stamps", no_argument, NULL, 'n'},   {"port", required_argument, NULL, 'p'},
        {"whole", no_argument, NULL, 'w'},       {0},
    };
    const char *address = NULL;
    uint16_t port = NTP_PORT;
    responder.batch = 64;
    responder.stamps = true;
    for (int option = getopt_long(argc, argv, "", options, NULL); option != -1;
         option = getopt_long(argc, argv, "", options, NULL)) {
        switch (option) {
        case 'b':
            responder.batch = (unsigned)whole(optarg, 1, BATCH_MAX);
            break;
        case 'f':
            responder.fault = fault_of(optarg);
            break;
        case 'l':
            address = optarg;
            break;
        case 'n':
            responder.stamps = false;
            break;
        case 'p':
            port = (uint16_t)whole(optarg, 0, UINT16_MAX);
            break;
        case 'w':
            responder.whole = true;
            break;
        default:
            fputs(usage, option == 'h' ? stdout : stderr);
            return option == 'h' ? EX_OK : EX_USAGE;
        }
    }
    if (address == NULL || optind != argc) {
        fputs(usage, stderr);
        return EX_USAGE;
    }
    serve(&responder, listen_at(address, port, responder.stamps));
}
