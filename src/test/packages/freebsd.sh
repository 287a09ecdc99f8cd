#!/bin/sh
# freebsd.sh PACKAGE LIBRARY: unpacks the package for FreeBSD, in a root of its own, with this machine's library in place
# of FreeBSD's, and has its rc.d script run it over stand-ins for rc.subr(8) and daemon(8).
set -eu
. src/test/packages/check.sh
package=$1
library=$2
configuration=/usr/local/etc/foliot/foliot.toml
calls=/tmp/calls

python3 -c 'import sys, tarfile; tarfile.open(sys.argv[1]).extractall("/", filter="fully_trusted")' "$package" 2>/dev/null ||
    python3 -c 'import sys, tarfile; tarfile.open(sys.argv[1]).extractall("/")' "$package"
cp "$library" /usr/local/lib/foliot/
cp src/test/packages/freebsd/rc.subr /etc/rc.subr
cp src/test/packages/freebsd/daemon /usr/sbin/daemon
printf 'foliot_enable="YES"\nfoliot_restart_delay=1\n' >/etc/rc.conf
PATH=/tmp/bin:$PATH
mkdir /tmp/bin
cat >/tmp/bin/stand-in <<'END'
#!/bin/sh
echo "$(basename "$0") $*" >>/tmp/calls
case "$(basename "$0") $*" in
sysctl*security.mac.version*) echo 4 ;;
pw*show*) exit 1 ;;
service*onestatus*) exit 1 ;;
pwait*)
    shift 2
    while kill -0 "$1" 2>/dev/null; do sleep 0.1; done
    ;;
esac
END
chmod 755 /tmp/bin/stand-in /usr/sbin/daemon
for program in sysctl pw service pwait; do
    ln -s stand-in /tmp/bin/$program
done

for script in pre-install post-install; do
    check "$script" sh src/main/dist/freebsd/package/$script
done
check 'pre-install makes the user' says 'pw useradd foliot' $calls
check 'post-install copies the sample' cmp $configuration.sample $configuration
useradd --system foliot
observe_only /var/run/foliot/observe.sock >$configuration

# shellcheck disable=SC2317 # check calls it
script() {
    /usr/local/etc/rc.d/foliot "$@"
}

# shellcheck disable=SC2317 # check calls it
status() {
    foliot status --socket=/var/run/foliot/observe.sock
}

check 'checkconfig' script checkconfig
refuse 'status before the start' script status
check 'start' script start
eventually 'the daemon answers' status
check 'it runs as root' daemon_of root
check 'status' script status
first=$(daemon_of root)
kill -KILL "$first"
eventually 'a daemon that was killed is started again' another_daemon root "$first"
eventually 'the new daemon answers' status
kill -HUP "$(cat /var/run/foliot.pid)"
eventually "the signal of newsyslog's is for daemon(8)" says 'log reopened' /var/log/foliot.log
check 'and the daemon does not notice' status
second=$(daemon_of root)
echo 'nonsense' >>$configuration
refuse 'a wrong configuration is told' script checkconfig
refuse 'reload with a wrong configuration' script reload
refuse 'restart with a wrong configuration' script restart
check 'the daemon goes on' test "$(daemon_of root)" = "$second"
observe_only /var/run/foliot/observe.sock >$configuration

echo 'foliot_mac_ntpd="YES"' >>/etc/rc.conf
check 'reload starts the daemon anew' script reload
eventually 'the new daemon answers' status
check 'mac_ntpd has it run as its own user' daemon_of foliot
refuse 'and not as root' daemon_of root
check 'the module is loaded' says 'load_kld mac_ntpd' $calls
check 'the user is permitted' says "security.mac.ntpd.uid=$(id -u foliot)" $calls
check 'stop' script stop
refuse 'no daemon is left, whatever daemon(8) waits for' daemon_of foliot
echo 'ntpd_enable="YES"' >>/etc/rc.conf
refuse 'start beside another time daemon' script start
finish
