/* The load generator: its command line. */
#include <errno.h>
#include <getopt.h>
#include <math.h>
#include <stdlib.h>
#include <string.h>
#include <sysexits.h>
#include <unistd.h>

#include "first.h"
#include "hostile.h"
#include "load.h"
#include "monitor.h"
#include "ntp.h"
#include "report.h"
#include "soak.h"
#include "usage.h"

static const char usage[] =
    "usage: generator load    --server ADDRESS [OPTION...]   requests, and how they were answered\n"
    "       generator hostile --server ADDRESS [OPTION...]   malformed and random datagrams, and who was answered\n"
    "       generator soak    --server ADDRESS [OPTION...]   traffic as in the NTP Pool, and how it was answered\n"
    "       generator monitor --server ADDRESS [OPTION...]   scores the server as the NTP Pool does\n"
    "       generator first   --server ADDRESS [OPTION...]   when a server that is starting answers\n"
    "       generator launch FILE COMMAND...                 writes the time to FILE, becomes COMMAND\n"
    "       generator usage PID                              what a process and its descendants have used\n"
    "\n"
    "  --port N          the server's port (123)\n"
    "  --clients N       ask from N addresses, which have to be this machine's,\n"
    "  --from ADDRESS    of which this is the first\n"
    "  --networks        which are in a network each, /24 or /56\n"
    "  --seed N          of all that is random (1)\n"
    "  --pid N           the server's process: what it and its descendants use is reported\n"
    "load:\n"
    "  --seconds S       how long (5)\n"
    "  --warm-up S       the same before it counts (1)\n"
    "  --rate N          requests a second; without it, as many as are answered\n"
    "  --outstanding N   without a rate: how many requests are under way at most (128)\n"
    "  --timeout S       after which a request counts as lost (1)\n"
    "  --interleaved     ask for interleaved replies\n"
    "  --requests FILE   send these, which NTS protects, and not plain ones\n"
    "  --cpu N           the server's CPU: what others used of it is reported\n"
    "hostile:\n"
    "  --count N         how many (100000)\n"
    "soak:\n"
    "  --seconds S, --rate N   of datagrams; needs --clients\n"
    "monitor:\n"
    "  --seconds S, --timeout S\n"
    "  --interval S      from one request to the next (1)\n"
    "first:\n"
    "  --since FILE      count from the time that launch wrote there\n"
    "  --timeout S       how long to wait (10)\n"
    "\n"
    "Prints lines of a name and a number. Exit codes: 0; 1 when an answer was wrong; 64 for this text; 69 without a "
    "server.\n";

struct arguments {
    const char *server;
    const char *from;
    const char *since;
    uint16_t port;
    unsigned clients;
    bool networks;
    double timeout_s;
    struct load_options load;
    struct hostile_options hostile;
    struct soak_options soak;
    struct monitor_options monitor;
};

static _Noreturn void refuse(const char *what, const char *value) {
    fprintf(stderr, "generator: %s: %s\n%s", what, value, usage);
    exit(EX_USAGE);
}

static double number(const char *option, const char *text, double min, double max) {
    char *end;
    double value = strtod(text, &end);
    if (end == text || *end != 0 || !isfinite(value) || value < min || value > max) {
        fprintf(stderr, "generator: --%s %s: not a number from %g to %g\n", option, text, min, max);
        exit(EX_USAGE);
    }
    return value;
}

enum choice {
    CLIENTS = 1,
    COUNT,
    CPU,
    FROM,
    INTERLEAVED,
    INTERVAL,
    NETWORKS,
    OUTSTANDING,
    PID,
    PORT,
    RATE,
    REQUESTS,
    SECONDS,
    SEED,
    SERVER,
    SINCE,
    TIMEOUT,
    WARM_UP,
};

static const struct option options[] = {
    {"clients", required_argument, NULL, CLIENTS},
    {"count", required_argument, NULL, COUNT},
    {"cpu", required_argument, NULL, CPU},
    {"from", required_argument, NULL, FROM},
    {"interleaved", no_argument, NULL, INTERLEAVED},
    {"interval", required_argument, NULL, INTERVAL},
    {"networks", no_argument, NULL, NETWORKS},
    {"outstanding", required_argument, NULL, OUTSTANDING},
    {"pid", required_argument, NULL, PID},
    {"port", required_argument, NULL, PORT},
    {"rate", required_argument, NULL, RATE},
    {"requests", required_argument, NULL, REQUESTS},
    {"seconds", required_argument, NULL, SECONDS},
    {"seed", required_argument, NULL, SEED},
    {"server", required_argument, NULL, SERVER},
    {"since", required_argument, NULL, SINCE},
    {"timeout", required_argument, NULL, TIMEOUT},
    {"warm-up", required_argument, NULL, WARM_UP},
    {0},
};

static void set_text(struct arguments *arguments, int option, const char *text) {
    switch (option) {
    case FROM:
        arguments->from = text;
        break;
    case REQUESTS:
        arguments->load.requests = text;
        break;
    case SERVER:
        arguments->server = text;
        break;
    case SINCE:
        arguments->since = text;
        break;
    default:
        exit(EX_USAGE);
    }
}

static void set(struct arguments *arguments, int option, const char *name, const char *text) {
    struct load_options *load = &arguments->load;
    switch (option) {
    case CLIENTS:
        arguments->clients = (unsigned)number(name, text, 1, 1 << 24);
        break;
    case COUNT:
        arguments->hostile.count = (uint64_t)number(name, text, 1, 1e12);
        break;
    case CPU:
        load->cpu = (int)number(name, text, 0, 4095);
        break;
    case INTERLEAVED:
        load->interleaved = true;
        break;
    case INTERVAL:
        arguments->monitor.interval_s = number(name, text, 0.001, 1e6);
        break;
    case NETWORKS:
        arguments->networks = true;
        break;
    case OUTSTANDING:
        load->outstanding = (unsigned)number(name, text, 1, 65536);
        break;
    case PID:
        load->pid = arguments->hostile.pid = arguments->soak.pid = (pid_t)number(name, text, 1, 1 << 30);
        break;
    case PORT:
        arguments->port = (uint16_t)number(name, text, 1, UINT16_MAX);
        break;
    case RATE:
        load->rate = arguments->soak.rate = number(name, text, 1, 1e8);
        break;
    case SECONDS:
        load->seconds = arguments->soak.seconds = arguments->monitor.seconds = number(name, text, 0.001, 1e6);
        break;
    case SEED:
        load->seed = arguments->hostile.seed = arguments->soak.seed = (uint64_t)number(name, text, 0, 9e15);
        break;
    case TIMEOUT:
        arguments->timeout_s = load->timeout_s = arguments->monitor.timeout_s = number(name, text, 0.001, 1e6);
        break;
    case WARM_UP:
        load->warm_up_s = number(name, text, 0, 1e6);
        break;
    default:
        set_text(arguments, option, text);
    }
}

static struct arguments parse(int argc, char **argv) {
    struct arguments arguments = {
        .port = NTP_PORT,
        .timeout_s = 10,
        .load = {.warm_up_s = 1, .seconds = 5, .outstanding = 128, .timeout_s = 1, .seed = 1, .cpu = -1},
        .hostile = {.count = 100000, .seed = 1},
        .soak = {.seconds = 5, .rate = 1000, .seed = 1},
        .monitor = {.seconds = 5, .interval_s = 1, .timeout_s = 1},
    };
    int index;
    for (int option = getopt_long(argc, argv, "", options, &index); option != -1;
         option = getopt_long(argc, argv, "", options, &index)) {
        if (option == '?') {
            exit(EX_USAGE);
        }
        set(&arguments, option, options[index].name, optarg);
    }
    if (optind != argc) {
        refuse("too much", argv[optind]);
    }
    if (arguments.server == NULL || (arguments.clients > 0) != (arguments.from != NULL)) {
        refuse("missing", arguments.server == NULL ? "--server" : "--clients or --from");
    }
    return arguments;
}

static struct path path_of(const struct arguments *arguments) {
    struct path path = {.clients = arguments->clients, .networks = arguments->networks};
    if (path_address(arguments->server, arguments->port, &path.server) != 0) {
        refuse("not an address", arguments->server);
    }
    if (arguments->from != NULL && (path_address(arguments->from, 0, &path.first_client) != 0 ||
                                    path.first_client.any.sa_family != path.server.any.sa_family)) {
        refuse("not an address like the server's", arguments->from);
    }
    return path;
}

static int64_t read_time(const char *file) {
    long long time_ns = 0;
    FILE *in = fopen(file, "re");
    if (in == NULL || fscanf(in, "%lld", &time_ns) != 1) {
        fprintf(stderr, "generator: no time in %s\n", file);
        exit(EX_NOINPUT);
    }
    fclose(in);
    return time_ns;
}

static int launch(int argc, char **argv) {
    if (argc < 4) {
        refuse("missing", "FILE COMMAND...");
    }
    FILE *out = fopen(argv[2], "we");
    if (out == NULL || fprintf(out, "%" PRId64 "\n", clock_ns(CLOCK_MONOTONIC)) < 0 || fclose(out) != 0) {
        fprintf(stderr, "generator: %s: %s\n", argv[2], strerror(errno));
        return EX_CANTCREAT;
    }
    execvp(argv[3], argv + 3);
    fprintf(stderr, "generator: %s: %s\n", argv[3], strerror(errno));
    return EX_UNAVAILABLE;
}

static int report_usage_of(int argc, char **argv) {
    struct usage used;
    if (argc != 3) {
        refuse("missing", "PID");
    }
    if (usage_of_tree((pid_t)number("pid", argv[2], 1, 1 << 30), &used) != 0) {
        fprintf(stderr, "generator: there is no process %s\n", argv[2]);
        return EX_UNAVAILABLE;
    }
    report_number("run_us", (double)used.run_ns / 1e3);
    report_count("rss_kb", (uint64_t)used.rss_kb);
    report_count("pss_kb", (uint64_t)used.pss_kb);
    return EX_OK;
}

enum command { LOAD, HOSTILE, SOAK, MONITOR, FIRST, COMMANDS };

static const char *const commands[COMMANDS] = {"load", "hostile", "soak", "monitor", "first"};

static enum command command_of(const char *text) {
    for (unsigned command = 0; command < COMMANDS; command++) {
        if (strcmp(text, commands[command]) == 0) {
            return (enum command)command;
        }
    }
    refuse("no such command", text);
}

static int run_on(struct path *path, enum command command, const struct arguments *arguments) {
    switch (command) {
    case HOSTILE:
        return hostile_run(path, &arguments->hostile);
    case SOAK:
        return soak_run(path, &arguments->soak);
    case MONITOR:
        return monitor_run(path, &arguments->monitor);
    case FIRST: {
        int64_t since_ns = arguments->since == NULL ? clock_ns(CLOCK_MONOTONIC) : read_time(arguments->since);
        return first_run(path, since_ns, arguments->timeout_s);
    }
    default:
        return load_run(path, &arguments->load);
    }
}

static int run(enum command command, const struct arguments *arguments) {
    struct path path = path_of(arguments);
    int result = path_open(&path, command == HOSTILE);
    if (result == 0 && (command == LOAD || command == MONITOR)) {
        result = path_stamp(&path);
    }
    if (result != 0) {
        fprintf(stderr, "generator: no way to %s: %s\n", arguments->server, strerror(-result));
        return EX_UNAVAILABLE;
    }
    result = run_on(&path, command, arguments);
    path_close(&path);
    return result;
}

int main(int argc, char **argv) {
    const char *command = argc > 1 ? argv[1] : "";
    if (strcmp(command, "--help") == 0) {
        fputs(usage, stdout);
        return EX_OK;
    }
    if (strcmp(command, "launch") == 0) {
        return launch(argc, argv);
    }
    if (strcmp(command, "usage") == 0) {
        return report_usage_of(argc, argv);
    }
    enum command chosen = command_of(command);
    struct arguments arguments = parse(argc - 1, argv + 1);
    if (chosen == SOAK && arguments.clients == 0) {
        refuse("missing", "--clients and --from");
    }
    return run(chosen, &arguments);
}
