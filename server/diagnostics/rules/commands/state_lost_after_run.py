r"""Do not set up a shell that ends at once.

Each `RUN` starts a shell of its own, and what `export`, `cd`, `source`, `alias` or `set` change in it ends with it. A
`RUN` that does nothing else changes no file and leaves a layer without effect; the steps behind it see none of it.

## Example

```dockerfile bad
FROM python:3.14-slim
RUN python -m venv /venv
RUN . /venv/bin/activate
#   ^ what `.` changes ends with this RUN; set `PATH` with `ENV`
RUN export APP_ENV=production
#   ^^^^^^ what `export` changes ends with this RUN; `ENV` lasts
RUN export ARCH=$(uname -m | cut -d _ -f 1)
#   ^^^^^^ what `export` changes ends with this RUN; `ENV` lasts
RUN cd /srv
#   ^^ what `cd` changes ends with this RUN; `WORKDIR` lasts
```

## Good

```dockerfile good
FROM python:3.14-slim
RUN . /venv/bin/activate && pip install flask
RUN export APP_ENV=production; ./configure
RUN cd /srv && make
RUN cd /srv && git clone https://example.com/app.git
RUN . ./install.sh
RUN export -p > /environment
RUN export TOKEN=$(./fetch-and-store)
```

## No fix

Whether the change is to last in the container, or was only meant for another step, is not in the file.

## When to ignore

Where the step only tries whether a folder or a file is there.

## Sources

- https://docs.docker.com/reference/dockerfile/#run
- https://docs.docker.com/reference/dockerfile/#env
"""

from __future__ import annotations

from collections.abc import Iterator

from ....semantics.step import Step
from ....shell.model import Command
from ....syntax.grammar import Keyword
from ....syntax.lazy_pattern import lazy_pattern
from ...finding import Finding, Severity
from ...rule import Category, Rule, Surroundings

RULE = Rule(__name__, __doc__, Severity.WARNING, Category.CORRECTNESS)

_LASTING = {
    "export": "`ENV` lasts",
    "declare": "`ENV` lasts",
    "cd": "`WORKDIR` lasts",
    "pushd": "`WORKDIR` lasts",
    ".": "set `PATH` with `ENV`",
    "source": "set `PATH` with `ENV`",
    "alias": "write a script instead",
    "set": "`SHELL` chooses options for all steps",
    "umask": "set the mode of the files instead",
    "ulimit": "set limits where the container is started",
    "unset": "`ENV` with an empty value lasts",
}
_ONLY_SETS_VARIABLES = lazy_pattern(r"(?:\A|/)(?:activate|env|nvm\.sh|\.?(?:bash_?|z)?(?:rc|profile)|\.bash_profile)\Z")
_ONLY_PRINTS = frozenset(
    (
        *("cat", "date", "echo", "git", "hostname", "id", "nproc", "printf", "pwd", "uname", "which"),
        *("basename", "cut", "dirname", "grep", "head", "sort", "tail", "tr"),
    )
)


@RULE.on_step(Keyword.RUN)
def check(step: Step, surroundings: Surroundings) -> Iterator[Finding]:
    script = step.commands
    if script is None or not script.dialect.is_posix or script.has_errors or script.functions:
        return
    if not script.commands or script.group_redirections or not all(map(_changes_nothing_else, script.commands)):
        return
    outer = [command for command in script.commands if not command.in_substitution]
    last = next((command for command in reversed(outer) if command.name.value in _LASTING), None)
    if last is not None:
        name = last.name.value or ""
        yield RULE.at(step, last.name.span, f"what `{name}` changes ends with this RUN; {_LASTING[name]}")


def _changes_nothing_else(command: Command) -> bool:
    name = command.name.value
    if command.redirections or name is None:
        return False
    if command.in_substitution:
        return name in _ONLY_PRINTS
    if name in (".", "source"):
        return len(command.arguments) == 1 and _ONLY_SETS_VARIABLES.search(command.arguments[0].text) is not None
    return name in _LASTING
