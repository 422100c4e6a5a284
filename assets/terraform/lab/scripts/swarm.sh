# The machine as a node of the Docker Swarm: load balancers are managers, the others workers labelled by role.

swarm_manager() {
  for other in $(others); do
    if [ "$(in_machine "$other" docker info --format '{{.Swarm.ControlAvailable}}' 2>/dev/null)" = true ]; then
      echo "$other"
      return
    fi
  done
  return 1
}

swarm_join() {
  if [ "$KUROKO_ROLE" = lb ]; then
    take_lock
    if manager=$(swarm_manager); then
      swarm_enter "$KUROKO_MACHINE" lb manager
    else
      manager=$KUROKO_MACHINE
      in_machine "$manager" docker swarm init --advertise-addr "$1" >/dev/null
      in_machine "$manager" docker node update --label-add role=lb "$manager" >/dev/null
      swarm_gather
    fi
    free_lock
  elif until_done 120 swarm_manager; then
    take_lock
    manager=$(swarm_manager)
    swarm_enter "$KUROKO_MACHINE" "$KUROKO_ROLE" worker
    free_lock
  else
    say "no machine has the role lb: not in a Swarm"
  fi
}

# Machines that wait for a manager that is gone, or have given up waiting for the first one.
swarm_gather() {
  docker ps --filter "label=kuroko.lab=$KUROKO_LAB" --filter label=kuroko.machine \
    --format '{{.Label "kuroko.machine"}} {{.Label "kuroko.role"}}' |
    while read -r other role; do
      [ "$other" != "$manager" ] && [ -e "$KUROKO_FOLDER/machines/$other/joined" ] || continue
      swarm_enter "$other" "$role" worker </dev/null
    done
}

# swarm_enter web1 web worker. Does nothing when it is in already.
swarm_enter() {
  known=$(in_machine "$manager" docker node ls --filter "name=$1" --format '{{.ID}} {{.Status}} {{.Hostname}}' |
    sed -n "s/ $1\$//p")
  own=$(in_machine "$1" docker info --format '{{.Swarm.NodeID}}')
  case $known in *"$own Ready"*) [ -z "$own" ] || return 0 ;; esac
  # Another node of this name is what was left of an earlier machine, even if Swarm has not missed it yet.
  for old in $(echo "$known" | sed 's/ .*//'); do
    in_machine "$manager" docker node rm --force "$old" >/dev/null
  done
  [ -z "$own" ] || in_machine "$1" docker swarm leave --force >/dev/null
  token=$(in_machine "$manager" docker swarm join-token --quiet "$3")
  manager_address=$(cat "$KUROKO_FOLDER/machines/$manager/address")
  in_machine "$1" docker swarm join --token "$token" "$manager_address:2377" >/dev/null
  own=$(in_machine "$1" docker info --format '{{.Swarm.NodeID}}')
  until_done 10 in_machine "$manager" docker node update --label-add "role=$2" "$own"
}

swarm_leave() {
  in_machine "$KUROKO_MACHINE" timeout 5 docker swarm leave --force >/dev/null 2>&1 || true
  manager=$(swarm_manager) || return 0
  in_machine "$manager" docker node rm --force "$KUROKO_MACHINE" >/dev/null 2>&1 || true
}
