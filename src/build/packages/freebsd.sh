#!/bin/sh
# freebsd.sh TARGET...: for those of the targets that are FreeBSD, a package for pkg(8). The runtime is FreeBSD's own.
set -eu
cd "$(dirname "$0")/../../.."
# shellcheck source=src/build/lock.sh
. src/build/lock.sh

version=$(project_version)
for classifier in "$@"; do
    case $classifier in
    freebsd-*) ;;
    *) continue ;;
    esac
    stage=target/stage/$classifier
    configuration=$stage/usr/local/etc/foliot/foliot.toml

    sh src/build/stage.sh "$classifier"
    cp -R src/main/dist/freebsd/usr "$stage/"
    # As ports have it, the configuration is the administrator's: the package has a sample, and its scripts copy it.
    mv "$configuration" "$configuration.sample"
    python3 src/build/packages/freebsd_pkg.py "$stage" src/main/dist/freebsd/package "$version" "$classifier" \
        "target/foliot-$version-$classifier.pkg"
done
