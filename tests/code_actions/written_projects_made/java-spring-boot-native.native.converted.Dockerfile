FROM ghcr.io/graalvm/native-image-community:21 AS build
WORKDIR /app
COPY . .
RUN --mount=type=cache,target=/root/.m2 ./mvnw -B -Pnative native:compile -DskipTests

FROM gcr.io/distroless/java-base-debian13:nonroot
WORKDIR /app
COPY --from=build /app/target/orders /app/orders
EXPOSE 8080
ENV SPRING_PROFILES_ACTIVE=production
CMD ["/app/orders", "-Xmx256m"]
# note: the last stage has no shell, so `docker exec` starts none
