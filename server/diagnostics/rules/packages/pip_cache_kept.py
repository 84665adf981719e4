r"""Keep pip's cache out of the layer.

pip stores everything it downloads, and every wheel it builds, in `~/.cache/pip`, in case it is installed again. In an image
it never is: the cache only makes the layer larger, often by as much as what is installed.

`--no-cache-dir` keeps nothing. With BuildKit, a cache mount keeps the downloads for the next build and still nothing in the
image; `cache-strategy = "mount"` in the configuration makes that the first suggestion. Stages that are not part of the
shipped image are left alone, and so is a wheel at hand; the options `every-stage` and `local-wheels` have them count.

## Example

```dockerfile bad
FROM python:3.14-slim
COPY requirements.txt .
RUN pip install -r requirements.txt
#       ^^^^^^^ pip keeps what it downloads in the layer as well
```

```dockerfile fixed
FROM python:3.14-slim
COPY requirements.txt .
RUN pip install --no-cache-dir -r requirements.txt
```

```dockerfile bad strategy=mount
# syntax=docker/dockerfile:1
FROM python:3.14-slim
COPY requirements.txt .
RUN pip install -r requirements.txt
#       ^^^^^^^ pip keeps what it downloads in the layer as well
```

```dockerfile fixed strategy=mount
# syntax=docker/dockerfile:1
FROM python:3.14-slim
COPY requirements.txt .
RUN --mount=type=cache,target=/root/.cache/pip \
    pip install -r requirements.txt
```

```dockerfile bad profile=hadolint
FROM python:3.14-slim
COPY dist/ /dist/
RUN pip install /dist/*.whl
#       ^^^^^^^ pip keeps what it downloads in the layer as well
```

```dockerfile fixed
FROM python:3.14-slim
COPY dist/ /dist/
RUN pip install --no-cache-dir /dist/*.whl
```

## Good

```dockerfile good
FROM python:3.14 AS build
RUN pip wheel --wheel-dir /wheels flask

FROM python:3.14-slim
ENV PIP_NO_CACHE_DIR=1
RUN python -m pip install flask
```

```dockerfile good
FROM python:3.14-slim
RUN --mount=type=cache,target=/root/.cache/pip pip install flask
RUN pip install flask && pip cache purge
RUN pip install --no-index --find-links /wheels flask && PIP_NO_CACHE_DIR=off pip install jinja2
```

## Fix safety

Safe: the same packages are installed. Where a cache mount is put in, it is safe if the file already asks for BuildKit.

## When to ignore

Something installs the same packages again inside the running container.

## Sources

- https://pip.pypa.io/en/stable/topics/caching/
- https://docs.docker.com/build/cache/optimize/#use-cache-mounts
"""

from __future__ import annotations

from collections.abc import Iterator

from ....semantics.cache_table import PIP, PIP_WITH_WHEELS
from ...finding import Finding, Safety, Severity
from ...options import every_stage, switch
from ...rule import Call, Category, Rule, Surroundings
from ._leftovers import leaves, span_of

RULE = Rule(
    __name__,
    __doc__,
    Severity.WARNING,
    Category.SIZE,
    also_known_as={
        "hadolint": ("DL3042",),
        "kics": ("f2f903fb",),
        "semgrep": ("missing-pip-no-cache-dir",),
        "parfum": ("pipUseNoCacheDir",),
        "droast": ("DF030",),
        "doctor": ("DD009",),
    },
    fix=Safety.SAFE,
    profiles=("hadolint", "size", "strict"),
    options=(
        every_stage("hadolint"),
        switch(
            "local-wheels", "Whether the installation of local wheels counts, which may download nothing.", "hadolint"
        ),
    ),
)


@RULE.on_invocation("pip")
def check(call: Call, surroundings: Surroundings) -> Iterator[Finding]:
    """Look for commands that download and keep it."""
    cache = PIP_WITH_WHEELS if RULE.is_on("local-wheels", surroundings) else PIP
    if leaves(call, cache, in_any_stage=RULE.is_on("every-stage", surroundings)):
        yield RULE.at(call.step, span_of(call.invocation), "pip keeps what it downloads in the layer as well")
