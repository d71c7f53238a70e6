#!/usr/bin/env bash
# After a renewal, by webroot or standalone: lets Nginx read the key, and makes it take the new certificate without losing
# a request. An Nginx that pre/stop.sh has stopped stays so: port 80 may be needed for the next certificate, and
# post/start.sh comes in any case. docs/operators/certificates.md
set -euo pipefail
# shellcheck source=scripts/certbot/site.sh
source "$(dirname "$(readlink -f "${BASH_SOURCE[0]}")")/../site.sh"

lineage="${RENEWED_LINEAGE:-/etc/letsencrypt/live/$domain}"
# a certificate of something else on this machine
if [[ "$(basename "$lineage")" != "$domain" ]]; then exit; fi

# Nginx runs as user and group 101 of its container. It may pass the folders that certbot closes, not list them, and read
# this one key.
group=101
live="$(dirname "$lineage")"
folders=("$live" "$(dirname "$live")/archive")
chgrp "$group" "${folders[@]}"
chmod 710 "${folders[@]}"
key="$(readlink -f "$lineage/privkey.pem")"
chgrp "$group" "$key"
chmod 640 "$key"

if [[ -n "$(docker compose ps --status running --quiet nginx)" ]]; then
  docker compose exec -T nginx sh /etc/nginx/buscainstrumentos/reload.sh
fi
