#!/bin/sh
# bench-foliot.sh ROOT ARGUMENT... becomes the Foliot that was built last, without a look at what has changed since.
set -eu
root=$1
shift
. "$root/src/build/run.sh"
read -r jar <"$root/target/foliot.stamp"
run "$jar" "-XX:SharedArchiveFile=$root/target/foliot.jsa" "$@"
