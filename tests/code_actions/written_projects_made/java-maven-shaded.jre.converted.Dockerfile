# The shop.
FROM maven:3.9-eclipse-temurin-21 AS build
WORKDIR /app
COPY pom.xml ./
RUN mvn -B dependency:go-offline
COPY src ./src
RUN mvn -B package -DskipTests

FROM eclipse-temurin:21-jre
WORKDIR /app
COPY --from=build /app/target/shop-1.2.0.jar /app/target/shop-1.2.0.jar
EXPOSE 7070
USER ubuntu
ENTRYPOINT ["java", "-Xmx256m", "-jar", "target/shop-1.2.0.jar"]
