#!/bin/sh
# runtime.sh CLASSIFIER: a Java runtime for a target in target/runtimes/CLASSIFIER, of the modules that Foliot needs alone.
#
# jlink makes it, of this machine's JDK and of the target's modules: this JDK's own when it is for the same target, else
# those of Debian's OpenJDK for that architecture. FOLIOT_JMODS names a directory of modules to take instead of the JDK's.
set -eu
cd "$(dirname "$0")/../.."
# shellcheck source=src/build/debian.sh
. src/build/debian.sh

# Beside what the classes need (jdk.net: who asks at the control socket): elliptic curves and HTTP for authenticated time, and what Gson asks of Java in its way.
modules=java.base,java.logging,java.net.http,jdk.crypto.ec,jdk.httpserver,jdk.net,jdk.unsupported

classifier=$1
case $classifier in
linux-x86_64) architecture=amd64 machine=x86_64 ;;
linux-aarch_64) architecture=arm64 machine=aarch64 ;;
linux-arm_32) architecture=armhf machine=armv7l ;;
*)
    echo "foliot: no modules are known for $classifier" >&2
    exit 69
    ;;
esac

jlink=$(command -v "${JAVA_HOME:+$JAVA_HOME/bin/}jlink") || {
    echo 'foliot: this JDK has no jlink' >&2
    exit 69
}
home=$(dirname "$(dirname "$(readlink -f "$jlink")")")
jmods=
if [ "$(uname -m)" = $machine ]; then
    jmods=${FOLIOT_JMODS-}
    [ -n "$jmods" ] || [ ! -f "$home/jmods/java.base.jmod" ] || jmods=$home/jmods
fi
if [ -z "$jmods" ]; then
    release=$("$jlink" --version | sed 's/[^0-9].*//')
    unpack "jdk-$release-$architecture" "openjdk-$release-jdk-headless"
    jmods=$sysroots/jdk-$release-$architecture/usr/lib/jvm/java-$release-openjdk-$architecture/jmods
fi

runtime=target/runtimes/$classifier
made_of="$modules $(cat "$jmods"/*.jmod | sha256sum)"
[ "$(cat "$runtime.made-of" 2>/dev/null)" != "$made_of" ] || exit 0
rm -rf "$runtime" "$runtime.made-of"
mkdir -p target/runtimes
"$jlink" --module-path "$jmods" --add-modules "$modules" --output "$runtime" --vm server --strip-java-debug-attributes \
    --no-header-files --no-man-pages --dedup-legal-notices=error-if-not-same-content
find "$runtime/bin" -type f ! -name java -exec rm {} +
chmod -R u+w,go-w,a+rX "$runtime"
echo "$made_of" >"$runtime.made-of"
