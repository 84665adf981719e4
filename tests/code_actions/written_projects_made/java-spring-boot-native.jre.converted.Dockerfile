FROM eclipse-temurin:21-jdk AS build
WORKDIR /app
COPY . .
RUN --mount=type=cache,target=/root/.m2 ./mvnw -B package -DskipTests

FROM eclipse-temurin:21-jre
WORKDIR /app
COPY --from=build /app/target/orders-0.0.1-SNAPSHOT.jar /app/target/orders-0.0.1-SNAPSHOT.jar
EXPOSE 8080
ENV SPRING_PROFILES_ACTIVE=production
USER ubuntu
CMD ["java", "-Xmx256m", "-jar", "target/orders-0.0.1-SNAPSHOT.jar"]
