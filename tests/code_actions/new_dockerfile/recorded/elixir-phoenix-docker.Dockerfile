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
RUN mix release

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
COPY --from=build /mix/_build/prod/rel/hello ./
# CHECK: something in `assets` makes files for this program, and how or where to is not known
EXPOSE 4000
USER 10001
CMD ["bin/hello", "start"]
