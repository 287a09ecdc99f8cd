#!/bin/sh
# root.sh SCRIPT ARGUMENT...: runs a script as root of a copy of a file system that is gone afterwards, with processes and
# a network of its own. Ends with 75 where that cannot be had.
#
# ROOT_OF   the file system; else this machine's
set -eu

if [ "${ROOT_ENTERED-}" != yes ]; then
    [ "$(id -u)" = 0 ] || exit 75
    for need in unshare chroot ip; do
        command -v $need >/dev/null 2>&1 || exit 75
    done
    # Root of a container may not.
    unshare --mount --pid --net --fork true 2>/dev/null || exit 75
    script=$(cd "$(dirname "$1")" && pwd -P)/$(basename "$1")
    shift
    ROOT_ENTERED=yes exec unshare --mount --pid --net --fork --kill-child sh "$0" "$script" "$@"
fi

script=$1
shift
layers=$(mktemp -d)
mount -t tmpfs tmpfs "$layers" || exit 75
mkdir "$layers/changes" "$layers/work" "$layers/root"
# In a user namespace of its own, an overlay keeps its notes in attributes that anybody may set.
read -r _ _ ids </proc/self/uid_map
notes=
[ "$ids" = 4294967295 ] || notes=,userxattr
mount -t overlay overlay -o "lowerdir=${ROOT_OF:-/},upperdir=$layers/changes,workdir=$layers/work$notes" "$layers/root" || exit 75
root=$layers/root
mount -t proc proc "$root/proc"
mount --rbind /dev "$root/dev"
mount -t tmpfs tmpfs "$root/run"
mount -t tmpfs tmpfs "$root/tmp"
# The source tree may be on a file system of its own, which is not part of the copy.
mkdir -p "$root$PWD"
mount --rbind "$PWD" "$root$PWD"
ip link set lo up
directory=$PWD
status=0
# shellcheck disable=SC2016 # the inner shell expands them
chroot "$root" /bin/sh -c 'cd "$1" && shift && exec /bin/sh "$@"' sh "$directory" "$script" "$@" || status=$?
umount --lazy "$layers"
rmdir "$layers"
exit $status
