#!/bin/sh
# debian.sh PACKAGE NEWER: installs the .deb, runs it as its unit would, upgrades, removes and purges it, as root of a
# Debian of its own. The clock is left alone.
set -eu
. src/test/packages/check.sh

export DEBIAN_FRONTEND=noninteractive
package=$1
newer=$2
socket=/run/foliot/observe.sock

chronyd=target/peers/usr/sbin/chronyd

# A server on loopback, where setup has fetched one; it leaves the clock alone as well.
serve_time() {
    printf 'local stratum 3\nallow 127.0.0.1\nport 11123\nbindaddress 127.0.0.1\ncmdport 0\nbindcmdaddress /\npidfile /tmp/chronyd\n' \
        >/tmp/chrony.conf
    $chronyd -x -d -U -u root -f /tmp/chrony.conf >/tmp/chrony.log 2>&1 &
}

files() {
    find / -xdev \( -path /proc -o -path /sys -o -path /tmp -o -path /run -o -path /dev -o -path /var/lib/dpkg -o -path /var/lib/apt \
        -o -path /var/cache -o -path /var/log -o -path "$PWD" \) -prune -o -print | LC_ALL=C sort
}

# With all that the unit gives it: a user with two capabilities, and directories of its own.
capabilities=-all,+sys_time,+net_bind_service
start_daemon() {
    install -d -o foliot -g foliot /run/foliot
    setpriv --reuid foliot --regid foliot --clear-groups --inh-caps "$capabilities" --ambient-caps "$capabilities" \
        --bounding-set "$capabilities" --no-new-privs foliot daemon --config "$1" >/tmp/daemon.log 2>&1 &
    daemon=$!
}

stop_daemon() {
    kill "$daemon"
    code=0
    wait "$daemon" || code=$?
    [ "$code" = 0 ] || fail "the daemon ended with $code: $(tail -n 5 /tmp/daemon.log)"
}

files >/tmp/before
check 'installs' apt-get install -y --no-install-recommends "$PWD/$package"
check 'runs' foliot version
check 'its configuration is valid' foliot check
check 'has a user' getent passwd foliot
[ "$(stat -c %U /var/lib/foliot)" = foliot ] || fail 'the state directory belongs to the daemon'
[ -z "$(find /usr/lib/foliot /etc/foliot /usr/bin/foliot \( ! -user root -o -perm /022 \) ! -type l)" ] || fail 'only root may change what is installed'
[ -f /usr/lib/foliot/foliot.jsa ] || fail 'there is a class-data archive'
for page in man1/foliot.1 man5/foliot.toml.5 man8/foliotd.8; do
    # minbase is told to leave out manual pages.
    dpkg -L foliot | grep -q "^/usr/share/man/$page.gz$" || fail "there is a page $page"
done

observe_only $socket >/tmp/observe.toml
start_daemon /tmp/observe.toml
eventually 'answers' foliot status
if [ -x $chronyd ]; then
    serve_time
    eventually 'finds the time' sh -c 'foliot status | grep "^Observing only: true time is known to within"'
else
    echo 'packages: there is no chronyd to measure'
fi
code=0
foliot wait >/tmp/said 2>&1 || code=$?
[ $code = 77 ] || fail "who waits for a clock that is not set is told so: $code, $(cat /tmp/said)"
[ "$(ps -o user= -p "$daemon")" = foliot ] || fail 'runs as its own user'
grep -q '^CapEff:.*0000000002000400$' "/proc/$daemon/status" || fail "has CAP_SYS_TIME and CAP_NET_BIND_SERVICE alone: $(grep CapEff "/proc/$daemon/status")"
stop_daemon

echo '# mine' >>/etc/foliot/foliot.toml
check 'is upgraded' apt-get install -y -o Dpkg::Options::=--force-confold "$PWD/$newer"
[ "$(dpkg-query -W -f '${Version}' foliot)" = 99.0 ] || fail 'the newer version is installed'
grep -qx '# mine' /etc/foliot/foliot.toml || fail 'an edited configuration survives an upgrade'
check 'runs after an upgrade' foliot check

# systemctl enable foliot-wait
ln -s /lib/systemd/system/foliot-wait.service /etc/systemd/system/multi-user.target.wants/foliot-wait.service
check 'is removed' apt-get remove -y foliot
[ -f /etc/foliot/foliot.toml ] || fail 'the configuration stays when it is removed'
[ ! -e /usr/lib/foliot ] || fail "what is installed is gone: $(find /usr/lib/foliot | head -n 3)"
check 'is purged' apt-get purge -y foliot
files >/tmp/after
diff /tmp/before /tmp/after | grep '^[<>]' | grep -v '/etc/\(passwd\|group\|shadow\|gshadow\|subuid\|subgid\)-$' >/tmp/left || :
[ ! -s /tmp/left ] || fail "a purge leaves nothing behind: $(head -n 5 /tmp/left)"
finish
