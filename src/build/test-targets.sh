#!/bin/sh
# Tests what ships for other targets than this machine: foliot test --targets. It takes Debian on x86_64, whose archive
# has the emulators, the C libraries and the Java runtimes (src/build/sysroots.sh).
#
#   - The libraries of all targets: their format, what they need and export, what may be executed.
#   - The core's tests, and those of the library itself, on every Linux target: natively, by musl's loader, on the
#     oldest glibc that is supported, under qemu-user for other processors.
#   - Foliot in Java with that library, on other processors and newer Java versions.
#
# With --brief, what every change has to pass: all libraries; tests on one target of each processor and each C library,
# and none in Java.
#
# Reports of the tests go to target/native/targets/; a file `skipped` there says why there are none.
set -eu
cd "$(dirname "$0")/../.."
root=$PWD
. src/build/counts.sh
. src/build/lock.sh

reports=$root/target/native/targets
sysroots=$root/target/sysroots
musl=$sysroots/host/lib/ld-musl-x86_64.so.1
qemu_aarch64=$sysroots/host/usr/bin/qemu-aarch64-static
qemu_arm=$sysroots/host/usr/bin/qemu-arm-static
brief=${1-}
targets='linux-x86_64-musl linux-aarch_64 linux-arm_32'
[ "$brief" = --brief ] || targets="$targets linux-x86_64 linux-aarch_64-musl"

rm -rf "$reports"
mkdir -p "$reports"
# shellcheck source=/dev/null
if [ "$(. /etc/os-release 2>/dev/null && echo "$ID")-$(uname -m)" != debian-x86_64 ]; then
    echo 'other targets are tested on Debian on x86_64 only' | tee "$reports/skipped"
    exit 0
fi

# logged WHAT COMMAND... shows what COMMAND said only when it fails.
logged() {
    what=$1
    shift
    if ! "$@" >"$reports/build.log" 2>&1 </dev/null; then
        tail -n 40 "$reports/build.log" >&2
        echo "foliot: $what failed" >&2
        exit 70
    fi
}

build_tests() {
    build=$root/target/native/$1/test
    set -- "$1" -DCMAKE_BUILD_TYPE=Release -DCMAKE_CXX_FLAGS_RELEASE=-O0
    case $1 in
    # Zig links musl statically unless told otherwise, and a program like that loads no library.
    *-musl) set -- "$@" -DFOLIOT_STATIC_TEST=ON -DCMAKE_EXE_LINKER_FLAGS=-dynamic ;;
    esac
    target=$1
    shift
    programs='foliot_test foliot_library_test'
    case $brief$target in linux-*-musl) programs="$programs foliot_static_test" ;; esac
    logged "configuring the tests for $target" cmake -S native -B "$build" "$@" \
        -DCMAKE_TOOLCHAIN_FILE="$root/toolchains/$target.cmake" \
        -DFOLIOT_GOOGLETEST="$sysroots/host/usr/src/googletest" -DFOLIOT_JNI_HEADERS="$root/target/native/include"
    # shellcheck disable=SC2086 # words
    logged "building the tests for $target" cmake --build "$build" \
        --parallel "$(getconf _NPROCESSORS_ONLN)" --target $programs
}

# The methods that Java declares native, out of the headers that javac made of them.
declared_methods() {
    awk '
        /^ \* Class: / { class = $3; gsub(/_/, "/", class) }
        /^ \* Method: / { method = $3 }
        /^ \* Signature: / { print class, method, $3 }' target/native/include/*.h
}

# report NAME HOW says how the tests went whose report has that name.
report() {
    printf '%-34s %-44s %s\n' "$1" "$2" "$(counts "$reports/$1.xml")"
}

# run NAME HOW FILTER COMMAND... runs a test program of GoogleTest.
run() {
    name=$1
    how=$2
    filter=$3
    shift 3
    if ! timeout 120 "$@" "--gtest_filter=$filter" "--gtest_output=xml:$reports/$name.xml" >"$reports/$name.log" 2>&1; then
        status=1
        cat "$reports/$name.log" >&2
    fi
    report "$name" "$how"
}

# run_both TARGET HOW FILTER COMMAND... runs the core's tests and those of the library as it ships.
run_both() {
    target=$1
    how=$2
    filter=$3
    shift 3
    programs=$root/target/native/$target/test/test
    export FOLIOT_LIBRARY="$root/target/native/$target/lib/libfoliot.so" FOLIOT_METHODS="$reports/methods.txt"
    run "$target.core$suffix" "$how" "$filter" "$@" "$programs/foliot_test"
    run "$target.library$suffix" "$how" "$filter" "$@" "$programs/foliot_library_test"
}

# What qemu-user cannot run, as a filter; each name must fit a test.
emulated_filter() {
    sed '/^#/d; /^$/d' native/test/qemu-user.txt >"$reports/left-out"
    programs=$root/target/native/linux-x86_64-musl/test/test
    while read -r test; do
        if ! for program in foliot_test foliot_library_test; do
            "$musl" "$programs/$program" --gtest_list_tests "--gtest_filter=$test"
        done | grep -q '^  '; then
            echo "foliot: no test fits $test of native/test/qemu-user.txt" >&2
            exit 70
        fi
    done <"$reports/left-out"
    echo "*-$(paste -s -d : "$reports/left-out")"
}

lock_build
logged 'unpacking the systems of other targets' sh src/build/sysroots.sh "${brief:+--without-java}"
sh src/build/setup.sh --cross
list=
for toolchain in toolchains/*-*.cmake; do
    list=$list,$(basename "$toolchain" .cmake)
done
# ./foliot builds its own jar anew.
rm -f target/foliot.stamp target/foliot.jsa
logged 'building the libraries' ./mvnw -B -ntp package -Dmaven.test.skip -Dspotless.check.skip "-Dfoliot.targets=$list,"
for target in $targets; do
    build_tests "$target"
done
declared_methods >"$reports/methods.txt"

status=0
libraries=
for target in $(echo "$list" | tr , ' '); do
    libraries="$libraries $target=$(echo target/native/"$target"/lib/libfoliot.*)"
done
for program in src/build/binaries/check.py src/test/binaries/bad_binaries.py; do
    # Its report is what it says on stderr, unless it breaks. -B: nothing is to be written beside the sources.
    report=$reports/$(basename $program .py).xml
    # shellcheck disable=SC2086 # words
    python3 -B $program "$sysroots" target/zig/ziglang $libraries 2>"$report" || {
        status=1
        cat "$report" >&2
    }
done
emulated=$(emulated_filter)
suffix=
run_both linux-x86_64-musl "by musl's loader" '*' "$musl"
suffix=.glibc-2.31
run_both linux-aarch_64 "qemu-user, on Debian 11's glibc" "$emulated" "$qemu_aarch64" -L "$sysroots/bullseye-arm64"
run_both linux-arm_32 "qemu-user, on Debian 11's glibc" "$emulated" "$qemu_arm" -L "$sysroots/bullseye-armhf"
[ -z "$brief" ] || exit $status

run_both linux-x86_64 "on Debian 11's glibc" '*' "$sysroots/bullseye/lib/x86_64-linux-gnu/ld-2.31.so" \
    --library-path "$sysroots/bullseye/lib/x86_64-linux-gnu"
suffix=
run_both linux-x86_64 'on this machine' '*'
run_both linux-aarch_64-musl "qemu-user, by musl's loader" "$emulated" "$qemu_aarch64" -L "$sysroots/arm64"
run linux-x86_64-musl.core.static 'static, on this machine' '*' \
    target/native/linux-x86_64-musl/test/test/foliot_static_test
run linux-aarch_64-musl.core.static 'static, qemu-user' "$emulated" "$qemu_aarch64" \
    target/native/linux-aarch_64-musl/test/test/foliot_static_test
sh src/build/test-runtimes.sh || status=1
exit $status
