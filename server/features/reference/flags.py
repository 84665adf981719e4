"""The flags of instructions (https://docs.docker.com/reference/dockerfile/)."""

from __future__ import annotations

from ...syntax.grammar import Keyword
from .entry import Entry

_CHOWN = (
    "The owner and group of what is copied, by name or number; root where nothing is said. Names are looked up in the "
    "image, so they have to exist there."
)
_CHMOD = (
    "The permissions of everything that is copied: octal digits, or since version 1.14 letters such as `u=rwX,go=rX`."
)
_LINK = (
    "Puts the files into a layer of their own that does not depend on the ones below, so that it can be kept when they "
    "change. Symbolic links in the destination are not followed then."
)
_EXCLUDE = "Leaves out what matches a pattern, written as in `.dockerignore`. May be given several times."

FLAGS: dict[tuple[Keyword, str], Entry] = {
    (Keyword.FROM, "platform"): Entry(
        "The platform of the image where it is there for several: `linux/amd64` or an argument such as "
        "`$BUILDPLATFORM`, by which a stage runs on the machine that builds. By default it is the target's.",
        "FROM --platform=$BUILDPLATFORM golang:1.26 AS build",
        "from",
    ),
    (Keyword.RUN, "mount"): Entry(
        "Shows files to this command only: of another stage or the context (`bind`), a cache that outlives the build "
        "(`cache`), memory (`tmpfs`), a secret (`secret`) or an agent with SSH keys (`ssh`). Nothing of it gets into "
        "the layer.",
        "RUN --mount=type=cache,target=/var/cache/apt,sharing=locked apt-get update",
        "run---mount",
        since="1.2",
    ),
    (Keyword.RUN, "network"): Entry(
        "Which network the command sees: that of the build (`default`), none (`none`) or the machine's (`host`).",
        "RUN --network=none pip install --find-links=/wheels mypackage",
        "run---network",
        since="1.3",
    ),
    (Keyword.RUN, "security"): Entry(
        "Whether the command runs confined (`sandbox`, as usual) or with all privileges (`insecure`), which the "
        "builder has to allow.",
        "RUN --security=insecure cat /proc/self/status",
        "run---security",
        since="1.20",
    ),
    (Keyword.RUN, "device"): Entry(
        "Gives the command a device by its CDI name, such as a graphics card, if the builder offers it.",
        "RUN --device=nvidia.com/gpu=all nvidia-smi",
        "run---device",
        labs=True,
    ),
    (Keyword.COPY, "from"): Entry(
        "Copies from an earlier stage (by name or number), a named context or an image instead of from the build "
        "context.",
        "COPY --from=build /src/app /usr/local/bin/",
        "copy---from",
    ),
    (Keyword.COPY, "chown"): Entry(_CHOWN, "COPY --chown=app:app . /app/", "copy---chown"),
    (Keyword.COPY, "chmod"): Entry(_CHMOD, "COPY --chmod=755 run.sh /usr/local/bin/", "copy---chmod", "1.2"),
    (Keyword.COPY, "link"): Entry(_LINK, "COPY --link dist/ /srv/", "copy---link", "1.4"),
    (Keyword.COPY, "parents"): Entry(
        "Keeps the directories in front of each source; a `./` in a source says from where on.",
        "COPY --parents packages/*/package.json ./",
        "copy---parents",
        "1.20",
    ),
    (Keyword.COPY, "exclude"): Entry(_EXCLUDE, "COPY --exclude=*.md . /app/", "copy---exclude", "1.19"),
    (Keyword.ADD, "keep-git-dir"): Entry(
        "Keeps the `.git` directory of a repository that is added.",
        "ADD --keep-git-dir=true https://github.com/owner/repository.git#v1.0 /src",
        "add---keep-git-dir",
        "1.6",
    ),
    (Keyword.ADD, "checksum"): Entry(
        "The SHA-256 that a download has to have (for a Git source the commit); the build fails if it has another.",
        "ADD --checksum=sha256:24454f83… https://example.com/file /opt/",
        "add---checksum",
        "1.6",
    ),
    (Keyword.ADD, "unpack"): Entry(
        "Whether an archive is unpacked. Without it, local ones are and downloaded ones are not.",
        "ADD --unpack=true https://example.com/archive.tar.gz /opt/",
        "add---unpack",
        "1.17",
    ),
    (Keyword.ADD, "chown"): Entry(_CHOWN, "ADD --chown=app:app archive.tar.gz /app/", "add---chown"),
    (Keyword.ADD, "chmod"): Entry(
        _CHMOD, "ADD --chmod=755 https://example.com/tool /usr/local/bin/", "add---chmod", "1.2"
    ),
    (Keyword.ADD, "link"): Entry(_LINK, "ADD --link archive.tar.gz /srv/", "add---link", "1.4"),
    (Keyword.ADD, "exclude"): Entry(_EXCLUDE, "ADD --exclude=*.md . /app/", "add---exclude", "1.19"),
    (Keyword.HEALTHCHECK, "interval"): Entry(
        "How long to wait between two checks, and before the first one; 30 seconds where nothing is said.",
        "HEALTHCHECK --interval=1m CMD /check",
        "healthcheck",
    ),
    (Keyword.HEALTHCHECK, "timeout"): Entry(
        "How long a check may take before it counts as failed; 30 seconds where nothing is said.",
        "HEALTHCHECK --timeout=3s CMD /check",
        "healthcheck",
    ),
    (Keyword.HEALTHCHECK, "start-period"): Entry(
        "For how long after the start failed checks do not count; 0 where nothing is said.",
        "HEALTHCHECK --start-period=20s CMD /check",
        "healthcheck",
    ),
    (Keyword.HEALTHCHECK, "start-interval"): Entry(
        "The time between checks during the start period; 5 seconds where nothing is said. Needs Docker Engine 25.",
        "HEALTHCHECK --start-period=20s --start-interval=1s CMD /check",
        "healthcheck",
        "1.6",
    ),
    (Keyword.HEALTHCHECK, "retries"): Entry(
        "After how many failed checks in a row the container counts as unhealthy; 3 where nothing is said.",
        "HEALTHCHECK --retries=5 CMD /check",
        "healthcheck",
    ),
}

DURATIONS = {
    "interval": ("30s", "10s", "1m", "5m"),
    "timeout": ("3s", "5s", "10s", "30s"),
    "start-period": ("10s", "30s", "1m"),
    "start-interval": ("5s", "1s", "2s"),
    "retries": ("3", "5", "1"),
}

FLAG_VALUES: dict[tuple[Keyword, str], dict[str, str]] = {
    (Keyword.RUN, "network"): {
        "default": "The network of the build.",
        "none": "No network but the loopback.",
        "host": "The network of the machine that builds; the builder has to allow it.",
    },
    (Keyword.RUN, "security"): {
        "sandbox": "Confined, as usual.",
        "insecure": "With all privileges; the builder has to allow it.",
    },
    (Keyword.ADD, "checksum"): {"sha256:": "64 hexadecimal digits follow."},
}

BOOLEANS = {"true": "Switched on; the flag alone says the same.", "false": "Switched off."}

MODES = {
    "644": "Everybody reads, the owner writes.",
    "755": "Everybody reads and executes, the owner writes.",
    "600": "Only the owner reads and writes.",
    "u=rwX,go=rX": "As 644, and 755 for directories and programs (version 1.14).",
}

PLATFORMS = {
    "$BUILDPLATFORM": "The machine that builds; for stages that cross-compile.",
    "$TARGETPLATFORM": "The target, which is the default anyway.",
    "linux/amd64": "64-bit Intel and AMD.",
    "linux/arm64": "64-bit ARM: Apple silicon, Graviton, Raspberry Pi 3 and later.",
    "linux/arm/v7": "32-bit ARM.",
    "linux/arm/v6": "32-bit ARM, the first Raspberry Pi.",
    "linux/386": "32-bit Intel.",
    "linux/ppc64le": "IBM POWER.",
    "linux/riscv64": "64-bit RISC-V.",
    "linux/s390x": "IBM Z.",
    "windows/amd64": "Windows containers.",
}
