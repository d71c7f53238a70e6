# shellcheck shell=bash disable=SC2034
# For scripts/backup and scripts/restore: how they reach the database, and how they complain. With DATABASE_URL in the
# environment the programs of PostgreSQL run here; without it inside the service "postgres" of Docker Compose, whose
# socket asks for no password.

fail() {
  echo "${0##*/}: $1" >&2
  exit 1
}

misused() {
  echo "${0##*/}: $1 (--help says more)" >&2
  exit 2
}

work="$(mktemp --directory)"
trap 'rm -rf "$work"' EXIT

# What a program said went wrong, in one line. Docker tells its progress before it.
complaint() {
  grep --max-count=1 --ignore-case --extended-regexp 'error|fatal|failed|no space|not running' "$1" ||
    grep --max-count=1 . "$1" || echo "no reason given"
}

# attempt WHAT COMMAND…: runs it; its failure is ours.
attempt() {
  local what="$1"
  shift
  "$@" 2> "$work/errors" || fail "$what: $(complaint "$work/errors")"
}

if [[ -n "${DATABASE_URL:-}" ]]; then
  [[ "$DATABASE_URL" =~ ^postgres(ql)?://([^/?]*)/([A-Za-z0-9_-]+)(\?.*)?$ ]] ||
    misused "DATABASE_URL is not of the form postgres://user:password@host:port/database"
  authority="${BASH_REMATCH[2]}" database="${BASH_REMATCH[3]}" query="${BASH_REMATCH[4]}"
  [[ "$query" != *password=* ]] || misused "the password in DATABASE_URL belongs before the @"
  account="" runner=()
  if [[ "$authority" == *@* ]]; then
    account="${authority%@*}"
    # everybody may read the arguments of a process, its environment only its owner
    if [[ "$account" == *:* ]]; then
      password="${account#*:}"
      password="${password//\\/\\\\}"
      printf -v PGPASSWORD %b "${password//%/\\x}"
      export PGPASSWORD
    fi
    account="${account%%:*}@"
  fi
  base="postgres://$account${authority##*@}"
  maintenance="$base/postgres$query"
  export PGCONNECT_TIMEOUT="${PGCONNECT_TIMEOUT:-10}"
  for program in psql pg_dump pg_restore; do
    command -v "$program" > /dev/null ||
      fail "$program is not installed: apt-get install postgresql-client, of the server's version or newer"
  done
else
  database=buscainstrumentos query=""
  base="postgres://buscainstrumentos@"
  maintenance="postgres://postgres@/postgres"
  runner=(docker compose exec -T postgres)
  command -v docker > /dev/null || fail "there is neither DATABASE_URL in the environment nor Docker"
fi

# The address of a database of that server, without a password.
address() {
  echo "$base/$1$query"
}

# client PROGRAM ARGUMENT…: runs a program of PostgreSQL where they are.
client() {
  "${runner[@]}" "$@"
}

# sql ADDRESS: runs the statements of standard input.
sql() {
  client psql --no-psqlrc --quiet --no-align --tuples-only --field-separator=' ' --set=ON_ERROR_STOP=1 --dbname="$1"
}

# How many rows each table holds: a line each, the name with its schema and the number.
row_counts="
  SET search_path = '';
  SELECT pg_catalog.format('SELECT %L, pg_catalog.count(*) FROM %s', t.oid::pg_catalog.regclass, t.oid::pg_catalog.regclass)
    FROM pg_catalog.pg_class t JOIN pg_catalog.pg_namespace s ON s.oid = t.relnamespace
   WHERE t.relkind = 'r' AND s.nspname !~ '^pg_' AND s.nspname <> 'information_schema'
   ORDER BY s.nspname, t.relname \\gexec"

# Only one of these scripts works with a folder at a time: held until the process and those it started are gone.
lock_folder() {
  exec {lock}< "$1"
  flock --nonblock "$lock" || fail "another backup or restore is at work with $1"
}
