#include "load.h"

#include <stdlib.h>
#include <string.h>
#include <sysexits.h>

#include "histogram.h"
#include "ntp.h"
#include "report.h"
#include "requests.h"
#include "usage.h"
#include "window.h"

#define BURST 32u /* requests a system call */

/* A request's receive timestamp is its transmit timestamp with this bit flipped. */
#define INTERLEAVED_BIT (UINT64_C(1) << 63)

/* ns. A clock that somebody steps while a datagram is under way makes no latency. */
#define CLOCKS_AGREE 100000

#define MS 1000000

struct load {
    const struct load_options *options;
    struct path *path;
    struct window window;
    struct requests requests; /* none: plain ones are made */
    struct batch sending;
    struct batch receiving;
    struct histogram latency; /* in ns */
    uint64_t findings[JUDGE_FINDINGS];
    uint64_t sent;
    uint64_t answered;
    uint64_t answered_in_time; /* before the last snapshot */
    uint64_t answer_bytes;
    uint64_t late;           /* right answers to what counts as lost */
    uint64_t unsynchronised; /* answers that say so: leap 3 */
    uint64_t above_ms;
    uint64_t pauses;        /* runs of answers that took above a millisecond */
    int64_t paused_ns;      /* when the latest of these came */
    uint64_t *last_receive; /* by client: the server's receive timestamp in its last answer */
    uint32_t next_client;
    unsigned next_socket;
    int64_t schedule_ns;     /* when sending began, */
    int64_t end_ns;          /* when it ends, */
    uint64_t scheduled;      /* and how many were sent since it began */
    int64_t lag_ns;          /* by how much the generator itself was late at most */
    int64_t clocks_apart_ns; /* CLOCK_REALTIME - CLOCK_MONOTONIC when last looked at */
};

struct snapshot {
    int64_t at_ns;
    struct usage usage;
    struct cpu_time cpu;
};

static unsigned clients_of(const struct load *load) { return load->path->clients == 0 ? 1 : load->path->clients; }

static int64_t timeout_ns(const struct load *load) { return (int64_t)(load->options->timeout_s * 1e9); }

static void write_plain(const struct load *load, struct window_entry *entry, uint8_t *packet) {
    memset(packet, 0, NTP_HEADER);
    packet[NTP_LEAP_VERSION_MODE] = ntp_first(0, 4, NTP_CLIENT);
    packet[NTP_POLL] = 6;
    packet[NTP_PRECISION] = (uint8_t)-20;
    entry->request.first = packet[NTP_LEAP_VERSION_MODE];
    entry->request.length = NTP_HEADER;
    ntp_put64(packet + NTP_TRANSMIT, entry->request.transmit);
    if (load->options->interleaved && load->last_receive[entry->client] != 0) {
        entry->request.receive = entry->request.transmit ^ INTERLEAVED_BIT;
        ntp_put64(packet + NTP_ORIGIN, load->last_receive[entry->client]);
        ntp_put64(packet + NTP_RECEIVE, entry->request.receive);
    }
}

static void write_request(struct load *load, unsigned i, int64_t now_ns) {
    unsigned index = window_index(&load->window);
    struct window_entry *entry = window_add(&load->window);
    window_await(&load->window, entry);
    entry->client = load->next_client;
    entry->sent_ns = now_ns;
    uint8_t *packet = load->sending.datagrams[i];
    if (load->requests.count > 0) {
        requests_write(&load->requests, index, packet, &entry->request);
    } else {
        write_plain(load, entry, packet);
    }
    load->sending.lengths[i] = entry->request.length;
    load->sending.clients[i] = entry->client;
    load->next_client = (load->next_client + 1) % clients_of(load);
}

static void send_requests(struct load *load, unsigned count) {
    int64_t now_ns = clock_ns(CLOCK_MONOTONIC);
    for (unsigned i = 0; i < count; i++) {
        write_request(load, i, now_ns);
    }
    load->sending.count = count;
    unsigned sent = path_send(load->path, load->next_socket, &load->sending);
    for (unsigned i = count; i > sent; i--) {
        window_take_back(&load->window);
    }
    load->next_socket = (load->next_socket + 1) % PATH_SOCKETS;
    load->sent += sent;
    load->scheduled += sent;
}

/* How many requests are to be sent now. */
static unsigned due(struct load *load) {
    uint64_t count;
    if (load->options->rate == 0) {
        count = load->options->outstanding - load->window.outstanding;
    } else {
        int64_t now_ns = clock_ns(CLOCK_MONOTONIC);
        now_ns = now_ns < load->end_ns ? now_ns : load->end_ns;
        double expected = (double)(now_ns - load->schedule_ns) / 1e9 * load->options->rate;
        count = (uint64_t)expected - load->scheduled;
        int64_t lag_ns = now_ns - load->schedule_ns - (int64_t)((double)load->scheduled / load->options->rate * 1e9);
        load->lag_ns = lag_ns > load->lag_ns ? lag_ns : load->lag_ns;
    }
    return count < BURST ? (unsigned)count : BURST;
}

static void measure(struct load *load, int64_t sent_ns, int64_t received_ns) {
    int64_t latency_ns = received_ns - sent_ns;
    histogram_add(&load->latency, latency_ns);
    if (latency_ns > MS) {
        load->above_ms++;
        load->pauses += received_ns - load->paused_ns > MS;
        load->paused_ns = received_ns;
    }
}

static void take_answer(struct load *load, unsigned i, int64_t received_ns) {
    const uint8_t *answer = load->receiving.datagrams[i];
    unsigned length = load->receiving.lengths[i];
    struct window_entry *entry = window_match(&load->window, answer, length);
    if (entry == NULL) {
        load->findings[length < NTP_HEADER ? JUDGE_TOO_SHORT : JUDGE_ORIGIN]++;
        return;
    }
    enum judge_finding finding = judge_answer(&entry->request, answer, length);
    load->findings[finding]++;
    if (finding > JUDGE_INTERLEAVED) {
        return;
    }
    if (entry->late) {
        load->late++;
        return;
    }
    load->answered++;
    load->answer_bytes += length;
    load->unsynchronised += ntp_leap(answer[0]) == 3;
    load->last_receive[entry->client] = ntp_get64(answer + NTP_RECEIVE);
    if (received_ns != 0) {
        measure(load, entry->sent_ns, received_ns);
    }
}

/* Latency ends where the kernel had the answer: how soon this program looks is not the server's. */
static void take_answers(struct load *load) {
    for (unsigned socket = 0; socket < PATH_SOCKETS; socket++) {
        path_receive(load->path, socket, &load->receiving);
        if (load->receiving.count == 0) {
            continue;
        }
        int64_t apart_ns = clock_ns(CLOCK_REALTIME) - clock_ns(CLOCK_MONOTONIC);
        bool stepped = llabs(apart_ns - load->clocks_apart_ns) > CLOCKS_AGREE;
        load->clocks_apart_ns = apart_ns;
        for (unsigned i = 0; i < load->receiving.count; i++) {
            int64_t stamp_ns = load->receiving.stamps_ns[i];
            take_answer(load, i, stepped || stamp_ns == 0 ? 0 : stamp_ns - apart_ns);
        }
    }
}

static void run_for(struct load *load, double seconds) {
    int64_t now_ns = clock_ns(CLOCK_MONOTONIC);
    load->schedule_ns = now_ns;
    load->end_ns = now_ns + (int64_t)(seconds * 1e9);
    load->scheduled = 0;
    load->lag_ns = 0;
    while (now_ns < load->end_ns) {
        take_answers(load);
        unsigned count = due(load);
        if (count > 0) {
            send_requests(load, count);
        }
        now_ns = clock_ns(CLOCK_MONOTONIC);
        window_expire(&load->window, now_ns - timeout_ns(load));
    }
}

/* What is under way still arrives, or is lost. */
static void drain(struct load *load) {
    while (load->window.outstanding > 0) {
        take_answers(load);
        window_expire(&load->window, clock_ns(CLOCK_MONOTONIC) - timeout_ns(load));
    }
}

static void forget_warm_up(struct load *load) {
    memset(&load->latency, 0, sizeof load->latency);
    memset(load->findings, 0, sizeof load->findings);
    load->sent = 0;
    load->answered = 0;
    load->answer_bytes = 0;
    load->late = 0;
    load->unsynchronised = 0;
    load->above_ms = 0;
    load->pauses = 0;
    load->window.lost = 0;
}

static int take_snapshot(const struct load_options *options, struct snapshot *snapshot) {
    memset(snapshot, 0, sizeof *snapshot);
    int result = options->pid == 0 ? 0 : usage_of_tree(options->pid, &snapshot->usage);
    if (result == 0 && options->cpu >= 0) {
        result = cpu_time_of(options->cpu, &snapshot->cpu);
    }
    snapshot->at_ns = clock_ns(CLOCK_MONOTONIC);
    return result;
}

/* CPU time is per answer that came while it was counted. */
static void report_usage(const struct snapshot *from, const struct snapshot *to, uint64_t answered) {
    double run_us = (double)(to->usage.run_ns - from->usage.run_ns) / 1e3;
    double user = (double)(to->usage.user_tick - from->usage.user_tick);
    double system = (double)(to->usage.system_tick - from->usage.system_tick);
    report_number("cpu_us", answered == 0 ? 0 : run_us / (double)answered);
    report_number("user_us",
                  answered == 0 || user + system == 0 ? 0 : run_us / (double)answered * user / (user + system));
    report_number("server_cpu_percent", run_us * 1e5 / (double)(to->at_ns - from->at_ns));
    report_count("rss_kb", (uint64_t)to->usage.rss_kb);
    report_count("pss_kb", (uint64_t)to->usage.pss_kb);
    report_count("processes", to->usage.processes);
    report_count("threads", to->usage.threads);
}

static void report_cpu(const struct snapshot *from, const struct snapshot *to) {
    double busy = (double)(to->cpu.busy - from->cpu.busy);
    double stolen = (double)(to->cpu.stolen - from->cpu.stolen);
    double all = busy + stolen + (double)(to->cpu.idle - from->cpu.idle);
    report_number("cpu_busy_percent", all == 0 ? 0 : 100 * busy / all);
    report_number("cpu_stolen_percent", all == 0 ? 0 : 100 * stolen / all);
}

static void report_latency(const struct load *load) {
    report_number("latency_p50_us", (double)histogram_quantile(&load->latency, 0.5) / 1e3);
    report_number("latency_p99_us", (double)histogram_quantile(&load->latency, 0.99) / 1e3);
    report_number("latency_p999_us", (double)histogram_quantile(&load->latency, 0.999) / 1e3);
    report_number("latency_p9999_us", (double)histogram_quantile(&load->latency, 0.9999) / 1e3);
    report_number("latency_max_us", (double)load->latency.max / 1e3);
    report_count("latency_above_1_ms", load->above_ms);
    report_count("latency_above_2_ms", histogram_above(&load->latency, 2 * MS));
    report_count("latency_above_5_ms", histogram_above(&load->latency, 5 * MS));
    report_count("pauses", load->pauses);
    report_number("generator_lag_max_us", (double)load->lag_ns / 1e3);
}

static int report(const struct load *load, const struct snapshot *from, const struct snapshot *to) {
    double seconds = (double)(to->at_ns - from->at_ns) / 1e9;
    report_count("sent", load->sent);
    report_count("answered", load->answered);
    report_count("lost", load->window.lost);
    report_count("late", load->late);
    report_count("unsynchronised", load->unsynchronised);
    report_number("responses_per_s", (double)load->answered_in_time / seconds);
    report_number("answer_bytes", load->answered == 0 ? 0 : (double)load->answer_bytes / (double)load->answered);
    uint64_t wrong = report_findings(load->findings, 0);
    report_latency(load);
    if (load->options->pid != 0) {
        report_usage(from, to, load->answered_in_time);
    }
    if (load->options->cpu >= 0) {
        report_cpu(from, to);
    }
    return wrong == 0 ? EX_OK : 1;
}

static int run(struct load *load) {
    struct snapshot from;
    struct snapshot to;
    run_for(load, load->options->warm_up_s);
    drain(load);
    int result = take_snapshot(load->options, &from);
    forget_warm_up(load);
    if (result == 0) {
        run_for(load, load->options->seconds);
        load->answered_in_time = load->answered;
        result = take_snapshot(load->options, &to);
        drain(load);
    }
    if (result != 0) {
        fprintf(stderr, "generator: the server's process or CPU: %s\n", strerror(-result));
        return EX_UNAVAILABLE;
    }
    return report(load, &from, &to);
}

static int run_in_window(struct load *load) {
    int result = EX_OSERR;
    unsigned size = load->requests.count > 0 ? load->requests.count : WINDOW_SIZE;
    load->last_receive = calloc(clients_of(load), sizeof *load->last_receive);
    if (load->last_receive != NULL && window_open(&load->window, size, load->options->seed) == 0) {
        result = run(load);
        window_close(&load->window);
    }
    free(load->last_receive);
    return result;
}

int load_run(struct path *path, const struct load_options *options) {
    struct load *load = calloc(1, sizeof *load);
    if (load == NULL) {
        return EX_OSERR;
    }
    load->options = options;
    load->path = path;
    int result = options->requests == NULL ? EX_OK : requests_open(&load->requests, options->requests);
    if (result == EX_OK) {
        result = run_in_window(load);
        requests_close(&load->requests);
    }
    free(load);
    return result;
}
