"""Whole Dockerfiles to begin with, our own. ``{image}`` stands for the tag that is current in the embedded data."""

from __future__ import annotations

from ...syntax.dataclass import dataclass


@dataclass(frozen=True, slots=True)
class Scaffold:
    """A snippet. ``images`` gives official images by the names in braces; ``manifests`` are files that suggest it."""

    label: str
    detail: str
    images: tuple[tuple[str, str], ...]
    manifests: tuple[str, ...]
    snippet: str


SCAFFOLDS = (
    Scaffold(
        "Python application",
        "Dependencies from requirements.txt, cached; a user of its own.",
        (("image", "python"),),
        ("requirements.txt", "pyproject.toml", "Pipfile"),
        """# syntax=docker/dockerfile:1
FROM {image}
ENV PYTHONUNBUFFERED=1
WORKDIR /app
RUN useradd --system --create-home app
COPY requirements.txt ./
RUN --mount=type=cache,target=/root/.cache/pip \\
    pip install -r requirements.txt
COPY . .
USER app
CMD ["python", "-m", "${1:application}"]$0
""",
    ),
    Scaffold(
        "Node.js application",
        "Dependencies from package-lock.json, cached; runs as `node`.",
        (("image", "node"),),
        ("package.json",),
        """# syntax=docker/dockerfile:1
FROM {image}
ENV NODE_ENV=production
WORKDIR /app
COPY package.json package-lock.json ./
RUN --mount=type=cache,target=/root/.npm \\
    npm ci --omit=dev
COPY . .
USER node
CMD ["node", "${1:server.js}"]$0
""",
    ),
    Scaffold(
        "Go program",
        "Built in one stage, shipped in another that holds nothing else.",
        (("image", "golang"),),
        ("go.mod",),
        """# syntax=docker/dockerfile:1
FROM {image} AS build
WORKDIR /src
COPY go.mod go.sum ./
RUN --mount=type=cache,target=/go/pkg/mod \\
    go mod download
COPY . .
RUN --mount=type=cache,target=/go/pkg/mod \\
    --mount=type=cache,target=/root/.cache/go-build \\
    CGO_ENABLED=0 go build -trimpath -o /out/app ${1:.}

FROM scratch
COPY --from=build /etc/ssl/certs/ca-certificates.crt /etc/ssl/certs/
COPY --from=build /out/app /app
USER 65532:65532
ENTRYPOINT ["/app"]$0
""",
    ),
    Scaffold(
        "Rust program",
        "Built in one stage, shipped on a small Debian.",
        (("image", "rust"), ("runtime", "debian")),
        ("Cargo.toml",),
        """# syntax=docker/dockerfile:1
FROM {image} AS build
WORKDIR /src
COPY . .
RUN --mount=type=cache,target=/usr/local/cargo/registry \\
    --mount=type=cache,target=/src/target \\
    cargo build --release --locked && cp target/release/${1:program} /usr/local/bin/

FROM {runtime}
COPY --from=build /usr/local/bin/${1:program} /usr/local/bin/
USER 65532:65532
ENTRYPOINT ["${1:program}"]$0
""",
    ),
    Scaffold(
        "Static website",
        "Files served by nginx.",
        (("image", "nginx"),),
        ("index.html",),
        """# syntax=docker/dockerfile:1
FROM {image}
COPY ${1:public}/ /usr/share/nginx/html/
$0""",
    ),
    Scaffold(
        "Two stages",
        "One that builds and one that is shipped.",
        (("image", "debian"),),
        (),
        """# syntax=docker/dockerfile:1
FROM ${1:{image}} AS build
WORKDIR /src
COPY . .
RUN ${2:make}

FROM ${3:{image}}
COPY --from=build ${4:/src/out} ${5:/app}
USER 10001
ENTRYPOINT ["${5:/app}"]$0
""",
    ),
)

FORMS: dict[str, tuple[tuple[str, str], ...]] = {
    "FROM": (
        ("FROM …", "FROM ${1:image}:${2:tag}"),
        ("FROM … AS …", "FROM ${1:image} AS ${2:stage}"),
        ("FROM --platform", "FROM --platform=$0"),
    ),
    "RUN": (
        ("RUN <<EOF", "RUN <<EOF\n${1:command}\nEOF"),
        ("RUN --mount=type=cache", "RUN --mount=type=cache,target=${1:/root/.cache} ${2:command}"),
        ("RUN --mount=type=secret", "RUN --mount=type=secret,id=${1:token},env=${2:TOKEN} ${3:command}"),
    ),
    "COPY": (
        ("COPY … …", "COPY ${1:source} ${2:./}"),
        ("COPY --from", "COPY --from=${1:stage} ${2:source} ${3:./}"),
        ("COPY <<EOF", "COPY <<EOF ${1:/path}\n${2:text}\nEOF"),
    ),
    "ADD": (("ADD --checksum", "ADD --checksum=sha256:${1:digest} ${2:https://} ${3:./}"),),
    "ENV": (("ENV key=value", "ENV ${1:key}=${2:value}"),),
    "ARG": (("ARG name=default", "ARG ${1:name}=${2:default}"),),
    "CMD": (('CMD ["…"]', 'CMD ["${1:program}"]'),),
    "ENTRYPOINT": (('ENTRYPOINT ["…"]', 'ENTRYPOINT ["${1:program}"]'),),
    "HEALTHCHECK": (
        (
            "HEALTHCHECK … CMD …",
            "HEALTHCHECK --interval=${1:30s} --timeout=${2:3s} --start-period=${3:10s} CMD ${4:command}",
        ),
        ("HEALTHCHECK NONE", "HEALTHCHECK NONE"),
    ),
    "LABEL": (("LABEL key=value", 'LABEL ${1:key}="${2:value}"'),),
    "SHELL": (('SHELL ["/bin/bash", "-o", "pipefail", "-c"]', 'SHELL ["/bin/bash", "-o", "pipefail", "-c"]'),),
    "USER": (("USER user:group", "USER ${1:user}:${2:group}"),),
    "VOLUME": (('VOLUME ["…"]', 'VOLUME ["${1:/data}"]'),),
    "EXPOSE": (("EXPOSE port", "EXPOSE ${1:8080}"),),
    "WORKDIR": (("WORKDIR …", "WORKDIR ${1:/app}"),),
    "ONBUILD": (("ONBUILD …", "ONBUILD ${1:COPY} ${2:. .}"),),
    "STOPSIGNAL": (("STOPSIGNAL …", "STOPSIGNAL ${1:SIGTERM}"),),
}
"""Longer ways to write an instruction, offered where the client knows snippets."""
