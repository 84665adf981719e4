# syntax=docker/dockerfile:1

FROM node:26 AS build
WORKDIR /app
COPY package.json ./
RUN --mount=type=cache,target=/root/.npm \
    npm install
COPY . .
RUN npx webpack --mode production

FROM nginxinc/nginx-unprivileged:stable-alpine-slim
# CHECK: whether the site really lies in `dist`, as is the custom
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
