#!/bin/sh
# linux.sh TARGET...: for those of the targets that are Linux with glibc, the .deb and the .rpm, with a runtime of their
# own. Where a tool for one of them is missing, or a runtime cannot be had, that is said and left out.
set -eu
cd "$(dirname "$0")/../../.."
# shellcheck source=src/build/lock.sh
. src/build/lock.sh

dist=src/main/dist/linux

# The newest glibc that any program or library below a directory asks for.
needed_glibc() {
    find "$1" -type f \( -name '*.so' -o -path '*/bin/*' -o -name jspawnhelper \) -exec grep -aoh 'GLIBC_2\.[0-9]*' {} + |
        sort -u -t . -k 2n | tail -n 1 | sed 's/GLIBC_//'
}

# The tree of a package: what all systems have, the runtime, and what belongs to Linux.
lay_out() {
    sh src/build/stage.sh "$1"
    stage=target/stage/$1
    cp -R "target/runtimes/$1" "$stage/usr/lib/foliot/runtime"
    cp -R $dist/usr "$stage/"
    mkdir -p "$stage/usr/share/doc/foliot" "$stage/var/lib/foliot"
    cp $dist/deb/copyright "$stage/usr/share/doc/foliot/"
    gzip -9nc CHANGELOG.md >"$stage/usr/share/doc/foliot/changelog.gz"
    gzip -9n "$stage"/usr/share/man/man*/*
    find "$stage" -exec touch -h -d "@$SOURCE_DATE_EPOCH" {} +
}

make_deb() {
    tree=target/stage/deb
    rm -rf $tree
    cp -a "$stage" $tree
    # Debian makes the state directory on installation, so that it can belong to the daemon.
    rmdir $tree/var/lib/foliot $tree/var/lib $tree/var
    mkdir $tree/DEBIAN
    sed "s/@version@/$version/; s/@architecture@/$1/; s/@glibc@/$glibc/; s/@size@/$(du -sk --apparent-size $tree | cut -f 1)/" \
        $dist/deb/control.in >$tree/DEBIAN/control
    echo /etc/foliot/foliot.toml >$tree/DEBIAN/conffiles
    cp $dist/deb/postinst $dist/deb/prerm $dist/deb/postrm $tree/DEBIAN/
    chmod 755 $tree/DEBIAN/p*
    (cd $tree && find . -path ./DEBIAN -prune -o -type f -printf '%P\0' | LC_ALL=C sort -z | xargs -0 md5sum) \
        >target/stage/md5sums
    mv target/stage/md5sums $tree/DEBIAN/
    find $tree -exec touch -h -d "@$SOURCE_DATE_EPOCH" {} +
    dpkg-deb --root-owner-group -Zxz --build $tree "target/foliot_${version}_$1.deb" >/dev/null
}

make_rpm() {
    # rpmbuild knows no directory with a space in its name.
    top=$(mktemp -d)
    sed "s/@version@/$version/; s/@glibc@/$glibc/; s:@stage@:$PWD/$stage:" $dist/rpm/foliot.spec.in >"$top/foliot.spec"
    rpmbuild --quiet -bb --target "$1-linux" --define "_topdir $top" --define "_rpmdir $top" \
        --define '_rpmfilename foliot-%{VERSION}-%{RELEASE}.%{ARCH}.rpm' "$top/foliot.spec"
    mv "$top"/*.rpm target/
    rm -rf "$top"
}

version=$(project_version | sed 's/-/~/')
SOURCE_DATE_EPOCH=$(date -d "$(sed -n 's:.*<project.build.outputTimestamp>\(.*\)</.*:\1:p' pom.xml)" +%s)
export SOURCE_DATE_EPOCH
umask 022
for classifier in "$@"; do
    case $classifier in
    linux-x86_64) debian=amd64 red_hat=x86_64 ;;
    linux-aarch_64) debian=arm64 red_hat=aarch64 ;;
    linux-arm_32) debian=armhf red_hat=armv7hl ;;
    *) continue ;;
    esac
    if ! sh src/build/runtime.sh "$classifier"; then
        echo "foliot: no runtime for $classifier: no packages for it" >&2
        continue
    fi
    lay_out "$classifier"
    glibc=$(needed_glibc "$stage/usr/lib/foliot")
    if command -v dpkg-deb >/dev/null; then make_deb "$debian"; else echo "foliot: no dpkg-deb: no .deb" >&2; fi
    if command -v rpmbuild >/dev/null; then make_rpm "$red_hat"; else echo "foliot: no rpmbuild: no .rpm" >&2; fi
done
