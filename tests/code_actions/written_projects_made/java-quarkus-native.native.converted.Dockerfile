FROM ghcr.io/graalvm/native-image-community:17 AS build
WORKDIR /code
COPY . .
RUN ./mvnw -B package -Pnative -DskipTests

FROM gcr.io/distroless/cc-debian13:nonroot
WORKDIR /code
COPY --from=build /code/target/greeting-1.0.0-runner /code/app
EXPOSE 8080
CMD ["/code/app"]
# note: the last stage has no shell, so `docker exec` starts none
