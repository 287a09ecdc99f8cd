#include "monitor.h"

#include <stdlib.h>
#include <string.h>
#include <sysexits.h>

#include "ntp.h"
#include "report.h"
#include "score.h"
#include "window.h"

#define GOOD 19.9
#define TURN_NS 200000

struct monitor {
    const struct monitor_options *options;
    struct path *path;
    struct window window;
    struct batch batch;
    uint64_t asked;
    uint64_t unanswered;
    double score;
    double least; /* since the score was good for the first time */
    double offset_max_s;
    bool good; /* has been */
};

static double seconds_of(uint64_t timestamp) {
    return (double)(timestamp >> 32) - (double)NTP_UNIX_EPOCH + (double)(timestamp & UINT32_MAX) / 4294967296.0;
}

/* The times from 1 January 1970 on, which a double has to a microsecond: a score needs milliseconds. */
static double offset_of(const uint8_t *answer, int64_t sent_ns, int64_t received_ns) {
    double receive_s = seconds_of(ntp_get64(answer + NTP_RECEIVE));
    double transmit_s = seconds_of(ntp_get64(answer + NTP_TRANSMIT));
    return (receive_s - (double)sent_ns / 1e9 + transmit_s - (double)received_ns / 1e9) / 2;
}

static void score(struct monitor *monitor, bool answered, double offset_s) {
    double off_s = offset_s < 0 ? -offset_s : offset_s;
    monitor->asked++;
    monitor->unanswered += !answered;
    monitor->offset_max_s = off_s > monitor->offset_max_s ? off_s : monitor->offset_max_s;
    monitor->score = score_after(monitor->score, score_step(answered, offset_s));
    if (!monitor->good && monitor->score > GOOD) {
        monitor->good = true;
        monitor->least = monitor->score;
    }
    monitor->least = monitor->score < monitor->least ? monitor->score : monitor->least;
}

/* A refusal, by a kiss code too, or a server that is not synchronised: a monitor takes either for no answer. */
static bool tells_time(const struct window_entry *entry, const uint8_t *answer, size_t length) {
    return judge_answer(&entry->request, answer, length) == JUDGE_BASIC && ntp_leap(answer[0]) != 3 &&
           answer[NTP_STRATUM] != 0 && answer[NTP_STRATUM] < 16;
}

static int64_t ask(struct monitor *monitor) {
    struct batch *batch = &monitor->batch;
    struct window_entry *entry = window_add(&monitor->window);
    uint8_t *packet = batch->datagrams[0];
    memset(packet, 0, NTP_HEADER);
    packet[NTP_LEAP_VERSION_MODE] = ntp_first(0, 4, NTP_CLIENT);
    ntp_put64(packet + NTP_TRANSMIT, entry->request.transmit);
    entry->request.first = packet[NTP_LEAP_VERSION_MODE];
    entry->request.length = NTP_HEADER;
    batch->lengths[0] = NTP_HEADER;
    batch->clients[0] = monitor->path->clients == 0 ? 0 : (uint32_t)(monitor->asked % monitor->path->clients);
    batch->count = 1;
    int64_t now_ns = clock_ns(CLOCK_REALTIME);
    path_send(monitor->path, 0, batch);
    return now_ns;
}

/* Whether the answer is there, which has been scored then. */
static bool take_answer(struct monitor *monitor, int64_t sent_ns) {
    monitor->batch.ready = 0;
    path_receive(monitor->path, 0, &monitor->batch);
    for (unsigned i = 0; i < monitor->batch.count; i++) {
        const uint8_t *answer = monitor->batch.datagrams[i];
        const struct window_entry *entry = window_match(&monitor->window, answer, monitor->batch.lengths[i]);
        if (entry != NULL && tells_time(entry, answer, monitor->batch.lengths[i])) {
            score(monitor, true, offset_of(answer, sent_ns, monitor->batch.stamps_ns[i]));
            return true;
        }
    }
    return false;
}

static void probe(struct monitor *monitor) {
    int64_t give_up_ns = clock_ns(CLOCK_MONOTONIC) + (int64_t)(monitor->options->timeout_s * 1e9);
    int64_t sent_ns = ask(monitor);
    while (!take_answer(monitor, sent_ns)) {
        if (clock_ns(CLOCK_MONOTONIC) > give_up_ns) {
            score(monitor, false, 0);
            return;
        }
        nanosleep(&(struct timespec){.tv_nsec = TURN_NS}, NULL);
    }
}

static int report(const struct monitor *monitor) {
    report_count("asked", monitor->asked);
    report_count("unanswered", monitor->unanswered);
    report_number("offset_max_us", monitor->offset_max_s * 1e6);
    report_number("score", monitor->score);
    report_number("score_least", monitor->good ? monitor->least : monitor->score);
    return monitor->good && monitor->least > GOOD ? EX_OK : 1;
}

static void run(struct monitor *monitor) {
    int64_t next_ns = clock_ns(CLOCK_MONOTONIC);
    int64_t end_ns = next_ns + (int64_t)(monitor->options->seconds * 1e9);
    while (next_ns < end_ns) {
        probe(monitor);
        next_ns += (int64_t)(monitor->options->interval_s * 1e9);
        int64_t wait_ns = next_ns - clock_ns(CLOCK_MONOTONIC);
        if (wait_ns > 0) {
            nanosleep(&(struct timespec){wait_ns / 1000000000, wait_ns % 1000000000}, NULL);
        }
    }
}

int monitor_run(struct path *path, const struct monitor_options *options) {
    int result = EX_OSERR;
    struct monitor *monitor = calloc(1, sizeof *monitor);
    if (monitor == NULL) {
        return result;
    }
    monitor->options = options;
    monitor->path = path;
    if (window_open(&monitor->window, WINDOW_SIZE, (uint64_t)clock_ns(CLOCK_REALTIME)) == 0) {
        run(monitor);
        result = report(monitor);
        window_close(&monitor->window);
    }
    free(monitor);
    return result;
}
