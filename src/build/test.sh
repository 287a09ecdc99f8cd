#!/bin/sh
# Runs the tests: foliot test.
set -eu
root=$(cd "$(dirname "$0")/../.." && pwd -P)
. "$root/src/build/run.sh"
. "$root/src/build/lock.sh"
. "$root/src/build/counts.sh"
cd "$root"

usage() {
    cat <<'END'
usage: foliot test [--java] [--native] [--bench] [--targets] [--packages] [--reproducible] [NAME...]
       foliot test --peers DIR [NAME...]
       foliot test --vm [SCENARIO...]

Without arguments: what every change has to pass. That is the tests of the C core under AddressSanitizer and
UndefinedBehaviorSanitizer, those of Java under -Xcheck:jni, static analysis, the format of the sources and, on Debian
on x86_64, the better part of --targets, and --packages. With options, only what they name, some of which takes many
minutes the first time:

  --java      Java's tests
  --native    the C core's
  --bench     that foliot bench measures, where there are network namespaces
  --targets   the native library of every target, run where that can be, and Foliot on other processors
  --packages  what is installed: on Debian, and as far as this machine can tell elsewhere
  --reproducible
              everything that ships, built twice, is the same
  --peers DIR Java's tests with daemons of others, which are those of DIR, a root of another Debian (debootstrap): its
              chrony, ntpsec and ntpd-rs
  --vm        Foliot's package in a virtual machine with a clock that is wrong
  NAME        Java's test classes of these names (Maven's -Dtest: patterns, Class#method)

Tests that steer this machine's clock by a little and put it back run when they may; the others never touch it.
END
}

if [ "${1-}" = --vm ]; then
    shift
    exec sh src/build/test-vm.sh "$@"
fi

stages=''
names=''
peers=''
while [ $# -gt 0 ]; do
    case $1 in
    --peers)
        if [ ! -d "${2-}" ]; then
            echo "foliot test: --peers ${2-}: no such directory" >&2
            exit 66
        fi
        peers=$(cd "$2" && pwd -P)
        stages="$stages java"
        shift
        ;;
    --java | --native | --bench | --targets | --packages | --reproducible) stages="$stages ${1#--}" ;;
    -h | --help)
        usage
        exit 0
        ;;
    -*)
        usage >&2
        exit 64
        ;;
    *) names=${names:+$names,}$1 ;;
    esac
    shift
done
brief=''
if [ -z "$stages$names" ]; then
    stages='scripts native java format bench targets packages'
    brief=--brief
fi
[ -z "$names" ] || stages="$stages java"

wants() {
    case " $stages " in
    *" $1 "*) ;;
    *) return 1 ;;
    esac
}

sh src/build/setup.sh test
started=$(date +%s)
rm -rf target/surefire-reports target/native/ctest.xml

# The jar is about to change: a daemon that runs from it keeps the old one.
! out_of_date || rm -f "target/foliot-$(project_version).jar"

if [ -n "$peers" ]; then
    sh src/build/peers.sh "$peers" "$root/target/foreign"
    PATH=$root/target/foreign:$PATH
fi

# Whatever fails, the rest runs too.
status=0
if wants scripts; then
    shellcheck -x foliot .ci/* src/build/*.sh src/test/vm/init src/test/vm/*.sh || status=1
fi
if wants native; then
    ./mvnw -B -ntp antrun:run@native-test || status=1
fi
if wants java; then
    # The format of the sources is checked in Maven's phase verify.
    phase='test'
    ! wants format || phase='verify'
    ./mvnw -B -ntp $phase -DskipNativeTests ${names:+"-Dtest=$names"} ${peers:+-Dgroups=peers} || status=1
fi
for stage in bench targets packages reproducible; do
    if wants $stage; then
        echo
        echo "$stage:"
        sh "src/build/test-$stage.sh" $brief || status=1
    fi
done

echo
! wants native || echo "C core: $(counts target/native/ctest.xml)"
! wants java || echo "Java:   $(counts target/surefire-reports/TEST-*.xml)"
! wants targets ||
    echo "Targets: $(cat target/native/targets/skipped 2>/dev/null || counts target/native/targets/*.xml)"
if [ $status = 0 ]; then
    echo "passed in $(($(date +%s) - started)) s"
else
    echo "FAILED after $(($(date +%s) - started)) s"
fi
exit $status
