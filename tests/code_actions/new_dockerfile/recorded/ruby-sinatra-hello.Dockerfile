# syntax=docker/dockerfile:1

FROM ruby:4.0 AS build
WORKDIR /app
ENV BUNDLE_DEPLOYMENT=1 \
    BUNDLE_PATH=/usr/local/bundle \
    BUNDLE_WITHOUT=development:test
COPY Gemfile Gemfile.lock ./
RUN --mount=type=cache,target=/usr/local/bundle/cache \
    bundle install

FROM ruby:4.0-slim
WORKDIR /app
ENV APP_ENV=production \
    BUNDLE_DEPLOYMENT=1 \
    BUNDLE_PATH=/usr/local/bundle \
    BUNDLE_WITHOUT=development:test
RUN groupadd --gid 10001 app \
    && useradd --uid 10001 --gid app --create-home app \
    && chown app:app /app
COPY --from=build /usr/local/bundle /usr/local/bundle
COPY . .
EXPOSE 4567
USER 10001
CMD ["bundle", "exec", "ruby", "app.rb"]
