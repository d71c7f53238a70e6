#!/usr/bin/env bash
# Gets the certificate of the site (DOMAIN in .env) by webroot, through the Nginx that runs, and has it renewed by the
# timer of certbot from then on. Once, as root; again changes nothing while the certificate is not due.
#
#   scripts/certbot/issue.sh you@example.org
#   scripts/certbot/issue.sh you@example.org --force-renewal     # other options of certbot
set -euo pipefail
# shellcheck source=scripts/certbot/site.sh
source "$(dirname "$(readlink -f "${BASH_SOURCE[0]}")")/site.sh"

email="${1:-}"
if [[ "$email" != ?*@?* ]]; then
  echo "usage: scripts/certbot/issue.sh EMAIL [options of certbot]" >&2
  exit 2
fi
shift

webroot=/var/www/certbot
letsencrypt=/etc/letsencrypt
hooks="$letsencrypt/renewal-hooks"

mkdir -p "$webroot" "$hooks"/{pre,deploy,post}
# of the standalone way: webroot needs Nginx up
find "$hooks"/{pre,post} -lname "$PWD/scripts/certbot/*" -delete
for hook in "$hooks"/pre/*; do
  if [[ -x "$hook" ]]; then
    echo "$hook runs before each renewal. If it stops Nginx, remove it: renewal by webroot would fail." >&2
  fi
done
ln --symbolic --force --no-dereference "$PWD/scripts/certbot/deploy/restart.sh" "$hooks/deploy/buscainstrumentos"

certbot certonly --non-interactive --agree-tos --no-eff-email --email "$email" --keep-until-expiring \
  --webroot --webroot-path "$webroot" --cert-name "$domain" --domain "$domain" "$@"
# certbot before 3.2 runs that hook when it renews, not the first time
RENEWED_LINEAGE="$letsencrypt/live/$domain" "$hooks/deploy/buscainstrumentos"
