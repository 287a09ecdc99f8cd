# shellcheck shell=sh disable=SC2034,SC2154
# How bench.sh runs each server: on one CPU, in its namespace, without the right to set the clock.

# The program of a peer, as its root has it; empty where it is not there. /proc and /dev are this system's.
peer_program() {
    case $1 in
    chrony) paths=/usr/sbin/chronyd ;;
    ntpd-rs) paths=/usr/bin/ntp-daemon ;;
    ntpsec) paths=/usr/sbin/ntpd ;;
    esac
    if [ -n "$peers" ]; then
        [ ! -x "$peers$paths" ] || echo "$paths"
        return
    fi
    for program in "$root/target/peers$paths" "$paths"; do
        if [ -x "$program" ] && "$program" --version >/dev/null 2>&1; then
            echo "$program"
            return
        fi
    done
}

# Of the servers wanted those that are there; one that was named has to be.
choose_servers() {
    chosen=
    for server in $(echo "$servers" | tr ',' ' '); do
        case $server in
        limit | limit-plain | limit-single) ;;
        foliot) build_foliot ;;
        chrony | ntpd-rs | ntpsec)
            if [ -z "$(peer_program "$server")" ]; then
                ! $named || fail 69 "no $server in ${peers:-target/peers or this system}"
                echo "foliot bench: no $server here" >&2
                continue
            fi
            ;;
        *) fail 64 "no such server: $server" ;;
        esac
        # Debian's ntpsec limits to a request in three seconds, or not at all.
        if $limits && [ "$server" = ntpsec ]; then
            echo 'foliot bench: ntpsec has no rate limit that is so wide; it is left out' >&2
            continue
        fi
        chosen="$chosen $server"
    done
}

build_foliot() {
    . "$root/src/build/run.sh"
    ! out_of_date || sh "$root/src/build/build.sh"
}

listening() {
    [ "$family" = 4 ] && echo "$server_address:123" || echo "[$server_address]:123"
}

# Where clients exchange keys, also when the client has only started; the files are made by bench-nts.sh.
key_exchange_table() {
    echo '[[nts-ke-server]]'
    echo "listen = \"$(listening | sed 's/123$/4460/')\""
    printf 'certificate-chain-path = "%s/certificate.pem"\nprivate-key-path = "%s/key.pem"\n' "$1" "$1"
    echo 'key-exchange-timeout-ms = 10000'
}

# Names are ntpd-rs's, and mean the same in both programs.
server_table() {
    echo '[[server]]'
    echo "listen = \"$(listening)\""
    if $limits; then
        echo "allowlist = { filter = [\"$client_range\", \"$client_address/$((family == 4 ? 32 : 128))\"], action = \"ignore\" }"
    fi
}

configure() {
    case $1 in
    foliot)
        server_table
        printf '[serving]\nthreads = %s\n' "$threads"
        if $limits; then
            printf 'clients = 65536\nrate-limit = { interval = "10ms", network-factor = 256 }\n'
        elif ! $pool; then
            printf 'rate-limit = { interval = 0 }\n'
        fi
        if [ "$what" = nts ]; then
            key_exchange_table "$work"
            echo 'rate-limit = { interval = 0 }'
        fi
        printf '[clock]\ncontrol = "none"\ndrift-file = ""\nhistory-file = ""\n'
        printf '[synchronization]\nlocal-stratum = 1\n'
        printf '[observability]\nlog-level = "warn"\nobservation-path = "%s/observe"\n' "$work"
        ;;
    chrony)
        printf 'local stratum 1\ncmdport 0\nbindcmdaddress /\npidfile %s/pid\nuser root\n' "$place"
        echo "bindaddress $server_address"
        if $limits; then
            printf 'allow %s\nallow %s\n' "$client_range" "$client_address"
            printf 'ratelimit interval -6\nclientloglimit 16777216\n'
        else
            echo 'allow all'
        fi
        [ "$what" != nts ] || printf 'ntsserverkey %s/key.pem\nntsservercert %s/certificate.pem\n' "$place" "$place"
        ;;
    ntpd-rs)
        server_table
        ! $limits || printf 'rate-limiting-cache-size = 65536\nrate-limiting-cutoff-ms = 10\n'
        [ "$what" != nts ] || key_exchange_table "$place"
        printf '[synchronization]\nlocal-stratum = 1\n[observability]\nlog-level = "warn"\n'
        ;;
    ntpsec)
        printf 'disable ntp\nrefclock local stratum 1\ntos orphan 1\nrestrict default nomodify noquery\n'
        printf 'unrestrict default limited\n'
        if [ "$what" = nts ]; then
            printf 'nts enable\nnts key %s/key.pem\nnts cert %s/certificate.pem\nnts cookie %s/cookies\n' "$place" \
                "$place" "$place"
        fi
        ;;
    esac
}

# preferred CPU COMMAND... becomes what runs there before anything else. The kernel shares a CPU between sessions first,
# by their nice values (autogroups, sched(7)): the command gets a session of its own.
preferred() {
    cpu=$1
    shift
    # shellcheck disable=SC2016 # for the inner shell
    exec taskset -c "$cpu" nice -n "$nice" \
        setsid sh -c 'echo "$1" 2>/dev/null >/proc/self/autogroup; shift; exec "$@"' sh "$nice" "$@"
}

# start_server NAME [OPTION...] sets server_pid. A bare responder takes the options.
start_server() {
    place=${peers:+/mnt}
    place=${place:-$work}
    configure "$1" >"$work/$1.conf"
    name=$1
    shift
    [ "$what" != nts ] || set -- --whole "$@"
    case $name in
    limit) set -- "$tools/responder" --listen "$server_address" "$@" ;;
    limit-plain) set -- "$tools/responder" --listen "$server_address" --no-stamps "$@" ;;
    limit-single) set -- "$tools/responder" --listen "$server_address" --batch 1 "$@" ;;
    foliot) set -- sh src/build/bench-foliot.sh "$root" daemon -c "$work/foliot.conf" ;;
    chrony) set -- "$(peer_program chrony)" -x -d -f "$place/$name.conf" ;;
    ntpd-rs) set -- "$(peer_program ntpd-rs)" -c "$place/$name.conf" ;;
    ntpsec) set -- "$(peer_program ntpsec)" -n -c "$place/$name.conf" ;;
    esac
    case $name in
    chrony | ntpd-rs | ntpsec) enter=$peers ;;
    *) enter= ;;
    esac
    launch "$server_net" "$server_cpu" "$enter" "$work/$name.log" "$@"
    server_pid=$launched_pid
}

# launch NET CPU ROOT LOG COMMAND... sets launched_pid: every program from here to the command becomes the next one.
# Without ROOT this system's; a mount stays in the namespace that ip makes.
launch() {
    net=$1 cpu=$2 enter=$3 log=$4
    shift 4
    rm -f "$work/launched"
    # shellcheck disable=SC2016 # for the inner shell
    preferred "$cpu" ip netns exec "$net" \
        setpriv --bounding-set=-sys_time --inh-caps=-all --ambient-caps=-all \
        sh -c 'tools=$1 work=$2 enter=$3; shift 3
            [ -n "$enter" ] || exec "$tools/generator" launch "$work/launched" "$@"
            mount --bind "$work" "$enter/mnt" && mount --bind /dev "$enter/dev" && mount --bind /proc "$enter/proc" &&
            exec "$tools/generator" launch "$work/launched" chroot "$enter" "$@"' \
        sh "$tools" "$work" "$enter" "$@" >"$log" 2>&1 &
    launched_pid=$!
    launched_pids="$launched_pid ${launched_pids-}"
    tries=0
    until [ -s "$work/launched" ] || [ $tries = 500 ]; do
        sleep 0.02
        tries=$((tries + 1))
    done
}

# A zombie until it is waited for; one that does not go is made to.
is_gone() {
    case $(sed 's/.*) //' "/proc/$1/stat" 2>/dev/null) in
    '' | Z*) ;;
    *) return 1 ;;
    esac
}

stop() {
    kill "$1" 2>/dev/null || :
    tries=0
    until is_gone "$1" || [ $tries = 250 ]; do
        sleep 0.02
        tries=$((tries + 1))
    done
    is_gone "$1" || kill -9 "$1"
    wait "$1" 2>/dev/null || :
}

stop_launched() {
    for pid in ${launched_pids-}; do
        stop "$pid"
    done
    launched_pids=
}

# What Foliot has received, by its own account.
counted() {
    sh src/build/bench-foliot.sh "$root" status --json --socket "$work/observe" |
        awk '/"server": *{/ { server = 1 } server && /"received":/ { gsub(/[^0-9]/, ""); print; exit }'
}

# What was lost since the namespace is there because a socket's buffer was full.
overflowed() {
    ip netns exec "$server_net" cat /proc/net/snmp /proc/net/snmp6 | awk -v family="$family" '
        $1 == "Udp:" && !column { for (i = 2; i <= NF; i++) if ($i == "RcvbufErrors") column = i; next }
        $1 == "Udp:" && family == 4 { print $column; exit }
        $1 == "Udp6RcvbufErrors" && family == 6 { print $2; exit }'
}
