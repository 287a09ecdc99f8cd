#include "soak.h"

#include <stdlib.h>
#include <string.h>
#include <sysexits.h>

#include "hostile_datagram.h"
#include "ntp.h"
#include "random.h"
#include "report.h"
#include "usage.h"
#include "window.h"

/* Of the traffic, in percent. */
#define MALFORMED 5
#define GREEDY 10     /* from clients that ask all the time: one in GREEDY_ONE_IN */
#define INTERLEAVED 5 /* of clients, those that ask for interleaved replies */
#define SYMMETRIC 2   /* as Windows asks: mode 1 */

#define GREEDY_ONE_IN 1000u
/* A request's receive timestamp is its transmit timestamp with this bit flipped. */
#define INTERLEAVED_BIT (UINT64_C(1) << 63)

#define BURST 48u          /* datagrams that come at once, at most */
#define QUIET_NS 500000000 /* how long to listen at the end */
#define TURN_NS 100000

struct soak {
    const struct soak_options *options;
    struct path *path;
    struct window window;
    struct batch sending;
    struct batch receiving;
    uint64_t random;
    uint64_t *last_receive;            /* by client: the server's receive timestamp in its last answer */
    uint64_t findings[JUDGE_FINDINGS]; /* of answers that were not due to be silence */
    uint64_t sent[3];                  /* by enum judge_duty */
    uint64_t answered[3];
    uint64_t unmatched; /* answers to nothing that was asked, or to one request twice */
    uint64_t malformed;
    bool broken[BURST]; /* of the burst that is being sent */
    unsigned next_socket;
};

static bool in_percent(struct soak *soak, unsigned percent) { return random_below(&soak->random, 100) < percent; }

static uint32_t choose_client(struct soak *soak) {
    uint32_t client = random_below(&soak->random, soak->path->clients);
    return in_percent(soak, GREEDY) ? client / GREEDY_ONE_IN * GREEDY_ONE_IN : client;
}

/* Two in three of version 4, most others of version 3. */
static unsigned choose_version(struct soak *soak) {
    static const uint8_t versions[] = {4, 4, 4, 4, 4, 4, 4, 4, 4, 4, 4, 4, 4, 4, 3, 3, 3, 3, 3, 2, 1};
    return versions[random_below(&soak->random, sizeof versions)];
}

static size_t write_request(struct soak *soak, struct window_entry *entry, uint8_t *packet) {
    unsigned version = choose_version(soak);
    unsigned mode = in_percent(soak, SYMMETRIC) ? NTP_ACTIVE : version == 1 ? NTP_RESERVED : NTP_CLIENT;
    memset(packet, 0, NTP_HEADER);
    packet[NTP_LEAP_VERSION_MODE] = ntp_first(0, version, mode);
    packet[NTP_POLL] = (uint8_t)(6 + random_below(&soak->random, 5));
    ntp_put64(packet + NTP_TRANSMIT, entry->request.transmit);
    if (mode == NTP_CLIENT && entry->client % 100 < INTERLEAVED && soak->last_receive[entry->client] != 0) {
        entry->request.receive = entry->request.transmit ^ INTERLEAVED_BIT;
        ntp_put64(packet + NTP_ORIGIN, soak->last_receive[entry->client]);
        ntp_put64(packet + NTP_RECEIVE, entry->request.receive);
    }
    return NTP_HEADER;
}

static void add_datagram(struct soak *soak, unsigned i) {
    struct batch *batch = &soak->sending;
    struct window_entry *entry = window_add(&soak->window);
    uint8_t *packet = batch->datagrams[i];
    entry->client = choose_client(soak);
    bool broken = in_percent(soak, MALFORMED);
    size_t length =
        broken ? hostile_datagram(&soak->random, entry->request.transmit, packet) : write_request(soak, entry, packet);
    enum judge_duty duty = judge_duty(packet, length, soak->path->ports[soak->next_socket]);
    entry->request.first = packet[NTP_LEAP_VERSION_MODE];
    entry->request.length = (uint16_t)length;
    entry->duty = (uint8_t)duty;
    batch->lengths[i] = (uint16_t)length;
    batch->clients[i] = entry->client;
    soak->sent[duty]++;
    soak->malformed += broken;
    soak->broken[i] = broken;
}

static unsigned send_burst(struct soak *soak, unsigned count) {
    soak->sending.count = count;
    for (unsigned i = 0; i < count; i++) {
        add_datagram(soak, i);
    }
    unsigned sent = path_send(soak->path, soak->next_socket, &soak->sending);
    for (unsigned i = count; i > sent; i--) {
        soak->sent[window_take_back(&soak->window)->duty]--;
        soak->malformed -= soak->broken[i - 1];
    }
    soak->next_socket = (soak->next_socket + 1) % PATH_SOCKETS;
    return sent;
}

static void take_answer(struct soak *soak, const uint8_t *answer, size_t length) {
    struct window_entry *entry = window_match(&soak->window, answer, length);
    if (entry == NULL) {
        soak->unmatched++;
        return;
    }
    soak->answered[entry->duty]++;
    if (entry->duty == JUDGE_SILENCE) {
        return;
    }
    enum judge_finding finding = judge_answer(&entry->request, answer, length);
    soak->findings[finding]++;
    if (finding <= JUDGE_INTERLEAVED) {
        soak->last_receive[entry->client] = ntp_get64(answer + NTP_RECEIVE);
    }
}

static void take_answers(struct soak *soak) {
    for (unsigned socket = 0; socket < PATH_SOCKETS; socket++) {
        bool more = true;
        while (more) {
            more = path_receive(soak->path, socket, &soak->receiving);
            for (unsigned i = 0; i < soak->receiving.count; i++) {
                take_answer(soak, soak->receiving.datagrams[i], soak->receiving.lengths[i]);
            }
        }
    }
}

static void run(struct soak *soak) {
    int64_t start_ns = clock_ns(CLOCK_MONOTONIC);
    int64_t end_ns = start_ns + (int64_t)(soak->options->seconds * 1e9);
    unsigned burst = 1 + random_below(&soak->random, BURST);
    uint64_t sent = 0;
    for (int64_t now_ns = start_ns; now_ns < end_ns; now_ns = clock_ns(CLOCK_MONOTONIC)) {
        take_answers(soak);
        double due = (double)(now_ns - start_ns) / 1e9 * soak->options->rate;
        if (due >= (double)(sent + burst)) {
            sent += send_burst(soak, burst);
            burst = 1 + random_below(&soak->random, BURST);
        } else {
            nanosleep(&(struct timespec){.tv_nsec = TURN_NS}, NULL);
        }
    }
    end_ns = clock_ns(CLOCK_MONOTONIC) + QUIET_NS;
    while (clock_ns(CLOCK_MONOTONIC) < end_ns) {
        take_answers(soak);
        nanosleep(&(struct timespec){.tv_nsec = TURN_NS}, NULL);
    }
}

static int report(const struct soak *soak) {
    report_count("sent", soak->sent[JUDGE_ANSWER] + soak->sent[JUDGE_EITHER] + soak->sent[JUDGE_SILENCE]);
    report_count("malformed", soak->malformed);
    report_count("due", soak->sent[JUDGE_ANSWER]);
    report_count("due_answered", soak->answered[JUDGE_ANSWER]);
    report_count("silence", soak->sent[JUDGE_SILENCE]);
    report_count("silence_answered", soak->answered[JUDGE_SILENCE]);
    report_count("answered",
                 soak->answered[JUDGE_ANSWER] + soak->answered[JUDGE_EITHER] + soak->answered[JUDGE_SILENCE]);
    report_count("unmatched", soak->unmatched);
    uint64_t wrong = report_findings(soak->findings, soak->answered[JUDGE_SILENCE] + soak->unmatched);
    return wrong > 0 || soak->answered[JUDGE_ANSWER] == 0 ? 1 : EX_OK;
}

static void report_memory(pid_t pid, const char *name) {
    struct usage usage;
    if (pid != 0 && usage_of_tree(pid, &usage) == 0) {
        report_count(name, (uint64_t)usage.rss_kb);
    }
}

int soak_run(struct path *path, const struct soak_options *options) {
    int result = EX_OSERR;
    struct soak *soak = calloc(1, sizeof *soak);
    if (soak == NULL) {
        return result;
    }
    soak->options = options;
    soak->path = path;
    soak->random = options->seed;
    soak->last_receive = calloc(path->clients, sizeof *soak->last_receive);
    if (soak->last_receive != NULL && window_open(&soak->window, WINDOW_SIZE, ~options->seed) == 0) {
        report_memory(options->pid, "rss_before_kb");
        run(soak);
        report_memory(options->pid, "rss_after_kb");
        result = report(soak);
        window_close(&soak->window);
    }
    free(soak->last_receive);
    free(soak);
    return result;
}
