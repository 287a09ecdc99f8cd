#!/bin/sh
# foreign.sh PACKAGE: installs a .deb for another processor, whose programs the kernel has emulated, runs Foliot from it and
# purges it, as root of a Debian of its own. The clock is left alone.
set -eu
. src/test/packages/check.sh

export DEBIAN_FRONTEND=noninteractive
package=$1

check 'installs' apt-get install -y --no-install-recommends "$PWD/$package"
check 'has a user' getent passwd foliot
check 'runs' foliot version
says "$(dpkg-deb -f "$package" Version | tr '~' -)" /tmp/said || fail "tells its version: $(cat /tmp/said)"
check 'its configuration is valid' foliot check
[ -f /usr/lib/foliot/foliot.jsa ] || fail 'there is a class-data archive'
check 'nothing fails that it relies on' foliot selftest
# The clock of the demonstration has to come within what the daemon promises; the kernel's stamps are not to be had here.
code=0
foliot demo --json >/tmp/said 2>&1 || code=$?
case $code in
0 | 75) ;;
*)
    fail "the demonstration ends with $code"
    cat /tmp/said >&2
    ;;
esac
check 'is purged' apt-get purge -y "foliot:$(dpkg-deb -f "$package" Architecture)"
[ ! -e /usr/lib/foliot ] || fail "what is installed is gone: $(find /usr/lib/foliot | head -n 3)"
refuse 'its user is gone' getent passwd foliot
finish
