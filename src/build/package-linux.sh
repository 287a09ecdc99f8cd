#!/bin/sh
# package-linux.sh CLASSIFIER: makes the .deb and the .rpm of a Linux target in target/, from the library that was built
# for it and a Java runtime. The same sources and tools give the same bytes.
set -eu
cd "$(dirname "$0")/../.."

classifier=$1
case $classifier in
linux-x86_64) debian=amd64 rpm=x86_64 ;;
linux-aarch_64) debian=arm64 rpm=aarch64 ;;
linux-arm_32) debian=armhf rpm=armv7hl ;;
*)
    echo "foliot: there are no packages for $classifier" >&2
    exit 64
    ;;
esac

version=$(sed -n 's:^    <version>\(.*\)</version>$:\1:p' pom.xml)
date=$(sed -n 's:.*<project.build.outputTimestamp>\(.*\)</.*:\1:p' pom.xml)
# A tilde sorts before the end: a snapshot is older than what it becomes.
package_version=$(echo "$version" | sed 's/-/~/')
SOURCE_DATE_EPOCH=$(date -u -d "$date" +%s)
export SOURCE_DATE_EPOCH
umask 022

sh src/build/stage.sh "$classifier"
sh src/build/runtime.sh "$classifier"
stage=$PWD/target/stage/$classifier
home=$stage/usr/lib/foliot
work=$PWD/target/package/$classifier
rm -rf "$work"
mkdir -p "$work"

cp -R src/main/dist/linux/. "$stage/"
cp -R "target/runtime/$classifier" "$home/runtime"
cp src/main/dist/usr/lib/foliot/make-archive "$home/"
# Every class of ours, and what the JDK's makers found that programs load.
{
    cat "$home/runtime/lib/classlist"
    for jar in "$home/foliot.jar" "$home"/lib/*.jar; do
        unzip -Z1 "$jar" '*.class' | sed -e '/^META-INF/d' -e '/module-info/d' -e 's/\.class$//' | LC_ALL=C sort
    done
} >"$home/classes.list"
mkdir -p "$stage/usr/share/doc/foliot"
cp docs/configuration.md docs/commands.md docs/deployment.md "$stage/usr/share/doc/foliot/"
find "$stage/usr/share/man" -type f ! -name '*.gz' -exec gzip -9n {} + 2>/dev/null || :

# The newest version of glibc that anything within asks for.
glibc() {
    find "$stage" -type f \( -name '*.so' -o -path '*/bin/java' -o -name jspawnhelper \) -exec readelf -V --wide {} + |
        sed -n 's/.*Name: GLIBC_\([0-9.]*\) .*/\1/p' | sort -uV | tail -n 1
}

# fill FILE prints it with what stands between @ signs.
fill() {
    sed -e "s/@VERSION@/$package_version$2/" -e "s/@ARCHITECTURE@/$debian/" -e "s/@GLIBC@/$(glibc)/" \
        -e "s/@INSTALLED_SIZE@/$(du -sk --apparent-size "$stage" | cut -f 1)/" -e "s:@STAGE@:$stage:" \
        -e "s:@MANUALS@:$manuals:" "$1"
}

manuals=
if [ -d "$stage/usr/share/man" ]; then
    manuals='/usr/share/man/man*/*'
fi

make_rpm() {
    fill src/build/rpm/foliot.spec '' >"$work/foliot.spec"
    cp LICENSE "$stage/usr/share/doc/foliot/"
    rpmbuild -bb --quiet --target "$rpm-linux" --define "_topdir $work/rpm" "$work/foliot.spec" >"$work/rpm.log" 2>&1 || {
        cat "$work/rpm.log" >&2
        exit 70
    }
    cp "$work/rpm/RPMS/$rpm"/*.rpm target/
    rm "$stage/usr/share/doc/foliot/LICENSE"
}

# From here on the tree is Debian's.
make_deb() {
    documents=$stage/usr/share/doc/foliot
    cp src/build/deb/copyright "$documents/"
    gzip -9nc CHANGELOG.md >"$documents/changelog.gz"
    {
        echo "foliot ($package_version-1) unstable; urgency=medium"
        printf '\n  * See changelog.gz.\n\n'
        echo " -- The Foliot authors <foliot@foliot.dev>  $(LC_ALL=C date -u -d "$date" -R)"
    } | gzip -9n >"$documents/changelog.Debian.gz"
    mkdir "$stage/DEBIAN"
    fill src/build/deb/control -1 >"$stage/DEBIAN/control"
    echo /etc/foliot/foliot.toml >"$stage/DEBIAN/conffiles"
    for script in postinst prerm postrm; do
        cp "src/build/deb/$script" "$stage/DEBIAN/"
        chmod 755 "$stage/DEBIAN/$script"
    done
    (cd "$stage" && find usr -type f -exec md5sum {} + | LC_ALL=C sort -k 2 >DEBIAN/md5sums)
    find "$stage" -exec touch -hd "@$SOURCE_DATE_EPOCH" {} +
    dpkg-deb --build --root-owner-group --threads-max=1 -Zxz "$stage" "target/foliot_$package_version-1_$debian.deb" >"$work/deb.log"
    rm -r "$stage/DEBIAN"
}

make_rpm
make_deb
