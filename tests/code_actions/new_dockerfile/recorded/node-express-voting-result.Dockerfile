# syntax=docker/dockerfile:1

FROM node:26 AS build
WORKDIR /app
COPY package.json package-lock.json ./
RUN --mount=type=cache,target=/root/.npm \
    npm ci --omit=dev

FROM node:26-slim
WORKDIR /app
ENV NODE_ENV=production
COPY --from=build /app/node_modules ./node_modules
COPY . .
# CHECK: on which port the program listens, as in EXPOSE 8000
USER node
CMD ["node", "server.js"]
