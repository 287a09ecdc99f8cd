#!/bin/sh
# Boots Foliot's package in a virtual machine whose clock is wrong, and watches it come right: foliot test --vm.
#
#   test-vm.sh [SCENARIO...]   the methods of VirtualMachineTest (Maven's patterns); all of them unless named
#
# The machine is emulated, so this needs no special hardware and no rights. FOLIOT_VM_KERNEL names an unpacked kernel
# package to boot instead of Debian's newest for this machine.
set -eu
cd "$(dirname "$0")/../.."

if [ "$(uname -sm)" != 'Linux x86_64' ]; then
    echo 'foliot: the virtual machine is made of what Linux on x86_64 runs itself' >&2
    exit 69
fi
sh src/build/setup.sh test
sh src/build/setup.sh vm
sh src/build/package.sh linux-x86_64

vm=target/vm
kernel=${FOLIOT_VM_KERNEL:-$vm/kernel}
peers=target/peers
[ -x $peers/usr/sbin/chronyd ] || peers=/
rm -rf $vm/package
dpkg-deb -x target/foliot_*_amd64.deb $vm/package
sh src/test/vm/make-initramfs.sh "$kernel" "$peers" $vm/package $vm/initrd
cp "$kernel"/boot/vmlinuz-* $vm/vmlinuz

scenarios=VirtualMachineTest
[ $# = 0 ] || scenarios="VirtualMachineTest#$(echo "$*" | tr ' ' '+')"
exec ./mvnw -B -ntp test -DskipNativeTests -DexcludedGroups= -Dgroups=vm "-Dtest=$scenarios" "-Dfoliot.vm=$PWD/$vm"
