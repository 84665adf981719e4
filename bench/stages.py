"""The stages that the generated documents are made of.

Promises: each stage is what people write for that ecosystem, 20 to 40 lines, and refers only to itself and to the
stage before it. Leaves out: syntax that hardly anyone uses.
"""

from __future__ import annotations

from collections.abc import Callable
from random import Random

PACKAGES = ("git", "curl", "ca-certificates", "gnupg", "unzip", "jq", "libpq-dev", "build-essential", "tini", "locales")
NODE_MODULES = ("pm2", "typescript", "serve", "pnpm", "@angular/cli", "nodemon")
PYTHON_PROJECTS = ("gunicorn", "uvicorn", "psycopg2-binary", "celery", "redis", "boto3", "django", "requests")
MODULES = ("api", "web", "worker", "billing", "search", "reports", "mailer", "gateway")


def stage_lines(choice: Random, number: int) -> list[str]:
    """The lines of stage `number`, which may copy from stage `number - 1`, followed by an empty line."""
    kinds: tuple[Callable[[Random, int], list[str]], ...] = (python_stage, node_stage, go_stage, debian_stage)
    return [*kinds[number % len(kinds)](choice, number), ""]


def python_stage(choice: Random, number: int) -> list[str]:
    """A Python service that installs system packages and its requirements."""
    module = choice.choice(MODULES)
    return [
        f"# The {module} service, served by gunicorn",
        f"FROM python:3.{choice.randint(10, 14)}{choice.choice(('', '-slim', '-slim-bookworm'))} AS stage{number}",
        f"ARG REVISION_{number}=unknown",
        f"ENV MODULE_{number}={module}-service",
        "ENV PYTHONUNBUFFERED=1 \\",
        "    PYTHONDONTWRITEBYTECODE=1 \\",
        f"    PATH=/opt/{module}/bin:$PATH",
        "",
        *apt_install(choice),
        "",
        f"WORKDIR /srv/{module}",
        "# Requirements first, so that the layer stays cached",
        "COPY requirements.txt ./",
        f"RUN pip install {choice.choice(('', '--no-cache-dir '))}-r requirements.txt",
        "RUN pip install --upgrade pip \\",
        f"    {' '.join(choice.sample(PYTHON_PROJECTS, 3))}",
        *heredoc(choice, module),
        "COPY . .",
        f'LABEL org.opencontainers.image.title="{module}"',
        "EXPOSE 8000",
        "HEALTHCHECK --interval=30s --timeout=3s CMD python -c 'import socket'",
        f'CMD ["gunicorn", "-b", "0.0.0.0:8000", "{module}.wsgi"]',
    ]


def node_stage(choice: Random, number: int) -> list[str]:
    """A Node application built with npm."""
    module = choice.choice(MODULES)
    variant = choice.choice(("", "-alpine", "-bookworm-slim"))
    return [
        f"FROM node:{choice.choice((18, 20, 22, 24))}{variant} AS stage{number}",
        f"# The {module} front end is built with the sources of the stage before",
        f"WORKDIR /app/{module}",
        "ENV NODE_ENV=production",
        f"ENV API_URL_{number}=https://api.example.com/{module}",
        "",
        "COPY package.json package-lock.json ./",
        f"RUN {choice.choice(('npm ci --omit=dev', 'npm install', 'npm ci --only=production'))} \\",
        "    && npm cache clean --force",
        f"RUN npm install -g {' '.join(choice.sample(NODE_MODULES, 2))}",
        "",
        "COPY --chown=node:node . .",
        *([f"COPY --from=stage{number - 1} /srv /app/{module}/vendor"] if number else []),
        "# Without source maps, they are uploaded elsewhere",
        "RUN npm run build -- --configuration production \\",
        f"    --base-href /{module}/ \\",
        "    && rm -rf src test",
        "",
        f"RUN mkdir -p /app/{module}/cache && chown -R node:node /app/{module}",
        "USER node",
        f"EXPOSE {3000 + number % 1000}",
        f'ENTRYPOINT ["node", "dist/{module}.js"]',
    ]


def go_stage(choice: Random, number: int) -> list[str]:
    """A Go build with cache mounts."""
    module = choice.choice(MODULES)
    return [
        f"FROM golang:1.{choice.randint(20, 26)}{choice.choice(('', '-alpine'))} AS stage{number}",
        "ARG TARGETOS TARGETARCH",
        f"ARG VERSION_{number}=dev",
        f"ENV CGO_ENABLED_{number}=false",
        "",
        f"WORKDIR /go/src/{module}",
        "# Modules change less often than sources",
        "COPY go.mod go.sum ./",
        "RUN --mount=type=cache,target=/go/pkg/mod \\",
        "    go mod download && go mod verify",
        "",
        "COPY . .",
        "RUN --mount=type=cache,target=/go/pkg/mod \\",
        "    --mount=type=cache,target=/root/.cache/go-build \\",
        "    GOOS=$TARGETOS GOARCH=$TARGETARCH \\",
        "    go build -trimpath \\",
        f'      -ldflags "-s -w -X main.version=$VERSION_{number}" \\',
        f"      -o /out/{module} ./cmd/{module}",
        "",
        f"RUN go test ./internal/{module}/... && go vet ./...",
        f"ADD https://example.com/{module}/schema.json /out/schema.json",
        f'ENTRYPOINT ["/out/{module}"]',
    ]


def debian_stage(choice: Random, number: int) -> list[str]:
    """A system image with programs fetched by curl and files written by hand."""
    module = choice.choice(MODULES)
    version = f"{choice.randint(1, 9)}.{choice.randint(0, 20)}.{choice.randint(0, 9)}"
    return [
        f"FROM {choice.choice(('debian:bookworm-slim', 'ubuntu:22.04', 'ubuntu:24.04', 'debian'))} AS stage{number}",
        "ENV DEBIAN_FRONTEND=noninteractive",
        f"ENV {module.upper()}_VERSION={version}",
        "",
        *apt_install(choice),
        "",
        f"# Fetched by hand, no distribution has {module} {version}",
        f"RUN curl -fsSL https://example.com/{module}/v{version}/{module}.tar.gz -o /tmp/{module}.tar.gz \\",
        f"    && tar -xzf /tmp/{module}.tar.gz -C /opt \\",
        "    # unpacked, so the archive may go",
        f"    && rm /tmp/{module}.tar.gz \\",
        f"    && ln -s /opt/{module}/bin/{module} /usr/local/bin/{module}",
        "",
        *heredoc(choice, module),
        *([f"COPY --from=stage{number - 1} /out /usr/local/share/{module}"] if number else []),
        f"RUN groupadd -r {module} && useradd -r -g {module} {module}",
        f"RUN {module} --version",
        "COPY docker-entrypoint.sh /usr/local/bin/",
        f"VOLUME /var/lib/{module}",
        f"USER {module}",
        'ENTRYPOINT ["docker-entrypoint.sh"]',
    ]


def apt_install(choice: Random) -> list[str]:
    """An installation by apt-get over several lines, tidied up or not."""
    packages = sorted(choice.sample(PACKAGES, choice.randint(3, 6)))
    flags = choice.choice(("-y", "-y --no-install-recommends"))
    lines = [
        "RUN apt-get update \\",
        f"    && apt-get install {flags} \\",
        *(f"        {name} \\" for name in packages),
    ]
    if choice.random() < 0.6:
        return [*lines, "    && rm -rf /var/lib/apt/lists/*"]
    return [*lines, "    && apt-get clean"]


def heredoc(choice: Random, module: str) -> list[str]:
    """Now and then a script or a file written in place, and an empty line without which hadolint reads no further."""
    kind = choice.randint(0, 2)
    if kind == 0:
        return [
            "RUN <<EOF",
            "set -eux",
            f"mkdir -p /etc/{module}",
            f'echo "module = {module}" > /etc/{module}/settings.ini',
            f"chmod 0644 /etc/{module}/settings.ini",
            "EOF",
            "",
        ]
    if kind == 1:
        return [f"COPY <<EOF /etc/{module}.conf", f"name = {module}", "workers = 4", "EOF", ""]
    return []
