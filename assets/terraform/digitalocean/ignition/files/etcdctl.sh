#!/bin/sh
# The etcdctl of the etcd that runs, which speaks the v2 API like the units of 2015.
exec docker exec -e ETCDCTL_API="${ETCDCTL_API:-2}" etcd-member etcdctl "$@"
