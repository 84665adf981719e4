# syntax=docker/dockerfile:1

FROM node:26 AS build
WORKDIR /app
RUN --mount=type=cache,target=/root/.npm \
    npm install --global yarn@1
COPY package.json yarn.lock ./
RUN --mount=type=cache,target=/usr/local/share/.cache/yarn \
    yarn install --frozen-lockfile
COPY . .
RUN yarn run build

FROM nginxinc/nginx-unprivileged:stable-alpine-slim
COPY <<'EOF' /etc/nginx/conf.d/default.conf
server {
    listen 8080;
    root /usr/share/nginx/html;
    location / {
        try_files $uri $uri/ /index.html;
    }
}
EOF
COPY --from=build /app/dist /usr/share/nginx/html
EXPOSE 8080
