#!/usr/bin/env bash
# What all of these scripts begin with: the folder of the project, however they are called (certbot calls them by a link),
# and the name of the site.
set -euo pipefail
cd "$(dirname "$(readlink -f "${BASH_SOURCE[0]}")")/../.."
# certbot may be called by something that knows no docker
export PATH="$PATH:/usr/local/sbin:/usr/local/bin:/usr/sbin:/usr/bin:/sbin:/bin:/snap/bin"

domain="$(sed -n 's/^DOMAIN=//p' .env 2> /dev/null || true)"
if [[ -z "$domain" ]]; then
  echo "DOMAIN in $PWD/.env has to be the name of the site, such as www.example.org." >&2
  exit 2
fi
