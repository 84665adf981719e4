FROM eclipse-temurin:25-jdk-alpine AS build
WORKDIR /src
COPY . .
RUN ./gradlew installDist --no-daemon

FROM eclipse-temurin:25-jre-alpine
WORKDIR /src
COPY --from=build /src/build/install/clock /src/build/install/clock
RUN addgroup -S -g 10001 app \
    && adduser -S -u 10001 -G app app \
    && chown app:app /src
USER 10001
CMD ["/src/build/install/clock/bin/clock"]
