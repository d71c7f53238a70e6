# One image for the API and the CLI. `docker build .` makes the one of production; compose.yml builds the stage for development.
ARG NODE_IMAGE=node:22-bookworm-slim

FROM ${NODE_IMAGE} AS base
WORKDIR /app
ENV NPM_CONFIG_UPDATE_NOTIFIER=false NPM_CONFIG_FUND=false NPM_CONFIG_AUDIT=false
# `cli migrate`, `cli users list` … in a container
RUN printf '#!/bin/sh\nexec node /app/dist/apps/cli/src/main.js "$@"\n' > /usr/local/bin/cli \
  && chmod 755 /usr/local/bin/cli
EXPOSE 3000
HEALTHCHECK --interval=10s --timeout=5s --start-period=60s --start-interval=1s --retries=3 \
  CMD ["node", "-e", "fetch('http://127.0.0.1:3000/health/ready').then(({ ok }) => process.exit(ok ? 0 : 1), () => process.exit(1))"]

FROM base AS packages
COPY package.json package-lock.json ./
RUN --mount=type=cache,target=/root/.npm npm ci

# the admin panel has packages of its own
FROM base AS panel-packages
WORKDIR /app/apps/admin
COPY apps/admin/package.json apps/admin/package-lock.json ./
RUN --mount=type=cache,target=/root/.npm npm ci

FROM panel-packages AS panel-development
# the sources come by bind mount (compose.yml); Vite writes what it has prepared
RUN install -d -o node -g node node_modules/.vite node_modules/.vite-temp
COPY apps/admin/tsconfig.json ./
USER node
EXPOSE 5173
HEALTHCHECK --interval=10s --timeout=5s --start-period=60s --start-interval=1s --retries=3 \
  CMD ["node", "-e", "fetch('http://127.0.0.1:5173/admin/').then(({ ok }) => process.exit(ok ? 0 : 1), () => process.exit(1))"]
CMD ["node", "node_modules/vite/bin/vite.js", "--host", "0.0.0.0"]

FROM packages AS development
# the sources come by bind mount (compose.yml); what is written, dist and .data, belongs to the user
RUN chown node:node /app && install -d -o node -g node .data
COPY .swcrc tsconfig.json tsconfig.build.json ./
USER node
CMD ["node", "scripts/dev.mjs", "--api-only"]

FROM packages AS build
COPY --from=panel-packages /app/apps/admin/node_modules apps/admin/node_modules
COPY .swcrc tsconfig.json tsconfig.build.json ./
COPY scripts scripts
COPY migrations migrations
COPY libs libs
COPY apps apps
COPY docs/openapi.json docs/
RUN node scripts/build.mjs

FROM base AS production-packages
COPY package.json package-lock.json ./
# not --omit=optional: the binary of argon2 is an optional package. Embedded PostgreSQL is a development one.
# No script of a package is needed here. @nestjs/swagger comes as an optional companion of @nestjs/terminus and would bring
# a compiler and a user interface along: 60 MB that only describe the API, which is done before.
RUN --mount=type=cache,target=/root/.npm npm ci --omit=dev --ignore-scripts \
  && cd node_modules \
  && rm -r @nestjs/swagger swagger-ui-dist @scarf typescript es-toolkit @microsoft

FROM base AS production
ENV NODE_ENV=production HOST=0.0.0.0
COPY --from=production-packages /app/node_modules node_modules
COPY --from=build /app/dist dist
COPY package.json ./
USER node
CMD ["node", "--enable-source-maps", "dist/apps/api/src/main.js"]
