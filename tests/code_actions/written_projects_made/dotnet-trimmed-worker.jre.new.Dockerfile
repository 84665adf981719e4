# syntax=docker/dockerfile:1

FROM mcr.microsoft.com/dotnet/sdk:10.0-noble AS build
WORKDIR /app/src/Mailer
COPY src/Mailer/Mailer.csproj ./
COPY src/Core/Core.csproj ../Core/
COPY Directory.Build.props ../../
RUN --mount=type=cache,target=/root/.nuget/packages \
    dotnet restore Mailer.csproj
COPY . /app
RUN --mount=type=cache,target=/root/.nuget/packages \
    dotnet publish Mailer.csproj -c Release -o out

FROM mcr.microsoft.com/dotnet/runtime-deps:10.0-noble-chiseled-extra
WORKDIR /app
COPY --from=build /app/src/Mailer/out ./out
USER 1654
CMD ["./out/Mailer"]
# note: it is part of a monorepo: It refers to src/Core/Core.csproj
# note: the last stage has no shell, so `docker exec` starts none
