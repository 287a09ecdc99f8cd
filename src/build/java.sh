# Which Java, and the options that suit a small daemon; to be sourced. DESIGN: first reply and resident memory count.
#
# shellcheck shell=sh disable=SC2034

if [ -n "${JAVA_HOME-}" ]; then
    java=$JAVA_HOME/bin/java
else
    java=java
fi
