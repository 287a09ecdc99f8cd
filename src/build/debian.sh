# shellcheck shell=sh disable=SC2154
# Debian's packages of any architecture and suite, unpacked below target/sysroots without touching the system's own. To be
# sourced in the source tree, with $architecture set, and $suite where it is not this machine's.
sysroots=$PWD/target/sysroots
suite=

# apt NAME ARGUMENT... runs apt-get for $architecture and $suite with the state of one directory.
apt() {
    state=$sysroots/.apt/$1
    shift
    apt-get -q -o APT::Architecture="$architecture" -o APT::Architectures="$architecture" \
        -o APT::Sandbox::User= -o Acquire::Retries=3 -o Acquire::Languages=none \
        -o Dir::State::lists="$state/lists" -o Dir::State::status="$state/status" -o Dir::Cache="$state/cache" \
        -o Dir::Etc::sourcelist=/dev/null -o Dir::Etc::sourceparts="$state/sources" "$@"
}

# Debian's own sources alone, as this machine has them, for another suite perhaps.
write_state() {
    mkdir -p "$1/lists/partial" "$1/cache/archives/partial" "$1/sources"
    : >"$1/status"
    # shellcheck source=/dev/null
    own=$(. /etc/os-release && echo "$VERSION_CODENAME")
    for file in /etc/apt/sources.list /etc/apt/sources.list.d/debian.sources; do
        [ ! -f "$file" ] || sed "s/$own/${suite:-$own}/g" "$file" >"$1/sources/$(basename "$file")"
    done
}

# unpack NAME PACKAGE... for $architecture and $suite.
unpack() {
    name=$1
    shift
    [ "$(cat "$sysroots/$name.packages" 2>/dev/null)" != "$*" ] || return 0
    echo "unpacking $* for $architecture${suite:+ of $suite}"
    rm -rf "${sysroots:?}/$name" "$sysroots/$name.packages"
    mkdir -p "$sysroots/$name" "$sysroots/.apt/$name/packages"
    write_state "$sysroots/.apt/$name"
    # A list that cannot be had is a warning: what is missing then shows when a package does not come.
    apt "$name" update || :
    (cd "$sysroots/.apt/$name/packages" && rm -f ./*.deb && apt "$name" download "$@")
    for package in "$sysroots/.apt/$name/packages"/*.deb; do
        dpkg -x "$package" "$sysroots/$name"
    done
    rm -rf "$sysroots/.apt/$name"
    echo "$*" >"$sysroots/$name.packages"
}
