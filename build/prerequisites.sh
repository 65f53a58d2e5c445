# Sourced by up, down and test: what a machine needs, and where the binary is.

fail() { printf '%s: %s\n' "$(basename "$0")" "$*" >&2; exit 1; }

require_root() { [ "$(id -u)" = 0 ] || fail "a node needs root: run it again with sudo"; }

require_dotnet() {
  command -v dotnet >/dev/null || fail ".NET is missing: install the .NET 10 SDK, https://dotnet.microsoft.com/download"
  dotnet --version >/dev/null 2>&1 || fail "this needs the .NET 10 SDK: $(dotnet --version 2>&1 | head -n 1)"
}

# Runs dotnet with a temporary directory of its own: the SDK leaves empty directories behind with every build.
sdk() {
  local code directory
  directory=$(mktemp -d /tmp/kubesharp-sdk.XXXXXX)
  TMPDIR=$directory MSBUILDDISABLENODEREUSE=1 dotnet "$@"
  code=$?
  rm -rf "$directory"
  return $code
}

missing_packages() {
  command -v containerd >/dev/null || echo containerd
  command -v runc >/dev/null || echo runc
  [ -x /opt/cni/bin/bridge ] || [ -x /usr/lib/cni/bridge ] || echo containernetworking-plugins
  command -v nft >/dev/null || echo nftables
  command -v iptables >/dev/null || echo iptables
  command -v ip >/dev/null || echo iproute2
  command -v modprobe >/dev/null || echo kmod
  command -v kubectl >/dev/null || echo kubernetes-client
}

install_packages() {
  local packages
  packages=$(missing_packages)
  # The distribution's containerd service is not ours to start: the cluster runs a containerd of its own.
  [ -z "$packages" ] || apt_install $packages
}

apt_install() { # package...
  command -v apt-get >/dev/null || fail "missing: $* (install them with this system's package manager)"
  echo "Installing $*"
  { apt-get update -qq && DEBIAN_FRONTEND=noninteractive apt-get install -y -qq --no-install-recommends "$@"; } >/tmp/kubesharp-apt.log 2>&1 ||
    fail "apt-get could not install $* (see /tmp/kubesharp-apt.log)"
}

# Sets KUBESHARP to the binary that KUBESHARP_BINARY names, else to one that is built.
find_cli() {
  local candidate
  [ -z "${KUBESHARP_BINARY:-}" ] || { KUBESHARP=$KUBESHARP_BINARY; return 0; }
  for candidate in artifacts/native/kubesharp artifacts/jit/kubesharp; do
    [ -x "$candidate" ] && { KUBESHARP=$PWD/$candidate; return 0; }
  done
  return 1
}

build_cli() {
  [ -z "${KUBESHARP_BINARY:-}" ] || { find_cli; return; }
  local log=artifacts/build.log
  mkdir -p artifacts
  KUBESHARP=$PWD/artifacts/$1/kubesharp
  if [ -x "$KUBESHARP" ] && [ -z "$(find src api Directory.*.props global.json -newer "$KUBESHARP" -type f -not -path '*/obj/*' -not -path '*/bin/*' -print -quit)" ]; then
    return 0
  fi
  echo "Building KubeSharp ($1)"
  case $1 in
    jit) sdk publish src/KubeSharp.Cli -c Release -p:PublishAot=false -o artifacts/jit --nologo -v quiet >"$log" 2>&1 ;;
    native)
      command -v clang >/dev/null || command -v gcc >/dev/null || fail "the native build needs a linker: apt-get install gcc"
      sdk publish src/KubeSharp.Cli -c Release -r linux-x64 -o artifacts/native --nologo -v quiet >"$log" 2>&1 ;;
  esac || { grep -E 'error' "$log" | sort -u | head -n 20 >&2; fail "the build failed (see $log)"; }
  touch "$KUBESHARP"
}

# The images of examples/ come from Debian's busybox-static, since there may be no registry to pull from.
build_example_images() {
  EXAMPLE_IMAGES=$PWD/artifacts/images/examples.tar
  [ -n "$(find "$EXAMPLE_IMAGES" -newer examples/images/build.sh -newer examples/images/web.cgi 2>/dev/null)" ] ||
    examples/images/build.sh "$EXAMPLE_IMAGES"
}
