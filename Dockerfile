# Builds with everything, and keeps what runs. Node's version is that of package.json's optionalDependencies.
FROM node:24.21.0-bookworm-slim AS build
WORKDIR /build
COPY package.json package-lock.json .npmrc ./
RUN npm ci --include=dev --include=optional --ignore-scripts
COPY . .
RUN npm run build
# Node comes with the image, and nothing else that runs is optional.
RUN npm ci --omit=dev --omit=optional --ignore-scripts

FROM node:24.21.0-bookworm-slim
WORKDIR /app
COPY --from=build /build/package.json /build/LICENSE ./
COPY --from=build /build/bin ./bin
COPY --from=build /build/dist ./dist
COPY --from=build /build/node_modules ./node_modules
RUN install --directory --owner=1000 --group=1000 --mode=0700 /data
ENV NODE_ENV=production HOST=0.0.0.0 PORT=4000 DATA_DIR=/data
# By number, so that whoever forbids root can see that it is not root. Only /data is written.
USER 1000:1000
VOLUME /data
EXPOSE 4000
# Whether it lives, not whether its database does: whoever is restarted for the latter helps nobody.
HEALTHCHECK --interval=10s --timeout=3s --start-period=60s --retries=3 \
  CMD ["node", "-e", "fetch(`http://127.0.0.1:${process.env.PORT}/livez`).then(({ ok }) => process.exit(ok ? 0 : 1), () => process.exit(1))"]
# Node itself is the first process, so that signals reach it.
ENTRYPOINT ["node", "bin/tokenworks.js"]
CMD ["serve"]
