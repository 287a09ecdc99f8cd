#!/bin/sh
# red_hat.sh PACKAGE: installs the .rpm with its scripts, upgrades and removes it, as root of a file system of its own
# that has rpm, and knows of no other package.
set -eu
. src/test/packages/check.sh

package=$1

check 'installs' rpm --nodeps -i "$package"
check 'has a user' getent passwd foliot
check 'its configuration is valid' foliot check
[ "$(stat -c %U /var/lib/foliot)" = foliot ] || fail 'the state directory belongs to the daemon'
[ -f /usr/lib/foliot/foliot.jsa ] || fail 'there is a class-data archive'
[ "$(rpm -qc foliot)" = /etc/foliot/foliot.toml ] || fail 'the configuration is marked as such'

echo '# mine' >>/etc/foliot/foliot.toml
# The scripts of the old package run after those of the new one.
check 'is upgraded' rpm --nodeps -U --force "$package"
[ -f /usr/lib/foliot/foliot.jsa ] || fail 'there is a class-data archive after an upgrade'
grep -qx '# mine' /etc/foliot/foliot.toml || fail 'an edited configuration survives an upgrade'

check 'is removed' rpm --nodeps -e foliot
[ ! -e /usr/lib/foliot ] || fail "what is installed is gone: $(find /usr/lib/foliot | head -n 3)"
[ -f /etc/foliot/foliot.toml.rpmsave ] || fail 'an edited configuration stays'
finish
