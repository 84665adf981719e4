FROM ghcr.io/graalvm/native-image-community:25-muslib AS build
RUN microdnf install -y findutils && microdnf clean all
WORKDIR /src
COPY . .
RUN ./gradlew nativeCompile --no-daemon

FROM gcr.io/distroless/static-debian13:nonroot
WORKDIR /src
COPY --from=build /src/build/native/nativeCompile/tick /src/build/native/nativeCompile/tick
CMD ["/src/build/native/nativeCompile/tick"]
# note: the last stage has no shell, so `docker exec` starts none
