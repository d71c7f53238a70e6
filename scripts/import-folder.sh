#!/usr/bin/env bash
# Imports what scrapers have left in the folder drop. For cron, every five minutes: docs/operators/jobs.md
set -euo pipefail
exec "$(dirname "$(readlink -f "${BASH_SOURCE[0]}")")/lib/job.sh" "${BASH_SOURCE[0]}" import-folder drop --json "$@"
