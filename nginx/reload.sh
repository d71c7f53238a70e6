#!/bin/sh
# Lets a running production Nginx take what has changed, a renewed certificate above all, without losing a request:
# the deploy hook of certbot. With a configuration or a certificate that cannot work it changes nothing and fails.
#
#   docker compose exec -T nginx sh /etc/nginx/buscainstrumentos/reload.sh
set -eu
folder=$(cd "$(dirname "$0")" && pwd)

sh "$folder/site.sh"
nginx -t -q -c "$folder/prod.conf"
nginx -s reload -c "$folder/prod.conf"
