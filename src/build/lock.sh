# shellcheck shell=sh
# One build at a time in a source tree. To be sourced where target/ is.

# lock_build waits for the build that is under way, and has the tree to itself until the shell exits.
lock_build() {
    mkdir -p target
    if [ ! -w target ]; then
        echo "foliot: cannot write to $PWD/target; was it made by another user?" >&2
        exit 77
    fi
    # A symbolic link to a process id, since making one is atomic; a lock whose process is gone is void.
    until ln -s $$ target/build.lock 2>/dev/null; do
        kill -0 "$(readlink target/build.lock)" 2>/dev/null || rm -f target/build.lock
        sleep 0.2
    done
    trap 'rm -f target/build.lock target/foliot.started' EXIT
    trap 'exit 1' HUP INT TERM
}

project_version() {
    sed -n 's:^    <version>\(.*\)</version>$:\1:p' pom.xml
}
