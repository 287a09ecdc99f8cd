#!/bin/sh
# Installs Foliot on a Linux system with musl and OpenRC, or takes it away again. Where there is apk, the package
# foliot-*.apk does the same, and apk remembers what belongs to it.
set -eu
umask 022

usage() {
    cat <<'END'
usage: install.sh [uninstall]

Installs Foliot, or brings an older one up to date; a configuration that is there already stays as it is.
With uninstall: removes it. The configuration stays if it was changed, and so does /var/lib/foliot.

DESTDIR=DIR   installs below DIR, without touching users and services
END
}

here=$(cd "$(dirname "$0")" && pwd -P)
tree=$here/tree
root=${DESTDIR-}
live=true
[ -z "$root" ] || live=false

say() {
    echo "foliot: $*"
}

service() {
    if $live && command -v rc-service >/dev/null 2>&1; then
        rc-service --ifstarted foliot "$1"
    fi
}

files() {
    (cd "$tree" && find . -type f | sed 's:^\./::' | sort)
}

is_configuration() {
    case $1 in
    etc/foliot/* | etc/conf.d/* | etc/logrotate.d/*) ;;
    *) return 1 ;;
    esac
}

# A file is replaced as a whole: what runs from the old one keeps it.
put() {
    mkdir -p "$root/$(dirname "$1")"
    cp -p "$tree/$1" "$root/$1.new"
    ! $live || chown 0:0 "$root/$1.new"
    mv -f "$root/$1.new" "$root/$1"
}

install_files() {
    # What an older version had and this one does not.
    rm -rf "$root/usr/lib/foliot"
    files | while read -r file; do
        if is_configuration "$file" && [ -e "$root/$file" ]; then
            cmp -s "$tree/$file" "$root/$file" || say "/$file stays as it is"
        else
            put "$file"
        fi
    done
    mkdir -p "$root/etc/foliot/conf.d"
}

remove_files() {
    files | while read -r file; do
        if is_configuration "$file" && ! cmp -s "$tree/$file" "$root/$file"; then
            [ ! -e "$root/$file" ] || say "/$file was changed and stays"
        else
            rm -f "$root/$file"
        fi
    done
    for directory in usr/lib/foliot/lib usr/lib/foliot etc/foliot/conf.d etc/foliot; do
        rmdir "$root/$directory" 2>/dev/null || :
    done
}

case ${1-} in
'')
    ! $live || sh "$here/pre-install"
    install_files
    service restart
    command -v java >/dev/null 2>&1 || say 'Java 17 or newer is needed; on Alpine: apk add openjdk17-jre-headless'
    say 'installed; have it started with the system by: rc-update add foliot default'
    ;;
uninstall)
    service stop
    ! $live || ! command -v rc-update >/dev/null 2>&1 || rc-update --all --quiet delete foliot 2>/dev/null || :
    remove_files
    say 'removed'
    ;;
-h | --help) usage ;;
*)
    usage >&2
    exit 64
    ;;
esac
