#!/bin/sh
# build-images <folder> <registry>: builds the demo's images here, where their architecture is right and Docker Hub is
# near, and pushes them to the registry of the cluster. A folder for each image, with its versions a line each.
set -eu
folder=$1 registry=$2
end=$(($(date +%s) + ${KUROKO_PATIENCE_S:-300}))
until curl -fs -m 2 -o /dev/null "http://$registry/v2/"; do
  [ "$(date +%s)" -lt "$end" ] || { echo "the registry does not answer: journalctl -u registry" >&2; exit 1; }
  sleep 2
done
for image in "$folder"/*/; do
  name=$(basename "$image")
  for version in $(cat "$image/versions" 2>/dev/null || echo 1); do
    docker build --quiet --build-arg "VERSION=$version" --tag "$registry/$name:$version" "$image" >/dev/null
    docker push --quiet "$registry/$name:$version" >/dev/null
    echo "pushed $name:$version"
  done
done
