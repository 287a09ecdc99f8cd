#!/bin/sh
# Whether foliot bench measures at all: a second of the bare responder; whether Foliot exchanges keys and answers by NTS; and
# whether, asked as in the pool, it comes to a monitor's full score and holds it. No figure of time decides.
set -eu
cd "$(dirname "$0")/../.."

namespace=foliot-bench-$$-probe
if [ "$(uname -s)" != Linux ] || [ "$(id -u)" != 0 ] || ! ip netns add $namespace 2>/dev/null; then
    echo 'skipped: no network namespaces for this user'
    exit 0
fi
ip netns delete $namespace

out=$(mktemp -d)
trap 'rm -rf "$out"' EXIT
status=0

# expect WHAT COMMAND...
expect() {
    what=$1
    shift
    if ! "$@"; then
        echo "FAILED: $what" >&2
        status=1
    fi
}

figure() {
    sed -n "s/.*\"$1\":{\"median\":\([0-9.e+]*\),.*/\1/p" "$out/server.json"
}

# The bare responder answers well-formed requests rightly, and anything else that it takes for one.
# shellcheck disable=SC2016 # for the inner shell
sh -c 'echo $$ >"$1"; shift; exec sh src/build/bench.sh "$@"' sh "$out/pid" \
    server --servers limit --rounds 1 --seconds 0.3 --warm-up 0.1 --clients 2000 --nice 0 --json \
    >"$out/server.json" 2>"$out/log" || status=1
expect 'responses are counted' awk -v value="$(figure full_responses_per_s)" 'BEGIN { exit !(value > 0) }'
expect 'CPU time is counted' awk -v value="$(figure full_cpu_us)" 'BEGIN { exit !(value > 0) }'
expect 'no answer is wrong' test "$(figure full_wrong)" = 0
hostile=0
sh src/build/bench.sh hostile --servers limit --count 2000 --nice 0 >"$out/hostile" 2>>"$out/log" || hostile=$?
expect 'wrong answers make the exit code 1' test $hostile = 1
expect 'hostile datagrams are counted' grep -q '^limit  *2000 ' "$out/hostile"
nts=0
sh src/build/bench.sh nts --servers limit,foliot --rounds 1 --seconds 0.5 --warm-up 0.5 --load 100 --exchanges 25 --nice 0 \
    --json >"$out/nts" 2>>"$out/log" || nts=$?
expect 'every answer is protected by NTS' test $nts = 0
# shellcheck disable=SC2016 # for awk
expect 'NTS responses and key exchanges are counted' awk '
    function of(name) { return match($0, "foliot.*\"" name "\":{\"median\":[0-9.e+]*") ? substr($0, RSTART, RLENGTH) : "" }
    { good = of("rate_basic") ~ /:[1-9][^:]*$/ && of("exchange_warm_cpu_us") ~ /:[1-9][^:]*$/ }
    END { exit !good }' "$out/nts"
soak=0
sh src/build/bench.sh soak --minutes 0.2 --rate 2000 --clients 2000 --nice 0 >"$out/soak" 2>>"$out/log" || soak=$?
expect 'a monitor of the pool scores Foliot above 19.9, and no answer is wrong' test $soak = 0
[ $soak = 0 ] || cat "$out/soak" >&2
expect 'no namespace is left' test -z "$(ip netns list | grep "^foliot-bench-$(cat "$out/pid")-" || :)"
expect 'an option that is none is refused' test "$(sh src/build/bench.sh server --load no 2>&1 || echo $?)" = \
    'foliot bench: --load no: not a whole number
64'
[ $status = 0 ] || cat "$out/log" >&2
[ $status != 0 ] || echo 'passed'
exit $status
