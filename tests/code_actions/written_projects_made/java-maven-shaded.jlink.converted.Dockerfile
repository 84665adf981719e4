# The shop.
FROM maven:3.9-eclipse-temurin-21 AS build
WORKDIR /app
COPY pom.xml ./
RUN mvn -B dependency:go-offline
COPY src ./src
RUN mvn -B package -DskipTests
RUN modules="$(jdeps --ignore-missing-deps --multi-release 21 --print-module-deps /app/target/shop-1.2.0.jar)" \
    && jlink --add-modules "$modules,jdk.crypto.ec" --output /opt/java/runtime \
        --strip-java-debug-attributes --no-man-pages --no-header-files --compress=zip-6

FROM debian:trixie-slim
WORKDIR /app
ENV JAVA_HOME=/opt/java/runtime \
    PATH=/opt/java/runtime/bin:$PATH \
    LANG=C.UTF-8
# CHECK: modules that are looked up by name, such as jdk.localedata, which `jdeps` does not see, and fonts
COPY --from=build /opt/java/runtime /opt/java/runtime
COPY --from=build /app/target/shop-1.2.0.jar /app/target/shop-1.2.0.jar
EXPOSE 7070
RUN groupadd --gid 10001 app \
    && useradd --uid 10001 --gid app --create-home app \
    && chown app:app /app
USER 10001
ENTRYPOINT ["java", "-Xmx256m", "-jar", "target/shop-1.2.0.jar"]
