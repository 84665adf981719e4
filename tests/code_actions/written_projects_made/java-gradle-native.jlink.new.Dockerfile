# syntax=docker/dockerfile:1

FROM eclipse-temurin:25-jdk AS build
WORKDIR /app
COPY build.gradle.kts settings.gradle.kts gradlew ./
COPY gradle gradle/
RUN --mount=type=cache,target=/root/.gradle \
    ./gradlew dependencies --no-daemon
COPY . .
RUN --mount=type=cache,target=/root/.gradle \
    ./gradlew installDist --no-daemon \
    && modules="$(jdeps --ignore-missing-deps --multi-release 25 --print-module-deps build/install/ticker/lib/*.jar)" \
    && jlink --add-modules "$modules" --output /opt/java/runtime \
        --strip-java-debug-attributes --no-man-pages --no-header-files --compress=zip-6

FROM debian:trixie-slim
WORKDIR /app
ENV JAVA_HOME=/opt/java/runtime \
    PATH="/opt/java/runtime/bin:$PATH" \
    LANG=C.UTF-8
RUN groupadd --gid 10001 app \
    && useradd --uid 10001 --gid app --create-home app \
    && chown app:app /app
COPY --from=build /opt/java/runtime /opt/java/runtime
COPY --from=build /app/build/install/ticker ./build/install/ticker
# CHECK: modules that are looked up by name, such as jdk.localedata, which `jdeps` does not see, and fonts
USER 10001
CMD ["build/install/ticker/bin/ticker"]
