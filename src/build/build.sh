#!/bin/sh
# Builds what ./foliot runs. Maven's account goes to target/build.log; only its end is shown, and only when it fails.
set -eu
root=$(cd "$(dirname "$0")/../.." && pwd -P)
. "$root/src/build/run.sh"
cd "$root"

sh src/build/setup.sh build

mkdir -p target
if [ ! -w target ]; then
    echo "foliot: cannot write to $root/target; was it made by another user?" >&2
    exit 77
fi

# One build at a time: whoever comes second waits, and then finds everything done. The lock is a symbolic link to a
# process id, since making one is atomic; a lock whose process is gone is void.
until ln -s $$ target/build.lock 2>/dev/null; do
    kill -0 "$(readlink target/build.lock)" 2>/dev/null || rm -f target/build.lock
    sleep 0.2
done
trap 'rm -f target/build.lock target/foliot.started' EXIT
trap 'exit 1' HUP INT TERM
out_of_date || exit 0

if [ -d target/classes ]; then
    echo 'building foliot' >&2
else
    echo 'building foliot (the first time takes about a minute)' >&2
fi

# A source that changes while this runs must be newer than the stamp. The old files are unlinked, not overwritten: a
# daemon may be running from them.
: >target/foliot.started
rm -f target/foliot.stamp target/foliot-*.jar target/foliot.jsa
if ! ./mvnw -B -ntp package -Dmaven.test.skip -Dspotless.check.skip >target/build.log 2>&1 </dev/null; then
    {
        tail -n 40 target/build.log
        echo "foliot: the build failed; the whole account is in $root/target/build.log"
    } >&2
    exit 70
fi

for jar in target/foliot-*.jar; do
    jar=${jar#target/}
done

# The archive holds what the daemon loaded in the first second of its demonstration.
(run "$jar" "-XX:ArchiveClassesAtExit=$root/target/foliot.jsa" demo) >>target/build.log 2>&1 </dev/null &
demonstration=$!
sleep 1
kill $demonstration 2>/dev/null || :
wait $demonstration || :

echo "$jar" >target/foliot.stamp
touch -r target/foliot.started target/foliot.stamp
