#!/bin/sh
# package-freebsd.sh CLASSIFIER: makes of what is built a package for pkg(8). The runtime is FreeBSD's own package.
set -eu
cd "$(dirname "$0")/../.."

classifier=$1
version=$(sed -n 's:^    <version>\(.*\)</version>$:\1:p' pom.xml)
stage=target/stage/$classifier

sh src/build/stage.sh "$classifier"
cp -R src/main/dist/freebsd/usr "$stage/"
# As ports have it, the configuration belongs to the administrator: the package has a sample, and its scripts copy it.
mv "$stage/usr/local/etc/foliot/foliot.toml" "$stage/usr/local/etc/foliot/foliot.toml.sample"
python3 src/build/freebsd_pkg.py "$stage" src/main/dist/freebsd/package "$version" "$classifier" \
    "target/foliot-$version-$classifier.pkg"
