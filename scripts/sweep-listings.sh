#!/usr/bin/env bash
# Takes off the lists what has run out or has gone from its site. For cron, every hour: docs/operators/jobs.md
set -euo pipefail
exec "$(dirname "$(readlink -f "${BASH_SOURCE[0]}")")/lib/job.sh" "${BASH_SOURCE[0]}" listings sweep --json "$@"
