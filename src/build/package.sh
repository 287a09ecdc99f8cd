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
    if [ ! -f "toolchains/$target.cmake" ] || [ "$target" = zig ]; then
        echo "foliot: there is no target $target" >&2
        usage >&2
        exit 64
    fi
    list=$list$target,
done

sh src/build/setup.sh --cross
./mvnw -B -ntp package -Dmaven.test.skip -Dspotless.check.skip "-Dfoliot.targets=$list"
