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
    go build -o golang-echo-realworld-example-app .

FROM debian:trixie-slim
WORKDIR /app
RUN groupadd --gid 10001 app \
    && useradd --uid 10001 --gid app --create-home app \
    && chown app:app /app
COPY --from=build /etc/ssl/certs/ca-certificates.crt /etc/ssl/certs/ca-certificates.crt
COPY --from=build /app/golang-echo-realworld-example-app ./golang-echo-realworld-example-app
# CHECK: on which port the program listens, as in EXPOSE 8000
USER 10001
CMD ["./golang-echo-realworld-example-app"]
