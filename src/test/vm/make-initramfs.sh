#!/bin/sh
# Makes the guest's initial RAM disk: busybox, chronyd, the kernel's modules, and an unpacked foliot package.
#
#   make-initramfs.sh KERNEL PEERS PACKAGE OUTPUT
set -eu
PATH=$PATH:/usr/sbin:/sbin
here=$(cd "$(dirname "$0")" && pwd -P)
kernel=$1
peers=$2
package=$3
output=$4
tree=$output.tree

# with_libraries FILE... copies the shared libraries that programs and libraries are linked with.
with_libraries() {
    ldd "$@" 2>/dev/null | sed -n 's,^[^/]*\(/[^ ]*\) (0x.*,\1,p' | grep -v "^$PWD" | sort -u |
        while read -r library; do
            mkdir -p "$tree$(dirname "$library")"
            cp -Lu "$library" "$tree$library"
        done
}

rm -rf "$tree"
mkdir -p "$tree/bin" "$tree/usr/bin" "$tree/usr/sbin" "$tree/etc/foliot" "$tree/lib/modules" "$tree/var/lib/foliot" "$tree/root"
cp -a "$package/." "$tree/"
install -m 755 "$here/init" "$tree/init"
cp "$(command -v busybox)" "$tree/bin/"
cp "$(command -v setpriv)" "$(command -v ldattach)" "$tree/usr/bin/"
cp "$peers/usr/sbin/chronyd" "$tree/usr/sbin/"
printf '%s\n' 'root:x:0:0::/:/bin/sh' 'foliot:x:100:100::/:/bin/sh' >"$tree/etc/passwd"
printf '%s\n' 'root:x:0:' 'foliot:x:100:' >"$tree/etc/group"

runtime=$tree/usr/lib/foliot/runtime
with_libraries "$tree/usr/sbin/chronyd" "$tree/usr/bin/setpriv" "$tree/usr/bin/ldattach"
LD_LIBRARY_PATH=$runtime/lib with_libraries "$runtime/bin/java" "$runtime"/lib/*.so "$runtime"/lib/server/*.so

# The network's modules, and those that a clock beside the system's would need.
base=$kernel/lib/modules
[ -d "$base" ] || base=$kernel/usr/lib/modules
release=$(ls "$base")
for modules in net/core/failover.ko drivers/net/net_failover.ko drivers/net/virtio_net.ko drivers/virtio \
    drivers/net/ethernet/intel/e1000e drivers/ptp drivers/pps; do
    directory=lib/modules/$release/kernel/$(dirname "$modules")
    for file in "$base/$release/kernel/$modules"*; do
        mkdir -p "$tree/$directory"
        [ ! -e "$file" ] || cp -r "$file" "$tree/$directory/"
    done
done
cp "$base/$release/modules.builtin" "$tree/lib/modules/$release/"
busybox depmod -b "$tree" "$release"

(cd "$tree" && find . | cpio --quiet -o -H newc -R 0:0 | gzip -1) >"$output"
rm -rf "$tree"
