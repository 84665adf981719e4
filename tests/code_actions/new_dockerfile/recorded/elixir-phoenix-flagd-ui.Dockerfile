# syntax=docker/dockerfile:1

FROM elixir:1.20 AS build
WORKDIR /app
ENV MIX_ENV=prod
RUN mix local.hex --force && mix local.rebar --force
COPY mix.exs mix.lock ./
COPY config/config.exs config/prod.exs config/runtime.exs config/
RUN mix deps.get --only prod
RUN mix deps.compile
COPY . .
RUN mix do assets.deploy + release

FROM debian:trixie-slim
WORKDIR /app
ENV LANG=C.UTF-8 \
    RELEASE_TMP=/tmp \
    MIX_ENV=prod
RUN apt-get update \
    && apt-get install -y --no-install-recommends libssl3t64 libncurses6 libstdc++6 \
    && rm -rf /var/lib/apt/lists/* \
    && groupadd --gid 10001 app \
    && useradd --uid 10001 --gid app --create-home app \
    && chown app:app /app
COPY --from=build /etc/ssl/certs/ca-certificates.crt /etc/ssl/certs/ca-certificates.crt
COPY --from=build /app/_build/prod/rel/flagd_ui ./
EXPOSE 4000
USER 10001
CMD ["bin/server"]
