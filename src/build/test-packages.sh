#!/bin/sh
# Tests what is installed: foliot test --packages. The packages of this machine's processor are made; the .deb is
# installed, run, upgraded and removed in a Debian of its own, the .rpm in an empty root.
#
# Those for ARM are installed and run as well, with qemu-user beneath.
#
# With --brief, as a part of what every change has to pass: where the tools for it are missing, that is said, and is no
# failure; and without those for ARM.
set -eu
cd "$(dirname "$0")/../.."
# shellcheck source=src/build/lock.sh
. src/build/lock.sh

tests=src/test/packages
version=$(project_version | sed 's/-/~/')
PATH=$PATH:/usr/local/sbin:/usr/sbin:/sbin
status=0

say() {
    echo "packages: $*"
}

# A Debian with what our packages and their tests need, made once.
make_debian() {
    root=target/debian
    packages=adduser,init-system-helpers,iproute2,libstdc++6,openrc,procps,rpm,zlib1g
    [ "$(cat $root.made 2>/dev/null)" != $packages ] || return 0
    rm -rf $root $root.made
    # shellcheck source=/dev/null
    debootstrap --variant=minbase --include=$packages \
        "$(. /etc/os-release && echo "$VERSION_CODENAME")" $root "$(debian_archive)" >target/debootstrap.log 2>&1 || {
        tail -n 20 target/debootstrap.log >&2
        return 1
    }
    echo $packages >$root.made
}

# Where this machine has its own packages from.
debian_archive() {
    cat /etc/apt/sources.list /etc/apt/sources.list.d/*.sources 2>/dev/null |
        sed -n 's/^URIs: *\([^ ]*\).*/\1/p; s/^deb \(\[[^]]*\] \)*\([^ ]*\).*/\2/p' | head -n 1
}

# newer PACKAGE OUT: the same package with a higher version and another configuration.
newer() {
    tree=target/stage/newer
    rm -rf $tree
    dpkg-deb -R "$1" $tree
    sed -i 's/^Version: .*/Version: 99.0/' $tree/DEBIAN/control
    echo '# newer' >>$tree/etc/foliot/foliot.toml
    dpkg-deb --root-owner-group -Znone --build $tree "$2" >/dev/null
}

test_deb() {
    package=target/foliot_${version}_amd64.deb
    if [ "$(id -u)" != 0 ] || ! command -v debootstrap >/dev/null || [ "$(uname -m)" != x86_64 ]; then
        say 'the .deb was not installed: that needs root, and debootstrap on x86_64'
        return 0
    fi
    make_debian || return 1
    newer "$package" target/stage/newer.deb
    code=0
    ROOT_OF=$PWD/target/debian timeout 300 sh $tests/root.sh $tests/debian.sh "$package" target/stage/newer.deb || code=$?
    rm -rf target/stage/newer target/stage/newer.deb
    [ $code != 75 ] || say 'the .deb was not installed: no overlay can be mounted here'
    [ $code = 0 ] || [ $code = 75 ]
}

# That Debian with the C libraries of other processors beside its own, made once.
make_foreign_debian() {
    root=target/debian-foreign
    packages='libc6 libstdc++6 zlib1g'
    [ "$(cat $root.made 2>/dev/null)" != "$packages" ] || return 0
    rm -rf $root $root.made
    cp -a target/debian $root
    # shellcheck disable=SC2016 # the inner shell expands them
    DEBIAN_FRONTEND=noninteractive chroot $root /bin/sh -ec '
        for architecture in arm64 armhf; do dpkg --add-architecture $architecture; done
        apt-get update -q
        for architecture in arm64 armhf; do
            for package in $1; do set -- "$1" "$2 $package:$architecture"; done
        done
        apt-get install -q -y --no-install-recommends $2' sh "$packages" '' >target/debian-foreign.log 2>&1 || {
        tail -n 20 target/debian-foreign.log >&2
        return 1
    }
    echo "$packages" >$root.made
}

# The packages for other processors, whose programs are emulated.
test_foreign_debs() {
    [ -f target/debian.made ] || return 0
    sh src/build/sysroots.sh --without-java >/dev/null 2>&1 || return 1
    make_foreign_debian || return 1
    failed=0
    for architecture in arm64 armhf; do
        code=0
        ROOT_OF=$PWD/target/debian-foreign timeout 600 sh $tests/emulated.sh sh $tests/root.sh $tests/foreign.sh \
            "target/foliot_${version}_$architecture.deb" || code=$?
        [ $code != 75 ] || say "the .deb for $architecture was not installed: its programs cannot be emulated here"
        [ $code = 0 ] || [ $code = 75 ] || failed=1
    done
    return $failed
}

# Whether it is whole; and, where there can be a root for it, what its scripts do.
test_rpm() {
    package=target/foliot-$version-1.x86_64.rpm
    [ -f "$package" ] || {
        say 'there is no .rpm to look into'
        return 0
    }
    root=$PWD/target/stage/rpm-root
    rm -rf "$root"
    mkdir -p "$root"
    rpm --checksig --nosignature "$package" || return 1
    rpm --root "$root" --nodeps --noscripts --ignorearch -i "$package" 2>/dev/null || return 1
    # Its user and group are made by the scripts.
    ! rpm --root "$root" --nodeps -V foliot | grep -v '^......UG\|^.....UG.\|missing user' >&2 || return 1
    "$root/usr/bin/foliot" check "$root/etc/foliot/foliot.toml" || return 1
    rm -rf "$root"
    [ -f target/debian.made ] || return 0
    code=0
    ROOT_OF=$PWD/target/debian timeout 300 sh $tests/root.sh $tests/red_hat.sh "$package" || code=$?
    [ $code = 0 ] || [ $code = 75 ]
}

test_unit() {
    units=src/main/dist/linux/usr/lib/systemd/system
    command -v systemd-analyze >/dev/null || {
        say 'there is no systemd-analyze: the unit is not checked'
        return 0
    }
    exposure=$(systemd-analyze security --offline=true --threshold=20 --no-pager $units/foliot.service | tail -n 1)
    echo "$exposure"
    echo "$exposure" | grep -Eq ': ([01]\.[0-9]|2\.0) ' || return 1
    # The programs and pages of the unit are not installed here.
    ! systemd-analyze verify $units/*.service 2>&1 | grep -v 'is not executable\|failed with code 16'
}

foreign='linux-aarch_64 linux-arm_32'
# shellcheck source=/dev/null
if [ "${1-}" = --brief ]; then
    if [ "$(. /etc/os-release 2>/dev/null && echo "$ID")-$(uname -m)" != debian-x86_64 ]; then
        say 'they are tested on Debian on x86_64 only'
        exit 0
    fi
    sh src/build/setup.sh packages || {
        say 'they were not tested: that takes what this machine lacks'
        exit 0
    }
    foreign=
fi
sh src/build/setup.sh packages
# shellcheck disable=SC2086 # words
sh src/build/package.sh linux-x86_64 $foreign linux-x86_64-musl linux-aarch_64-musl freebsd-x86_64 freebsd-aarch_64 osx-x86_64 \
    >target/package.log 2>&1 || {
    tail -n 40 target/package.log >&2
    exit 70
}
# The launcher of the source tree builds the library that tests of other systems run with.
./foliot version >/dev/null
shellcheck -x src/main/dist/linux/deb/p* src/main/dist/linux/usr/lib/foliot/make-archive || status=1
test_unit || status=1
test_deb || status=1
test_rpm || status=1
[ -z "$foreign" ] || test_foreign_debs || status=1
sh src/build/test-packages-other.sh || status=1
exit $status
