#!/bin/sh
# package-alpine.sh CLASSIFIER: makes of what is built the package for Alpine, and an archive that installs itself on any
# Linux with musl and OpenRC. The runtime is the system's: no package registry has a Java for musl that could be bundled.
set -eu
cd "$(dirname "$0")/../.."

classifier=$1
version=$(sed -n 's:^    <version>\(.*\)</version>$:\1:p' pom.xml)
name=foliot-$version-$classifier
stage=target/stage/$classifier
bundle=target/stage/$name

sh src/build/stage.sh "$classifier"
cp -R src/main/dist/alpine/etc "$stage/"
python3 src/build/alpine_apk.py "$stage" src/main/dist/alpine/package "$version" "$classifier" "target/$name.apk"

rm -rf "$bundle"
mkdir "$bundle"
cp -R "$stage" "$bundle/tree"
cp src/main/dist/alpine/install.sh src/main/dist/alpine/package/pre-install LICENSE "$bundle/"
python3 src/build/archive.py "$bundle" "$name" "target/$name.tar.gz"
