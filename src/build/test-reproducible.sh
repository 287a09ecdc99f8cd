#!/bin/sh
# Tests that what ships depends on the sources and the JDK alone: foliot test --reproducible. Everything is made twice, in
# directories of different names, at different times, with different umask, locale and time zone and, as root, by
# different users; every file has to come out the same to the byte.
set -eu
cd "$(dirname "$0")/../.."
root=$PWD
here=$(git rev-parse --show-toplevel 2>/dev/null) || here=
[ "$here" = "$root" ] || {
    echo 'foliot: this takes a git work tree' >&2
    exit 69
}

scratch=$(mktemp -d)
trap 'rm -rf "$scratch"' EXIT
trap 'exit 1' HUP INT TERM
chmod 755 "$scratch"

# What was fetched, by pinned digests, is an input as the sources are; it is not fetched again.
sh src/build/setup.sh --cross

# copy DIRECTORY: the sources as they are committed, and what was fetched.
copy() {
    git clone --quiet --no-hardlinks "$root" "$1"
    mkdir -p "$1/target"
    for fetched in zig sysroots runtimes; do
        [ ! -d "target/$fetched" ] || cp -R "target/$fetched" "$1/target/"
    done
    rm -rf "$1"/target/runtimes/linux-* "$1/target/zig/cache"
}

copy "$scratch/one"
copy "$scratch/another directory with a longer name"
second="$scratch/another directory with a longer name"

(cd "$scratch/one" && umask 022 && LC_ALL=C TZ=UTC ./foliot package --all) >"$scratch/one.log" 2>&1 || {
    tail -n 30 "$scratch/one.log" >&2
    exit 70
}
find "$second" -path '*/target' -prune -o -type f -exec touch -d '2001-02-03 04:05:06' {} +
if [ "$(id -u)" = 0 ]; then
    mkdir "$scratch/home"
    cp -R "${HOME:-/root}/.m2" "$scratch/home/"
    chown -R 65534:65534 "$scratch/home" "$second"
    set -- setpriv --reuid 65534 --regid 65534 --clear-groups env "HOME=$scratch/home" "MAVEN_OPTS=-Duser.home=$scratch/home"
else
    set -- env
fi
(cd "$second" && umask 077 && "$@" LC_ALL=C.UTF-8 TZ=Asia/Kathmandu ./foliot package --all) >"$scratch/two.log" 2>&1 || {
    tail -n 30 "$scratch/two.log" >&2
    exit 70
}
if ! diff "$scratch/one/target/SHA256SUMS" "$second/target/SHA256SUMS"; then
    echo 'foliot: these differ' >&2
    exit 1
fi
echo "$(wc -l <"$scratch/one/target/SHA256SUMS") files are the same"
