"""What a stage runs, and whether that is root in the end: yes, no, or not known."""

from __future__ import annotations

import pytest

from dockwright.semantics.derivation import derive
from dockwright.semantics.stage import Stage
from dockwright.semantics.start_command import gives_up_root, is_interactive, is_tool, start_command
from dockwright.syntax.tree import parse


def last_stage(text: str) -> Stage:
    return derive(parse(text)).stages[-1]


@pytest.mark.parametrize(
    ("text", "entrypoint", "command"),
    [
        ("FROM x\nCMD a\nCMD b\n", None, "CMD b"),
        ("FROM x AS a\nENTRYPOINT e\nCMD c\nFROM a\nCMD d\n", "ENTRYPOINT e", "CMD d"),
        ("FROM x AS a\nCMD c\nFROM a\nENTRYPOINT e\n", "ENTRYPOINT e", None),
        ("FROM x AS a\nCMD c\nFROM y\n", None, None),
        ("FROM x\nONBUILD CMD c\n", None, None),
    ],
)
def test_which_instructions_decide(text: str, entrypoint: str | None, command: str | None) -> None:
    started = start_command(last_stage(text))
    assert (started.entrypoint.item.text.strip() if started.entrypoint else None) == entrypoint
    assert (started.command.item.text.strip() if started.command else None) == command


@pytest.mark.parametrize(
    ("text", "answer"),
    [
        ('FROM debian:13\nCMD ["server"]\n', False),
        ('FROM debian:13\nENTRYPOINT ["tini", "--", "gosu", "app", "server"]\n', True),
        ("FROM debian:13\nCMD exec su-exec app server\n", True),
        ('FROM nginx:1.29\nCMD ["nginx", "-g", "daemon off;"]\n', True),
        ("FROM redis:8\nCOPY redis.conf /\n", True),
        ('FROM redis:8\nENTRYPOINT ["/own.sh"]\n', None),
        ('FROM debian:13\nRUN apt-get install -y gosu\nENTRYPOINT ["/own.sh"]\n', None),
        ('FROM debian:13\nCOPY --from=tianon/gosu /gosu /usr/bin/\nENTRYPOINT ["/own.sh"]\n', None),
    ],
)
def test_whether_root_is_given_up(text: str, answer: bool | None) -> None:
    assert gives_up_root(last_stage(text)) is answer


@pytest.mark.parametrize(
    ("command", "answer"),
    [
        ('CMD ["mvn"]', True),
        ('CMD ["composer"]', True),
        ('ENTRYPOINT ["/entry.sh"]\nCMD ["gradle"]', True),
        ('ENTRYPOINT ["tool"]\nCMD ["-h"]', True),
        ('CMD ["tool", "--help"]', True),
        ('CMD ["mvn", "spring-boot:run"]', False),
        ('ENTRYPOINT ["tool"]', False),
        ("CMD tool --help && server", False),
    ],
)
def test_a_tool_waits_to_be_told_what_to_do(command: str, answer: bool) -> None:
    assert is_tool(start_command(last_stage(f"FROM debian:13\n{command}\n"))) is answer


@pytest.mark.parametrize("command", ['["R"]', '["python3.13"]', '["/opt/ghc/bin/ghci"]', "bash -l"])
def test_a_prompt_starts_nothing(command: str) -> None:
    assert is_interactive(start_command(last_stage(f"FROM debian:13\nCMD {command}\n")).command)
