#!/usr/bin/env bash
# Run by the postgres image on the first start of an empty volume: the database, owned by a role that is no superuser.
set -euo pipefail
psql --username postgres --dbname postgres --set ON_ERROR_STOP=1 --set password="$DATABASE_PASSWORD" <<'SQL'
CREATE ROLE buscainstrumentos LOGIN PASSWORD :'password';
CREATE DATABASE buscainstrumentos OWNER buscainstrumentos;
SQL
