#!/usr/bin/env bash
# Standalone renewal only: starts Nginx again, after a renewal, a failed one and a dry run alike. What Nginx depends on
# is left alone: with an API that is ill Nginx is still better up than down. docs/operators/certificates.md
set -euo pipefail
# shellcheck source=scripts/certbot/site.sh
source "$(dirname "$(readlink -f "${BASH_SOURCE[0]}")")/../site.sh"

docker compose up --detach --no-deps --no-recreate nginx
