# syntax=docker/dockerfile:1

FROM oven/bun:1-slim
ENV NODE_ENV=production
WORKDIR /app
COPY . .
USER bun
CMD ["bun", "app.ts"]
