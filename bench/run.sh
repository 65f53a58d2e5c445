#!/bin/bash
# Starts a cluster of the native binary, runs every scenario against it and takes the cluster down again. Needs root and the machine for itself.
# BIN (the native binary), DATA (an empty directory), IMAGE (for the pod start; on the node after the start), IDLE (seconds before the idle reading)
# All arguments go to "kubesharp up".
set -euo pipefail
root=$(cd "$(dirname "$0")/.." && pwd)
bin=${BIN:-$root/artifacts/native/kubesharp}
data=${DATA:-/tmp/kubesharp-bench}
[ -x "$bin" ] || dotnet publish "$root/src/KubeSharp.Cli" -c Release -r linux-x64 -o "$root/artifacts/native" --nologo -v quiet
dotnet build "$root/bench/KubeSharp.LoadGenerator" -c Release --nologo -v quiet
load="dotnet $root/bench/KubeSharp.LoadGenerator/bin/Release/net10.0/KubeSharp.LoadGenerator.dll $data/kubeconfig/admin.conf"
trap '"$bin" down --data-dir "$data" --purge' EXIT
"$bin" up --data-dir "$data" "$@" | grep -E 'ready|is up'
pid=$(pgrep -of "^$bin server --data-dir $data ")
sleep "${IDLE:-300}"
$load "$pid" idle=60
$load "$pid" podstart="${IMAGE:-kubesharp.local/pause:1}"
$load "$pid"
$load "$pid" schedule=1000
$load "$pid" schedule=5000
