# The machine as a member of the cluster's etcd. To be called with the lock held.

# Beyond this etcd only gets slower: more machines talk to the members through a proxy of their own.
most_members=7

etcd_members() { in_machine "$1" etcdctl member list 2>/dev/null; }

# The first other member whose etcd answers; one that is just leaving is none.
etcd_contact() {
  for other in $(others); do
    [ -e "$KUROKO_FOLDER/machines/$other/joined" ] || continue
    if etcd_members "$other" >/dev/null; then
      echo "$other"
      return
    fi
  done
  return 1
}

# Other machines that have joined, whether they are on or off.
etcd_veterans() {
  for joined in "$KUROKO_FOLDER"/machines/*/joined; do
    name=$(basename "$(dirname "$joined")")
    [ -e "$joined" ] && [ "$name" != "$KUROKO_MACHINE" ] || continue
    if docker container inspect "$KUROKO_LAB-$name" >/dev/null 2>&1; then echo "$name"; fi
  done
}

etcd_join() {
  address=$1
  veterans=$(etcd_veterans)
  if [ -z "$veterans" ]; then
    settings="ETCD_INITIAL_CLUSTER_STATE=new
ETCD_INITIAL_CLUSTER=$KUROKO_MACHINE=http://$address:2380"
  else
    until_done 20 etcd_contact ||
      fail "etcd does not answer on" $veterans". Are too many machines off? \"kuroko lab up\" mends it."
    contact=$(etcd_contact)
    etcd_forget "$contact"
    if [ "$(etcd_members "$contact" | wc -l)" -ge "$most_members" ]; then
      settings="ETCD_PROXY=on
ETCD_INITIAL_CLUSTER=$(etcd_members "$contact" | sed -n 's/.*name=\([^ ]*\) peerURLs=\([^ ]*\) .*/\1=\2/p' | paste -s -d , -)"
    else
      settings=$(etcd_add "$contact" "$address")
    fi
  fi
  etcd_start "$address" "$settings"
}

# Prints the settings of the new member. etcd refuses while it elects a leader.
etcd_add() {
  until_done 30 etcd_try_add "$@" || fail "etcd on $1 does not take a new member: $(cat "$facts/etcd-add")"
  sed -n '/^ETCD_INITIAL/p' "$facts/etcd-add"
  rm "$facts/etcd-add"
}

etcd_try_add() {
  in_machine "$1" etcdctl member add "$KUROKO_MACHINE" "http://$2:2380" >"$facts/etcd-add" 2>&1
}

etcd_start() {
  in_machine "$KUROKO_MACHINE" sh -c 'echo "$1" >/etc/default/etcd && systemctl enable --quiet --now etcd' - \
    "ETCD_NAME=$KUROKO_MACHINE
ETCD_DATA_DIR=/var/lib/etcd/lab
ETCD_LISTEN_CLIENT_URLS=http://127.0.0.1:2379,http://$1:2379
ETCD_ADVERTISE_CLIENT_URLS=http://$1:2379
ETCD_LISTEN_PEER_URLS=http://$1:2380
ETCD_INITIAL_ADVERTISE_PEER_URLS=http://$1:2380
ETCD_STRICT_RECONFIG_CHECK=false
$2"
  until_done 60 in_machine "$KUROKO_MACHINE" etcdctl ls --quorum / ||
    fail "etcd did not start: docker exec $container journalctl -u etcd"
  : >"$facts/joined"
}

# Prints the id by which this machine is a member, as seen from another one.
etcd_member() {
  etcd_members "$1" | sed -n -e "s/^\([0-9a-f]*\)[^:]*: name=$KUROKO_MACHINE .*/\1/p" \
    -e "s|^\([0-9a-f]*\)\[unstarted\]: peerURLs=http://$(cat "$facts/address" 2>/dev/null || echo none):2380.*|\1|p"
}

# Removes what was left of an earlier machine of this name; it is down, so the majority only becomes easier.
etcd_forget() {
  for member in $(etcd_member "$1"); do
    until_done 10 in_machine "$1" etcdctl member remove "$member" || true
  done
}

# Stops being a member, if those that remain can go on without it. etcd's own check (STRICT_RECONFIG_CHECK) is off,
# for it also makes each new member wait for 5 s; so the healthy ones are counted here.
etcd_leave() {
  rm -f "$facts/joined"
  contact=$(etcd_contact) || return 0
  member=$(etcd_member "$contact" | head -n 1)
  [ -n "$member" ] || return 0
  health=$(in_machine "$contact" etcdctl cluster-health 2>/dev/null | sed -n '/^member /p' | grep -v "^member $member ")
  all=$(echo "$health" | wc -l)
  healthy=$(echo "$health" | grep -c ' is healthy' || true)
  if [ "$healthy" -gt $((all / 2)) ]; then
    until_done 10 in_machine "$contact" etcdctl member remove "$member" || say "etcd did not let it go"
  else
    say "etcd would lose its majority without it: it stays a member"
  fi
}
