# syntax=docker/dockerfile:1

FROM node:26 AS build
WORKDIR /app
RUN --mount=type=cache,target=/root/.npm \
    npm install --global yarn@1
COPY package.json yarn.lock ./
RUN --mount=type=cache,target=/usr/local/share/.cache/yarn \
    yarn install --frozen-lockfile
RUN --mount=type=cache,target=/usr/local/share/.cache/yarn \
    yarn install --frozen-lockfile --production --ignore-scripts --prefer-offline

FROM node:26-slim
WORKDIR /app
ENV NODE_ENV=production
COPY --from=build /app/node_modules ./node_modules
COPY . .
# CHECK: on which port the program listens, as in EXPOSE 8000
USER node
CMD ["npm", "run", "start"]
