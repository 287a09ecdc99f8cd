# shellcheck shell=sh disable=SC2154
# foliot bench offset: one chronyd asks Foliot and another chronyd in turn, and says how far off it finds their times. All
# three go by this machine's clock, so that every offset is an error.

run_offset() {
    first_address=$server_address
    start_server foliot
    generate foliot start first --since "$work/launched"
    server_address=$second_address
    start_server chrony
    generate chrony start first --since "$work/launched"
    server_address=$first_address
    while [ "$round" -le "$rounds" ]; do
        ask basic ''
        ask interleaved xleave
        round=$((round + 1))
    done
    stop_launched
    if $json; then
        awk -f src/build/bench.awk -v json=true -v what=offset -v load=0 -v clients=1 -v options="IPv$family" \
            "$work/rows"
    else
        report_offset
    fi
}

# ask MODE OPTION: sixteen requests a second to either server; the client's own clock follows nobody. Requests go out in
# pairs, and the second finds the way warm: half a microsecond, which goes to the one server and the other in turn.
ask() {
    echo "round $round: $1" >&2
    rm -f "$work/measurements.log"
    order="$server_address $second_address"
    [ $((round % 2)) = 1 ] || order="$second_address $server_address"
    {
        for address in $order; do
            echo "server $address minpoll -4 maxpoll -4 iburst noselect $2"
        done
        printf 'cmdport 0\nbindcmdaddress /\npidfile %s/client.pid\nuser root\n' "$place"
        printf 'logdir %s\nlog measurements\nlogbanner 0\n' "$place"
    } >"$work/client.conf"
    launch "$client_net" "$generator_cpu" "$peers" "$work/client.log" "$(peer_program chrony)" -x -d \
        -f "$place/client.conf"
    sleep "$seconds"
    stop "$launched_pid"
    take_offsets "$1" foliot "$server_address"
    take_offsets "$1" chrony "$second_address"
}

# Columns of measurements.log: address, offset, delay, the mode of the reply, who stamped; the tests that chronyd made of
# it are digits of 0 and 1. In interleaved mode the first replies are basic ones, which do not count.
take_offsets() {
    letter=B
    [ "$1" = basic ] || letter=I
    awk -v OFS='\t' -v round="$round" -v phase="$1" -v name="$2" -v address="$3" -v letter=$letter '
        $3 == address && $18 == "4" letter && $19 == "K" && $20 == "K" { value[++n] = $12 < 0 ? -$12 : $12; signed[n] = $12 + 0; delay[n] = $13 + 0 }
        function sort(array,    i, j, x) {
            for (i = 2; i <= n; i++) {
                x = array[i]
                for (j = i - 1; j > 0 && array[j] > x; j--) array[j + 1] = array[j]
                array[j + 1] = x
            }
        }
        function at(array, share) { return array[int(share * (n - 1)) + 1] * 1e9 }
        function say(key, what) { print round, name, phase, key, what }
        END {
            say("samples", n + 0)
            if (n == 0) exit
            sort(value)
            sort(signed)
            sort(delay)
            say("median_abs_ns", at(value, 0.5))
            say("p90_abs_ns", at(value, 0.9))
            say("median_ns", at(signed, 0.5))
            say("delay_ns", at(delay, 0.5))
        }' "$work/measurements.log" >>"$work/rows"
}

report_offset() {
    awk -F '\t' '
        { value[$2, $3, $4] = value[$2, $3, $4] " " $5; if (!(($3, $2) in known)) { known[$3, $2] = 1; n[$3]++ } }
        function median(name, phase, key,    count, list, i, j, x) {
            count = split(value[name, phase, key], list, " ")
            for (i = 2; i <= count; i++) {
                x = list[i] + 0
                for (j = i - 1; j > 0 && list[j] + 0 > x; j--) list[j + 1] = list[j]
                list[j + 1] = x
            }
            return count % 2 ? list[(count + 1) / 2] : (list[count / 2] + list[count / 2 + 1]) / 2
        }
        function line(name, phase) {
            printf "%-12s %-8s %10d %12d %12d %12d   %s\n", phase, name, median(name, phase, "median_abs_ns"),
                median(name, phase, "p90_abs_ns"), median(name, phase, "median_ns"), median(name, phase, "delay_ns"),
                value[name, phase, "median_abs_ns"]
        }
        END {
            printf "%-12s %-8s %10s %12s %12s %12s   %s\n", "replies", "server", "|offset|", "90 % below", "offset", "delay",
                "|offset| of each round"
            line("foliot", "basic")
            line("chrony", "basic")
            line("foliot", "interleaved")
            line("chrony", "interleaved")
            print "\nMedians in ns. A positive offset: the client seems to be behind."
        }' "$work/rows"
}
