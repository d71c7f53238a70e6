#!/bin/sh
# Runs Nginx in the foreground: the command of its container.
#
#   start.sh local
#   DOMAIN=www.example.org start.sh prod
#
# Without a certificate production starts all the same: challenges are answered, every TLS handshake is refused, and
# reload.sh takes the certificate when it is there.
set -eu
folder=$(cd "$(dirname "$0")" && pwd)

mkdir -p /tmp/nginx
case ${1:-} in
  local) ;;
  prod)
    code=0
    sh "$folder/site.sh" || code=$?
    [ $code -eq 0 ] || [ $code -eq 3 ] || exit $code
    ;;
  *)
    echo "usage: start.sh local|prod" >&2
    exit 2
    ;;
esac
exec nginx -c "$folder/$1.conf" -g 'daemon off;'
