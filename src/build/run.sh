# shellcheck shell=sh disable=SC2154
# Whether ./foliot has to build, and how it starts the JVM. To be sourced with $root, the source tree, set.

# Directories count as well: a file that was removed leaves its trace there.
out_of_date() {
    [ ! -f "$root/target/foliot.stamp" ] ||
        [ -n "$(cd "$root" &&
            find pom.xml .mvn src/main src/build native cmake -newer target/foliot.stamp | head -n 1)" ]
}

# run JAR OPTION ARGUMENT... turns into Foliot. OPTION says what to do with the class-data archive.
run() {
    jar=$1
    option=$2
    shift 2
    # A simulation remembers every second of days; the daemon needs little.
    heap=
    case ${1-} in
    simulate | accuracy) heap='-Xmx512m -Xmn128m' ;;
    esac
    terminal=false
    [ ! -t 1 ] || terminal=true
    for library in "$root"/target/native/lib/libfoliot.*; do
        # shellcheck disable=SC2086 # FOLIOT_JAVA_OPTIONS may hold several
        exec "${JAVA_HOME:+$JAVA_HOME/bin/}java" "@$root/src/main/dist/usr/lib/foliot/jvm.options" $heap "$option" \
            "-Dfoliot.native.library=$library" "-Dfoliot.terminal=$terminal" ${FOLIOT_JAVA_OPTIONS-} \
            -jar "$root/target/$jar" "$@"
    done
}
