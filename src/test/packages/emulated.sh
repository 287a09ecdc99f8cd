#!/bin/sh
# emulated.sh COMMAND...: runs a command as root of a user namespace of its own, where the kernel hands programs for ARM to
# qemu-user, which src/build/sysroots.sh has fetched: nothing is registered outside of it. Ends with 75 where that cannot be
# had: it takes root, and Linux 6.7.
set -eu

qemu=target/sysroots/host/usr/bin

# register NAME CLASS MACHINE: ELF files of a class (1: 32 bits, 2: 64 bits) and a machine, the kernel's escapes and all.
# F: the emulator is opened now, and works in any root.
register() {
    printf '%s' ":$1:M::\\x7fELF\\x0$2\\x01\\x01\\x00\\x00\\x00\\x00\\x00\\x00\\x00\\x00\\x00\\x02\\x00\\x$3\\x00:\\xff\\xff\\xff\\xff\\xff\\xff\\xff\\x00\\xff\\xff\\xff\\xff\\xff\\xff\\xff\\xff\\xfe\\xff\\xff\\xff:$PWD/$qemu/$1-static:F" \
        >/proc/sys/fs/binfmt_misc/register
}

case ${EMULATED-} in
'')
    [ "$(id -u)" = 0 ] || exit 75
    unshare --user --mount true 2>/dev/null || exit 75
    gate=$(mktemp -u)
    mkfifo -m 600 "$gate"
    EMULATED=$gate unshare --user --mount sh "$0" "$@" &
    child=$!
    while [ "$(readlink "/proc/$child/ns/user")" = "$(readlink /proc/self/ns/user)" ]; do
        sleep 0.1
    done
    for map in uid_map gid_map; do
        echo '0 0 65536' >"/proc/$child/$map"
    done
    echo >"$gate"
    rm "$gate"
    status=0
    wait $child || status=$?
    exit $status
    ;;
/*)
    read -r _ <"$EMULATED"
    # Root since now, with root's rights from the next program on.
    EMULATED=entered exec sh "$0" "$@"
    ;;
esac

unset EMULATED
mount -t binfmt_misc binfmt_misc /proc/sys/fs/binfmt_misc 2>/dev/null || exit 75
register qemu-aarch64 2 b7
register qemu-arm 1 28
exec "$@"
