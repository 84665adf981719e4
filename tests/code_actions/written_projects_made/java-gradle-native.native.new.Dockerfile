# syntax=docker/dockerfile:1

FROM ghcr.io/graalvm/native-image-community:25-muslib AS build
WORKDIR /app
RUN microdnf install -y findutils && microdnf clean all
COPY build.gradle.kts settings.gradle.kts gradlew ./
COPY gradle gradle/
RUN --mount=type=cache,target=/root/.gradle \
    ./gradlew dependencies --no-daemon
COPY . .
RUN --mount=type=cache,target=/root/.gradle \
    ./gradlew nativeCompile --no-daemon

FROM gcr.io/distroless/static-debian13:nonroot
WORKDIR /app
COPY --from=build /app/build/native/nativeCompile/tick ./tick
USER 65532
CMD ["./tick"]
# note: the last stage has no shell, so `docker exec` starts none
