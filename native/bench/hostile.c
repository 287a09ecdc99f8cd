#include "hostile.h"

#include <stdlib.h>
#include <sysexits.h>

#include "hostile_datagram.h"
#include "ntp.h"
#include "report.h"
#include "usage.h"
#include "window.h"

#define BURST 8u
#define OUTSTANDING 8u     /* that have to be answered; with what is not, they fit a socket's usual buffer */
#define TIMEOUT 1000000000 /* ns */
#define GIVE_UP 200u       /* requests in a row without an answer */
#define SHOWN 10u          /* wrong answers that are told of one by one */
#define QUIET_NS 500000000 /* how long to listen at the end for what nobody asked for */

_Static_assert(HOSTILE_DATAGRAM == PATH_DATAGRAM, "a batch has another room for a datagram");

struct hostile {
    struct path *path;
    struct window window;
    struct batch sending;
    struct batch receiving;
    uint64_t random;
    uint64_t findings[JUDGE_FINDINGS]; /* of answers that were not due to be silence */
    uint64_t sent[3];                  /* by enum judge_duty */
    uint64_t answered[3];
    uint64_t unmatched; /* answers to nothing that was asked, or to one request twice */
    unsigned shown;     /* wrong answers */
    unsigned in_vain;   /* requests and attempts to send since the last answer */
};

static void add_datagram(struct hostile *hostile, unsigned i, uint16_t port, int64_t now_ns) {
    struct batch *batch = &hostile->sending;
    struct window_entry *entry = window_add(&hostile->window);
    size_t length = hostile_datagram(&hostile->random, entry->request.transmit, batch->datagrams[i]);
    enum judge_duty duty = judge_duty(batch->datagrams[i], length, port);
    entry->request.first = batch->datagrams[i][NTP_LEAP_VERSION_MODE];
    entry->request.length = (uint16_t)length;
    entry->duty = (uint8_t)duty;
    entry->sent_ns = now_ns;
    if (duty == JUDGE_ANSWER) {
        window_await(&hostile->window, entry);
    }
    batch->lengths[i] = (uint16_t)length;
    batch->clients[i] = hostile->path->clients == 0 ? 0 : (uint32_t)(hostile->window.next % hostile->path->clients);
    hostile->sent[duty]++;
}

static unsigned send_burst(struct hostile *hostile, unsigned socket, uint64_t left) {
    struct batch *batch = &hostile->sending;
    int64_t now_ns = clock_ns(CLOCK_MONOTONIC);
    batch->count = left < BURST ? (unsigned)left : BURST;
    for (unsigned i = 0; i < batch->count; i++) {
        add_datagram(hostile, i, hostile->path->ports[socket], now_ns);
    }
    unsigned sent = path_send(hostile->path, socket, batch);
    for (unsigned i = batch->count; i > sent; i--) {
        hostile->sent[window_take_back(&hostile->window)->duty]--;
    }
    hostile->in_vain += sent == 0;
    return sent;
}

static void take_answer(struct hostile *hostile, const uint8_t *answer, size_t length) {
    struct window_entry *entry = window_match(&hostile->window, answer, length);
    if (entry == NULL) {
        hostile->unmatched++;
        return;
    }
    hostile->in_vain = 0;
    hostile->answered[entry->duty]++;
    bool wrong = entry->duty == JUDGE_SILENCE;
    if (!wrong) {
        enum judge_finding finding = judge_answer(&entry->request, answer, length);
        hostile->findings[finding]++;
        wrong = judge_is_wrong(finding);
    }
    if (wrong && hostile->shown++ < SHOWN) {
        fprintf(stderr, "generator: wrong answer to %u bytes, the first of them 0x%02x: %zu bytes, 0x%02x\n",
                (unsigned)entry->request.length, (unsigned)entry->request.first, length, (unsigned)answer[0]);
    }
}

static void take_answers(struct hostile *hostile) {
    for (unsigned socket = 0; socket < PATH_SOCKETS; socket++) {
        path_receive(hostile->path, socket, &hostile->receiving);
        for (unsigned i = 0; i < hostile->receiving.count; i++) {
            take_answer(hostile, hostile->receiving.datagrams[i], hostile->receiving.lengths[i]);
        }
    }
    uint64_t lost = hostile->window.lost;
    window_expire(&hostile->window, clock_ns(CLOCK_MONOTONIC) - TIMEOUT);
    hostile->in_vain += (unsigned)(hostile->window.lost - lost);
}

static void run(struct hostile *hostile, uint64_t count) {
    unsigned socket = 0;
    for (uint64_t sent = 0; sent < count && hostile->in_vain < GIVE_UP;) {
        if (hostile->window.outstanding < OUTSTANDING) {
            sent += send_burst(hostile, socket, count - sent);
            socket = (socket + 1) % PATH_SOCKETS;
        }
        take_answers(hostile);
    }
    int64_t end_ns = clock_ns(CLOCK_MONOTONIC) + QUIET_NS;
    while (clock_ns(CLOCK_MONOTONIC) < end_ns) {
        take_answers(hostile);
    }
}

static int report(const struct hostile *hostile) {
    bool gave_up = hostile->in_vain >= GIVE_UP;
    report_count("sent", hostile->sent[JUDGE_ANSWER] + hostile->sent[JUDGE_EITHER] + hostile->sent[JUDGE_SILENCE]);
    report_count("due", hostile->sent[JUDGE_ANSWER]);
    report_count("due_answered", hostile->answered[JUDGE_ANSWER]);
    report_count("optional", hostile->sent[JUDGE_EITHER]);
    report_count("optional_answered", hostile->answered[JUDGE_EITHER]);
    report_count("silence", hostile->sent[JUDGE_SILENCE]);
    report_count("silence_answered", hostile->answered[JUDGE_SILENCE]);
    report_count("unmatched", hostile->unmatched);
    uint64_t wrong = report_findings(hostile->findings, hostile->answered[JUDGE_SILENCE] + hostile->unmatched);
    report_count("gave_up", gave_up);
    return wrong > 0 || gave_up ? 1 : EX_OK;
}

static void report_memory(pid_t pid, const char *name) {
    struct usage usage;
    if (pid != 0 && usage_of_tree(pid, &usage) == 0) {
        report_count(name, (uint64_t)usage.rss_kb);
    }
}

int hostile_run(struct path *path, const struct hostile_options *options) {
    int result = EX_OSERR;
    struct hostile *hostile = calloc(1, sizeof *hostile);
    if (hostile == NULL) {
        return result;
    }
    hostile->path = path;
    hostile->random = options->seed;
    if (window_open(&hostile->window, WINDOW_SIZE, ~options->seed) == 0) {
        report_memory(options->pid, "rss_before_kb");
        run(hostile, options->count);
        report_memory(options->pid, "rss_after_kb");
        result = report(hostile);
        window_close(&hostile->window);
    }
    free(hostile);
    return result;
}
