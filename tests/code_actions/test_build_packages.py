"""Compilers and headers that are removed in the RUN that needs them, and those that stay, with the reason."""

from __future__ import annotations

import pytest

from dockwright.code_actions.refactorings.build_packages import why_not

from .test_refactorings import offered, snapshot

START = 'CMD ["python", "app.py"]\n'
PIP = "pip install -r requirements.txt"


def changed(text: str) -> str | None:
    """The text afterwards, in which nothing is left to do."""
    found = [result for _, result in offered("build-packages", snapshot(text))]
    assert len(found) <= 1
    assert not found or not offered("build-packages", snapshot(found[0]))
    return next(iter(found), None)


def reasons(text: str) -> list[str]:
    before = snapshot(text)
    return [why for index in range(len(before.tree.items)) for why in why_not(before.analysis, index)]


def test_debian_in_one_run() -> None:
    head = "FROM python:3.14-slim-bookworm\nRUN apt-get update \\\n  && apt-get install -y \\\n"
    text = (
        f"{head}    curl \\\n    # to compile\n    gcc \\\n    libpq-dev=15.* \\\n"
        f"  && {PIP} \\\n  && rm -rf /var/lib/apt/lists/*\n{START}"
    )
    after = (
        f"{head}    curl \\\n    # to compile\n    gcc \\\n    libpq-dev=15.* \\\n    libpq5 \\\n"
        f"  && {PIP} \\\n  && rm -rf /var/lib/apt/lists/* \\\n"
        f"  && apt-mark auto gcc libpq-dev > /dev/null && apt-get purge -y --auto-remove\n{START}"
    )
    assert changed(text) == after
    assert changed(text.replace("\n", "\r\n")) == after.replace("\n", "\r\n")


def test_alpine_in_one_run() -> None:
    text = f"FROM python:3.14-alpine\nRUN apk add --no-cache curl gcc musl-dev git && {PIP}\n{START}"
    assert changed(text) == (
        "FROM python:3.14-alpine\nRUN apk add --virtual .build-deps --no-cache gcc musl-dev \\\n"
        f"    && apk add --no-cache curl git libgcc && {PIP} \\\n    && apk del .build-deps\n{START}"
    )
    only = f"FROM python:3.14-alpine\nRUN apk --no-cache add musl-dev && {PIP}\n{START}"
    assert changed(only) == (
        f"FROM python:3.14-alpine\nRUN apk --no-cache add --virtual .build-deps musl-dev && {PIP} \\\n"
        f"    && apk del .build-deps\n{START}"
    )


def test_heredocs() -> None:
    apt = "FROM debian:12\nRUN <<EOF\nset -e\napt-get install -y gcc libsqlite3-dev\ngcc x.c\nEOF\n"
    assert changed(apt + START) == (
        "FROM debian:12\nRUN <<EOF\nset -e\napt-get install -y gcc libsqlite3-dev libsqlite3-0\ngcc x.c\n"
        f"apt-mark auto gcc libsqlite3-dev > /dev/null && apt-get purge -y --auto-remove\nEOF\n{START}"
    )
    apk = f"FROM python:3.14-alpine\nRUN <<EOF\nset -e\napk add gcc\n{PIP}\nEOF\n{START}"
    assert changed(apk) == (
        "FROM python:3.14-alpine\nRUN <<EOF\nset -e\napk add --virtual .build-deps gcc\napk add libgcc\n"
        f"{PIP}\napk del .build-deps\nEOF\n{START}"
    )


def test_packages_go_to_the_run_that_builds() -> None:
    text = (
        "FROM python:3.14-slim-bookworm\n\n# compilers\nRUN apt-get update \\\n    && apt-get install -y "
        "--no-install-recommends build-essential \\\n    && rm -rf /var/lib/apt/lists/*\n\nCOPY requirements.txt .\n\n"
        f"# packages\nRUN --mount=type=cache,target=/root/.cache/pip {PIP}\nRUN useradd app\n{START}"
    )
    assert changed(text) == (
        "FROM python:3.14-slim-bookworm\n\nCOPY requirements.txt .\n\n# packages\n# compilers\n"
        "RUN --mount=type=cache,target=/root/.cache/pip apt-get update \\\n"
        "    && apt-get install -y --no-install-recommends build-essential \\\n"
        f"    && {PIP} \\\n"
        "    && apt-mark auto build-essential > /dev/null && apt-get purge -y --auto-remove "
        f"&& rm -rf /var/lib/apt/lists/*\nRUN useradd app\n{START}"
    )


def test_what_is_not_only_for_builds_stays_where_it_is() -> None:
    text = f"FROM python:3.14-alpine\nRUN apk add curl gcc postgresql-dev bash\nCOPY . .\nRUN cd /x && {PIP}\n{START}"
    assert changed(text) == (
        "FROM python:3.14-alpine\nRUN apk add curl bash libgcc libpq\nCOPY . .\n"
        "RUN apk add --no-cache --virtual .build-deps gcc postgresql-dev \\\n"
        f"    && cd /x && {PIP} \\\n    && apk del .build-deps\n{START}"
    )


def test_the_library_has_the_name_of_the_release() -> None:
    install = f"RUN apt-get install -y gcc libicu-dev && {PIP}\n"
    assert "libicu-dev libicu72 " in (changed(f"FROM python:3.14-slim-bookworm\n{install}{START}") or "")
    assert "libicu-dev libicu76 " in (changed(f"FROM python:3.14-slim-trixie\n{install}{START}") or "")
    assert reasons(f"FROM ubuntu:24.04\n{install}{START}") == [
        "which library a program needs that was built with `libicu-dev` is not known"
    ]


@pytest.mark.parametrize(
    ("lines", "reason"),
    [
        (f"RUN apt-get install -y gcc && {PIP}\nRUN npm ci\n{START}", "line 3 may need them too: it runs `npm`"),
        (f"RUN apt-get install -y gcc\nRUN {PIP}\nRUN make\n{START}", "line 4 may need them too: it runs `make`"),
        (f"RUN apt-get install -y gcc\nUSER app\n{START}", "nothing can be seen that is built with them"),
        (f"RUN apt-get install -y gcc && useradd app\n{START}", "nothing can be seen that is built with them"),
        (
            f"RUN apt-get install -y gcc && {PIP}\n",
            "the image starts no program, so it may be made to build with",
        ),
        (
            f'RUN apt-get install -y gcc && {PIP}\nCMD ["bash"]\n',
            "the image starts no program, so it may be made to build with",
        ),
        (
            f"RUN apt-get install -y gcc && {PIP}\nONBUILD RUN {PIP}\n{START}",
            "builds that begin from the image may need them, as its ONBUILD says",
        ),
        (
            f"RUN apt-get install -y gcc; {PIP}\n{START}",
            "the script that builds is not a plain chain of commands that stops at the first error",
        ),
        (
            f"RUN apt-get install -y gcc && {PIP} || true\n{START}",
            "the script that builds is not a plain chain of commands that stops at the first error",
        ),
        (
            f"RUN apt-get install -y gcc\nRUN <<EOF\nset -e\n{PIP}\nEOF\n{START}",
            "the script that builds is not a plain chain of commands that stops at the first error",
        ),
        (
            f"RUN if x; then apt-get install -y gcc; fi && {PIP}\n{START}",
            "the command that installs them is not a plain link of its script",
        ),
        (
            f"RUN sudo apt-get install -y gcc && {PIP}\n{START}",
            "the command that installs them is not a plain link of its script",
        ),
        (
            f"RUN curl -f x | sh && apt-get install -y gcc\nRUN {PIP}\n{START}",
            "the RUN that installs them does more than that, and what another layer holds cannot be removed",
        ),
        (
            f"RUN apt-get install -y gcc\nUSER app\nRUN {PIP}\n{START}",
            "another user builds than the one that installs packages",
        ),
        (
            f"RUN apt-get install -y gcc && {PIP} && rm -rf /var/lib/dpkg\n{START}",
            "what the package manager knows of its packages is removed",
        ),
        (
            f"RUN apt-get install -y gcc && apt-get install -y make && {PIP}\n{START}",
            "build packages are installed by more than one command",
        ),
        (
            f"RUN apt-get install -y gcc libunheard-dev && {PIP}\n{START}",
            "which library a program needs that was built with `libunheard-dev` is not known",
        ),
    ],
)
def test_why_they_stay(lines: str, reason: str) -> None:
    text = f"FROM python:3.14-slim-bookworm\n{lines}"
    assert changed(text) is None
    assert reasons(text) == [reason]


@pytest.mark.parametrize("base", ["python:3.14", "example.org/own", "python:3.14-alpine"])
def test_a_base_that_may_have_compilers_or_another_manager(base: str) -> None:
    text = f"FROM {base}\nRUN apt-get install -y gcc && {PIP}\n{START}"
    assert changed(text) is None
    assert reasons(text) == ["the image that it begins from is not known to have no compilers of its own"]


@pytest.mark.parametrize(
    "lines",
    [
        f"RUN apt-get install -y curl && {PIP}\n{START}",
        f"RUN apt-get install -y gcc && {PIP} && apt-get purge -y gcc\n{START}",
        f"RUN apt-get install -y default-jdk cargo && {PIP}\n{START}",
        f"ONBUILD RUN apt-get install -y gcc && {PIP}\n{START}",
        f"RUN apt-get install -y gcc && {PIP}\nFROM scratch\nCOPY --from=0 /x /x\n{START}",
    ],
)
def test_where_nobody_would_expect_it(lines: str) -> None:
    text = f"FROM python:3.14-slim-bookworm\n{lines}"
    assert changed(text) is None
    assert reasons(text) == []


def test_a_stage_that_the_shipped_one_begins_from() -> None:
    base = f"FROM python:3.14-slim-bookworm AS base\nRUN apt-get install -y gcc && {PIP}\n"
    assert changed(f"{base}FROM base\n{START}") is not None
    assert reasons(f"{base}FROM base\nRUN make\n{START}") == ["line 4 may need them too: it runs `make`"]


def test_comments_among_packages_that_would_be_lost() -> None:
    text = f"FROM python:3.14-alpine\nRUN apk add \\\n  # why\n  curl \\\n  gcc && {PIP}\n{START}"
    assert changed(text) is None
