#!/bin/sh
# Makes the daemons of a root of another Debian commands of this system: peers.sh ROOT DIRECTORY writes one script for
# each into a directory, to be put into the PATH. They run with the libraries of their root, and in this file system.
set -eu
cd "$(dirname "$0")/../.."
peers=$1
bin=$2

fail() {
    echo "foliot test: --peers $peers: $*" >&2
    exit 66
}

loader=
for candidate in "$peers"/lib*/ld-linux*.so.* "$peers"/usr/lib*/ld-linux*.so.*; do
    [ -n "$loader" ] || [ ! -x "$candidate" ] || loader=$candidate
done
[ -n "$loader" ] || fail 'it has no dynamic loader'
for libraries in "$peers"/usr/lib/*-linux-gnu*; do
    break
done

rm -rf "$bin"
mkdir -p "$bin"
found=
for program in usr/sbin/chronyd usr/bin/chronyc usr/sbin/ntpd usr/bin/ntp-daemon; do
    [ -x "$peers/$program" ] || continue
    preload=
    options=
    # ntpd-rs ends where it may not steer the clock.
    if [ "$program" = usr/bin/ntp-daemon ]; then
        cc -shared -fPIC -Wall -Wextra -Werror -o "$bin/clock-that-obeys.so" src/test/native/clock-that-obeys.c
        preload="--preload '$bin/clock-that-obeys.so'"
    fi
    # A newer one wants to become a user whom its package makes.
    if [ "$program" = usr/bin/chronyc ] &&
        "$loader" --library-path "$libraries" "$peers/$program" --help | grep -q '^ *-u USER'; then
        options="-u $(id -un)"
    fi
    name=$(basename "$program")
    echo "#!/bin/sh
exec '$loader' --library-path '$libraries' $preload '$peers/$program' $options \"\$@\"" >"$bin/$name"
    chmod +x "$bin/$name"
    found="$found $name"
done
[ -n "$found" ] || fail 'none of the daemons is there'
echo "of $peers:$found"
