# syntax=docker/dockerfile:1

FROM eclipse-temurin:17-jdk AS build
WORKDIR /app
COPY pom.xml mvnw ./
COPY .mvn .mvn/
RUN --mount=type=cache,target=/root/.m2 \
    ./mvnw -B dependency:go-offline
COPY . .
RUN --mount=type=cache,target=/root/.m2 \
    ./mvnw -B package -DskipTests

FROM eclipse-temurin:17-jre
WORKDIR /app
COPY --from=build /app/target/quarkus-app ./target/quarkus-app
EXPOSE 8080
USER ubuntu
CMD ["java", "-jar", "target/quarkus-app/quarkus-run.jar"]
