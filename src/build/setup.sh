#!/bin/sh
# Gives this machine what building and testing Foliot needs. Says nothing when nothing is missing.
#
#   setup.sh [test]    what building and testing need: foliot setup
#   setup.sh build     what building needs
#   setup.sh --cross   what building for every target needs: foliot setup --cross
#   setup.sh bench     what measuring servers needs: foliot bench
#   setup.sh vm        what the tests in a virtual machine need: foliot test --vm
set -eu
cd "$(dirname "$0")/../.."

usage() {
    cat <<'END'
usage: foliot setup [--cross]

Installs what building and testing Foliot needs and this machine lacks. As root it asks the system's package manager
(apt, apk, dnf, pkg); as anyone else it names the packages. Then it fetches into target/ what is not to be installed:
the clang-format that all machines format with and, on Debian, a chrony, an ntpsec and an etcd that are never started as
services.

With --cross, what building for other machines needs instead: Zig, whose compiler builds for every target, and on Debian
rpm.
END
}

case ${1-test} in
build) needs='jdk cmake compiler make unzip curl' ;;
--cross) needs='jdk cmake compiler make unzip curl pip rpm' ;;
packages) needs='jdk cmake compiler make unzip curl pip shellcheck iproute chrony debootstrap mandoc rpm systemd-analyze' ;;
bench) needs='jdk cmake compiler make unzip curl iproute chrony setpriv openssl' ;;
vm) needs='qemu-system-x86_64 cpio busybox setpriv' ;;
test) needs='jdk cmake compiler make unzip curl gtest iproute shellcheck mandoc pip chrony ntpsec etcd openssl' ;;
-h | --help)
    usage
    exit 0
    ;;
*)
    usage >&2
    exit 64
    ;;
esac

# Debian keeps daemons out of the PATH of ordinary users.
PATH=$PATH:/usr/local/sbin:/usr/sbin:/sbin
export DEBIAN_FRONTEND=noninteractive
system=$(uname -s)

has() {
    command -v "$1" >/dev/null 2>&1
}

# Nothing that pip would fetch is there for FreeBSD.
has_need() {
    case $1 in
    jdk) has_jdk ;;
    compiler) has c++ && has cc ;;
    unzip) has unzip ;; # the wrapper's checksum is that of Maven's zip
    curl) has curl && has_certificates ;;
    gtest) has_header gtest/gtest.h ;;
    iproute) [ "$system" != Linux ] || has ip ;;
    pip) [ "$system" = FreeBSD ] || python3 -m pip --version >/dev/null 2>&1 ;;
    debootstrap | rpm | systemd-analyze) ! has apt-get || has "$1" ;;
    chrony) [ "$system" != Linux ] || has chronyd || has_unpacked_chrony ;;
    ntpsec) ! has apt-get || has_unpacked_ntpsec ;;
    etcd) ! has apt-get || has etcd || [ -x target/peers/usr/bin/etcd ] || fetch_peer etcd-server ;;
    *) has "$1" ;;
    esac
}

# macOS has a javac that only says that there is none.
has_jdk() {
    version=$("${JAVA_HOME:+$JAVA_HOME/bin/}javac" -version 2>/dev/null) || return 1
    version=${version#javac }
    [ "${version%%[!0-9]*}" -ge 17 ]
}

has_certificates() {
    [ "$system" != Linux ] || [ -e /etc/ssl/certs/ca-certificates.crt ] || [ -e /etc/pki/tls/certs/ca-bundle.crt ]
}

has_header() {
    for prefix in /usr /usr/local /opt/homebrew /opt/local; do
        [ ! -f "$prefix/include/$1" ] || return 0
    done
    return 1
}

has_unpacked_chrony() {
    [ -x target/peers/usr/sbin/chronyd ] || fetch_peer chrony || return 1
    target/peers/usr/sbin/chronyd --version >/dev/null 2>&1 && target/peers/usr/bin/chronyc --version >/dev/null 2>&1
}

has_unpacked_ntpsec() {
    [ -x target/peers/usr/sbin/ntpd ] || fetch_peer ntpsec || return 1
    target/peers/usr/sbin/ntpd --version >/dev/null 2>&1
}

package_manager() {
    for manager in apt-get apk dnf pkg brew; do
        if has $manager; then
            echo $manager
            return
        fi
    done
    echo unknown
}

# What a package manager calls each need; where it is called as here, there is no line.
packages() {
    case $1:$2 in
    apt-get:jdk) echo openjdk-17-jdk-headless ;;
    apt-get:compiler) echo g++ ;;
    apt-get:curl) echo curl ca-certificates ;;
    apt-get:gtest) echo libgtest-dev ;;
    apt-get:iproute) echo iproute2 ;;
    apt-get:pip) echo python3-pip ;;
    # Debian's chrony would start at once and steer this machine's clock: only what it is linked with is installed.
    apt-get:chrony) echo libcap2 libedit2 libgnutls30 libnettle8 libseccomp2 tzdata ;;
    apt-get:ntpsec) echo libbsd0 libcap2 libssl3 ;;
    # The same for etcd, which is linked with little: its package comes once there are lists.
    apt-get:etcd) echo libc6 ;;
    apt-get:systemd-analyze) echo systemd ;;
    apt-get:qemu-system-x86_64) echo qemu-system-x86 ;;
    apt-get:busybox) echo busybox-static ;;
    apt-get:setpriv) echo util-linux ;;
    apk:jdk) echo openjdk17-jdk ;;
    apk:compiler) echo g++ musl-dev linux-headers ;;
    apk:curl) echo curl ca-certificates ;;
    apk:gtest) echo gtest-dev ;;
    apk:iproute) echo iproute2 ;;
    apk:pip) echo py3-pip ;;
    dnf:jdk) echo java-17-openjdk-devel ;;
    dnf:compiler) echo gcc-c++ libasan libubsan ;;
    dnf:gtest) echo gtest-devel ;;
    dnf:shellcheck) echo ShellCheck ;;
    dnf:pip) echo python3-pip ;;
    pkg:jdk) echo openjdk17 ;;
    pkg:compiler) echo llvm ;;
    pkg:make) echo gmake ;;
    pkg:gtest) echo googletest ;;
    pkg:shellcheck) echo hs-ShellCheck ;;
    brew:jdk) echo openjdk@17 ;;
    brew:compiler) echo llvm ;;
    brew:gtest) echo googletest ;;
    brew:pip) echo python3 ;;
    *) echo "$2" ;;
    esac
}

install_command() {
    case $1 in
    apt-get) echo apt-get install -y --no-install-recommends ;;
    apk) echo apk add ;;
    dnf) echo dnf install -y ;;
    pkg) echo pkg install -y ;;
    brew) echo brew install ;;
    esac
}

say() {
    echo "foliot: $*" >&2
}

# logged WHAT COMMAND... shows what COMMAND said only when it fails.
logged() {
    what=$1
    shift
    mkdir -p target
    if ! "$@" >target/setup.log 2>&1 </dev/null; then
        tail -n 20 target/setup.log >&2
        say "$what failed; the whole account is in $PWD/target/setup.log"
        exit 69
    fi
}

list_missing() {
    missing=
    for need in $needs; do
        has_need "$need" || missing="$missing $need"
    done
}

install_missing() {
    manager=$(package_manager)
    command=$(install_command "$manager")
    wanted=
    for need in $missing; do
        wanted="$wanted $(packages "$manager" "$need")"
    done
    if [ "$manager" = unknown ] || [ "$manager" = brew ] || [ "$(id -u)" != 0 ]; then
        say "this machine lacks:$missing"
        [ -z "$command" ] || say "install it with: $command$wanted"
        [ "$manager" != brew ] || say 'then set JAVA_HOME to the JDK'
        exit 69
    fi
    say "installing$wanted"
    [ "$manager" != apt-get ] || logged 'apt-get update' apt-get update -q
    # shellcheck disable=SC2086 # words
    logged "$command" $command $wanted
    list_missing
    if [ -n "$missing" ]; then
        say "after $command$wanted this machine still lacks:$missing"
        exit 69
    fi
}

# The one clang-format whose word counts. Where there is none to be had, C goes unchecked.
fetch_tools() {
    tools=target/tools
    ! cmp -s src/build/tools.txt $tools/tools.txt || return 0
    case $system-$(uname -m) in
    Linux-x86_64 | Linux-aarch64 | Linux-armv7l | Darwin-*) ;;
    *)
        say "no clang-format for $system on $(uname -m): the format of C is not checked here"
        return
        ;;
    esac
    rm -rf $tools
    logged 'fetching clang-format' python3 -m pip install --quiet --require-hashes --only-binary :all: --target $tools \
        --requirement src/build/tools.txt
    cp src/build/tools.txt $tools/
}

# One compiler for every target, and with it what it links: see toolchains/.
fetch_zig() {
    zig=target/zig
    ! cmp -s src/build/zig.txt $zig/zig.txt || return 0
    rm -rf $zig
    logged 'fetching zig' python3 -m pip install --quiet --require-hashes --only-binary :all: --target $zig \
        --requirement src/build/zig.txt
    cp src/build/zig.txt $zig/
}

# fetch_peer PACKAGE into target/peers. Fails where apt has no lists yet, without a word: installing packages gets them.
fetch_peer() {
    has apt-get || return 1
    mkdir -p target/peers
    (cd target/peers && apt-get download -q "$1" && dpkg -x "$1"_*.deb . && rm "$1"_*.deb) >/dev/null 2>&1
}

# Where Debian has them; what is missing is left out of the comparison.
fetch_peers() {
    [ -x target/peers/usr/sbin/ntpd ] || fetch_peer ntpsec || :
    [ -x target/peers/usr/bin/ntp-daemon ] || fetch_peer ntpd-rs || :
}

# Debian's kernel for this machine, never installed.
fetch_kernel() {
    kernel=target/vm/kernel
    package=$(apt-cache depends linux-image-amd64 | sed -n 's/.*Depends: //p')
    [ "$(cat $kernel/package 2>/dev/null)" != "$package" ] || return 0
    rm -rf $kernel
    mkdir -p $kernel
    (cd $kernel && logged "fetching $package" apt-get download -q "$package" && dpkg -x ./*.deb . && rm ./*.deb)
    echo "$package" >$kernel/package
}

list_missing
[ -z "$missing" ] || install_missing
case ${1-test} in
test) fetch_tools ;;
--cross) fetch_zig ;;
vm) fetch_kernel ;;
bench) fetch_peers ;;
esac
# After sudo, the build is the user's again.
if [ -n "${SUDO_UID-}" ] && [ -d target ]; then
    chown -R "$SUDO_UID:${SUDO_GID-}" target
fi
