#!/bin/sh
# Measures servers beside each other: foliot bench.
set -eu
root=$(cd "$(dirname "$0")/../.." && pwd -P)
cd "$root"
. src/build/lock.sh
. src/build/bench-net.sh
. src/build/bench-servers.sh
. src/build/bench-soak.sh
. src/build/bench-offset.sh
. src/build/bench-pauses.sh
. src/build/bench-nts.sh

usage() {
    cat <<'END'
usage: foliot bench server [OPTION...]
       foliot bench hostile [OPTION...]
       foliot bench soak [OPTION...]
       foliot bench offset [OPTION...]
       foliot bench pauses [OPTION...]
       foliot bench nts [OPTION...]

server measures what a server costs: responses per second, CPU time per response, latency, memory, start. It runs, one
after another and round by round, a bare responder that is the limit of what any server can reach, Foliot, and of
chrony, ntpd-rs and ntpsec those that are there. hostile sends each of them malformed and random datagrams, and judges
every answer. soak is Foliot as a server of the NTP Pool: traffic as there, and a monitor that scores it as the pool's
do. offset is how far off a chronyd finds the times of Foliot and of another chronyd. pauses is how often a client of
Foliot waits above a millisecond, beside one of the bare responder. nts measures what a response costs that NTS protects,
and what a key exchange does. docs/benchmarks.md says how, and how to read the
figures.

  --servers NAME,...  of limit, limit-plain (without receive stamps), limit-single (no batches), foliot, chrony,
                      ntpd-rs, ntpsec
  --peers DIR         take the peers from this root of another Debian, and not from target/peers and this system
  --threads N         of Foliot (one for each CPU that it has: one)
  --seed N            of all that is random (1)
  --nice N            of servers and generator (-20)
  --json              figures as one JSON object
server:
  --rounds N          (5)
  --seconds S         of each measurement (5)
  --warm-up S         before each (2)
  --clients N         ask from N addresses, up to 131072; without it, from one
  --limits            with access list and rate limiting on, which all of the traffic passes; needs 1000 clients or more
  --interleaved       ask for interleaved replies
  --ipv6              instead of IPv4
  --load half|full|N  where latency is measured: at half of what the server itself reached, at all of it, or at N
                      requests a second (half)
hostile:
  --count N           datagrams (1000000)
soak:
  --minutes N         how long (10)
  --rate N            datagrams a second on average (5000)
  --clients N         (20000)
  --ipv6
offset:
  --rounds N          of --seconds S each, for basic and for interleaved replies (4)
  --seconds S         (20)
  --ipv6
pauses:
  --seconds S         for each, in turns of ten (60)
  --load half|N       (half)
nts:
  --rounds N (3), --warm-up S (5), --seconds S, --load half|full|N, --clients N, --limits, --ipv6
  --exchanges N       of keys, how many are measured once the server has had twice as many (5000)

Needs root, for network namespaces: nothing leaves them, and the servers in them cannot set the clock.
END
}

fail() {
    code=$1
    shift
    echo "foliot bench: $*" >&2
    exit "$code"
}

# whole OPTION VALUE MIN MAX
whole() {
    case $2 in
    '' | *[!0-9]*) fail 64 "$1 $2: not a whole number" ;;
    esac
    if [ "${#2}" -gt 9 ] || [ "$2" -lt "$3" ] || [ "$2" -gt "$4" ]; then
        fail 64 "$1 $2: not from $3 to $4"
    fi
}

seconds() {
    awk -v text="$2" 'BEGIN { exit !(text ~ /^[0-9]+(\.[0-9]+)?$/ && text <= 86400) }' ||
        fail 64 "$1 $2: not a number of seconds"
}

parse() {
    servers=limit,foliot,chrony,ntpd-rs,ntpsec
    named=false peers='' seed=1 nice=-20 json=false rounds=5 seconds=5 warm_up=2 clients=0 limits=false interleaved=
    load=half count=1000000 family=4 minutes=10 rate=5000
    pool=false threads=0 exchanges=5000
    case $what in
    soak) clients=20000 pool=true ;;
    offset) rounds=4 seconds=20 ;;
    pauses) seconds=60 ;;
    nts) rounds=3 warm_up=5 ;;
    esac
    while [ $# -gt 0 ]; do
        option=${1%%=*}
        case $option in
        --json) json=true ;;
        --limits) limits=true ;;
        --ipv6) family=6 ;;
        --interleaved) interleaved=--interleaved ;;
        -h | --help)
            usage
            exit 0
            ;;
        --servers | --peers | --seed | --nice | --rounds | --seconds | --warm-up | --clients | --load | --count | \
            --exchanges | --minutes | --rate | --threads)
            case $1 in
            *=*) value=${1#*=} ;;
            *)
                [ $# -gt 1 ] || fail 64 "$1 needs a value"
                value=$2
                shift
                ;;
            esac
            assign "$option" "$value"
            ;;
        *) fail 64 "no such option: $1" ;;
        esac
        shift
    done
    if [ "$what" = nts ] && [ -n "$interleaved" ]; then
        fail 64 '--interleaved: requests of NTS are made before there is an answer to name'
    fi
    if $limits && [ "$clients" -lt 1000 ]; then
        fail 64 '--limits needs --clients of 1000 or more: a single address would be limited'
    fi
}

assign() {
    case $1 in
    --servers) servers=$2 named=true ;;
    --peers)
        [ -d "$2" ] || fail 66 "--peers $2: no such directory"
        peers=$(cd "$2" && pwd -P)
        ;;
    --seed) whole "$1" "$2" 0 999999999 && seed=$2 ;;
    --nice) whole "$1" "${2#-}" 0 20 && nice=$2 ;;
    --rounds) whole "$1" "$2" 1 1000 && rounds=$2 ;;
    --seconds) seconds "$1" "$2" && seconds=$2 ;;
    --warm-up) seconds "$1" "$2" && warm_up=$2 ;;
    --clients)
        ! $pool || whole "$1" "$2" 1 "$CLIENTS_MAX"
        whole "$1" "$2" 1 131072 && clients=$2
        ;;
    --exchanges) whole "$1" "$2" 25 1000000 && exchanges=$2 ;;
    --threads) whole "$1" "$2" 1 256 && threads=$2 ;;
    --rate) whole "$1" "$2" 1 1000000 && rate=$2 ;;
    --minutes) seconds "$1" "$2" && minutes=$2 ;;
    --count) whole "$1" "$2" 1 999999999 && count=$2 ;;
    --load)
        case $2 in
        half | full) ;;
        *) whole "$1" "$2" 1 100000000 ;;
        esac
        load=$2
        ;;
    esac
}

build_tools() {
    tools=$root/target/native/bench/bench
    mkdir -p target
    if ! { cmake -S native -B target/native/bench -DCMAKE_BUILD_TYPE=Release -DFOLIOT_TESTS=OFF -DFOLIOT_BENCH=ON &&
        cmake --build target/native/bench --target generator responder; } >target/bench.log 2>&1; then
        tail -n 20 target/bench.log >&2
        fail 70 "the build failed; the whole account is in $root/target/bench.log"
    fi
}

# Two CPUs that do not share a core, where there are such.
choose_cpus() {
    allowed=$(taskset -cp $$ | sed 's/.*: //' |
        awk -v RS='[,\n]' -F- '/./ { for (cpu = $1; cpu <= ($2 == "" ? $1 : $2); cpu++) print cpu }')
    server_cpu=$(echo "$allowed" | head -n 1)
    core=$(cat "/sys/devices/system/cpu/cpu$server_cpu/topology/core_cpus" 2>/dev/null || :)
    generator_cpu=
    for cpu in $allowed; do
        [ "$cpu" != "$server_cpu" ] || continue
        generator_cpu=${generator_cpu:-$cpu}
        if [ "$(cat "/sys/devices/system/cpu/cpu$cpu/topology/core_cpus" 2>/dev/null)" != "$core" ]; then
            generator_cpu=$cpu
            break
        fi
    done
    [ -n "$generator_cpu" ] || fail 71 'server and generator need a CPU each'
}

# generate NAME PHASE COMMAND OPTION... runs the generator against the server that runs, and adds its figures.
generate() {
    name=$1
    phase=$2
    command=$3
    shift 3
    outcome=0
    (preferred "$generator_cpu" ip netns exec "$client_net" "$tools/generator" "$command" \
        --server "$server_address" "$@") >"$work/figures" 2>"$work/complaints" || outcome=$?
    sed 's/^/  /' "$work/complaints" >&2
    awk -v OFS='\t' -v round="$round" -v name="$name" -v phase="$phase" '{ print round, name, phase, $1, $2 }' \
        "$work/figures" >>"$work/rows"
    case $outcome in
    0) ;;
    1) status=1 ;;
    *) return 1 ;;
    esac
}

figure() {
    awk -v name="$1" '$1 == name { print $2 }' "$work/figures"
}

measure_load() {
    [ "$clients" = 0 ] || set -- "$@" --clients "$clients" --from "$first_client"
    set -- "$@" --pid "$server_pid" --cpu "$server_cpu" --seconds "$seconds" --warm-up "$warm_up" --seed "$seed"
    [ -z "$interleaved" ] || set -- "$@" "$interleaved"
    server=$1
    shift
    generate "$server" full load "$@" || return 1
    case $load in
    full) return 0 ;;
    half) rate=$(figure responses_per_s | awk '{ print $1 < 2 ? 1 : $1 / 2 }') ;;
    *) rate=$load ;;
    esac
    generate "$server" rate load --rate "$rate" "$@"
}

# add_figure NAME PHASE FIGURE VALUE
add_figure() {
    printf '%s\t%s\t%s\t%s\t%s\n' "$round" "$@" >>"$work/rows"
}

# What was sent has been received, or has been lost for want of room.
measure_hostile() {
    lost_before=$(overflowed)
    counted_before=0
    [ "$1" != foliot ] || counted_before=$(counted)
    generate "$1" hostile hostile --pid "$server_pid" --count "$count" --seed "$seed" || return 1
    add_figure "$1" hostile overflowed $(($(overflowed) - lost_before))
    [ "$1" != foliot ] || add_figure "$1" hostile counted $(($(counted) - counted_before))
}

measure_running() {
    case $what in
    server) measure_load "$1" ;;
    nts) measure_nts "$1" ;;
    hostile) measure_hostile "$1" ;;
    esac
}

# measured_once NAME: starts a server and measures it; without figures of it where that fails.
measured_once() {
    cp "$work/rows" "$work/rows-before"
    start_server "$1"
    if generate "$1" start first --since "$work/launched" && measure_running "$1"; then
        return 0
    fi
    tail -n 5 "$work/$1.log" >&2
    mv "$work/rows-before" "$work/rows"
    return 1
}

# A server that ends while it is measured gets another chance. One that does not answer, or ends again, is left out from
# then on.
measure() {
    server=$1
    echo "round $round: $server" >&2
    if ! measured_once "$server"; then
        again=false
        if is_gone "$server_pid"; then
            ended=0
            wait "$server_pid" || ended=$?
            echo "foliot bench: $server has ended (status $ended) while it was measured; once more" >&2
            again=true
        fi
        stop_launched
        if ! $again || ! measured_once "$server"; then
            echo "foliot bench: $server failed; it is left out" >&2
            broken="$broken $server "
            status=69
        fi
    fi
    stop_launched
}

run_rounds() {
    broken=
    round=1
    while [ "$round" -le "$rounds" ]; do
        for server in $chosen; do
            case $broken in
            *" $server "*) ;;
            *) measure "$server" ;;
            esac
        done
        round=$((round + 1))
    done
}

what=${1-}
case $what in
server | hostile | soak | offset | pauses | nts) shift ;;
-h | --help)
    usage
    exit 0
    ;;
*)
    usage >&2
    exit 64
    ;;
esac
parse "$@"
[ "$(uname -s)" = Linux ] || fail 71 'network namespaces are of Linux alone'
[ "$(id -u)" = 0 ] || fail 77 'network namespaces need root'
[ "$what" != hostile ] || rounds=1
sh src/build/setup.sh bench
lock_build
build_tools
rm -f target/build.lock
choose_cpus
case $what in
soak) servers=foliot ;;
offset) servers=foliot,chrony named=true ;;
pauses) servers=limit,foliot ;;
nts) build_foliot ;;
esac
choose_servers
work=$(mktemp -d /tmp/foliot-bench.XXXXXX)
# After sudo, what was built is the user's.
trap 'stop_launched; remove_net; rm -rf "$work"; [ -z "${SUDO_UID-}" ] || chown -R "$SUDO_UID:${SUDO_GID-}" target' EXIT
trap 'exit 1' HUP INT TERM
make_net
status=0
round=1
: >"$work/rows"
case $what in
soak) run_soak ;;
offset) run_offset ;;
pauses) run_pauses ;;
nts) run_nts ;;
*)
    run_rounds
    options="IPv$family${interleaved:+, interleaved}"
    ! $limits || options="$options, access list and rate limiting"
    awk -f src/build/bench.awk -v json=$json -v what="$what" -v load="$load" -v clients="$clients" \
        -v options="$options" "$work/rows"
    ;;
esac
exit $status
