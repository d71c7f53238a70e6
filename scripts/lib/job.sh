#!/usr/bin/env bash
# Runs a command of the CLI as a job of cron or systemd: in the container of the API where there is one, else with Node.
# A script that calls it is named like the job, and is its lock: while the job runs, a second one ends at once, with 0.
# Otherwise the exit code is the one of the command. What it says goes to standard output, which whoever calls it appends
# to a log. docs/operators/jobs.md
set -euo pipefail

script="$(readlink -f "$1")"
shift
name="$(basename "$script" .sh)"
cd "$(dirname "$script")/.."
# the one of cron knows neither docker nor, often, node
export PATH="$PATH:/usr/local/sbin:/usr/local/bin:/usr/sbin:/usr/bin:/sbin:/bin:/snap/bin"

say() {
  echo "$(date -u +%Y-%m-%dT%H:%M:%SZ) $name: $1"
}

exec 9< "$script"
if ! flock --nonblock 9; then
  say "runs already, nothing to do"
  exit
fi

if [[ -e compose.override.yml ]]; then
  cli=(docker compose exec -T api cli)
else
  cli=(node scripts/cli.mjs)
fi
code=0
# the lock ends with this script, whatever the command leaves running
"${cli[@]}" "$@" 2>&1 9<&- < /dev/null || code=$?
say "ended with $code after $SECONDS s"
exit "$code"
