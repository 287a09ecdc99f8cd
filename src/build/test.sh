#!/bin/sh
# Runs the tests: foliot test.
set -eu
root=$(cd "$(dirname "$0")/../.." && pwd -P)
. "$root/src/build/run.sh"
. "$root/src/build/lock.sh"
cd "$root"

usage() {
    cat <<'END'
usage: foliot test [--java | --native] [NAME...]
       foliot test --vm [SCENARIO...]

Without arguments: everything that CI runs. That is the tests of the C core under AddressSanitizer and
UndefinedBehaviorSanitizer, those of Java under -Xcheck:jni, static analysis, and the format of the sources.
With options, only what they name:

  --java      Java's tests
  --native    the C core's
  --vm        Foliot's package in a virtual machine with a clock that is wrong, which takes some minutes; not part of
              the others
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
for argument in "$@"; do
    case $argument in
    --java | --native) stages="$stages ${argument#--}" ;;
    -h | --help)
        usage
        exit 0
        ;;
    -*)
        usage >&2
        exit 64
        ;;
    *) names=${names:+$names,}$argument ;;
    esac
done
[ -n "$stages$names" ] || stages='scripts native java format'
[ -z "$names" ] || stages="$stages java"

wants() {
    case " $stages " in
    *" $1 "*) ;;
    *) return 1 ;;
    esac
}

# counts FILE... prints how many tests these JUnit reports tell of: "passed failed skipped".
counts() {
    cat "$@" 2>/dev/null | awk -v RS='<' '
        function value(name) {
            return match($0, " " name "=\"[0-9]+") ? substr($0, RSTART + length(name) + 3) + 0 : 0
        }
        /^testsuite[ \n\t]/ {
            gsub(/[\n\t]/, " ")
            tests += value("tests")
            failed += value("failures") + value("errors")
            skipped += value("skipped")
        }
        END { printf "%d passed, %d failed, %d skipped", tests - failed - skipped, failed, skipped }'
}

sh src/build/setup.sh test
started=$(date +%s)
rm -rf target/surefire-reports target/native/ctest.xml

# The jar is about to change: a daemon that runs from it keeps the old one.
! out_of_date || rm -f "target/foliot-$(project_version).jar"

# Whatever fails, the rest runs too.
status=0
if wants scripts; then
    shellcheck foliot .ci/* src/build/*.sh src/test/vm/init src/test/vm/*.sh || status=1
fi
if wants native; then
    ./mvnw -B -ntp antrun:run@native-test || status=1
fi
if wants java; then
    # The format of the sources is checked in Maven's phase verify.
    phase='test'
    ! wants format || phase='verify'
    ./mvnw -B -ntp $phase -DskipNativeTests ${names:+"-Dtest=$names"} || status=1
fi

echo
! wants native || echo "C core: $(counts target/native/ctest.xml)"
! wants java || echo "Java:   $(counts target/surefire-reports/TEST-*.xml)"
if [ $status = 0 ]; then
    echo "passed in $(($(date +%s) - started)) s"
else
    echo "FAILED after $(($(date +%s) - started)) s"
fi
exit $status
