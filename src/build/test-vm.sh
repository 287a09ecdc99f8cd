#!/bin/sh
# Boots Foliot in a virtual machine whose clock is wrong, and watches it come right: foliot test --vm.
#
# The machine is emulated (no KVM), so this needs no special hardware and no rights.
set -eu
root=$(cd "$(dirname "$0")/../.." && pwd -P)
cd "$root"

sh src/build/setup.sh test
sh src/build/setup.sh vm
sh src/build/build.sh
