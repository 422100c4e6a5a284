#!/bin/sh
# Makes, starts and stops the hello talk's machine: an OpenSSH server that runs as the one who calls this.
#   machine.sh keys DIR         a host key, a user key, known_hosts
#   machine.sh up DIR PORT      starts the server on 127.0.0.1:PORT
#   machine.sh down DIR         stops it and removes DIR
set -eu

what=$1
mkdir -p "$2"
# sshd takes absolute paths only.
dir=$(cd "$2" && pwd)
pid_file=$dir/sshd.pid

fail() {
  echo "$1" >&2
  exit 1
}

running() {
  [ -f "$pid_file" ] && kill -0 "$(cat "$pid_file")" 2>/dev/null
}

keys() {
  chmod 700 "$dir"
  [ -f "$dir/host_key" ] || ssh-keygen -q -t ed25519 -N '' -C 'hello machine' -f "$dir/host_key"
  [ -f "$dir/id" ] || ssh-keygen -q -t ed25519 -N '' -C 'hello presenter' -f "$dir/id"
  cp "$dir/id.pub" "$dir/authorized_keys"
  echo "Made a host key and a user key."
}

up() {
  port=$1
  if running; then
    echo "The machine is up already."
    return
  fi
  sshd=$(command -v sshd || echo /usr/sbin/sshd)
  [ -x "$sshd" ] || fail "There is no sshd here. Debian, Ubuntu: apt-get install openssh-server"
  printf '[127.0.0.1]:%s %s\n' "$port" "$(cut -d' ' -f1,2 "$dir/host_key.pub")" >"$dir/known_hosts"
  # The server wants this folder when it is started by root.
  [ "$(id -u)" -ne 0 ] || mkdir -p /run/sshd
  cat >"$dir/sshd_config" <<CONFIG
ListenAddress 127.0.0.1
Port $port
HostKey "$dir/host_key"
PidFile "$pid_file"
AuthorizedKeysFile "$dir/authorized_keys"
AuthenticationMethods publickey
PermitRootLogin prohibit-password
StrictModes no
UsePAM no
PrintMotd no
PrintLastLog no
CONFIG
  "$sshd" -f "$dir/sshd_config" -E "$dir/sshd.log" || fail "sshd did not start: $(tail -n 1 "$dir/sshd.log")"
  tries=50
  until running; do
    tries=$((tries - 1))
    [ "$tries" -gt 0 ] || fail "sshd did not start: $(tail -n 1 "$dir/sshd.log")"
    sleep 0.1
  done
  echo "Listening on 127.0.0.1:$port."
}

down() {
  if running; then kill "$(cat "$pid_file")"; fi
  rm -rf "$dir"
  echo "Stopped, and removed its keys."
}

case $what in
  keys) keys ;;
  up) up "$3" ;;
  down) down ;;
  *) fail "usage: machine.sh keys|up|down DIR [PORT]" ;;
esac
