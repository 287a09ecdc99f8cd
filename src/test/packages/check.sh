# shellcheck shell=sh
# What the tests of packages share. To be sourced.

failures=0

fail() {
    echo "FAILED: $*" >&2
    failures=$((failures + 1))
}

# check WHAT COMMAND...: the command is to succeed.
check() {
    what=$1
    shift
    "$@" >/tmp/said 2>&1 || {
        fail "$what"
        cat /tmp/said >&2
    }
}

# refuse WHAT COMMAND...: the command is to fail.
refuse() {
    what=$1
    shift
    if "$@" >/tmp/said 2>&1; then
        fail "$what"
        cat /tmp/said >&2
    fi
}

# eventually WHAT COMMAND...: the command is to succeed within ten seconds.
eventually() {
    what=$1
    shift
    tries=0
    until "$@" >/tmp/said 2>&1; do
        tries=$((tries + 1))
        if [ $tries = 100 ]; then
            fail "$what"
            return 0
        fi
        sleep 0.1
    done
}

says() {
    grep -qF -e "$1" "$2"
}

# What the daemon answers, with a configuration that has it leave the clock alone.
observe_only() {
    printf '[[source]]\nmode = "server"\naddress = "127.0.0.1:11123"\n[clock]\ncontrol = "none"\n'
    printf '[observability]\nobservation-path = "%s"\n' "$1"
}

# The process of the daemon, of that user.
daemon_of() {
    pgrep -u "$1" -f 'foliot.jar daemon'
}

another_daemon() {
    now=$(daemon_of "$1") && [ "$now" != "$2" ]
}

finish() {
    [ $failures = 0 ] && exit 0
    echo "$failures failures" >&2
    exit 1
}
