"""The instructions (https://docs.docker.com/reference/dockerfile/#overview)."""

from __future__ import annotations

from ...syntax.grammar import Keyword
from .entry import Entry

INSTRUCTIONS: dict[Keyword, Entry] = {
    Keyword.FROM: Entry(
        "Begins a stage from an image, from an earlier stage, or from nothing (`scratch`). The last stage of the file "
        "is what a build produces unless a target is named. Only ARG, comments and directives may stand before the "
        "first FROM, and only those arguments can be used in it.",
        "FROM python:3.14-slim AS build",
        "from",
        forms=("FROM <image>[:<tag>] [AS <name>]", "FROM <image>@<digest> [AS <name>]", "FROM <stage> [AS <name>]"),
    ),
    Keyword.RUN: Entry(
        "Runs a command while the image is built and keeps what it changed as a new layer. The shell form goes through "
        "the shell that SHELL names, the JSON form is started without one, and a heredoc holds a script of several "
        "lines. Files that are deleted in a later RUN still take their space in this layer.",
        "RUN --mount=type=cache,target=/root/.cache/pip \\\n    pip install -r requirements.txt",
        "run",
        forms=("RUN <command>", 'RUN ["<program>", "<argument>"]', "RUN <<EOF"),
    ),
    Keyword.CMD: Entry(
        "What a container does when it is started without a command of its own: a program, or the arguments for "
        "ENTRYPOINT. Only the last CMD of a stage counts. The JSON form starts the program directly, so that it gets "
        "signals such as SIGTERM itself.",
        'CMD ["node", "server.js"]',
        "cmd",
        forms=('CMD ["<program>", "<argument>"]', 'CMD ["<argument>"]', "CMD <command>"),
    ),
    Keyword.LABEL: Entry(
        "Adds metadata to the image as keys with values, which tools can read without starting it. Several pairs may "
        "stand in one instruction. The keys that begin with `org.opencontainers.image.` have a meaning that is agreed "
        "upon.",
        'LABEL org.opencontainers.image.source="https://example.com/repository"',
        "label",
        forms=("LABEL <key>=<value> [<key>=<value>]",),
    ),
    Keyword.MAINTAINER: Entry(
        "Names the author of the image. It is deprecated: a label says the same and can be read by more tools.",
        'LABEL org.opencontainers.image.authors="name@example.com"',
        "maintainer-deprecated",
        forms=("MAINTAINER <name>",),
    ),
    Keyword.EXPOSE: Entry(
        "Notes on which ports the container listens, over TCP unless `/udp` follows. It publishes nothing; `docker run "
        "-P` and people read it.",
        "EXPOSE 8080 53/udp",
        "expose",
        forms=("EXPOSE <port>[/<protocol>] [<port>[/<protocol>]]",),
    ),
    Keyword.ENV: Entry(
        "Sets environment variables for the instructions that follow and for the container. They stay in the image and "
        "can be read by whoever has it, so they are no place for secrets. What only the build needs is better an ARG.",
        'ENV NODE_ENV=production PATH="/opt/app/bin:$PATH"',
        "env",
        forms=("ENV <key>=<value> [<key>=<value>]",),
    ),
    Keyword.ADD: Entry(
        "Copies like COPY and can do more: it downloads URLs, clones Git repositories and unpacks local archives. "
        "Where none of this is wanted, COPY says so.",
        "ADD --checksum=sha256:24454f83… https://example.com/tool.tar.gz /opt/",
        "add",
        forms=("ADD <source> [<source>] <destination>", 'ADD ["<source>", "<destination>"]'),
    ),
    Keyword.COPY: Entry(
        "Copies files from the build context, or with `--from` from another stage or image. A destination that ends in "
        "a slash is a directory; a relative one counts from WORKDIR. Of a directory, what is in it is copied, not the "
        "directory itself.",
        "COPY --from=build --chown=app /src/dist ./dist/",
        "copy",
        forms=("COPY <source> [<source>] <destination>", 'COPY ["<source>", "<destination>"]'),
    ),
    Keyword.ENTRYPOINT: Entry(
        "The program that a container always starts; CMD, or the arguments of `docker run`, are handed to it. In the "
        "shell form a shell stands in between, which swallows signals and ignores CMD.",
        'ENTRYPOINT ["/usr/local/bin/server"]',
        "entrypoint",
        forms=('ENTRYPOINT ["<program>", "<argument>"]', "ENTRYPOINT <command>"),
    ),
    Keyword.VOLUME: Entry(
        "Marks directories that a container keeps outside of its own file system, in a fresh volume unless one is "
        "mounted there. Depending on the builder, changes that later instructions make below such a path are lost.",
        "VOLUME /var/lib/data",
        "volume",
        forms=("VOLUME <path> [<path>]", 'VOLUME ["<path>"]'),
    ),
    Keyword.USER: Entry(
        "Who runs the RUN, CMD and ENTRYPOINT instructions that follow, and the container: a name or number, with a "
        "group if wanted. A name has to exist in the image; a number need not. COPY is not affected and writes as root "
        "unless `--chown` says otherwise.",
        "USER 10001:10001",
        "user",
        forms=("USER <user>[:<group>]", "USER <uid>[:<gid>]"),
    ),
    Keyword.WORKDIR: Entry(
        "The directory in which the instructions that follow work and the container starts. It is created where it is "
        "missing. A relative path counts from the one before.",
        "WORKDIR /app",
        "workdir",
        forms=("WORKDIR <path>",),
    ),
    Keyword.ARG: Entry(
        "Declares a variable that a build may set with `--build-arg`. Before the first FROM it can be used in FROM "
        "only; to use it inside a stage, declare it there again. Its value shows in the history of the image, so it is "
        "no place for secrets.",
        "ARG VERSION=1.4",
        "arg",
        forms=("ARG <name>[=<default>] [<name>[=<default>]]",),
    ),
    Keyword.ONBUILD: Entry(
        "Keeps an instruction for later: it runs when another build uses this image in FROM, right after that FROM. "
        "ONBUILD, FROM and MAINTAINER cannot be kept.",
        "ONBUILD COPY . /app",
        "onbuild",
        forms=("ONBUILD <instruction>",),
    ),
    Keyword.STOPSIGNAL: Entry(
        "The signal that asks a container to stop, by name or number; SIGTERM where nothing is said.",
        "STOPSIGNAL SIGQUIT",
        "stopsignal",
        forms=("STOPSIGNAL <signal>",),
    ),
    Keyword.HEALTHCHECK: Entry(
        "How to find out whether the container still works: a command that ends with 0 if it does and with 1 if not. "
        "`NONE` switches off the check of the base image. Kubernetes does not look at it.",
        "HEALTHCHECK --interval=30s --timeout=3s CMD curl -f http://localhost/ || exit 1",
        "healthcheck",
        forms=("HEALTHCHECK [<flags>] CMD <command>", "HEALTHCHECK NONE"),
    ),
    Keyword.SHELL: Entry(
        "The words in front of every shell form that follows, of RUN, CMD and ENTRYPOINT. It has to be JSON.",
        'SHELL ["/bin/bash", "-o", "pipefail", "-c"]',
        "shell",
        forms=('SHELL ["<program>", "<argument>"]',),
    ),
}

NOT_DEFERRABLE = (Keyword.FROM, Keyword.ONBUILD, Keyword.MAINTAINER)
"""What ONBUILD cannot keep (https://docs.docker.com/reference/dockerfile/#onbuild-limitations)."""
