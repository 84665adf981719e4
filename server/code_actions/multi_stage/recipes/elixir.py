"""Elixir: a release of Mix, which brings the Erlang runtime, on the bare distribution.

https://hexdocs.pm/mix/Mix.Tasks.Release.html, https://hexdocs.pm/phoenix/releases.html
"""

from __future__ import annotations

import re

from ....project.recognition.facts import Ecosystem
from ....semantics.file_effects import absolute_path
from ....shell.dialect import program_name
from ....syntax.grammar import Keyword
from ..bases import distribution_of
from ..compiled import CompiledProject, plan_compiled
from ..packages import install_line
from ..plan import NOT_MINE, Plan, Refusal, refuse
from ..subject import Block, Subject, start_words
from ..system_needs import system_needs

_BUILD_ONLY = re.compile(r"(?:MIX_\w+|HEX_\w+|REBAR_\w+|ERL_\w+|NODE_\w+|DEBIAN_FRONTEND)\Z")
_ENVIRONMENT = ("LANG=C.UTF-8", "RELEASE_TMP=/tmp")
"""What the image of the build sets, and a folder that any user may write to: a release puts its settings there."""
_STARTED = re.compile(r"(?P<folder>/.*)/bin/[^/]+\Z")


def plan(subject: Subject) -> Plan | Refusal:
    """A stage that makes the release, and one with it."""
    calls = [block for block in subject.runs() if _calls_of_mix(block)]
    words = start_words(subject)
    if not calls:
        return NOT_MINE
    if words and words[0] in ("mix", "iex", "elixir"):
        return refuse(f"the container starts `{words[0]}`: make a release (`mix release`) in a RUN, and start that")
    releases = [block for block in calls if "release" in _calls_of_mix(block)]
    if not releases or not words:
        return refuse("no call of `mix release` and a start command that belongs to it are seen")
    match = _STARTED.match(absolute_path(subject.workdir, words[0]) or "") if "/" in words[0] else None
    if match is None or not _is_release(match["folder"], releases):
        return refuse(f"the container starts `{words[0]}`, which is not what `mix release` makes")
    base = distribution_of(subject)
    if base is None:
        return refuse("the distribution that the release is made on is not known")
    needs = system_needs(subject, Ecosystem.ELIXIR, base, ())
    line = install_line(subject, base.facts.package_manager, [*needs.packages, "ca-certificates"])
    before = [(line, "libraries that the Erlang runtime loads")] if line is not None else []
    before += [(needs.comment, "this could not be known")] if needs.comment is not None else []
    return plan_compiled(
        subject,
        CompiledProject(
            recipe="elixir",
            base=base,
            build_calls=tuple(block.position for block in calls),
            copies=((match["folder"], match["folder"], "the release"),),
            source_ends=(".ex", ".exs"),
            environment=tuple(pair for pair in _ENVIRONMENT if not _sets(subject, pair.partition("=")[0])),
            is_build_only=lambda name: _BUILD_ONLY.match(name) is not None,
            before_copies=tuple(before),
            reads_sources=False,
        ),
    )


def _sets(subject: Subject, name: str) -> bool:
    pairs = (
        pair for block in subject.blocks if block.keyword is Keyword.ENV for pair in block.step.instruction.key_values
    )
    return any(pair.key.text == name for pair in pairs)


def _calls_of_mix(block: Block) -> list[str]:
    """The words behind each ``mix`` of a RUN, tasks first."""
    script = block.step.commands
    commands = script.commands if script is not None else ()
    return [
        word.value or ""
        for command in commands
        if program_name(command.name.value or "") == "mix"
        for word in command.arguments
    ]


def _is_release(folder: str, releases: list[Block]) -> bool:
    """Whether a folder is one that releases are made in: Mix's own, or the one that a call names."""
    return re.search(r"/_build/\w+/rel/[^/]+\Z", folder) is not None or any(
        f"--path {folder}" in block.text or f"--path={folder}" in block.text for block in releases
    )
