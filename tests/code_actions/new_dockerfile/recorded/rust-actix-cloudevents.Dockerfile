# syntax=docker/dockerfile:1

FROM rust:1.98 AS build
WORKDIR /app
COPY . .
RUN --mount=type=cache,target=/usr/local/cargo/registry \
    --mount=type=cache,target=/usr/local/cargo/git \
    --mount=type=cache,target=/app/target \
    cargo build --release --locked --bin knative-cloudevents-example \
    && install -D target/release/knative-cloudevents-example /out/knative-cloudevents-example

FROM debian:trixie-slim
WORKDIR /app
RUN groupadd --gid 10001 app \
    && useradd --uid 10001 --gid app --create-home app \
    && chown app:app /app
COPY --from=build /etc/ssl/certs/ca-certificates.crt /etc/ssl/certs/ca-certificates.crt
COPY --from=build /out/knative-cloudevents-example ./
# CHECK: on which port the program listens, as in EXPOSE 8000
USER 10001
CMD ["./knative-cloudevents-example"]
