#!/usr/bin/env bash
# For the host's cron: deletes tokens and sessions that ended long enough ago, and prints the report as JSON. Where the
# server's own clockwork is off (SCHEDULER=off) this is what keeps the tables small. A second one that runs meanwhile
# ends at once, and well.
#
#   17 * * * *  /srv/buscainstrumentos/scripts/purge-expired.sh >> /var/log/buscainstrumentos-purge.log 2>&1
set -euo pipefail
cd "$(dirname "${BASH_SOURCE[0]}")/.."
exec node scripts/cli.mjs purge-expired --json "$@"
