#!/usr/bin/env bash
# Builds the images of the examples and tests from Debian's busybox-static, as one OCI archive. Needs no registry.
# usage: build.sh OUT.tar
set -euo pipefail
out=$(realpath -m "$1")
here=$(cd "$(dirname "$0")" && pwd)
work=$(mktemp -d)
trap 'rm -rf "$work"' EXIT
mkdir -p "$(dirname "$out")" "$work/layout/blobs/sha256" "$work/root/bin" "$work/root/tmp" "$work/root/etc"

if [ -x /usr/bin/busybox ] && ! ldd /usr/bin/busybox >/dev/null 2>&1; then
  cp /usr/bin/busybox "$work/root/bin/busybox"
else
  (cd "$work" && { apt-get download -qq busybox-static || { apt-get update -qq && apt-get download -qq busybox-static; }; } >/dev/null 2>&1)
  dpkg-deb -x "$work"/busybox-static_*.deb "$work/deb"
  cp "$(find "$work/deb" -type f -name busybox | head -n 1)" "$work/root/bin/busybox"
fi
for applet in $("$work/root/bin/busybox" --list); do
  [ "$applet" = busybox ] || ln -s busybox "$work/root/bin/$applet"
done
chmod 1777 "$work/root/tmp"
echo 'root:x:0:0:root:/:/bin/sh' >"$work/root/etc/passwd"
echo 'root:x:0:' >"$work/root/etc/group"

digest() { sha256sum "$1" | cut -d ' ' -f 1; }

# Puts a file among the blobs and prints its descriptor.
blob() { # media-type file
  local name
  name=$(digest "$2")
  cp "$2" "$work/layout/blobs/sha256/$name"
  printf '{"mediaType":"%s","digest":"sha256:%s","size":%s}' "$1" "$name" "$(stat -c %s "$2")"
}

manifests=""

image() { # name command-json root-directory
  local layer=$work/layer.tar config=$work/config.json manifest=$work/manifest.json descriptor
  tar --sort=name --owner=0 --group=0 --numeric-owner --mtime=@0 -C "$3" -cf "$layer" .
  printf '{"architecture":"amd64","os":"linux","config":{"Env":["PATH=/bin"],"Cmd":%s},"rootfs":{"type":"layers","diff_ids":["sha256:%s"]}}' \
    "$2" "$(digest "$layer")" >"$config"
  printf '{"schemaVersion":2,"mediaType":"application/vnd.oci.image.manifest.v1+json","config":%s,"layers":[%s]}' \
    "$(blob application/vnd.oci.image.config.v1+json "$config")" "$(blob application/vnd.oci.image.layer.v1.tar "$layer")" >"$manifest"
  descriptor=$(blob application/vnd.oci.image.manifest.v1+json "$manifest")
  manifests="$manifests${manifests:+,}${descriptor%\}},\"annotations\":{\"io.containerd.image.name\":\"$1\",\"org.opencontainers.image.ref.name\":\"${1##*:}\"}}"
}

image kubesharp.local/busybox:1 '["sh"]' "$work/root"
for version in 1 2; do
  cp -a "$work/root" "$work/web$version"
  mkdir -p "$work/web$version/www/cgi-bin"
  sed "s/@VERSION@/$version/" "$here/web.cgi" >"$work/web$version/www/cgi-bin/index.cgi"
  chmod 755 "$work/web$version/www/cgi-bin/index.cgi"
  # The first process of a container ignores signals that it does not handle, so httpd alone would outlast every grace period. The second
  # is for the packet filters of the nodes to forget the pod.
  image "kubesharp.local/web:$version" '["sh","-c","httpd -f -p 8080 -h /www & trap \"sleep 1; exit\" TERM; wait"]' "$work/web$version"
done

printf '{"imageLayoutVersion":"1.0.0"}' >"$work/layout/oci-layout"
printf '{"schemaVersion":2,"manifests":[%s]}' "$manifests" >"$work/layout/index.json"
tar -C "$work/layout" -cf "$out.part" oci-layout index.json blobs
mv "$out.part" "$out"
