#!/usr/bin/env bash
# Standalone renewal only: frees port 80 for certbot. It goes with post/start.sh, which certbot runs whatever came of the
# renewal. docs/operators/certificates.md
set -euo pipefail
# shellcheck source=scripts/certbot/site.sh
source "$(dirname "$(readlink -f "${BASH_SOURCE[0]}")")/../site.sh"

# a renewal by webroot needs Nginx up, whatever hooks are left from other days
if grep -qs '^authenticator = webroot' "/etc/letsencrypt/renewal/$domain.conf"; then exit; fi

docker compose stop --timeout 5 nginx
