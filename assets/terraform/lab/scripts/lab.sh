# What the other scripts share. They run on the presenter's computer (Linux or macOS), so: plain sh, and docker.

container=$KUROKO_LAB-$KUROKO_MACHINE
facts=$KUROKO_FOLDER/machines/$KUROKO_MACHINE
lock=$KUROKO_FOLDER/lock

say() { echo "$KUROKO_MACHINE: $*"; }

# In one line, which is the reason that "kuroko lab" shows.
fail() {
  echo "$KUROKO_MACHINE: $*" | tr '\n' ' ' >&2
  exit 1
}

# Runs a command in a machine: in_machine web1 etcdctl ls
in_machine() {
  machine=$1
  shift
  docker exec -e ETCDCTL_API=2 "$KUROKO_LAB-$machine" "$@"
}

# Machines of this lab that are switched on, without this one.
others() {
  docker ps --filter "label=kuroko.lab=$KUROKO_LAB" --filter label=kuroko.machine \
    --format '{{.Label "kuroko.machine"}}' | grep -vx "$KUROKO_MACHINE" || true
}

# until_done 20 command…: tries every 0.2 s, for 20 s and as long as the tries take; fails when it never succeeds.
until_done() {
  tries=$(($1 * 5))
  shift
  until "$@" >/dev/null 2>&1; do
    tries=$((tries - 1))
    [ "$tries" -gt 0 ] || return 1
    sleep 0.2
  done
}

# One at a time: etcd and Swarm take their members one by one. A lock whose owner has died is taken over.
take_lock() {
  tries=1800
  until mkdir "$lock" 2>/dev/null; do
    owner=$(cat "$lock/pid" 2>/dev/null || true)
    if [ -n "$owner" ] && ! kill -0 "$owner" 2>/dev/null; then rm -rf "$lock"; fi
    tries=$((tries - 1))
    [ "$tries" -gt 0 ] || fail "another machine has been joining for 3 minutes; remove $lock when there is none"
    sleep 0.1
  done
  echo $$ >"$lock/pid"
}

free_lock() {
  if [ "$(cat "$lock/pid" 2>/dev/null)" = $$ ]; then rm -rf "$lock"; fi
}
