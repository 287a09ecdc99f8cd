#!/bin/sh
# Installs Foliot on macOS, or takes it away again.
set -eu
umask 022

usage() {
    cat <<'END'
usage: sudo ./install.sh [uninstall]

Installs Foliot with its own Java runtime, turns off the setting of the time by macOS, and starts the daemon, now and
with the system. A configuration that is there already stays as it is.
With uninstall: removes it, and turns the setting of the time by macOS on again if it was on before. The configuration
stays if it was changed.
END
}

here=$(cd "$(dirname "$0")" && pwd -P)
tree=$here/tree
# Elsewhere than on the running system, nothing but files is touched.
root=${DESTDIR-}
label=dev.foliot.foliot
plist=/Library/LaunchDaemons/$label.plist
state=/var/db/foliot
configuration=usr/local/etc/foliot/foliot.toml

say() {
    echo "foliot: $*"
}

require_root() {
    if [ -z "$root" ] && [ "$(id -u)" != 0 ]; then
        echo "foliot: only root may do this: sudo $0" >&2
        exit 77
    fi
}

runs() {
    launchctl print "system/$label" >/dev/null 2>&1
}

# launchctl may say that it is in progress, and be right.
stop() {
    tries=0
    while runs; do
        launchctl bootout "system/$label" 2>/dev/null || :
        tries=$((tries + 1))
        if [ $tries = 20 ]; then
            echo "foliot: launchd does not end $label" >&2
            exit 75
        fi
        sleep 1
    done
    rm -f /var/run/foliot.pid
}

# launchd takes no file that somebody else could write to. For some seconds after it has ended a daemon it may refuse to
# start it ("5: Input/output error").
start() {
    launchctl enable "system/$label"
    tries=0
    until launchctl bootstrap system "$plist"; do
        tries=$((tries + 1))
        [ $tries != 15 ] || exit 75
        sleep 1
    done
}

# Where Homebrew has made /usr/local its user's, he could replace what root runs.
require_safe_place() {
    for directory in /usr/local /usr/local/bin /usr/local/lib /usr/local/etc; do
        unsafe=$(find "$directory" -prune \( ! -user root -o -perm -002 \) 2>/dev/null) || :
        if [ -n "$unsafe" ]; then
            echo "foliot: others than root may change $directory, and so what root runs from there: sudo chown root $directory" >&2
            exit 77
        fi
    done
}

# Apple's timed steers the clock as long as the time is set by the network, and cannot be stopped by itself.
leave_clock_to_foliot() {
    case $(systemsetup -getusingnetworktime) in
    *On)
        systemsetup -setusingnetworktime off >/dev/null
        touch "$state/network-time-was-on"
        say 'macOS does not set the time from the network any more'
        ;;
    esac
}

give_clock_back() {
    if [ -e "$state/network-time-was-on" ]; then
        systemsetup -setusingnetworktime on >/dev/null
        rm "$state/network-time-was-on"
        say 'macOS sets the time from the network again'
    fi
}

files() {
    (cd "$tree" && find . -type f | sed 's:^\./::' | sort)
}

install_files() {
    # What an older version had and this one does not.
    rm -rf "$root/usr/local/lib/foliot"
    files | while read -r file; do
        if [ "$file" = "$configuration" ] && [ -e "$root/$file" ]; then
            cmp -s "$tree/$file" "$root/$file" || say "/$file stays as it is"
            continue
        fi
        mkdir -p "$root/$(dirname "$file")"
        cp "$tree/$file" "$root/$file.new"
        mv -f "$root/$file.new" "$root/$file"
    done
    mkdir -p "$root/usr/local/etc/foliot/conf.d" "$root$state"
}

# What a browser fetched is in quarantine: macOS asks before it lets such a program run, and a daemon has nobody to ask.
lift_quarantine() {
    xattr -dr com.apple.quarantine /usr/local/lib/foliot /usr/local/bin/foliot 2>/dev/null || :
}

remove_files() {
    if [ -e "$root/$configuration" ] && ! cmp -s "$tree/$configuration" "$root/$configuration"; then
        say "/$configuration was changed and stays"
    else
        rm -f "$root/$configuration"
    fi
    files | while read -r file; do
        [ "$file" = "$configuration" ] || rm -f "$root/$file"
    done
    rm -rf "$root/usr/local/lib/foliot"
    rmdir "$root/usr/local/etc/foliot/conf.d" "$root/usr/local/etc/foliot" 2>/dev/null || :
}

case ${1-} in
'')
    require_root
    [ -n "$root" ] || require_safe_place
    [ -n "$root" ] || stop
    install_files
    if [ -z "$root" ]; then
        chown -R root:wheel /usr/local/lib/foliot /usr/local/bin/foliot "$plist"
        lift_quarantine
        leave_clock_to_foliot
        start
        say 'installed and started; foliot status says how it is doing'
    fi
    ;;
uninstall)
    require_root
    [ -n "$root" ] || stop
    remove_files
    [ -n "$root" ] || give_clock_back
    say 'removed'
    ;;
-h | --help) usage ;;
*)
    usage >&2
    exit 64
    ;;
esac
