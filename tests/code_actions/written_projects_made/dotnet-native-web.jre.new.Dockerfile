# syntax=docker/dockerfile:1

FROM mcr.microsoft.com/dotnet/sdk:10.0-noble-aot AS build
WORKDIR /app
COPY Shop.csproj ./
RUN --mount=type=cache,target=/root/.nuget/packages \
    dotnet restore Shop.csproj
COPY . .
RUN --mount=type=cache,target=/root/.nuget/packages \
    dotnet publish Shop.csproj -c Release -o out \
    && rm -f out/*.dbg

FROM mcr.microsoft.com/dotnet/runtime-deps:10.0-noble-chiseled
WORKDIR /app
COPY --from=build /app/out ./out
EXPOSE 8080
USER 1654
CMD ["./out/Shop"]
# note: the last stage has no shell, so `docker exec` starts none
