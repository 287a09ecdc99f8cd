#!/bin/sh
# alpine.sh TARGET...: for those of the targets that are Linux with musl, the package for Alpine, and an archive that
# installs itself elsewhere. The runtime is the system's: there is no Java for musl to be had that could go with Foliot.
set -eu
cd "$(dirname "$0")/../../.."
# shellcheck source=src/build/lock.sh
. src/build/lock.sh

version=$(project_version)
for classifier in "$@"; do
    case $classifier in
    linux-*-musl) ;;
    *) continue ;;
    esac
    name=foliot-$version-$classifier
    stage=target/stage/$classifier
    bundle=target/stage/$name

    sh src/build/stage.sh "$classifier"
    cp -R src/main/dist/alpine/etc "$stage/"
    python3 src/build/packages/alpine_apk.py "$stage" src/main/dist/alpine/package "$version" "$classifier" \
        "target/$name.apk"

    rm -rf "$bundle"
    mkdir "$bundle"
    cp -R "$stage" "$bundle/tree"
    cp src/main/dist/alpine/install.sh src/main/dist/alpine/package/pre-install LICENSE "$bundle/"
    python3 src/build/packages/archive.py "$bundle" "$name" "target/$name.tar.gz"
done
