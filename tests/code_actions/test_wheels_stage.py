"""Wheels that are built in a stage of their own, and RUN lines of which it is not certain that they can be."""

from __future__ import annotations

import pytest

from dockwright.code_actions.refactorings.wheels_stage import why_not

from .test_refactorings import offered, snapshot

START = 'CMD ["python", "app.py"]\n'


def built_elsewhere(text: str) -> str | None:
    """The text afterwards, in which nothing is left to do."""
    found = [result for _, result in offered("wheels-stage", snapshot(text))]
    assert len(found) <= 1
    assert not found or not offered("wheels-stage", snapshot(found[0]))
    return next(iter(found), None)


def test_all_above_is_repeated_and_comments_are_not() -> None:
    install = "RUN apt-get update && apt-get install -y \\\n    curl{}\\\n    && rm -rf /var/lib/apt/lists/*\n"
    compilers, libraries = install.format(" \\\n    gcc \\\n    libpq-dev "), install.format(" \\\n    libpq5 ")
    head = "WORKDIR /app\nARG INDEX\n"
    text = (
        "# syntax=docker/dockerfile:1\n\n# the app\nFROM --platform=linux/amd64 python:3.14-slim-bookworm AS app\n"
        f"{head}\n# compilers\n{compilers}COPY requirements.txt .\nRUN --mount=type=cache,target=/root/.cache/pip "
        f"pip3 install --no-cache-dir --index-url=$INDEX -r requirements.txt\nCOPY . .\n{START}"
    )
    after = (
        f"# syntax=docker/dockerfile:1\n\nFROM --platform=linux/amd64 python:3.14-slim-bookworm AS wheels\n{head}"
        f"{compilers}COPY requirements.txt .\nRUN --mount=type=cache,target=/root/.cache/pip "
        "pip3 wheel --wheel-dir /wheels --no-cache-dir --index-url=$INDEX -r requirements.txt\n\n"
        f"# the app\nFROM --platform=linux/amd64 python:3.14-slim-bookworm AS app\n{head}\n# compilers\n{libraries}"
        "COPY requirements.txt .\nRUN --mount=type=bind,from=wheels,source=/wheels,target=/wheels "
        "--mount=type=cache,target=/root/.cache/pip pip3 install --no-cache-dir --no-index --no-deps /wheels/*.whl\n"
        f"COPY . .\n{START}"
    )
    assert built_elsewhere(text) == after
    assert built_elsewhere(text.replace("\n", "\r\n")) == after.replace("\n", "\r\n")


def test_a_run_that_installs_nothing_else_is_gone() -> None:
    text = f"FROM python:3.14-alpine\n# to compile\nRUN apk add musl-dev\nRUN pip install cffi\n{START}"
    assert built_elsewhere(text) == (
        "FROM python:3.14-alpine AS wheels\nRUN apk add musl-dev\nRUN pip wheel --wheel-dir /wheels cffi\n\n"
        "FROM python:3.14-alpine\n# to compile\n"
        "RUN --mount=type=bind,from=wheels,source=/wheels,target=/wheels "
        f"pip install --no-index --no-deps /wheels/*.whl\n{START}"
    )


@pytest.mark.parametrize(
    "build",
    [
        "RUN pip install -r requirements.txt && ./setup\n",
        "RUN pip install --target /site -r requirements.txt\n",
        "RUN pip install --user -r requirements.txt\n",
        "RUN pip install --editable .\n",
        "RUN pip install --upgrade -r requirements.txt\n",
        "RUN pip install \\\n    # why\n    cffi\n",
        "RUN python -m pip install cffi\n",
        "RUN npm ci\n",
        "RUN pip install cffi\nRUN make\n",
    ],
)
def test_what_is_left(build: str) -> None:
    text = f"FROM python:3.14-slim-bookworm\nRUN apt-get install -y gcc\n{build}{START}"
    assert built_elsewhere(text) is None
    assert why_not(snapshot(text).analysis, 1) == ()


def test_packages_that_are_installed_where_they_are_used() -> None:
    assert built_elsewhere(f"FROM python:3.14-slim\nRUN apt-get install -y gcc && pip install cffi\n{START}") is None


def test_stages_that_are_called_by_number() -> None:
    stage = "FROM a AS x\nRUN b\nFROM python:3.14-slim-bookworm\nCOPY --from=0 /x /x\n"
    text = f"{stage}RUN apt-get install -y gcc\nRUN pip install cffi\n{START}"
    assert built_elsewhere(text) is None
    assert why_not(snapshot(text).analysis, 4) == (
        "a stage is called by its number, which a stage in front of it would change",
    )
