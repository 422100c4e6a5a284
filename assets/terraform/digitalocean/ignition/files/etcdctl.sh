#!/bin/sh
# The etcdctl of the etcd that runs, which speaks the v2 API like the units of 2015.
# With a terminal of its own where there is one: so Ctrl-C ends it in the container, too.
exec docker exec $([ ! -t 0 ] || [ ! -t 1 ] || echo -it) -e ETCDCTL_API="${ETCDCTL_API:-2}" etcd-member etcdctl "$@"
