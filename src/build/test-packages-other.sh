#!/bin/sh
# Tests what ships for Alpine, FreeBSD and macOS, the manual and the Ansible role. What foliot package has made in target/
# is looked into, and as root installed and run in roots of their own.
set -eu
cd "$(dirname "$0")/../.."
. src/build/lock.sh

PATH=$PATH:/usr/local/sbin:/usr/sbin:/sbin
tests=src/test/packages
version=$(project_version)
status=0

say() {
    echo "packages: $*"
}

has() {
    command -v "$1" >/dev/null 2>&1
}

scripts() {
    echo src/build/packages/*.sh $tests/*.sh $tests/freebsd/*
    echo src/main/dist/usr/bin/foliot
    echo src/main/dist/alpine/install.sh src/main/dist/alpine/etc/init.d/foliot src/main/dist/alpine/package/*
    echo src/main/dist/freebsd/usr/local/etc/rc.d/foliot src/main/dist/freebsd/package/p*
    echo src/main/dist/macos/install.sh
}

# Each page refers to the others, which need not be installed here.
lint_manual() {
    if ! has mandoc; then
        say 'there is no mandoc: the manual is not checked'
        return 0
    fi
    complaints=$(mandoc -Tlint -Wstyle src/main/dist/usr/share/man/man*/* 2>/dev/null |
        grep -v 'referenced manual not found') || return 0
    echo "$complaints"
    return 1
}

# ansible-lint brings yamllint, whose rules stand beside the playbook.
lint_role() {
    if ! python3 -c 'import sys; sys.exit(sys.version_info < (3, 11))'; then
        say 'ansible-lint needs Python 3.11 or newer: the role is not checked'
        return 0
    fi
    tools=$PWD/target/ansible
    if ! cmp -s src/build/ansible.txt "$tools/ansible.txt"; then
        rm -rf "$tools"
        python3 -m pip install --quiet --disable-pip-version-check --root-user-action=ignore --require-hashes --only-binary :all: \
            --target "$tools" --requirement src/build/ansible.txt
        cp src/build/ansible.txt "$tools/"
    fi
    (
        cd src/main/dist/ansible
        PATH=$tools/bin:$PATH PYTHONPATH=$tools "$tools/bin/ansible-lint" --offline --strict --profile production --nocolor -q &&
            PYTHONPATH=$tools "$tools/bin/yamllint" --strict .
    )
}

# in_root SCRIPT FILE...: 75 says that no root of its own could be made.
in_root() {
    code=0
    timeout 300 sh $tests/root.sh "$@" || code=$?
    [ $code = 75 ] || return $code
    say "$1 was left out: it needs to be root, and an overlay"
}

# Packing the same files again gives the same bytes.
same_again() {
    again=target/again
    rm -rf $again
    mkdir $again
    mv "$@" $again/
    for step in alpine freebsd macos; do
        # shellcheck disable=SC2086 # words
        sh src/build/packages/$step.sh $made
    done
    for file in "$@"; do
        cmp "$file" "$again/$(basename "$file")" || return 1
    done
    rm -r $again
}

# shellcheck disable=SC2046 # words
shellcheck -x $(scripts) || status=1
lint_manual || status=1
lint_role || status=1

made=''
archives=''
for file in target/foliot-"$version"-*.apk target/foliot-"$version"-*.pkg target/foliot-"$version"-*.tar.gz; do
    [ -f "$file" ] || continue
    archives="$archives $file"
    classifier=${file#"target/foliot-$version-"}
    classifier=${classifier%.apk}
    classifier=${classifier%.pkg}
    classifier=${classifier%.tar.gz}
    case $classifier in
    *-musl | freebsd-* | osx-*) made="$made $classifier" ;;
    esac
done
if [ -z "$archives" ]; then
    say 'there are none; foliot package --all makes them' >&2
    exit 69
fi
# shellcheck disable=SC2086 # words
{
    python3 $tests/archives.py $archives || status=1
    same_again $archives || status=1
}
for file in $archives; do
    case $file in
    *-linux-x86_64-musl.tar.gz)
        # In the Debian that has OpenRC, where test-packages.sh has made it.
        [ ! -f target/debian.made ] || export ROOT_OF="$PWD/target/debian"
        in_root $tests/alpine.sh "$file" target/native/lib/libfoliot.so || status=1
        unset ROOT_OF
        ;;
    *-freebsd-x86_64.pkg) in_root $tests/freebsd.sh "$file" target/native/lib/libfoliot.so || status=1 ;;
    *-osx-*.tar.gz) in_root $tests/macos.sh "$file" || status=1 ;;
    esac
done
exit $status
