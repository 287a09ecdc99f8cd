#!/bin/sh
# macos.sh ARCHIVE: installs the archive for macOS, in a root of its own, with stand-ins for macOS's programs that note how
# they were called.
set -eu
. src/test/packages/check.sh
archive=$1

tar -xzf "$archive" -C /tmp
unpacked=/tmp/$(basename "$archive" .tar.gz)
configuration=/usr/local/etc/foliot/foliot.toml
calls=/tmp/calls
groupadd --force wheel
PATH=/tmp/bin:$PATH
mkdir /tmp/bin
cat >/tmp/bin/stand-in <<'END'
#!/bin/sh
echo "$(basename "$0") $*" >>/tmp/calls
case "$*" in
print*) [ -e /tmp/loaded ] ;;
bootstrap*)
    # Right after it has ended one, launchd starts none: "5: Input/output error".
    if [ -e /tmp/ended ]; then
        rm /tmp/ended
        exit 5
    fi
    touch /tmp/loaded
    ;;
bootout*)
    # "36: Operation now in progress"
    if [ ! -e /tmp/ending ]; then
        touch /tmp/ending
        exit 36
    fi
    rm /tmp/loaded /tmp/ending
    touch /tmp/ended
    ;;
-getusingnetworktime) echo "Network Time: $(cat /tmp/network-time)" ;;
-setusingnetworktime*) echo "$2" | sed 's/on/On/; s/off/Off/' >/tmp/network-time ;;
esac
END
chmod 755 /tmp/bin/stand-in
for program in launchctl systemsetup xattr; do
    ln -s stand-in /tmp/bin/$program
done
echo On >/tmp/network-time

chown daemon /usr/local/lib
refuse 'it goes where somebody else could replace it' sh "$unpacked/install.sh"
chown root /usr/local/lib
check 'it installs' sh "$unpacked/install.sh"
check 'the daemon is loaded' test -e /tmp/loaded
check 'macOS leaves the clock alone' says Off /tmp/network-time
check 'the quarantine is lifted before the daemon starts' sh -c "grep -n 'xattr\|bootstrap' $calls | head -n 1 | grep -q xattr"
check 'the runtime is there' test -x /usr/local/lib/foliot/runtime/bin/java
check 'the launcher is executable' test -x /usr/local/bin/foliot
echo '# mine' >>$configuration
touch /usr/local/lib/foliot/older.jar
check 'it installs again' sh "$unpacked/install.sh"
refuse 'what an older version had is still there' test -e /usr/local/lib/foliot/older.jar
check 'a configuration that was changed stays' says '# mine' $configuration
check 'the daemon is loaded again' test -e /tmp/loaded
check 'it goes away again' sh "$unpacked/install.sh" uninstall
refuse 'the daemon is not loaded any more' test -e /tmp/loaded
check 'macOS has the clock back' says On /tmp/network-time
refuse 'the program is gone' test -e /usr/local/bin/foliot
refuse 'its directory is gone' test -e /usr/local/lib/foliot
check 'the configuration that was changed is still there' test -e $configuration
finish
