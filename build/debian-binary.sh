#!/usr/bin/env bash
# Fetches one program of a Debian suite without installing its package, for tests against other versions.
# usage: debian-binary.sh SUITE PACKAGE OUT     (the program is the one of OUT's name in /usr/bin)
set -euo pipefail
suite=$1
package=$2
out=$(realpath -m "$3")
[ -x "$out" ] && exit 0
work=$(mktemp -d)
trap 'rm -rf "$work"' EXIT
mkdir -p "$work/lists/partial" "$(dirname "$out")"
echo "deb [signed-by=/usr/share/keyrings/debian-archive-keyring.gpg] http://deb.debian.org/debian $suite main" >"$work/sources.list"
options=(-qq -o "Dir::Etc::sourcelist=$work/sources.list" -o Dir::Etc::sourceparts=/dev/null -o "Dir::State::lists=$work/lists" -o APT::Sandbox::User=root)
apt-get "${options[@]}" update
(cd "$work" && apt-get "${options[@]}" download "$package/$suite")
dpkg-deb -x "$work/$package"_*.deb "$work/root"
install -m 755 "$work/root/usr/bin/$(basename "$out")" "$out"
