#!/bin/bash
# Runs the scenarios against the native binary. Needs root and the machine for itself.
# usage: run.sh [PART...]      all parts if none is named
#   cluster    by "kubesharp up": idle, start of pods, requests, scheduling
#   server     the API server alone: idle, 10,000 watches, 150,000 pods and clients that list them all
#   store      the embedded store in the load generator's process: durable writes, a million updates of one object
#   coldstart  the API server alone on a million stored objects
# BIN (the native binary), DATA (an empty directory), IMAGE (for the pod start; on the node after the start), IDLE (seconds before the idle
# reading of the cluster), UP (flags of "kubesharp up")
set -euo pipefail
root=$(cd "$(dirname "$0")/.." && pwd)
bin=${BIN:-$root/artifacts/native/kubesharp}
data=${DATA:-/tmp/kubesharp-bench}
[ -x "$bin" ] || dotnet publish "$root/src/KubeSharp.Cli" -c Release -r linux-x64 -o "$root/artifacts/native" --nologo -v quiet
dotnet build "$root/bench/KubeSharp.LoadGenerator" -c Release --nologo -v quiet
generator="dotnet $root/bench/KubeSharp.LoadGenerator/bin/Release/net10.0/KubeSharp.LoadGenerator.dll"

cluster() {
  local load="$generator $data/kubeconfig/admin.conf" pid
  trap '"$bin" down --data-dir "$data" --purge' EXIT
  "$bin" up --data-dir "$data" ${UP:-} | grep -E 'ready|is up'
  pid=$(pgrep -of "^$bin server --data-dir $data ")
  sleep "${IDLE:-300}"
  $load "$pid" idle=60
  $load "$pid" podstart="${IMAGE:-kubesharp.local/pause:1}"
  $load "$pid"
  $load "$pid" schedule=1000
  $load "$pid" schedule=5000
}

server() {
  local load="$generator $data/kubeconfig/admin.conf"
  "$bin" apiserver --data-dir "$data" --bind-address 127.0.0.1 --advertise-address 127.0.0.1 --secure-port 16443 >/dev/null 2>&1 &
  pid=$!
  trap 'kill $pid; wait $pid || true; rm -rf "$data"' EXIT
  until curl -sfko /dev/null https://127.0.0.1:16443/readyz; do sleep 0.1; done
  sleep 30
  $load "$pid" idle=30
  $load "$pid" watchers=10000,100
  $load "$pid" fanout=10000,10
  $load "$pid" memory=150000 listers=10 slow-listers=10
}

store() {
  trap 'rm -rf "$data"' EXIT
  $generator store "$data"
}

coldstart() {
  trap 'rm -rf "$data"' EXIT
  $generator coldstart "$bin" "$data" 1000000
}

[ $# -gt 0 ] || set -- cluster server store coldstart
for part; do
  ("$part")
done
