#!/usr/bin/env bash
# Deletes tokens and sessions that ended long enough ago. For cron, daily at 03:00: docs/operators/jobs.md
set -euo pipefail
exec "$(dirname "$(readlink -f "${BASH_SOURCE[0]}")")/lib/job.sh" "${BASH_SOURCE[0]}" purge-expired --json "$@"
