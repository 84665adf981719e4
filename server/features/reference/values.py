"""Values that instructions commonly take: labels, ports, signals, shells, directories."""

from __future__ import annotations

LABELS: dict[str, str] = {
    "title": "The name of the image for people.",
    "description": "What the software in it does.",
    "source": "Where the source code is; registries link to it.",
    "url": "Where more can be read.",
    "documentation": "Where the manual is.",
    "version": "The version of the packaged software.",
    "revision": "The commit it was built from.",
    "created": "When it was built, as in RFC 3339.",
    "licenses": "The licences, as an SPDX expression.",
    "authors": "Who answers for it.",
    "vendor": "Who distributes it.",
    "ref.name": "The name of the reference, such as a tag.",
    "base.name": "The image it is built on.",
    "base.digest": "The digest of the image it is built on.",
}
"""Keys behind ``org.opencontainers.image.`` (https://specs.opencontainers.org/image-spec/annotations/)."""

LABEL_PREFIX = "org.opencontainers.image."

PORTS: dict[str, str] = {
    "80": "HTTP",
    "443": "HTTPS",
    "8080": "HTTP of applications without root",
    "3000": "Node.js, Rails, Grafana",
    "5000": "Flask, registries",
    "8000": "Django, uvicorn, gunicorn",
    "8443": "HTTPS of applications without root",
    "9000": "PHP-FPM, MinIO",
    "22": "SSH",
    "53/udp": "DNS",
    "5432": "PostgreSQL",
    "3306": "MySQL, MariaDB",
    "6379": "Redis, Valkey",
    "27017": "MongoDB",
    "5672": "RabbitMQ",
    "9090": "Prometheus",
    "9200": "Elasticsearch",
    "11211": "memcached",
}

PORTS_OF_IMAGE: dict[str, tuple[str, ...]] = {
    "nginx": ("80", "443"),
    "httpd": ("80", "443"),
    "caddy": ("80", "443", "443/udp"),
    "traefik": ("80", "443", "8080"),
    "haproxy": ("80", "443"),
    "node": ("3000", "8080"),
    "bun": ("3000",),
    "oven/bun": ("3000",),
    "denoland/deno": ("8000",),
    "python": ("8000", "5000", "8080"),
    "ruby": ("3000", "9292"),
    "php": ("80", "9000"),
    "golang": ("8080",),
    "rust": ("8080",),
    "eclipse-temurin": ("8080",),
    "amazoncorretto": ("8080",),
    "tomcat": ("8080", "8443"),
    "jetty": ("8080",),
    "mcr.microsoft.com/dotnet/aspnet": ("8080", "8081"),
    "mcr.microsoft.com/dotnet/sdk": ("8080", "8081"),
    "postgres": ("5432",),
    "mysql": ("3306", "33060"),
    "mariadb": ("3306",),
    "redis": ("6379",),
    "valkey/valkey": ("6379",),
    "mongo": ("27017",),
    "rabbitmq": ("5672", "15672"),
    "memcached": ("11211",),
    "elasticsearch": ("9200", "9300"),
    "registry": ("5000",),
    "wordpress": ("80",),
    "ghost": ("2368",),
    "nextcloud": ("80",),
}
"""Ports that programs in these images listen on; an image that is built on one mostly does too."""

VOLUMES_OF_IMAGE: dict[str, tuple[str, ...]] = {
    "postgres": ("/var/lib/postgresql/data", "/var/lib/postgresql"),
    "mysql": ("/var/lib/mysql",),
    "mariadb": ("/var/lib/mysql",),
    "redis": ("/data",),
    "valkey/valkey": ("/data",),
    "mongo": ("/data/db",),
    "rabbitmq": ("/var/lib/rabbitmq",),
    "registry": ("/var/lib/registry",),
    "wordpress": ("/var/www/html",),
    "nextcloud": ("/var/www/html",),
}

DIRECTORIES = {
    "/app": "Where many images keep the application.",
    "/src": "Sources, in a stage that builds.",
    "/usr/src/app": "Where many images keep the application.",
    "/workspace": "Sources, in a stage that builds.",
    "/srv": "What a server serves.",
    "/opt": "Software that belongs to no package.",
}

DIRECTORIES_OF_IMAGE: dict[str, tuple[str, ...]] = {
    "nginx": ("/usr/share/nginx/html", "/etc/nginx/conf.d"),
    "httpd": ("/usr/local/apache2/htdocs",),
    "php": ("/var/www/html",),
    "caddy": ("/srv", "/etc/caddy"),
    "tomcat": ("/usr/local/tomcat/webapps",),
    "golang": ("/go/src/app", "/src"),
    "node": ("/home/node/app", "/usr/src/app"),
    "wordpress": ("/var/www/html",),
}

DESTINATIONS = {
    "./": "The working directory.",
    "/usr/local/bin/": "Programs that belong to no package.",
    "/etc/": "Configuration.",
}

HEALTHCHECK_TYPES = {
    "CMD": "The command follows: it ends with 0 if the container works and with 1 if not.",
    "NONE": "Switches off the check of the base image.",
}

SIGNALS: dict[str, str] = {
    "SIGTERM": "Asks to end; the default.",
    "SIGINT": "As Ctrl+C; what PostgreSQL and many Node.js programs expect.",
    "SIGQUIT": "nginx and PHP-FPM finish what they are doing and end.",
    "SIGHUP": "Mostly makes a program read its configuration again.",
    "SIGUSR1": "What the program makes of it.",
    "SIGUSR2": "What the program makes of it.",
    "SIGWINCH": "Apache finishes what it is doing and ends.",
    "SIGKILL": "Ends the program at once, with no chance to clean up.",
    "SIGRTMIN+3": "systemd shuts down.",
}

SHELLS: dict[str, str] = {
    '["/bin/bash", "-o", "pipefail", "-c"]': "Bash; a pipe fails with any of its commands.",
    '["/bin/bash", "-euxo", "pipefail", "-c"]': "Bash; stops at the first error and shows each command.",
    '["/bin/sh", "-c"]': "The default on Linux.",
    '["/bin/sh", "-ec"]': "Stops at the first error.",
    '["/bin/ash", "-eo", "pipefail", "-c"]': "The shell of Alpine; a pipe fails with any of its commands.",
    '["pwsh", "-Command", "$ErrorActionPreference = \'Stop\';"]': "PowerShell 7; stops at the first error.",
    '["powershell", "-Command", "$ErrorActionPreference = \'Stop\';"]': "Windows PowerShell; stops at the first error.",
    '["cmd", "/S", "/C"]': "The default on Windows.",
}

WINDOWS_SHELLS = frozenset({"powershell", "cmd"})
"""Programs that are on no other system."""

IMAGE_ORDER = (
    *("python", "node", "alpine", "debian", "ubuntu", "golang", "nginx", "eclipse-temurin", "rust", "php", "ruby"),
    *(
        "busybox",
        "postgres",
        "redis",
        "httpd",
        "maven",
        "gradle",
        "amazoncorretto",
        "mysql",
        "mariadb",
        "mongo",
        "caddy",
    ),
    *("composer", "fedora", "rockylinux", "almalinux", "amazonlinux", "elixir", "erlang", "haskell", "swift", "perl"),
    *("julia", "r-base", "tomcat", "wordpress", "rabbitmq", "memcached", "traefik", "haproxy", "buildpack-deps", "gcc"),
)
"""Official images that Dockerfiles most often begin from, by our own judgement."""

IMAGE_TITLES: dict[str, str] = {
    "scratch": "Nothing at all; for static programs.",
    "python": "Python on Debian or Alpine.",
    "node": "Node.js with npm.",
    "alpine": "A small distribution with musl and BusyBox.",
    "debian": "Debian GNU/Linux.",
    "ubuntu": "Ubuntu.",
    "golang": "The Go compiler; ship the program on something smaller.",
    "nginx": "The web server nginx.",
    "eclipse-temurin": "Java of the Adoptium project, JDK and JRE.",
    "rust": "The Rust compiler and Cargo; ship the program on something smaller.",
    "php": "PHP for the command line, Apache or FPM.",
    "ruby": "Ruby with Bundler.",
    "busybox": "A shell and the common commands in one small program.",
    "gcr.io/distroless/static-debian13": "Certificates and time zones, no shell; for static programs.",
    "gcr.io/distroless/base-debian13": "glibc and OpenSSL, no shell.",
    "gcr.io/distroless/cc-debian13": "glibc and libgcc, no shell; for Rust and C++.",
    "gcr.io/distroless/java21-debian13": "A Java runtime, no shell.",
    "gcr.io/distroless/nodejs24-debian13": "Node.js, no shell.",
    "gcr.io/distroless/python3-debian13": "Python, no shell.",
    "mcr.microsoft.com/dotnet/aspnet": "The runtime of ASP.NET.",
    "mcr.microsoft.com/dotnet/sdk": "The compiler of .NET; ship the program on `aspnet` or `runtime`.",
    "mcr.microsoft.com/dotnet/runtime": "The runtime of .NET.",
    "ghcr.io/astral-sh/uv": "The program `uv`, to copy from.",
    "oven/bun": "The Bun runtime.",
    "denoland/deno": "The Deno runtime.",
    "cgr.dev/chainguard/static": "Certificates and time zones, no shell; for static programs.",
    "registry.access.redhat.com/ubi9/ubi-minimal": "Red Hat's small base with microdnf.",
    "tonistiigi/xx": "Helpers to cross-compile, to copy from.",
}

DISTROLESS: dict[str, str] = {
    "python": "gcr.io/distroless/python3-debian13",
    "node": "gcr.io/distroless/nodejs24-debian13",
    "eclipse-temurin": "gcr.io/distroless/java21-debian13",
    "golang": "gcr.io/distroless/static-debian13",
    "rust": "gcr.io/distroless/cc-debian13",
}
"""An image without a shell that runs what is built with an official one."""

OTHER_TAGS: dict[str, tuple[str, ...]] = {
    "gcr.io/distroless/": ("nonroot", "latest", "debug-nonroot", "debug"),
    "cgr.dev/chainguard/": ("latest", "latest-dev"),
    "mcr.microsoft.com/dotnet/": (
        "10.0",
        "10.0-alpine",
        "10.0-noble-chiseled",
        "9.0",
        "9.0-alpine",
        "8.0",
        "8.0-alpine",
    ),
    "ghcr.io/astral-sh/uv": ("latest", "python3.14-trixie-slim", "python3.13-trixie-slim", "alpine"),
    "oven/bun": ("1-slim", "1", "1-alpine", "1-distroless"),
    "registry.access.redhat.com/ubi9/": ("latest",),
    "tonistiigi/xx": ("1.6.1", "latest"),
}
"""Tags of images that are not in the embedded list, by the beginning of their name."""
