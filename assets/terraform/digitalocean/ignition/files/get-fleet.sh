#!/bin/sh
# Brings fleet's official release in. Nothing of it is unpacked before its checksum is found right.
set -eu
release=https://github.com/coreos/fleet/releases/download/v1.0.0/fleet-v1.0.0-linux-amd64.tar.gz
archive=/var/cache/fleet.tar.gz
sums=/etc/kuroko/fleet.sha256

[ ! -x /opt/bin/fleetd ] || exit 0
curl -fsSL --retry 10 --retry-delay 3 --retry-connrefused -o "$archive" "$release"
sha256sum --check --strict --quiet "$sums" || {
  rm -f "$archive"
  echo "the release is not the one that $sums names: it was not unpacked" >&2
  exit 1
}
mkdir -p /opt/bin
tar -xzf "$archive" -C /opt/bin --strip-components=1 --no-same-owner \
  fleet-v1.0.0-linux-amd64/fleetctl fleet-v1.0.0-linux-amd64/fleetd
rm -f "$archive"
