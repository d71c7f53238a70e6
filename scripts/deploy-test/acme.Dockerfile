# A certificate authority (Pebble, with which Let's Encrypt tests), its client and a grader of TLS, for npm run test:deploy.
FROM node:22-bookworm-slim
RUN apt-get update \
  && apt-get install --yes --no-install-recommends bsdextrautils certbot curl dnsutils openssl pebble procps testssl.sh \
  && rm -rf /var/lib/apt/lists/*
COPY acme.sh /acme.sh
CMD ["sh", "/acme.sh"]
