#!/usr/bin/env bash
# Fetches the kubectl of a Debian suite without installing it, for tests against old and new clients.
# usage: kubectl.sh SUITE PACKAGE OUT     (kubernetes-client of bookworm has 1.20, kubectl of sid the newest)
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
install -m 755 "$work/root/usr/bin/kubectl" "$out"
