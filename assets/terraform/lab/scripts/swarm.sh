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
    manager=$(swarm_manager) || manager=
    if [ -z "$manager" ]; then
      in_machine "$KUROKO_MACHINE" docker swarm init --advertise-addr "$1" >/dev/null
      manager=$KUROKO_MACHINE
      swarm_gather
    else
      swarm_enter "$KUROKO_MACHINE" manager
    fi
    free_lock
  elif until_done 60 swarm_manager; then
    take_lock
    manager=$(swarm_manager)
    swarm_enter "$KUROKO_MACHINE" worker
    free_lock
  else
    say "no machine has the role lb: not in a Swarm"
    return
  fi
  in_machine "$manager" docker node update --label-add "role=$KUROKO_ROLE" "$KUROKO_MACHINE" >/dev/null
}

# swarm_enter web1 worker: a node of the same name that is down is what was left of an earlier machine.
swarm_enter() {
  for old in $(in_machine "$manager" docker node ls --filter "name=$1" --format '{{.ID}} {{.Status}} {{.Hostname}}' |
    sed -n "s/ Down $1\$//p"); do
    in_machine "$manager" docker node rm --force "$old" >/dev/null
  done
  token=$(in_machine "$manager" docker swarm join-token --quiet "$2")
  in_machine "$1" docker swarm join --token "$token" "$(cat "$KUROKO_FOLDER/machines/$manager/address"):2377" >/dev/null
}

# A new manager, while the workers still wait for the one that is gone.
swarm_gather() {
  for other in $(others); do
    case $(in_machine "$other" docker info --format '{{.Swarm.LocalNodeState}}' 2>/dev/null) in
    inactive | '') ;;
    *)
      in_machine "$other" docker swarm leave --force >/dev/null
      swarm_enter "$other" worker
      in_machine "$manager" docker node update --label-add "role=web" "$other" >/dev/null
      ;;
    esac
  done
}

swarm_leave() {
  in_machine "$KUROKO_MACHINE" timeout 5 docker swarm leave --force >/dev/null 2>&1 || true
  manager=$(swarm_manager) || return 0
  in_machine "$manager" docker node rm --force "$KUROKO_MACHINE" >/dev/null 2>&1 || true
}
