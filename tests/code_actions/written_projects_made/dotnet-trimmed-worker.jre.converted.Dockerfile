FROM mcr.microsoft.com/dotnet/sdk:10.0-noble AS build
WORKDIR /src
COPY . .
RUN dotnet publish src/Mailer -c Release -o /out

FROM mcr.microsoft.com/dotnet/runtime-deps:10.0-noble-chiseled-extra
WORKDIR /src
COPY --from=build /out /out
CMD ["/out/Mailer"]
# note: the last stage has no shell, so `docker exec` starts none
