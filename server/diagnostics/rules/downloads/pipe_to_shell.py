r"""Do not run what was just downloaded without looking at it.

`curl … | sh` runs whatever the server sends at that moment: nobody has read it, nothing checks it, and the next build may
run something else. When the connection breaks in the middle, the shell has already run the first half. Download to a
file, compare a checksum, then run it; or install a package.

Over plain http anybody on the way can change the script. The installers that large projects tell everybody to run so are
reported more quietly: they are watched by many, and still neither checked nor the same tomorrow.

## Example

```dockerfile bad
FROM debian:13-slim
RUN curl -fsSL https://example.com/install.sh | sh
#                                               ^^ `sh` runs what `curl` downloads, and nothing has checked it; download it to a file and compare a checksum
RUN bash <(curl -s http://example.com/install.sh) --yes
#   ^^^^ `bash` runs what `curl` downloads over plain http, where anybody on the way can change it
RUN sh -c "$(wget -qO- https://example.com/install.sh)"
#   ^^ `sh` runs what `wget` downloads, and nothing has checked it; download it to a file and compare a checksum
RUN curl -o- https://example.com/install.sh | bash
#                                             ^^^^ `bash` runs what `curl` downloads, and nothing has checked it; download it to a file and compare a checksum
```

```dockerfile bad
FROM debian:13-slim
RUN curl -sS https://sh.rustup.rs | sudo -E python3 -
#                                           ^^^^^^^ `python3` runs what `curl` downloads, and nothing has checked it; download it to a file and compare a checksum
```

## Good

```dockerfile good
FROM debian:13-slim
RUN curl -fsSLo install.sh https://example.com/install.sh \
    && echo "24454f830cdb571e2c4ad15481119c43b3cafd48dd869a9b2945d1036d1dc68d  install.sh" | sha256sum -c - \
    && sh install.sh
RUN curl -fsSL https://example.com/key.asc | gpg --dearmor -o /etc/apt/keyrings/example.gpg
RUN curl -fsSL https://example.com/data.json | python3 -m json.tool > /data.json
RUN curl -fsSL https://example.com/a.tar.gz | sh -c 'tar xz'
RUN echo "echo hello" | sh
```

## No fix

What the script should be compared with is for you to say.

## When to ignore

Where you trust the host as much as the base image, and accept that the build changes when the script does.

## Sources

- https://docs.docker.com/build/building/best-practices/#run
- https://www.cisa.gov/resources-tools/resources/defending-against-software-supply-chain-attacks-0
"""

from __future__ import annotations

import re
from collections.abc import Iterator

from ....semantics.step import Step
from ....shell.dialect import program_name
from ....shell.invocation import Invocation
from ....shell.model import Command, Script
from ....syntax.grammar import Keyword
from ....syntax.lazy_pattern import lazy_pattern
from ...finding import Finding, Severity
from ...rule import Category, Rule, Surroundings
from ._interpreters import SHELLS, script_reader, writes_to_standard_output

RULE = Rule(
    __name__,
    __doc__,
    Severity.WARNING,
    Category.SECURITY,
    also_known_as={"droast": ("DF021",), "doctor": ("DD054",)},
    profiles=("security",),
)

_SOURCING = frozenset((".", "source", "eval"))
_KNOWN_INSTALLER = lazy_pattern(
    r"(?:https://)?(?:sh\.rustup\.rs|(?:deb|rpm)\.nodesource\.com|astral\.sh|install\.python-poetry\.org|get\.docker\.com"
    r"|bun\.(?:sh|com)|deno\.land|mise\.run|get\.pnpm\.io|bootstrap\.pypa\.io|getcomposer\.org|foundry\.paradigm\.xyz"
    r"|raw\.githubusercontent\.com/(?:Homebrew|nvm-sh|helm|rustwasm)/)(?=/|\Z|(?<=/))"
)


@RULE.on_step(Keyword.RUN)
def check(step: Step, surroundings: Surroundings) -> Iterator[Finding]:
    script = step.commands
    if script is None or not script.dialect.is_posix or not _downloads(step):
        return
    downloads = _downloads(step)
    by_command = {id(invocation.command): invocation for invocation in downloads}
    for pipeline in script.pipelines:
        source = None
        for command in pipeline.commands:
            if source is not None and (shell := script_reader(command)) is not None:
                yield _finding(step, source, shell)
                break
            source = by_command.get(id(command), source)
    yield from _substituted(step, script, downloads)


def _downloads(step: Step) -> list[Invocation]:
    return [
        invocation
        for invocation in step.invocations
        if invocation.tool in ("curl", "wget") and writes_to_standard_output(invocation)
    ]


def _substituted(step: Step, script: Script, downloads: list[Invocation]) -> Iterator[Finding]:
    """``bash <(curl …)``, ``sh -c "$(curl …)"``, ``eval "$(curl …)"``, ``. <(curl …)``."""
    for invocation in downloads:
        inner = invocation.command
        if not inner.in_substitution:
            continue
        for command in script.commands:
            if not (command.start < inner.start and inner.end <= command.end) or command is inner:
                continue
            program = program_name(command.name.value or "")
            holding = next((word for word in command.arguments if word.start <= inner.start < word.end), None)
            if holding is None:
                continue
            is_script = holding.text.startswith("<(") or program == "eval" or _follows_c(command, holding.start)
            if (program in SHELLS or program in _SOURCING) and is_script:
                yield _finding(step, invocation, 0, command)


def _follows_c(command: Command, start: int) -> bool:
    before = [word.value or "" for word in command.arguments if word.start < start]
    return bool(before) and re.match(r"-[a-z]*c\Z", before[-1]) is not None


def _finding(step: Step, source: Invocation, position: int, command: Command | None = None) -> Finding:
    reader = command or _reader_of(step, source)
    word = reader.words[position]
    is_plain = any((value or "").lower().startswith("http://") for value in source.operand_values)
    runs = f"`{word.text}` runs what `{source.tool}` downloads"
    if is_plain:
        return RULE.at(step, word.span, f"{runs} over plain http, where anybody on the way can change it")
    is_quiet = any(_KNOWN_INSTALLER.match(value or "") for value in source.operand_values)
    return RULE.at(
        step,
        word.span,
        f"{runs}, and nothing has checked it; download it to a file and compare a checksum",
        severity=Severity.INFORMATION if is_quiet else None,
    )


def _reader_of(step: Step, source: Invocation) -> Command:
    script = step.commands
    assert script is not None
    commands = script.pipelines[source.command.pipeline].commands
    behind = commands[next(i for i, command in enumerate(commands) if command is source.command) + 1 :]
    return next(command for command in behind if script_reader(command) is not None)
