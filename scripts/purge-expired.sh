#!/usr/bin/env bash
# For the host's cron: deletes tokens and sessions that ended long enough ago, and prints the report as JSON. Where the
# server's own clockwork is off (SCHEDULER=off) this is what keeps the tables small. A second one that runs meanwhile
# ends at once, and well. On a server with Docker (compose.override.yml) it runs in a container of the API, elsewhere here.
#
#   0 3 * * *  /srv/buscainstrumentos/scripts/purge-expired.sh >> /var/log/buscainstrumentos-purge.log 2>&1
set -euo pipefail
cd "$(dirname "${BASH_SOURCE[0]}")/.."
# that of cron may lack docker and node
export PATH="$PATH:/usr/local/bin:/usr/bin:/bin"
if [[ -e compose.override.yml ]]; then
  exec docker compose exec -T api cli purge-expired --json "$@" < /dev/null
fi
exec node scripts/cli.mjs purge-expired --json "$@"
