# The figures of bench.sh: medians over rounds, ratios of the same round.
#
#   awk -f bench.awk -v what=server|nts|hostile -v json=true|false -v load=L -v clients=N -v options=TEXT ROWS
#
# ROWS, parted by tabs: round, server, phase, name, value. Phases: start; full, the server at its limit; rate, at a
# given rate; exchange, of keys, when the server is cold, warms up and is warm; hostile.

BEGIN { FS = "\t" }

{
    if (!($2 in known)) {
        known[$2] = ++servers
        server[servers] = $2
    }
    if ($1 > rounds) rounds = $1
    value[$1, $2, $3, $4] = $5
    if (!(($3, $4) in listed)) {
        listed[$3, $4] = ++figures
        figure[figures] = $3 SUBSEP $4
    }
}

# Puts a figure's values of all rounds into sorted[], and returns how many.
function sort(name, phase, key,    round, n, i, x) {
    n = 0
    for (round = 1; round <= rounds; round++) {
        if ((round, name, phase, key) in value) {
            x = value[round, name, phase, key] + 0
            for (i = n++; i > 0 && sorted[i] > x; i--) sorted[i + 1] = sorted[i]
            sorted[i + 1] = x
        }
    }
    return n
}

function middle(n) {
    return n % 2 ? sorted[(n + 1) / 2] : (sorted[n / 2] + sorted[n / 2 + 1]) / 2
}

function median(name, phase, key,    n) {
    n = sort(name, phase, key)
    return n ? middle(n) : ""
}

function least(name, phase, key) {
    return sort(name, phase, key) ? sorted[1] : ""
}

function greatest(name, phase, key,    n) {
    n = sort(name, phase, key)
    return n ? sorted[n] : ""
}

function sum(name, phase, key,    round, all) {
    all = 0
    for (round = 1; round <= rounds; round++) all += value[round, name, phase, key]
    return all
}

function show(format, x) {
    return x == "" ? "-" : sprintf(format, x)
}

function derive_slow(round, name, phase,    x) {
    x = value[round, name, phase, "answered"]
    if (x == 0) return
    value[round, name, phase, "above_1_ms_percent"] = 100 * value[round, name, phase, "latency_above_1_ms"] / x
}

# Figures that follow from others, a round at a time.
function derive(    round, i, name, x) {
    for (round = 1; round <= rounds; round++) {
        for (i = 1; i <= servers; i++) {
            name = server[i]
            if (!((round, name, "full", "cpu_us") in value)) continue
            x = value[round, "limit", "full", "cpu_us"]
            if (x > 0) value[round, name, "full", "cpu_to_limit"] = value[round, name, "full", "cpu_us"] / x
            x = value[round, name, "full", "cpu_busy_percent"] + value[round, name, "full", "cpu_stolen_percent"]
            x -= value[round, name, "full", "server_cpu_percent"]
            value[round, name, "full", "others_percent"] = x < 0 ? 0 : x
            derive_slow(round, name, "full")
            derive_slow(round, name, "rate")
        }
    }
    for (round = 1; round <= rounds; round++) {
        x = value[round, "foliot", "exchange", "warm_cpu_us"]
        for (i = 1; i <= servers && x > 0; i++) {
            name = server[i]
            if ((round, name, "exchange", "warm_cpu_us") in value)
                value[round, name, "exchange", "warm_to_foliot"] = value[round, name, "exchange", "warm_cpu_us"] / x
        }
    }
    figure[++figures] = "exchange" SUBSEP "warm_to_foliot"
    figure[++figures] = "full" SUBSEP "above_1_ms_percent"
    figure[++figures] = "rate" SUBSEP "above_1_ms_percent"
    figure[++figures] = "full" SUBSEP "cpu_to_limit"
    figure[++figures] = "full" SUBSEP "others_percent"
}

function megabytes(kb) {
    return kb == "" ? "" : kb / 1024
}

function print_servers(    i, name) {
    printf "Full load: %s, %s, ", options, (clients > 0 ? clients " clients" : "1 client")
    printf "medians of %d rounds\n\n", rounds
    printf "%-12s %11s %8s %15s %8s %8s %8s %8s %8s\n", "server", "responses/s", "CPU us", "(min-max)", "user us",
        "to limit", "others", "lost", "wrong"
    for (i = 1; i <= servers; i++) {
        name = server[i]
        printf "%-12s %11s %8s %15s %8s %8s %8s %8d %8d\n", name, show("%d", median(name, "full", "responses_per_s")),
            show("%.2f", median(name, "full", "cpu_us")), range(name, "full", "cpu_us"),
            show("%.2f", median(name, "full", "user_us")),
            show("%.3f", median(name, "full", "cpu_to_limit")), show("%d %%", median(name, "full", "others_percent")),
            sum(name, "full", "lost"), sum(name, "full", "wrong")
    }
    print_latency(load == "full" ? "full" : "rate")
    print "\nCPU us: CPU time per response, of which in user space; to limit: beside the bare responder in the same"
    print "round; others: what else ran on the server's CPU; max: of all rounds; start: ms to the first answer."
    print_unsynchronised()
}

function print_exchanges(    i, name) {
    printf "\nKey exchanges: full handshakes of TLS 1.3, ECDSA P-256\n\n"
    printf "%-12s %8s %10s %8s %15s %10s %9s %8s\n", "server", "cold us", "warm up us", "warm us", "(min-max)",
        "to foliot", "a second", "failed"
    for (i = 1; i <= servers; i++) {
        name = server[i]
        if (median(name, "exchange", "warm_cpu_us") == "") continue
        printf "%-12s %8s %10s %8s %15s %10s %9s %8d\n", name, show("%.0f", median(name, "exchange", "cold_cpu_us")),
            show("%.0f", median(name, "exchange", "warm_up_cpu_us")),
            show("%.0f", median(name, "exchange", "warm_cpu_us")), range(name, "exchange", "warm_cpu_us", "%.0f"),
            show("%.3f", median(name, "exchange", "warm_to_foliot")),
            show("%d", median(name, "exchange", "warm_exchanges_per_s")), sum(name, "exchange", "failed")
    }
    print "\nCPU time per exchange: of the first 50, until it is warm, then; to foliot: warm, in the same round;"
    print "a second: once warm, where the client on the other CPU may be the slower one."
}

function range(name, phase, key, format) {
    format = format ? format : "%.2f"
    return sprintf("(%s-%s)", show(format, least(name, phase, key)), show(format, greatest(name, phase, key)))
}

function print_latency(at,    i, name) {
    printf "\nLatency at %s, and memory after it\n\n", where()
    printf "%-12s %8s %8s %8s %8s %8s %8s %8s %8s %8s %8s\n", "server", "p50 us", "p99 us", "p99.9 us", "max us",
        ">1 ms", "lost", "wrong", "RSS MB", "PSS MB", "start ms"
    for (i = 1; i <= servers; i++) {
        name = server[i]
        printf "%-12s %8s %8s %8s %8s %8s %8d %8d %8s %8s %8s\n", name,
            show("%.0f", median(name, at, "latency_p50_us")), show("%.0f", median(name, at, "latency_p99_us")),
            show("%.0f", median(name, at, "latency_p999_us")),
            show("%.0f", greatest(name, at, "latency_max_us")), show("%.2f %%", median(name, at, "above_1_ms_percent")),
            sum(name, at, "lost"), sum(name, at, "wrong"), show("%.1f", megabytes(median(name, at, "rss_kb"))),
            show("%.1f", megabytes(median(name, at, "pss_kb"))), show("%.0f", median(name, "start", "start_ms"))
    }
}

function where() {
    if (load == "full") return "full load"
    return load == "half" ? "half of the server's own responses/s" : load " requests/s"
}

function print_unsynchronised(    i) {
    for (i = 1; i <= servers; i++) {
        if (sum(server[i], "full", "unsynchronised") > 0) print server[i] " said that it is not synchronised."
    }
}

function print_hostile(    i, name) {
    printf "%-12s %9s %9s %9s %9s %9s %9s %9s %7s %13s\n", "server", "sent", "due", "answered", "optional", "answered",
        "silence", "answered", "wrong", "RSS kB"
    for (i = 1; i <= servers; i++) {
        name = server[i]
        printf "%-12s %9d %9d %9d %9d %9d %9d %9d %7d %6d-%6d\n", name, hostile(name, "sent"), hostile(name, "due"),
            hostile(name, "due_answered"), hostile(name, "optional"), hostile(name, "optional_answered"),
            hostile(name, "silence"), hostile(name, "silence_answered"), hostile(name, "wrong"),
            hostile(name, "rss_before_kb"), hostile(name, "rss_after_kb")
    }
    for (i = 1; i <= servers; i++) {
        name = server[i]
        if (hostile(name, "counted") != "") {
            printf "%s counted %d of %d; %d were lost for want of room in its socket.\n", name, hostile(name, "counted"),
                hostile(name, "sent"), hostile(name, "overflowed")
        }
    }
}

function hostile(name, key) {
    return value[1, name, "hostile", key]
}

function print_json(    i, k, parts, name) {
    printf "{\"rounds\":%d,\"clients\":%d,\"options\":\"%s\",", rounds, clients, options
    printf "\"load\":\"%s\",\"servers\":[", load
    for (i = 1; i <= servers; i++) {
        name = server[i]
        printf "%s{\"server\":\"%s\"", (i > 1 ? "," : ""), name
        for (k = 1; k <= figures; k++) {
            split(figure[k], parts, SUBSEP)
            if (!sort(name, parts[1], parts[2])) continue
            printf ",\"%s_%s\":{\"median\":%.9g,\"min\":%.9g,\"max\":%.9g}", parts[1], parts[2],
                median(name, parts[1], parts[2]), least(name, parts[1], parts[2]), greatest(name, parts[1], parts[2])
        }
        printf "}"
    }
    print "]}"
}

END {
    derive()
    if (json == "true") print_json()
    else if (what == "hostile") print_hostile()
    else {
        print_servers()
        if (what == "nts") print_exchanges()
    }
}
