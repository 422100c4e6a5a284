#!/bin/sh
# join '<name>=<address> …' '<name> …' '<name>': all machines, the members of etcd among them, the one with the registry.
# Called by Terraform when every machine has its address; ends when this one is in etcd and in fleet. May run again.
set -eu
machines=$1 members=$2 registry=$3
etc=${KUROKO_ETC:-/etc}
data=${KUROKO_ETCD_DATA:-/var/lib/etcd}
patience_s=${KUROKO_PATIENCE_S:-300}
bin=${KUROKO_BIN:-/opt/bin}

say() { echo "$KUROKO_MACHINE: $*"; }
fail() { say "$*" >&2; exit 1; }

# Tries a command every 2 s.
until_done() {
  end=$(($(date +%s) + patience_s))
  until "$@"; do
    [ "$(date +%s)" -lt "$end" ] || return 1
    sleep 2
  done
}

address_of() { for one in $machines; do [ "${one%%=*}" != "$1" ] || echo "${one#*=}"; done; }
is_member() { case " $members " in *" $1 "*) ;; *) return 1 ;; esac; }

write_hosts() {
  {
    echo "127.0.0.1 localhost $KUROKO_MACHINE"
    for one in $machines; do
      [ "${one%%=*}" = "$KUROKO_MACHINE" ] || echo "${one#*=} ${one%%=*}"
    done
    echo "$(address_of "$registry") registry.cluster"
  } >"$etc/hosts"
}

# Prints the etcd of another machine that answers, if there is one: then the cluster runs already.
running_peer() {
  for one in $machines; do
    peer=http://${one#*=}:2379
    if [ "${one#*=}" != "$me" ] && is_member "${one%%=*}" && curl -fs -m 2 "$peer/v2/members" >/dev/null; then
      echo "$peer"
      return
    fi
  done
}

static_cluster() {
  for one in $members; do echo "$one=http://$(address_of "$one"):2380"; done | paste -s -d , -
}

# The members that a peer knows, as etcd wants its initial cluster. One that has not started yet has no name.
cluster_of() {
  curl -fsS -m 5 "$1/v2/members" | jq -r --arg url "$url" --arg name "$KUROKO_MACHINE" '
    [.members[] | (if .peerURLs[0] == $url then $name elif .name == "" then .id else .name end) + "=" + .peerURLs[0]]
    | join(",")'
}

# Makes the running cluster expect this machine with no data: a member of its name, or at its address, that was once
# started is a machine that is gone.
admit() {
  known=$(curl -fsS -m 5 "$1/v2/members") || return
  for id in $(echo "$known" | jq -r --arg url "$url" --arg name "$KUROKO_MACHINE" '
    .members[] | select((.name == $name and .peerURLs[0] != $url) or (.peerURLs[0] == $url and .clientURLs != [])) | .id'); do
    curl -fsS -m 5 -X DELETE "$1/v2/members/$id" || return
  done
  curl -fsS -m 5 "$1/v2/members" | jq -e --arg url "$url" 'any(.members[]; .peerURLs[0] == $url)' >/dev/null && return
  curl -fsS -m 5 -H 'Content-Type: application/json' -d "{\"peerURLs\":[\"$url\"]}" "$1/v2/members" >/dev/null
}

write_etcd() {
  state=new cluster=$(static_cluster) proxy=off
  if ! is_member "$KUROKO_MACHINE"; then
    proxy=on
  elif peer=$(running_peer) && [ -n "$peer" ]; then
    until_done admit "$peer" || fail "etcd on $peer does not take it in"
    state=existing cluster=$(cluster_of "$peer")
  fi
  cat >"$etc/kuroko/etcd.env" <<EOF
ETCD_NAME=$KUROKO_MACHINE
ETCD_PROXY=$proxy
ETCD_INITIAL_CLUSTER=$cluster
ETCD_INITIAL_CLUSTER_STATE=$state
ETCD_INITIAL_CLUSTER_TOKEN=kuroko
ETCD_INITIAL_ADVERTISE_PEER_URLS=$url
ETCD_LISTEN_PEER_URLS=$url
ETCD_ADVERTISE_CLIENT_URLS=http://$me:2379
ETCD_LISTEN_CLIENT_URLS=http://127.0.0.1:2379,http://$me:2379
EOF
}

write_fleet() {
  cat >"$etc/kuroko/fleet.env" <<EOF
FLEET_ETCD_SERVERS=http://127.0.0.1:2379
FLEET_PUBLIC_IP=$me
FLEET_METADATA=role=$KUROKO_ROLE,name=$KUROKO_MACHINE
FLEET_AGENT_TTL=10s
EOF
}

etcd_answers() { curl -fs -m 2 -o /dev/null http://127.0.0.1:2379/v2/keys/; }
in_fleet() { "$bin/fleetctl" list-machines --full --no-legend 2>/dev/null | grep -q "^$(cat "$etc/machine-id")"; }

. "$etc/kuroko/machine"
until_done systemctl start kuroko-environment || fail "no metadata: journalctl -u kuroko-environment -u coreos-metadata"
. "$etc/environment"
me=$COREOS_PRIVATE_IPV4
url=http://$me:2380
[ "$me" = "$(address_of "$KUROKO_MACHINE")" ] || fail "the droplet says that its address is $me, Terraform does not"

write_hosts
# A member that has data knows its cluster, and would be confused by an older one.
[ -d "$data/member" ] || [ -d "$data/proxy" ] || write_etcd
systemctl start --no-block etcd-member
until_done etcd_answers || fail "etcd did not start: journalctl -u etcd-member"
say "in etcd"

write_fleet
until_done systemctl start fleet-release || fail "fleet could not be had: journalctl -u fleet-release"
systemctl start fleet.socket fleet
until_done in_fleet || fail "fleet did not start: journalctl -u fleet"
[ "$registry" != "$KUROKO_MACHINE" ] || [ ! -e "$etc/systemd/system/registry.service" ] || systemctl start registry
say "ready"
