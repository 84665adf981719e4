FROM maven:3.9-eclipse-temurin-17 AS build
WORKDIR /code
COPY . .
RUN ./mvnw -B package -DskipTests

FROM eclipse-temurin:17-jre
WORKDIR /code
COPY --from=build /code/target/quarkus-app /code/target/quarkus-app
EXPOSE 8080
USER ubuntu
CMD ["java", "-jar", "target/quarkus-app/quarkus-run.jar"]
