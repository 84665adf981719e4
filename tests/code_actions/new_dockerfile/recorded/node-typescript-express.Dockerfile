# syntax=docker/dockerfile:1

FROM node:26 AS build
WORKDIR /app
COPY package.json ./
RUN --mount=type=cache,target=/root/.npm \
    npm install
COPY . .
RUN npx tsc
RUN --mount=type=cache,target=/root/.npm \
    npm prune --omit=dev

FROM node:26-slim
WORKDIR /app
ENV NODE_ENV=production
COPY --from=build /app .
# CHECK: on which port the program listens, as in EXPOSE 8000
USER node
CMD ["node", "src/index.js"]
