# syntax=docker/dockerfile:1

FROM ghcr.io/graalvm/native-image-community:21 AS build
WORKDIR /app
COPY pom.xml mvnw ./
COPY .mvn .mvn/
RUN --mount=type=cache,target=/root/.m2 \
    ./mvnw -B dependency:go-offline
COPY . .
RUN --mount=type=cache,target=/root/.m2 \
    ./mvnw -B -Pnative native:compile -DskipTests

FROM gcr.io/distroless/java-base-debian13:nonroot
WORKDIR /app
COPY --from=build /app/target/orders ./orders
EXPOSE 8080
USER 65532
CMD ["./orders"]
# note: `ghcr.io/graalvm/native-image-community:21`: GraalVM Community Edition 21 has had no fixes since 2024-03-19
# note: the last stage has no shell, so `docker exec` starts none
