#!/usr/bin/env bash
# Restores the newest backup into a scratch database, counts its rows and lets go of it again. For cron, weekly:
# docs/operators/backup.md
set -euo pipefail
cd "$(dirname "$(readlink -f "${BASH_SOURCE[0]}")")/.."
exec scripts/restore --verify backups
