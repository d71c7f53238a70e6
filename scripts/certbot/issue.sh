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

mkdir -p "$webroot"
certbot certonly --non-interactive --agree-tos --no-eff-email --email "$email" --keep-until-expiring \
  --webroot --webroot-path "$webroot" --cert-name "$domain" --domain "$domain" "$@"

mkdir -p "$hooks"/{pre,deploy,post}
ln --symbolic --force --no-dereference "$PWD/scripts/certbot/deploy/restart.sh" "$hooks/deploy/buscainstrumentos"
# of the standalone way: webroot needs Nginx up
rm --force "$hooks/pre/buscainstrumentos" "$hooks/post/buscainstrumentos"
# certbot before 3.2 runs these hooks when it renews, not the first time
RENEWED_LINEAGE="$letsencrypt/live/$domain" "$hooks/deploy/buscainstrumentos"
