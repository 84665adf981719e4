# syntax=docker/dockerfile:1

FROM ruby:4.0.5 AS build
WORKDIR /app
ENV BUNDLE_DEPLOYMENT=1 \
    BUNDLE_PATH=/usr/local/bundle \
    BUNDLE_WITHOUT=development:test
COPY --from=node:26-slim /usr/local/bin/node /usr/local/bin/
COPY --from=node:26-slim /usr/local/lib/node_modules /usr/local/lib/node_modules
RUN ln -s ../lib/node_modules/npm/bin/npm-cli.js /usr/local/bin/npm
RUN --mount=type=cache,target=/root/.npm \
    npm install --global yarn@1
COPY package.json yarn.lock .yarnrc ./
RUN --mount=type=cache,target=/usr/local/share/.cache/yarn \
    yarn install --frozen-lockfile
COPY Gemfile Gemfile.lock ./
RUN --mount=type=cache,target=/usr/local/bundle/cache \
    bundle install
COPY . .
RUN yarn run build
RUN RAILS_ENV=production SECRET_KEY_BASE_DUMMY=1 bundle exec rails assets:precompile

FROM ruby:4.0.5-slim
WORKDIR /app
ENV RAILS_ENV=production \
    BUNDLE_DEPLOYMENT=1 \
    BUNDLE_PATH=/usr/local/bundle \
    BUNDLE_WITHOUT=development:test
RUN apt-get update \
    && apt-get install -y --no-install-recommends libpq5 \
    && rm -rf /var/lib/apt/lists/* \
    && groupadd --gid 10001 app \
    && useradd --uid 10001 --gid app --create-home app \
    && chown app:app /app
COPY --from=build /usr/local/bundle /usr/local/bundle
COPY --from=build /app/public/assets ./public/assets
COPY . .
RUN mkdir -p tmp log \
    && chown -R app:app tmp log
EXPOSE 3000
USER 10001
CMD ["bundle", "exec", "rails", "server", "-b", "0.0.0.0"]
