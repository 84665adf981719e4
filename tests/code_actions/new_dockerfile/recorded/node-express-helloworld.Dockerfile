# syntax=docker/dockerfile:1

FROM node:26-slim
ENV NODE_ENV=production
WORKDIR /app
COPY . .
USER node
CMD ["node", "server.js"]
