# syntax=docker/dockerfile:1

FROM ghcr.io/graalvm/native-image-community:17 AS build
WORKDIR /app
COPY pom.xml mvnw ./
COPY .mvn .mvn/
RUN --mount=type=cache,target=/root/.m2 \
    ./mvnw -B dependency:go-offline
COPY . .
RUN --mount=type=cache,target=/root/.m2 \
    ./mvnw -B package -Pnative -DskipTests

FROM gcr.io/distroless/cc-debian13:nonroot
WORKDIR /app
COPY --from=build /app/target/greeting-1.0.0-runner ./app
EXPOSE 8080
USER 65532
CMD ["./app"]
# note: `ghcr.io/graalvm/native-image-community:17`: GraalVM Community Edition 17 has had no fixes since 2023-10-24
# note: the last stage has no shell, so `docker exec` starts none
