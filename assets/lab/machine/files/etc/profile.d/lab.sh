# For login shells; other programs read /etc/environment.
set -a
[ -r /etc/environment ] && . /etc/environment
set +a
