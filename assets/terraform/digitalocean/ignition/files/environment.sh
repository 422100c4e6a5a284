#!/bin/sh
# Writes /etc/environment as the unit files expect it, from what Flatcar's metadata agent has found out.
set -eu
metadata=${1:-/run/metadata/flatcar}
etc=${2:-/etc}
. "$metadata"
private=$COREOS_DIGITALOCEAN_IPV4_PRIVATE_0

# DigitalOcean configures the private interface of its own images; on a custom image it may be left without an address.
if ! ip -4 -o address show | grep -qF " $private/"; then
  about=http://169.254.169.254/metadata/v1/interfaces/private/0
  mac=$(curl -fsS --retry 5 -m 5 "$about/mac")
  mask=$(curl -fsS --retry 5 -m 5 "$about/ipv4/netmask")
  printf '%s\n' '[Match]' "MACAddress=$mac" '[Network]' 'DHCP=no' '[Address]' "Address=$private/$mask" \
    >"$etc/systemd/network/10-private.network"
  networkctl reload
fi

{
  echo "COREOS_PRIVATE_IPV4=$private"
  echo "COREOS_PUBLIC_IPV4=$COREOS_DIGITALOCEAN_IPV4_PUBLIC_0"
  cat "$etc/kuroko/machine"
} >"$etc/environment.next"
mv "$etc/environment.next" "$etc/environment"
