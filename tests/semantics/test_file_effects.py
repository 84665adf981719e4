"""What a step says about files: only what is certain, and nothing that lies on a mount."""

from __future__ import annotations

import pytest

from dockwright.semantics.derivation import derive
from dockwright.semantics.file_effects import FileEffect, path_effects
from dockwright.semantics.mounts import is_mounted, mounts
from dockwright.semantics.step import Step
from dockwright.syntax.tree import parse

WRITES, REMOVES = FileEffect.WRITES, FileEffect.REMOVES


def last_step(text: str) -> Step:
    stage = derive(parse(text)).stages[-1]
    return [step for _, step in stage.all_steps()][-1]


def effects(instruction: str) -> list[tuple[FileEffect, str]]:
    step = last_step(f"FROM debian:13\nWORKDIR /srv\n{instruction}\n")
    return [(effect.effect, effect.path) for effect in path_effects(step)]


@pytest.mark.parametrize(
    ("instruction", "expected"),
    [
        ("COPY a.txt b/", [(WRITES, "/srv/b/a.txt")]),
        ("COPY a.txt /etc/b", [(WRITES, "/etc/b")]),
        ("COPY . .", [(WRITES, "/srv")]),
        ('COPY ["a b.txt", "/x/"]', [(WRITES, "/x/a b.txt")]),
        ("COPY <<a.conf /etc/\nx\na.conf", [(WRITES, "/etc/a.conf")]),
        ("COPY $UNKNOWN_BY_DESIGN /x/", []),
        ("RUN rm -rf /x y", [(REMOVES, "/x"), (REMOVES, "/srv/y")]),
        ("RUN cd /opt && rm a && cd b && rm c", [(REMOVES, "/opt/a"), (REMOVES, "/opt/b/c")]),
        ("RUN (cd /opt && rm a)", []),
        ("RUN if x; then rm /a; fi", []),
        ('RUN rm "$DIR/a"', []),
        ("RUN rm ~/a", []),
        ("RUN mv /a /b", [(REMOVES, "/a"), (WRITES, "/b")]),
        ("RUN curl -o /tmp/x https://example.com/x", [(WRITES, "/tmp/x")]),
        ("RUN wget -O- https://example.com/x > /tmp/x", [(WRITES, "/tmp/x")]),
        ("RUN curl -fsSLO https://example.com/a/x.tgz", [(WRITES, "/srv/x.tgz")]),
        ("RUN cd /tmp && curl -LO https://a.test/x -O https://b.test/y", [(WRITES, "/tmp/x"), (WRITES, "/tmp/y")]),
        ("RUN curl -O https://a.example/x https://b.example/y", []),
        ("RUN curl -OJ https://example.com/x", []),
        ("RUN curl -O --output-dir /d https://example.com/x", []),
        ("RUN curl https://example.com/x", []),
        ("RUN wget -q https://a.example/x https://b.example/c/y", [(WRITES, "/srv/x"), (WRITES, "/srv/y")]),
        ("RUN wget -P /d/ https://example.com/x", [(WRITES, "/d/x")]),
        ("RUN wget -i list https://example.com/x", []),
        ("RUN wget --content-disposition https://example.com/x", []),
        ("RUN wget -r https://example.com/x", []),
        ("RUN wget https://example.com/ https://example.com/x?y https://example.com $UNKNOWN/x", []),
        ("RUN echo x > /dev/null", []),
        ("RUN chown -R app /srv", [(FileEffect.CHANGES_OWNER, "/srv")]),
        ("RUN chmod 0644 a", [(FileEffect.CHANGES_MODE, "/srv/a")]),
        ("RUN --mount=type=cache,target=/c rm /c/x /d", [(REMOVES, "/d")]),
        ("RUN --mount=type=tmpfs,target=/tmp touch /tmp/x", []),
        ("RUN --mount=type=cache,target=$UNKNOWN rm /d", [(REMOVES, "/d")]),
        ("ONBUILD RUN rm /x", []),
        ('RUN ["rm", "/x"]', [(REMOVES, "/x")]),
    ],
)
def test_effects(instruction: str, expected: list[tuple[FileEffect, str]]) -> None:
    assert effects(instruction) == expected


def test_a_relative_path_is_unknown_where_the_working_directory_is() -> None:
    step = last_step("FROM example.com/own/image\nRUN rm a /b\n")
    assert [effect.path for effect in path_effects(step)] == ["/b"]


@pytest.mark.parametrize(
    ("flag", "path", "expected"),
    [
        ("--mount=type=cache,target=/root/.cache", "/root/.cache/pip", True),
        ("--mount=target=/root/.cache,type=cache", "/root/.cache", True),
        ("--mount=type=cache,dst=/var/cache/apt", "/var/cache/apt-other", False),
        ("--mount=type=bind,target=/root/.cache", "/root/.cache", False),
        ("--mount=type=cache,target=cache", "/srv/cache/x", True),
    ],
)
def test_cache_mounts(flag: str, path: str, expected: bool) -> None:
    step = last_step(f"FROM debian:13\nWORKDIR /srv\nRUN {flag} x\n")
    assert is_mounted(step, path, "cache", "tmpfs") is expected


def test_a_secret_has_a_place_even_without_a_target() -> None:
    step = last_step("FROM debian:13\nRUN --mount=type=secret,id=token x\n")
    assert [mount.target for mount in mounts(step)] == ["/run/secrets"]
