#!/bin/sh
# Builds what ships: foliot package.
set -eu
cd "$(dirname "$0")/../.."

usage() {
    cat <<'END'
usage: foliot package [--all | TARGET...]

Builds the library and the archives for these targets, or for this machine's when none is named, into target/.
Any machine that Zig runs on builds for all of them:

END
    targets
}

targets() {
    for toolchain in toolchains/*-*.cmake; do
        basename "$toolchain" .cmake
    done
}

# This machine, as a target.
own_target() {
    case $(uname -s) in
    Darwin) system=osx ;;
    *) system=$(uname -s | tr '[:upper:]' '[:lower:]') ;;
    esac
    case $(uname -m) in
    amd64 | x86_64) machine=x86_64 ;;
    arm64 | aarch64) machine=aarch_64 ;;
    armv7l | armv8l) machine=arm_32 ;;
    *) machine=$(uname -m) ;;
    esac
    libc=
    for loader in /lib/ld-musl-*.so.1; do
        [ ! -e "$loader" ] || [ -e /etc/debian_version ] || libc=-musl
    done
    echo "$system-$machine$libc"
}

wanted=
for argument in "$@"; do
    case $argument in
    --all) wanted=$(targets) ;;
    -h | --help)
        usage
        exit 0
        ;;
    -*)
        usage >&2
        exit 64
        ;;
    *) wanted="$wanted $argument" ;;
    esac
done
wanted=${wanted:-$(own_target)}
list=,
for target in $wanted; do
    if ! targets | grep -qxF -e "$target"; then
        echo "foliot: there is no target $target" >&2
        usage >&2
        exit 64
    fi
    list=$list$target,
done

sh src/build/setup.sh --cross
. src/build/lock.sh
lock_build

# Every file that ships is called foliot-... or foliot_... and made below. ./foliot builds its own jar anew.
rm -f target/foliot[-_]* target/SHA256SUMS target/foliot.stamp target/foliot.jsa
umask 022
./mvnw -B -ntp package -Dmaven.test.skip -Dspotless.check.skip "-Dfoliot.targets=$list"

# Packages of systems, each step for those of the targets that are its own. It may rely on target/foliot-VERSION.jar,
# target/lib and target/native/TARGET/lib, and puts what ships into target/.
for step in src/build/packages/*.sh; do
    # shellcheck disable=SC2086 # words
    [ ! -f "$step" ] || sh "$step" $wanted
done

digest() {
    if command -v sha256sum >/dev/null 2>&1; then
        sha256sum "$@"
    else
        shasum -a 256 "$@"
    fi
}
cd target
digest foliot[-_]* >SHA256SUMS
echo
while read -r sum file; do
    printf '%-55s %9d  %s\n' "$file" "$(wc -c <"$file")" "$sum"
done <SHA256SUMS
