FROM eclipse-temurin:25-jdk-alpine AS build
WORKDIR /src
COPY . .
RUN ./gradlew installDist --no-daemon
RUN modules="$(jdeps --ignore-missing-deps --multi-release 25 --print-module-deps /src/build/install/clock/lib/*.jar)" \
    && jlink --add-modules "$modules" --output /opt/java/runtime \
        --strip-java-debug-attributes --no-man-pages --no-header-files --compress=zip-6

FROM alpine:3.24
WORKDIR /src
ENV JAVA_HOME=/opt/java/runtime \
    PATH=/opt/java/runtime/bin:$PATH \
    LANG=C.UTF-8
# CHECK: modules that are looked up by name, such as jdk.localedata, which `jdeps` does not see, and fonts
COPY --from=build /opt/java/runtime /opt/java/runtime
COPY --from=build /src/build/install/clock /src/build/install/clock
RUN addgroup -S -g 10001 app \
    && adduser -S -u 10001 -G app app \
    && chown app:app /src
USER 10001
CMD ["/src/build/install/clock/bin/clock"]
