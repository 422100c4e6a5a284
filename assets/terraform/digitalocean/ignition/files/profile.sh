# For login shells; units read /etc/environment themselves.
set -a
[ -r /etc/environment ] && . /etc/environment
set +a
# Before Flatcar's own etcdctl, which may be one that speaks the v3 API only.
PATH=/opt/bin:$PATH
