"""Copy files with COPY, and leave ADD to archives, addresses and Git repositories.

`ADD` unpacks archives, downloads addresses and clones repositories. Where it is given a plain file or folder of the
build context it does exactly what `COPY` does, but a reader has to check that nothing more was meant.

## Example

```dockerfile bad
FROM node:22-slim
WORKDIR /app
ADD package.json ./
#^^ `ADD` of plain files does what `COPY` does; `COPY` says that nothing is unpacked or downloaded
```

```dockerfile fixed
FROM node:22-slim
WORKDIR /app
COPY package.json ./
```

```dockerfile bad profile=hadolint
FROM debian:13-slim
ADD install /build
#^^ if this is no archive, `ADD` does what `COPY` does, which says that nothing is unpacked
```

```dockerfile fixed
FROM debian:13-slim
COPY install /build
```

## Good

```dockerfile good
FROM debian:13-slim
ARG ARCHIVE
ADD rootfs.tar.xz /
ADD https://example.com/tool /usr/local/bin/tool
ADD git@github.com:docker/buildx.git#v0.20.0 /src
ADD ${ARCHIVE} /opt/
ADD vendor* /opt/
```

## Fix safety

Safe: only the keyword changes, and only where every source is a file name that is no archive by its name, or a folder.
A file that is an archive without saying so in its name would be copied instead of unpacked; such sources are left alone
unless the build context shows a folder or a known kind of file. With the option `unknown-files` they count too, and the
fix is unsafe for them.

## When to ignore

Where `ADD` is house style for all copies.

## Sources

- https://docs.docker.com/build/building/best-practices/#add-or-copy
- https://docs.docker.com/reference/dockerfile/#add
"""

from __future__ import annotations

import posixpath
import re
from collections.abc import Iterator

from ....project.build_context import EntryKind
from ....project.layers import ARCHIVES
from ....semantics.step import Step
from ....syntax.bodies import Transfer, body_of
from ....syntax.grammar import Keyword
from ....syntax.lazy_pattern import lazy_pattern
from ....syntax.words import Word
from ...finding import Edit, Finding, Fix, Safety, Severity
from ...options import switch
from ...rule import Category, Rule, Surroundings

RULE = Rule(
    __name__,
    __doc__,
    Severity.INFORMATION,
    Category.MAINTAINABILITY,
    also_known_as={
        "hadolint": ("DL3020",),
        "tally": ("hadolint/DL3020",),
        "trivy": ("DS-0005", "AVD-DS-0005"),
        "checkov": ("CKV_DOCKER_4",),
        "kics": ("9513a694",),
        "semgrep": ("prefer-copy-over-add",),
        "parfum": ("DL3020",),
        "droast": ("DF006",),
        "doctor": ("DD007",),
    },
    fix=Safety.SAFE,
    profiles=("hadolint",),
    options=(
        switch("unknown-files", "Whether files count whose names do not tell what they are.", "hadolint", "tally"),
    ),
)

_REMOTE = lazy_pattern(r"(?:https?|ftp|git|ssh)://|git@|[^/\s]+@[^/\s]+:", re.IGNORECASE)
# By its content an archive is unpacked whatever its name is, so a name without an ending proves nothing.
_PLAIN_ENDING = lazy_pattern(
    r"\.(?:asc|bat|c|cc|cfg|cmd|conf|cpp|crt|cs|css|csproj|csv|env|erb|go|gradle|h|html?|in|ini|jar|java|js|json|jsx|key|"
    r"kts?|lock|md|mjs|cjs|mod|pem|php|pl|properties|ps1|pub|py|rb|repo|rs|service|sh|sln|sql|sum|tf|toml|tpl|tsx?|txt|"
    r"vue|war|xml|ya?ml)\Z",
    re.IGNORECASE,
)
_PLAIN_NAMES = frozenset(
    ("Gemfile", "Pipfile", "Makefile", "Procfile", "Rakefile", "LICENSE", "README", "gradlew", "mvnw")
)
_ONLY_ADD = ("checksum", "keep-git-dir", "unpack")


@RULE.on_step(Keyword.ADD)
def check(step: Step, surroundings: Surroundings) -> Iterator[Finding]:
    body = body_of(step.instruction)
    if not isinstance(body, Transfer) or not body.sources or any(step.instruction.flag(name) for name in _ONLY_ADD):
        return
    span = step.instruction.keyword_span
    replacement = "COPY" if step.instruction.keyword_text.isupper() else "copy"

    def edits() -> tuple[Edit, ...]:
        return (Edit(step.item, span, replacement),)

    if all(_is_plain(step, source, surroundings) for source in body.file_sources):
        message = "`ADD` of plain files does what `COPY` does; `COPY` says that nothing is unpacked or downloaded"
        yield RULE.at(step, span, message, fixes=[Fix("Use COPY", Safety.SAFE, edits)])
    elif RULE.is_on("unknown-files", surroundings) and all(_is_local(step, source) for source in body.file_sources):
        message = "if this is no archive, `ADD` does what `COPY` does, which says that nothing is unpacked"
        reason = "an archive would be copied instead of unpacked"
        yield RULE.at(step, span, message, fixes=[Fix("Use COPY", Safety.UNSAFE, edits, reason)])


def _is_local(step: Step, source: Word) -> bool:
    """Whether a source is a file or folder of the build context that is no archive by its name."""
    value = step.evaluate(source)
    return not (not value or _REMOTE.match(value) or value.lower().endswith(ARCHIVES))


def _is_plain(step: Step, source: Word, surroundings: Surroundings) -> bool:
    value = step.evaluate(source)
    if not value or _REMOTE.match(value) or any(mark in value for mark in "*?["):
        return False
    name = posixpath.basename(value.rstrip("/"))
    if value.endswith("/") or name in (".", "..", "") or name in _PLAIN_NAMES or _PLAIN_ENDING.search(name):
        return True
    entry = surroundings.context.entry(value)
    return entry is not None and entry.kind is EntryKind.FOLDER
