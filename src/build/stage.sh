#!/bin/sh
# stage.sh CLASSIFIER: lays Foliot out in target/stage/CLASSIFIER as it is installed on such a system.
#
# Takes the jar and its class path from target/, and the target's library from target/native/CLASSIFIER/lib. Every
# package is made from such a tree: what all systems share is here, and what a system adds stands in
# src/main/dist/<linux|alpine|freebsd|macos>.
set -eu
cd "$(dirname "$0")/../.."

classifier=$1
case $classifier in
linux-*) prefix=usr etc=etc library=libfoliot.so ;;
freebsd-*) prefix=usr/local etc=usr/local/etc library=libfoliot.so ;;
osx-*) prefix=usr/local etc=usr/local/etc library=libfoliot.dylib ;;
*)
    echo "foliot: no layout is known for $classifier" >&2
    exit 64
    ;;
esac
stage=target/stage/$classifier
home=$stage/$prefix/lib/foliot
version=$(sed -n 's:^    <version>\(.*\)</version>$:\1:p' pom.xml)

rm -rf "$stage"
umask 022
mkdir -p "$home/lib" "$stage/$prefix/bin" "$stage/$etc/foliot/conf.d"

cp src/main/dist/usr/bin/foliot "$stage/$prefix/bin/"
cp "target/foliot-$version.jar" "$home/foliot.jar"
cp target/lib/*.jar "$home/lib/"
cp src/main/dist/usr/lib/foliot/jvm.options "$home/"
cp "target/native/$classifier/lib/$library" "$home/"
chmod 644 "$home"/*.* "$home"/lib/*

# What is written speaks of Linux's directories; elsewhere, of those of SystemPaths.
case $classifier in
linux-*) paths= ;;
*) paths='s:/etc/foliot:/usr/local/etc/foliot:g; s:/var/lib/foliot:/var/db/foliot:g; s:/run/foliot:/var/run/foliot:g' ;;
esac

sed "$paths" src/main/dist/etc/foliot/foliot.toml >"$stage/$etc/foliot/foliot.toml"
for page in src/main/dist/usr/share/man/man*/*; do
    installed=$stage/$prefix/${page#src/main/dist/usr/}
    mkdir -p "$(dirname "$installed")"
    sed "$paths" "$page" >"$installed"
done
