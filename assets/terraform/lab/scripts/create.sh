#!/bin/sh
# Makes one machine, and ends when it has joined the cluster.
set -eu
. scripts/lab.sh
. scripts/etcd.sh
. scripts/swarm.sh

clean_up() {
  status=$?
  if [ "$status" -ne 0 ]; then
    docker rm --force --volumes "$container" >/dev/null 2>&1 || true
    etcd_leave || true
  fi
  free_lock
  exit "$status"
}
trap clean_up EXIT
trap 'exit 130' INT TERM HUP

# A machine keeps its number, so that its address and its port stay what they were: lb 11, web1 12, web2 13.
number() {
  if [ -s "$facts/number" ]; then
    cat "$facts/number"
    return
  fi
  tail=$(echo "$KUROKO_MACHINE" | sed -n 's/.*[^0-9]\([1-9][0-9]\{0,1\}\)$/\1/p')
  next=$((11 + ${tail:-0}))
  while grep -qsx "$next" "$KUROKO_FOLDER"/machines/*/number; do next=$((next + 1)); done
  [ "$next" -le 250 ] || fail "a lab has 240 machines at most"
  echo "$next" | tee "$facts/number"
}

# systemd wants to manage cgroups, and Docker in it to mount; both stay in namespaces of the container.
# Not --privileged, which gives it the computer's devices too and fails where not every capability is to be had.
create() {
  docker create --name "$container" --hostname "$KUROKO_MACHINE" \
    --label "kuroko.lab=$KUROKO_LAB" --label "kuroko.machine=$KUROKO_MACHINE" --label "kuroko.role=$KUROKO_ROLE" \
    --network "$KUROKO_NETWORK" --network-alias "$KUROKO_MACHINE" --ip "$1" --publish "127.0.0.1:$2:22" \
    $([ "$KUROKO_ROLE" != lb ] || echo "--publish 127.0.0.1:$KUROKO_LOAD_BALANCER_PORT:80") \
    --cgroupns private --cap-add ALL --cap-drop SYS_RESOURCE \
    --security-opt seccomp=unconfined --security-opt apparmor=unconfined --security-opt systempaths=unconfined \
    --tmpfs /run:exec,mode=755 --tmpfs /run/lock --tmpfs /tmp:exec,mode=1777 \
    --volume /var/lib/docker --env container=docker "$KUROKO_IMAGE" >/dev/null
}

copy_in() {
  in="$facts/files"
  mkdir -p "$in/fleet"
  printf '%s\n' "COREOS_PRIVATE_IPV4=$1" "COREOS_PUBLIC_IPV4=$1" "KUROKO_REGISTRY=$KUROKO_REGISTRY" \
    "KUROKO_MACHINE=$KUROKO_MACHINE" "KUROKO_ROLE=$KUROKO_ROLE" ETCDCTL_API=2 >"$in/environment"
  printf '%s\n' FLEET_ETCD_SERVERS=http://127.0.0.1:2379 "FLEET_PUBLIC_IP=$1" FLEET_AGENT_TTL=10s \
    "FLEET_METADATA=role=$KUROKO_ROLE,name=$KUROKO_MACHINE" >"$in/fleet/environment"
  docker cp "$in/environment" "$container:/etc/environment"
  docker cp "$in/fleet" "$container:/etc/"
  docker cp "$KUROKO_FOLDER/keys/host" "$container:/etc/ssh/lab_host_key"
  docker cp "$KUROKO_FOLDER/keys/core.pub" "$container:/etc/ssh/authorized_keys"
  if [ -n "$KUROKO_FLEET" ]; then
    for program in fleetd fleetctl; do docker cp "$KUROKO_FLEET/$program" "$container:/usr/local/bin/"; done
  fi
  echo "$KUROKO_HOME_FILES" | while read -r folder; do
    if [ -d "$folder" ]; then docker cp "$folder/." "$container:/home/core/"; fi
  done
  rm -rf "$in"
}

# Starts it on the first port that no other program has.
start() {
  for port in $2 $(($2 + 250)) $(($2 + 500)) $(($2 + 750)); do
    docker rm --force --volumes "$container" >/dev/null 2>&1 || true
    create "$1" "$port"
    copy_in "$1"
    if said=$(docker start "$container" 2>&1); then
      echo "$port" >"$facts/port"
      return
    fi
    case $said in
    *":$KUROKO_LOAD_BALANCER_PORT"*) fail "port $KUROKO_LOAD_BALANCER_PORT is taken by another program: end it, or run \"kuroko lab up\", which finds another port" ;;
    *:"$port"*) ;;
    *) fail "Docker could not start it: $said" ;;
    esac
  done
  fail "the ports $2, $(($2 + 250)), … are all taken by other programs"
}

docker version >/dev/null 2>&1 || fail "no Docker engine answers: start Docker and try again"
mkdir -p "$facts"
take_lock
number=$(number)
free_lock
# What was left of a run that was broken off may be in etcd.
if docker container inspect "$container" >/dev/null 2>&1; then sh scripts/destroy.sh >/dev/null; fi
address=$KUROKO_SUBNET.$number
say "starting"
start "$address" "$(cat "$facts/port" 2>/dev/null || echo $((KUROKO_SSH_PORTS + number)))"
echo "$address" >"$facts/address"

until_done 120 in_machine "$KUROKO_MACHINE" systemctl is-active multi-user.target docker ssh ||
  fail "it did not boot: $(in_machine "$KUROKO_MACHINE" systemctl --failed --plain --no-legend 2>&1 | head -n 3)"
in_machine "$KUROKO_MACHINE" chown -R core: /home/core
say "booted, SSH on 127.0.0.1:$(cat "$facts/port")"

take_lock
etcd_join "$address"
say "in etcd ($(in_machine "$KUROKO_MACHINE" etcdctl member list | wc -l | tr -d ' ') members)"
free_lock

swarm_join "$address"

if [ -n "$KUROKO_FLEET" ]; then
  in_machine "$KUROKO_MACHINE" systemctl enable --quiet --now fleet.socket fleet
  until_done 120 in_machine "$KUROKO_MACHINE" sh -c 'fleetctl list-machines --full --no-legend | grep -q "$(cat /etc/machine-id)"' ||
    fail "fleet did not start: docker exec $container journalctl -u fleet"
  say "in fleet"
fi
say "ready"
