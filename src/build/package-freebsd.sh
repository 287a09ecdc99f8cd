#!/bin/sh
# package-freebsd.sh CLASSIFIER: makes of what is built a package for pkg(8). The runtime is FreeBSD's own package.
set -eu
cd "$(dirname "$0")/../.."

classifier=$1
version=$(sed -n 's:^    <version>\(.*\)</version>$:\1:p' pom.xml)
stage=target/stage/$classifier

sh src/build/stage.sh "$classifier"
cp -R src/main/dist/freebsd/usr "$stage/"
python3 src/build/freebsd_pkg.py "$stage" src/main/dist/freebsd/package "$version" "$classifier" \
    "target/foliot-$version-$classifier.pkg"
