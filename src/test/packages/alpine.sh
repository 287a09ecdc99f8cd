#!/bin/sh
# alpine.sh ARCHIVE LIBRARY: installs the archive for musl, in a root of its own, with this machine's library in place of
# musl's, and has OpenRC run it.
set -eu
. src/test/packages/check.sh
archive=$1
library=$2

tar -xzf "$archive" -C /tmp
unpacked=/tmp/$(basename "$archive" .tar.gz)
configuration=/etc/foliot/foliot.toml

# Alpine brings Java as a package of its own.
if ! command -v java >/dev/null; then
    cp -R target/runtimes/linux-x86_64 /opt/java
    ln -s /opt/java/bin/java /usr/bin/java
fi

check 'it installs' sh "$unpacked/install.sh"
check 'it makes its user' id foliot
for file in $(cd "$unpacked/tree" && find . -type f); do
    check "$file is installed" cmp "$unpacked/tree/$file" "/$file"
done
echo '# mine' >>$configuration
touch /usr/lib/foliot/lib/older.jar
check 'it installs again' sh "$unpacked/install.sh"
refuse 'what an older version had is still there' test -e /usr/lib/foliot/lib/older.jar
check 'a configuration that was changed stays' says '# mine' $configuration

if command -v openrc-run >/dev/null 2>&1; then
    cp "$library" /usr/lib/foliot/
    observe_only /run/foliot/observe.sock >$configuration
    for state in starting started stopping inactive wasinactive failed hotplugged daemons options exclusive scheduled tmp; do
        mkdir -p /run/openrc/$state
    done
    touch /run/openrc/softlevel
    # Debian's supervise-daemon is built without capabilities: what it would be told is noted, and left out.
    supervisor=$(command -v supervise-daemon)
    mv "$supervisor" "$supervisor.real"
    cat >"$supervisor" <<END
#!/bin/bash
told=()
while [ \$# -gt 0 ]; do
    if [ "\$1" = --capabilities ]; then
        echo "\$2" >/run/capabilities
        shift
    else
        told+=("\$1")
    fi
    shift
done
exec -a supervise-daemon $supervisor.real "\${told[@]}"
END
    chmod 755 "$supervisor"
    # What Foliot needs to be there, and Alpine's own scripts give.
    printf '#!/sbin/openrc-run\nstart() {\n:\n}\n' >/etc/init.d/localmount
    chmod 755 /etc/init.d/localmount
    # shellcheck disable=SC2317 # check calls it
    service() {
        rc-service foliot "$@"
    }

    check 'checkconfig' service checkconfig
    check 'start' service start
    check 'the daemon has the capabilities that it needs' says '^cap_sys_time,^cap_net_bind_service' /run/capabilities
    eventually 'the daemon answers' foliot status
    check 'the daemon runs as its own user' daemon_of foliot
    check 'status' service status
    first=$(daemon_of foliot)
    kill -KILL "$first"
    eventually 'a daemon that was killed is started again' another_daemon foliot "$first"
    second=$(daemon_of foliot)
    check 'reload' service reload
    eventually 'reload starts the daemon anew' another_daemon foliot "$second"
    eventually 'the new daemon answers' foliot status
    for again in 1 2 3 4 5 6; do
        check "reload for the ${again}th time" service reload
    done
    eventually 'the daemon is there after many reloads' foliot status
    service stop >/dev/null
    install -m 600 /dev/null /run/foliot/.observe.sock.lock
    check 'it starts after root had a daemon' service start
    eventually 'the daemon answers again' foliot status
    third=$(daemon_of foliot)
    echo 'nonsense' >>$configuration
    refuse 'a wrong configuration is told' service checkconfig
    refuse 'reload with a wrong configuration' service reload
    refuse 'restart with a wrong configuration' service restart
    check 'the daemon goes on' test "$(daemon_of foliot)" = "$third"
    check 'stop' service stop
    refuse 'no daemon is left' daemon_of foliot
    refuse 'start with a wrong configuration' service start
else
    echo 'there is no OpenRC here: its script was not run'
fi

check 'it goes away again' sh "$unpacked/install.sh" uninstall
refuse 'the program is gone' test -e /usr/bin/foliot
refuse 'its directory is gone' test -e /usr/lib/foliot
check 'the configuration that was changed is still there' test -e $configuration
finish
