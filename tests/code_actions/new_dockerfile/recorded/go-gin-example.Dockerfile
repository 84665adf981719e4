# syntax=docker/dockerfile:1

FROM golang:1.27 AS build
WORKDIR /app
COPY go.mod go.sum ./
RUN --mount=type=cache,target=/go/pkg/mod \
    --mount=type=cache,target=/root/.cache/go-build \
    go mod download
COPY . .
RUN --mount=type=cache,target=/go/pkg/mod \
    --mount=type=cache,target=/root/.cache/go-build \
    go build -o go-gin-example .

FROM debian:trixie-slim
WORKDIR /app
RUN groupadd --gid 10001 app \
    && useradd --uid 10001 --gid app --create-home app \
    && chown app:app /app
COPY --from=build /etc/ssl/certs/ca-certificates.crt /etc/ssl/certs/ca-certificates.crt
COPY --from=build /app/conf ./conf
COPY --from=build /app/runtime ./runtime
COPY --from=build /app/go-gin-example ./go-gin-example
# CHECK: on which port the program listens, as in EXPOSE 8000
USER 10001
CMD ["./go-gin-example"]
