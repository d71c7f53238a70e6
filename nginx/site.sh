#!/bin/sh
# Writes what prod.conf cannot know: the name of the site (DOMAIN) and whether its certificate is there.
# Exit code 3: there is none that this user can read; one that was in use stays so.
set -eu
live=/etc/letsencrypt/live

case ${DOMAIN:-} in
  '' | .* | *..* | *[!A-Za-z0-9.-]*)
    echo "DOMAIN has to be the name of the site, such as www.example.org." >&2
    exit 2
    ;;
esac
echo "server_name $DOMAIN;" >/tmp/nginx/server-name.conf

chain=$live/$DOMAIN/fullchain.pem
key=$live/$DOMAIN/privkey.pem
if [ -r "$chain" ] && [ -r "$key" ]; then
  printf 'ssl_certificate %s;\nssl_certificate_key %s;\n' "$chain" "$key" >/tmp/nginx/certificate.conf
  exit 0
fi

[ -e /tmp/nginx/certificate.conf ] || echo 'ssl_reject_handshake on;' >/tmp/nginx/certificate.conf
if [ -e "$key" ] || { [ -d "$live" ] && [ ! -x "$live" ]; }; then
  echo "The certificate of $DOMAIN cannot be read by user $(id -u): see docs/operators/certificates.md, \"Who may read the key\"." >&2
else
  echo "There is no certificate in $live/$DOMAIN yet: TLS is refused until reload.sh finds one." >&2
fi
exit 3
