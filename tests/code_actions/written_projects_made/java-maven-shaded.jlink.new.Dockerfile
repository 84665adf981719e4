# syntax=docker/dockerfile:1

FROM maven:3-eclipse-temurin-21 AS build
WORKDIR /app
COPY pom.xml ./
RUN --mount=type=cache,target=/root/.m2 \
    mvn -B dependency:go-offline
COPY . .
RUN --mount=type=cache,target=/root/.m2 \
    mvn -B package -DskipTests \
    && modules="$(jdeps --ignore-missing-deps --multi-release 21 --print-module-deps target/shop-1.2.0.jar)" \
    && jlink --add-modules "$modules,jdk.crypto.ec" --output /opt/java/runtime \
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
COPY --from=build /app/target/shop-1.2.0.jar ./app.jar
# CHECK: modules that are looked up by name, such as jdk.localedata, which `jdeps` does not see, and fonts
# CHECK: on which port the program listens, as in EXPOSE 8000
USER 10001
CMD ["java", "-jar", "app.jar"]
