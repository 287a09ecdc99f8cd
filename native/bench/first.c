#include "first.h"

#include <stdlib.h>
#include <string.h>
#include <sysexits.h>

#include "ntp.h"
#include "report.h"
#include "window.h"

#define INTERVAL_NS 1000000

struct first {
    struct window window;
    struct batch batch;
};

static void ask(struct path *path, struct first *first) {
    struct window_entry *entry = window_add(&first->window);
    uint8_t *packet = first->batch.datagrams[0];
    memset(packet, 0, NTP_HEADER);
    packet[NTP_LEAP_VERSION_MODE] = ntp_first(0, 4, NTP_CLIENT);
    ntp_put64(packet + NTP_TRANSMIT, entry->request.transmit);
    entry->request.first = packet[NTP_LEAP_VERSION_MODE];
    entry->request.length = NTP_HEADER;
    first->batch.lengths[0] = NTP_HEADER;
    first->batch.clients[0] = 0;
    first->batch.count = 1;
    path_send(path, 0, &first->batch);
}

static bool is_answered(struct path *path, struct first *first) {
    first->batch.ready = 0;
    path_receive(path, 0, &first->batch);
    for (unsigned i = 0; i < first->batch.count; i++) {
        const uint8_t *answer = first->batch.datagrams[i];
        const struct window_entry *entry = window_match(&first->window, answer, first->batch.lengths[i]);
        if (entry != NULL && judge_answer(&entry->request, answer, first->batch.lengths[i]) == JUDGE_BASIC) {
            return true;
        }
    }
    return false;
}

static int run(struct path *path, struct first *first, int64_t since_ns, double timeout_s) {
    int64_t now_ns = clock_ns(CLOCK_MONOTONIC);
    int64_t end_ns = now_ns + (int64_t)(timeout_s * 1e9);
    int64_t next_ns = now_ns;
    for (; now_ns < end_ns; now_ns = clock_ns(CLOCK_MONOTONIC)) {
        if (is_answered(path, first)) {
            report_number("start_ms", (double)(clock_ns(CLOCK_MONOTONIC) - since_ns) / 1e6);
            return EX_OK;
        }
        if (now_ns >= next_ns) {
            ask(path, first);
            next_ns += INTERVAL_NS;
        }
        nanosleep(&(struct timespec){.tv_nsec = INTERVAL_NS / 10}, NULL);
    }
    fprintf(stderr, "generator: no right answer within %g s\n", timeout_s);
    return EX_UNAVAILABLE;
}

int first_run(struct path *path, int64_t since_ns, double timeout_s) {
    int result = EX_OSERR;
    struct first *first = calloc(1, sizeof *first);
    if (first == NULL) {
        return result;
    }
    if (window_open(&first->window, WINDOW_SIZE, (uint64_t)clock_ns(CLOCK_REALTIME)) == 0) {
        result = run(path, first, since_ns, timeout_s);
        window_close(&first->window);
    }
    free(first);
    return result;
}
