#!/bin/sh
# Tests the packages for this machine as an administrator would use them, in a Debian of its own below target/packages:
# install, run, upgrade, remove. Needs root. Nothing is started on this machine, and all that runs in the other one ends
# with this script: it has processes, mounts and a network of its own.
#
#   test-packages.sh           makes the packages first
#   test-packages.sh --inside  what runs in those namespaces
set -eu
cd "$(dirname "$0")/../.."
PATH=$PATH:/usr/local/sbin:/usr/sbin:/sbin:$PWD/target/peers/usr/sbin
export DEBIAN_FRONTEND=noninteractive LC_ALL=C.UTF-8
work=$PWD/target/packages
root=$work/root
served_port=11123

case $(uname -m) in
x86_64) classifier=linux-x86_64 debian=amd64 ;;
aarch64) classifier=linux-aarch_64 debian=arm64 ;;
*) classifier='' ;;
esac

skip() {
    echo "packages: skipped: $*"
    exit 0
}

if [ "${1-}" != --inside ]; then
    if [ "$(uname -s)" != Linux ] || [ -z "$classifier" ]; then
        skip 'none is for this machine'
    fi
    [ "$(id -u)" = 0 ] || skip 'only root can install them'
    for tool in debootstrap dpkg-deb rpmbuild chronyd; do
        command -v $tool >/dev/null || skip "there is no $tool"
    done
    unshare --mount --net --pid --fork true 2>/dev/null || skip 'no namespaces can be made here'
    shellcheck src/build/deb/postinst src/build/deb/prerm src/build/deb/postrm src/main/dist/usr/bin/foliot \
        src/main/dist/usr/lib/foliot/make-archive
    sh src/build/package-linux.sh "$classifier"
    mkdir -p "$work"
    if [ ! -f "$work/debian.tar" ]; then
        rm -rf "$root"
        debootstrap --variant=minbase bookworm "$root" >"$work/debootstrap.log" 2>&1 || {
            tail -n 5 "$work/debootstrap.log" >&2
            exit 69
        }
        tar -C "$root" -cf "$work/debian.tar.new" .
        mv "$work/debian.tar.new" "$work/debian.tar"
    fi
    exec unshare --mount --net --pid --fork --kill-child --mount-proc sh "$0" --inside
fi

checks=0
failed=0

# check WHAT COMMAND... runs the command, and counts.
check() {
    what=$1
    shift
    checks=$((checks + 1))
    if ! "$@" >"$work/check.log" 2>&1; then
        failed=$((failed + 1))
        echo "packages: FAILED: $what"
        sed 's/^/    /' "$work/check.log" | tail -n 20
    fi
}

is() {
    [ "$1" = "$2" ] || {
        echo "expected: $2"
        echo "found:    $1"
        return 1
    }
}

there() {
    [ -e "$root$1" ] || [ -h "$root$1" ]
}

gone() {
    ! there "$1"
}

says() {
    text=$1
    shift
    "$@" 2>&1 | tee "$work/said" | grep -q "$text" || {
        cat "$work/said"
        return 1
    }
}

ends_with() {
    code=$1
    shift
    "$@" && found=0 || found=$?
    is "$found" "$code"
}

inside() {
    chroot "$root" env PATH=/usr/sbin:/usr/bin:/sbin:/bin "$@"
}

# Owner and mode of a file.
rights() {
    is "$(inside stat -c '%U:%G %a' "$1")" "$2"
}

fresh_root() {
    ! mountpoint -q "$root/proc" || umount "$root/proc"
    rm -rf "$root"
    mkdir -p "$root"
    tar -C "$root" -xf "$work/debian.tar"
    mount -t proc proc "$root/proc"
    # In a package's scripts, nothing may be started.
    printf '#!/bin/sh\nexit 101\n' >"$root/usr/sbin/policy-rc.d"
    chmod 755 "$root/usr/sbin/policy-rc.d"
}

# Every file, but those that dpkg, apt and the user database keep for themselves.
files() {
    (cd "$root" && find . -xdev \( -path ./proc -o -path ./run -o -path ./tmp -o -path ./var/lib/dpkg -o -path ./var/log \
        -o -path ./var/cache -o -path ./var/lib/apt \) -prune -o -print | grep -v '^\./etc/[a-z]*-$' | sort)
}

install_deb() {
    cp "$1" "$root/tmp/foliot.deb"
    inside apt-get install -y --no-install-recommends -o Dpkg::Options::=--force-confdef /tmp/foliot.deb
}

wait_for() {
    tries=$1
    shift
    while ! "$@" >/dev/null 2>&1; do
        tries=$((tries - 1))
        [ $tries -gt 0 ] || return 1
        sleep 0.5
    done
}

serve_time() {
    ip link set lo up
    mkdir -p "$work/chrony"
    cat >"$work/chrony/chrony.conf" <<END
local stratum 3
allow 127.0.0.1
port $served_port
bindaddress 127.0.0.1
cmdport 0
bindcmdaddress /
pidfile $work/chrony/pid
END
    chronyd -x -d -U -u root -f "$work/chrony/chrony.conf" >"$work/chrony/log" 2>&1 &
}

# As the unit has it: the unit's command, as its user, with its directories.
start_daemon() {
    inside install -d -o foliot -g foliot /run/foliot
    command=$(sed -n 's/^ExecStart=//p' "$root/usr/lib/systemd/system/foliot.service")
    # shellcheck disable=SC2086 # words
    chroot "$root" setpriv --reuid=foliot --regid=foliot --clear-groups --bounding-set=-all --inh-caps=-all \
        $command 2>"$work/daemon.log" &
    daemon=$!
}

stop_daemon() {
    kill "$daemon"
    wait "$daemon"
}

test_installed_files() {
    check 'the launcher may be run by all' rights /usr/bin/foliot 'root:root 755'
    check 'the configuration is readable' rights /etc/foliot/foliot.toml 'root:root 644'
    check 'conf.d is there' rights /etc/foliot/conf.d 'root:root 755'
    check 'the state belongs to the daemon' rights /var/lib/foliot 'foliot:foliot 755'
    check 'nobody logs in as foliot' says ':/usr/sbin/nologin$' inside getent passwd foliot
    check 'nothing of the program belongs to another than root' \
        is "$(inside find /usr/lib/foliot /etc/foliot ! -user root)" ''
    check 'nothing of the program can be written by another than root' \
        is "$(inside find /usr/lib/foliot /etc/foliot -perm /022 ! -type l)" ''
    check 'the licences of the Java runtime are there' there /usr/lib/foliot/runtime/legal/java.base
    check 'foliot version' says "^foliot $(sed -n 's:^    <version>\(.*\)</version>$:\1:p' pom.xml)$" inside foliot version
    check 'the shipped configuration is valid' says ': valid' inside foliot check
    # With -Xshare:on the JVM does not start unless it can use the archive.
    check 'the class-data archive is used' inside env FOLIOT_JAVA_OPTIONS=-Xshare:on foliot version
    check 'it is named in the archive' says foliot.jsa inside env FOLIOT_JAVA_OPTIONS=-Xlog:cds:stdout foliot version
    check 'the unit is enabled' there /etc/systemd/system/multi-user.target.wants/foliot.service
    mkdir -p "$work/units"
    for unit in foliot.service foliot-wait.service; do
        sed 's:=/usr/bin/foliot :=/bin/true :' "$root/usr/lib/systemd/system/$unit" >"$work/units/$unit"
    done
    check 'the units are sound' systemd-analyze verify --man=no "$work/units/foliot.service" "$work/units/foliot-wait.service"
    check 'the sandbox is tight' systemd-analyze security --offline=true --threshold=19 \
        "$root/usr/lib/systemd/system/foliot.service"
}

test_daemon() {
    cat >"$root/etc/foliot/foliot.toml" <<END
# Edited by the administrator.
[[source]]
mode = "server"
address = "127.0.0.1:$served_port"
[source-defaults]
poll-interval-limits = { min = -2, max = -2 }
[clock]
control = "none"
END
    start_daemon
    check 'the daemon finds the time' wait_for 80 says 'Observing only' inside foliot status
    check 'who waits for a clock that is not set is told so' ends_with 77 inside foliot wait
    check 'the socket is open to all' rights /run/foliot/observe.sock 'foliot:foliot 666'
    check 'the daemon ends in order' stop_daemon
    check 'the drift is kept' rights /var/lib/foliot/drift 'foliot:foliot 644'
    check 'the daemon has nothing to complain of' ends_with 1 grep -q 'error  \|warning' "$work/daemon.log"
}

# The next version, whose configuration differs as well.
next_version() {
    rm -rf "$work/next"
    dpkg-deb -R "$1" "$work/next"
    sed -i 's/^Version: .*/Version: 999-1/' "$work/next/DEBIAN/control"
    echo '# Of the next version.' >>"$work/next/etc/foliot/foliot.toml"
    dpkg-deb --build --root-owner-group -Znone "$work/next" "$work/next.deb"
}

test_deb() {
    fresh_root
    inside install -d /etc/systemd/system /var/lib/systemd
    files >"$work/files.before"
    deb=$(echo target/foliot_*_"$debian".deb)
    check 'the package installs' install_deb "$deb"
    test_installed_files
    test_daemon
    check 'the next version is made' next_version "$deb"
    check 'it upgrades' install_deb "$work/next.deb"
    check 'the upgrade is in force' says 999-1 inside dpkg-query -W foliot
    check 'the edited configuration is kept' says 'Edited by the administrator' cat "$root/etc/foliot/foliot.toml"
    check 'the archive fits the new files' inside env FOLIOT_JAVA_OPTIONS=-Xshare:on foliot version
    check 'it is removed' inside apt-get remove -y foliot
    check 'the program is gone' gone /usr/lib/foliot
    check 'the configuration stays' there /etc/foliot/foliot.toml
    check 'the state stays' there /var/lib/foliot/drift
    check 'it is purged' inside apt-get purge -y foliot
    files >"$work/files.after"
    check 'nothing is left' diff "$work/files.before" "$work/files.after"
    check 'the user is gone' ends_with 2 inside getent passwd foliot
}

test_rpm() {
    fresh_root
    rpm=$(echo target/foliot-*."$(uname -m)".rpm)
    check 'the configuration is marked as such' is "$(rpm -qpc "$rpm")" /etc/foliot/foliot.toml
    check 'nothing within is offered to others' is "$(rpm -qp --provides "$rpm" | grep -c '\.so')" 0
    check 'glibc is asked for' says 'GLIBC_2' rpm -qp --requires "$rpm"
    check 'the rpm installs' rpm --root "$root" -i --nodeps "$rpm"
    check 'it is whole' rpm --root "$root" -V --nodeps foliot
    check 'foliot of the rpm runs' inside env FOLIOT_JAVA_OPTIONS=-Xshare:on foliot version
    check 'the state belongs to its daemon' rights /var/lib/foliot 'foliot:foliot 755'
    echo '# Edited.' >>"$root/etc/foliot/foliot.toml"
    check 'the rpm is removed' rpm --root "$root" -e --nodeps foliot
    check 'the program of the rpm is gone' gone /usr/lib/foliot
    check 'the edited configuration of the rpm is kept' there /etc/foliot/foliot.toml.rpmsave
}

serve_time
test_deb
test_rpm
echo "packages: $((checks - failed)) passed, $failed failed"
[ $failed = 0 ]
