#!/bin/sh
# Takes one machine out of the cluster and removes it. Does nothing where there is none.
set -eu
. scripts/lab.sh
. scripts/etcd.sh
. scripts/swarm.sh
trap free_lock EXIT
trap 'exit 130' INT TERM HUP

docker version >/dev/null 2>&1 || fail "no Docker engine answers: start Docker and try again"
if docker container inspect "$container" >/dev/null 2>&1; then
  # fleet and Swarm give its work to other machines at once, where it is not just cut off.
  in_machine "$KUROKO_MACHINE" timeout 5 systemctl stop fleet.socket fleet >/dev/null 2>&1 || true
  swarm_leave
  take_lock
  etcd_leave
  free_lock
  docker rm --force --volumes "$container" >/dev/null
fi
rm -f "$facts/joined" "$facts/address"
say "gone"
