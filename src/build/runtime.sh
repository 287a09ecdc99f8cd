#!/bin/sh
# runtime.sh CLASSIFIER: makes the Java runtime that goes with Foliot on a Linux machine of that kind, in
# target/runtime/CLASSIFIER. Of a JDK it has the modules that Foliot uses, and their licences.
#
# FOLIOT_JMODS   the directory jmods of a JDK for such a machine, of the same feature version as this machine's. Without
#                it: this machine's own JDK, or for another architecture the one of Debian, fetched into target/jdk
set -eu
cd "$(dirname "$0")/../.."

classifier=$1
case $classifier in
linux-x86_64) machine=x86_64 debian=amd64 ;;
linux-aarch_64) machine=aarch64 debian=arm64 ;;
linux-arm_32) machine=armv7l debian=armhf ;;
*)
    echo "foliot: no Java runtime is made for $classifier" >&2
    exit 64
    ;;
esac

# What Foliot and its libraries ask for (jdeps), and what is asked for by name only: TLS with elliptic curves.
modules=java.base,java.logging,java.net.http,jdk.crypto.ec,jdk.httpserver,jdk.unsupported
runtime=target/runtime/$classifier

java_home() {
    if [ -n "${JAVA_HOME-}" ]; then
        echo "$JAVA_HOME"
    else
        dirname "$(dirname "$(readlink -f "$(command -v javac)")")"
    fi
}

# Of another architecture, without touching this system's packages.
fetch_jdk() {
    directory=$PWD/target/jdk/$debian
    mkdir -p "$directory/lists/partial" "$directory/archives/partial"
    : >"$directory/status"
    set -- -q -o "APT::Architecture=$debian" -o "APT::Architectures=$debian" -o "Dir::State::lists=$directory/lists" \
        -o "Dir::State::status=$directory/status" -o "Dir::Cache=$directory" -o APT::Sandbox::User=root
    # A list of several that cannot be had matters only if the JDK was in it.
    apt-get "$@" update || :
    (cd "$directory" && apt-get "$@" download "openjdk-$feature-jdk-headless")
    dpkg-deb -x "$directory"/openjdk-*.deb "$directory/root"
    mv "$directory"/root/usr/lib/jvm/*/jmods "$directory/jmods"
    rm -rf "$directory/root" "$directory"/openjdk-*.deb "$directory/lists" "$directory/archives"
}

home=$(java_home)
feature=$("$home/bin/jlink" --version)
feature=${feature%%[!0-9]*}
if [ -n "${FOLIOT_JMODS-}" ]; then
    jmods=$FOLIOT_JMODS
elif [ "$(uname -m)" = "$machine" ]; then
    jmods=$home/jmods
else
    jmods=target/jdk/$debian/jmods
    [ -d "$jmods" ] || fetch_jdk >&2
fi

rm -rf "$runtime"
mkdir -p target/runtime
# Shared strings only: what a package compresses should not be compressed within.
"$home/bin/jlink" --module-path "$jmods" --add-modules "$modules" --strip-java-debug-attributes --no-man-pages \
    --no-header-files --compress=1 --output "$runtime"
# Of its programs Foliot needs the one.
rm -f "$runtime/bin/keytool" "$runtime/lib/jexec"
