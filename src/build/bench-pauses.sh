# shellcheck shell=sh disable=SC2154
# foliot bench pauses: how often clients of Foliot wait above a millisecond, and how often those of the bare responder.
# Both run all the time, on the same CPU, and are asked in turns: what else the machine does strikes them alike.

LIMIT_PORT=124
TURN_S=10

run_pauses() {
    start_server limit --port $LIMIT_PORT
    export FOLIOT_JAVA_OPTIONS="${FOLIOT_JAVA_OPTIONS-} -Xlog:gc*,safepoint:file=$work/gc.log:uptime"
    start_server foliot
    foliot_pid=$server_pid
    generate foliot start first --since "$work/launched"
    rate=$load
    if [ "$load" = half ]; then
        generate foliot full load --seconds 3 --warm-up 3 --cpu "$server_cpu" --pid "$foliot_pid"
        rate=$(figure responses_per_s | awk '{ printf "%d", $1 / 2 }')
    else
        generate foliot full load --seconds 1 --warm-up 3 --rate "$rate"
    fi
    collections_before=$(collections)
    while [ "$round" -le "$(awk -v s="$seconds" -v turn=$TURN_S 'BEGIN { print s < turn ? 1 : int(s / turn) }')" ]; do
        echo "turn $round" >&2
        generate limit pauses load --port $LIMIT_PORT --rate "$rate" --seconds $TURN_S --warm-up 0.2 \
            --cpu "$server_cpu" --seed "$seed"
        generate foliot pauses load --rate "$rate" --seconds $TURN_S --warm-up 0.2 --cpu "$server_cpu" \
            --pid "$foliot_pid" --seed "$seed"
        round=$((round + 1))
    done
    add_figure foliot collections count $(($(collections) - collections_before))
    stop_launched
    if $json; then
        awk -f src/build/bench.awk -v json=true -v what=pauses -v load="$rate" -v clients=1 -v options="IPv$family" \
            "$work/rows"
    else
        report_pauses
    fi
}

collections() {
    grep -c 'Pause .*ms$' "$work/gc.log" || :
}

report_pauses() {
    awk -F '\t' -v rate="$rate" -v turn=$TURN_S '
        {
            value[$2, $3, $4] += $5
            if ($5 > greatest[$2, $3, $4]) greatest[$2, $3, $4] = $5
            if ($3 == "pauses" && $4 == "answered") turns[$2]++
            if ($3 == "pauses" && $4 == "latency_max_us") longest[$2] = longest[$2] " " int($5)
        }
        function of(name, key) { return value[name, "pauses", key] }
        function line(name) {
            printf "%-8s %10d %8d %10d %10d %10d %9.0f %9.0f %9.0f\n", name, of(name, "answered"), of(name, "pauses"),
                of(name, "latency_above_1_ms"), of(name, "latency_above_2_ms"), of(name, "latency_above_5_ms"),
                of(name, "latency_p50_us") / turns[name], of(name, "latency_p999_us") / turns[name],
                greatest[name, "pauses", "latency_max_us"]
        }
        END {
            printf "%d requests a second, %d s each in turns of %d s\n\n", rate, turns["limit"] * turn, turn
            printf "%-8s %10s %8s %10s %10s %10s %9s %9s %9s\n", "server", "answered", "pauses", "> 1 ms", "> 2 ms",
                "> 5 ms", "p50 us", "p99.9 us", "max us"
            line("limit")
            line("foliot")
            printf "\nlongest of each turn, us: limit%s; foliot%s\n", longest["limit"], longest["foliot"]
            printf "foliot collected garbage %d times meanwhile, and uses %.1f MB.\n",
                value["foliot", "collections", "count"], greatest["foliot", "pauses", "rss_kb"] / 1024
            print "pauses: times at which answers took above a millisecond; p50, p99.9: means over turns."
        }' "$work/rows"
}
