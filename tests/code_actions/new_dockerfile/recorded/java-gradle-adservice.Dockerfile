# syntax=docker/dockerfile:1

FROM eclipse-temurin:8-jdk AS build
WORKDIR /app
COPY build.gradle settings.gradle gradlew ./
COPY gradle gradle/
RUN --mount=type=cache,target=/root/.gradle \
    ./gradlew dependencies --no-daemon
COPY . .
RUN --mount=type=cache,target=/root/.gradle \
    ./gradlew installDist --no-daemon

FROM eclipse-temurin:8-jre
WORKDIR /app
COPY --from=build /app/build/install/hipstershop ./build/install/hipstershop
# CHECK: on which port the program listens, as in EXPOSE 8000
USER ubuntu
CMD ["build/install/hipstershop/bin/AdService"]
