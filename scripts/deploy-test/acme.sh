#!/bin/sh
# Starts the authority on the loopback addresses, and leaves the root of its certificates in /root.pem: acme.sh PORT,
# where challenges are answered. Every name leads to 127.0.0.1.
set -eu
openssl req -x509 -newkey ec -pkeyopt ec_paramgen_curve:prime256v1 -noenc -days 2 -subj /CN=localhost \
  -addext subjectAltName=DNS:localhost,IP:127.0.0.1 -keyout /own.key -out /own.pem
# six days: whenever certbot looks, one is due
cat > /pebble.json << END
{"pebble": {"listenAddress": "127.0.0.1:14000", "managementListenAddress": "127.0.0.1:15000", "certificate": "/own.pem",
"privateKey": "/own.key", "httpPort": $1, "tlsPort": 9, "certificateValidityPeriod": 518400}}
END
pebble-challtestsrv -http01= -https01= -tlsalpn01= -defaultIPv6= -dns01 127.0.0.1:8053 -management 127.0.0.1:8055 &
# as Pebble comes it refuses one good nonce in twenty, over which the certbot of Debian 12 stumbles
PEBBLE_WFE_NONCEREJECT=0 PEBBLE_VA_NOSLEEP=1 PEBBLE_AUTHZREUSE=0 pebble -config /pebble.json -dnsserver 127.0.0.1:8053 &
until curl --silent --fail --cacert /own.pem --output /root.pem https://localhost:15000/roots/0; do sleep 0.2; done
wait
