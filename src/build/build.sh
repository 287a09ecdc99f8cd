#!/bin/sh
# Builds what ./foliot runs. Maven's account goes to target/build.log; only its end is shown, and only when it fails.
set -eu
root=$(cd "$(dirname "$0")/../.." && pwd -P)
. "$root/src/build/run.sh"
. "$root/src/build/lock.sh"
cd "$root"

sh src/build/setup.sh build

lock_build
out_of_date || exit 0

if [ -d target/classes ]; then
    echo 'building foliot' >&2
else
    echo 'building foliot (the first time takes about a minute)' >&2
fi

# A source that changes while this runs must be newer than the stamp. The old files are unlinked, not overwritten: a
# daemon may be running from them.
: >target/foliot.started
version=$(project_version)
jar=foliot-$version.jar
rm -f target/foliot.stamp "target/$jar" target/foliot.jsa
if ! ./mvnw -B -ntp package -Dmaven.test.skip -Dspotless.check.skip >target/build.log 2>&1 </dev/null; then
    {
        tail -n 40 target/build.log
        echo "foliot: the build failed; the whole account is in $root/target/build.log"
    } >&2
    exit 70
fi

# The archive holds what a daemon has loaded after two seconds.
(run "$jar" "-XX:ArchiveClassesAtExit=$root/target/foliot.jsa" daemon -c src/build/archive.toml) \
    >>target/build.log 2>&1 </dev/null &
daemon=$!
sleep 2
kill $daemon 2>/dev/null || :
wait $daemon || :

echo "$jar" >target/foliot.stamp
touch -r target/foliot.started target/foliot.stamp
rm target/foliot.started
