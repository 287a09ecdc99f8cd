# shellcheck shell=sh disable=SC2034,SC2154
# foliot bench soak: Foliot with the limits that it ships with, as a server of the NTP Pool.

# Monitors are many, each of which asks seldom; here they ask one after another from addresses of their own.
MONITORS=200
CLIENTS_MAX=65000

run_soak() {
    whole_seconds=$(awk -v minutes="$minutes" 'BEGIN { print minutes * 60 }')
    # 104 right answers make a score of 19.9.
    interval=$(awk -v seconds="$whole_seconds" 'BEGIN { each = seconds / 180; print each < 2 ? each : 2 }')
    start_server foliot
    generate foliot start first --since "$work/launched"
    counted_before=$(counted)
    lost_before=$(overflowed)
    (preferred "$generator_cpu" ip netns exec "$client_net" "$tools/generator" monitor --server "$server_address" \
        --networks --clients $MONITORS --from "$first_monitor" --interval "$interval" --seconds "$whole_seconds" \
        >"$work/score" 2>&1) &
    monitor=$!
    generate foliot soak soak --networks --clients "$clients" --from "$first_client" --pid "$server_pid" --seed "$seed" \
        --rate "$rate" --seconds "$whole_seconds"
    wait $monitor || status=1
    add_figure foliot soak counted $(($(counted) - counted_before))
    add_figure foliot soak overflowed $(($(overflowed) - lost_before))
    awk -v OFS='\t' '{ print 1, "foliot", "monitor", $1, $2 }' "$work/score" >>"$work/rows"
    stop_launched
    report_soak
}

report_soak() {
    if $json; then
        awk -f src/build/bench.awk -v json=true -v what=soak -v load="$rate" -v clients="$clients" \
            -v options="IPv$family" "$work/rows"
        return
    fi
    awk -F '\t' -v clients="$clients" -v minutes="$minutes" '
        { value[$3, $4] = $5 }
        END {
            printf "sent      %d datagrams from %d clients in %g min, %d malformed\n", value["soak", "sent"], clients,
                minutes, value["soak", "malformed"]
            printf "answered  %d, %d interleaved, %d by a kiss code; wrong %d\n", value["soak", "answered"],
                value["soak", "interleaved"], value["soak", "kiss"], value["soak", "wrong"]
            printf "counted   %d by Foliot itself, the monitor too; %d lost for want of room\n",
                value["soak", "counted"], value["soak", "overflowed"]
            printf "memory    %.1f MB before, %.1f MB after\n", value["soak", "rss_before_kb"] / 1024,
                value["soak", "rss_after_kb"] / 1024
            printf "monitor   asked %d times, %d without an answer, offset %.0f us at most\n", value["monitor", "asked"],
                value["monitor", "unanswered"], value["monitor", "offset_max_us"]
            printf "score     %.3f; %.3f at least since it was above 19.9\n", value["monitor", "score"],
                value["monitor", "score_least"]
        }' "$work/rows"
}
