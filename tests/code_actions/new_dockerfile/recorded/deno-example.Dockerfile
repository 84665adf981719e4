# syntax=docker/dockerfile:1

FROM denoland/deno:2.8.3
WORKDIR /app
COPY package.json ./
RUN deno install
COPY . .
RUN deno cache main.ts
# CHECK: on which port the program listens, as in EXPOSE 8000
USER deno
CMD ["deno", "run", "--allow-net", "--allow-read", "--allow-env", "main.ts"]
