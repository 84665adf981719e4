r"""Copy from a stage what is in it.

A COPY of a path that its source stage does not have ends the build: `not found`. In a stage that begins from `scratch`, all
paths are known. In any other, two mistakes can be told for certain enough: what the stage writes lies below its working
directory and is looked for at the root, since sources of COPY --from are relative to the root of the stage; and a program
that `go build -o` or a compiler writes to one place is looked for in another.

## Example

```dockerfile bad
FROM scratch AS files
COPY config.yml /etc/app/

FROM alpine:3.24
COPY --from=files /etc/app.yml /etc/app.yml
#                 ^^^^^^^^^^^^ nothing writes `/etc/app.yml` in the stage `files`
```

```dockerfile bad
FROM golang:1.26 AS build
WORKDIR /src
COPY . .
RUN CGO_ENABLED=0 go build -o /out/server .

FROM alpine:3.24
COPY --from=build /bin/server /usr/local/bin/
#                 ^^^^^^^^^^^ nothing writes `/bin/server` in the stage `build`, which writes `/out/server`
```

```dockerfile bad
FROM node:24-slim AS build
WORKDIR /app
COPY . .
RUN npm ci && npm run build

FROM nginx:1.30
COPY --from=build dist /usr/share/nginx/html
#                 ^^^^ this is looked for at `/dist`, since sources begin at the root of a stage; did you mean `/app/dist`?
```

```dockerfile fixed
FROM node:24-slim AS build
WORKDIR /app
COPY . .
RUN npm ci && npm run build

FROM nginx:1.30
COPY --from=build /app/dist /usr/share/nginx/html
```

## Good

```dockerfile good
FROM scratch AS files
COPY config.yml /etc/app/
COPY site /srv

FROM alpine:3.24
COPY --from=files /etc/app/config.yml /etc/
COPY --from=files /etc/app /etc/app
COPY --from=files /srv/index.html /srv/
COPY --from=files / /all
```

```dockerfile good
FROM golang:1.26 AS build
WORKDIR /src
RUN CGO_ENABLED=0 go build -o /out/server . && cp /out/server /bin/server

FROM alpine:3.24
COPY --from=build /bin/server /usr/local/bin/
COPY --from=build etc/passwd /etc/passwd
```

```dockerfile good
FROM node:24-slim AS build
WORKDIR /app
RUN ./build.sh --out /dist

FROM nginx:1.30
COPY --from=build dist /usr/share/nginx/html
```

```dockerfile good
FROM mcr.microsoft.com/dotnet/sdk:10.0-windowsservercore-ltsc2022 AS build
WORKDIR C:/app
RUN dotnet publish -c Release -o C:/out

FROM mcr.microsoft.com/dotnet/aspnet:10.0-windowsservercore-ltsc2022
COPY --from=build settings.json .
```

## Fix safety

Unsafe: a path that is relative is completed by the working directory; whether the file is there, only the build knows.

## When to ignore

Where a build context of the same name takes the place of the stage.

## Sources

- https://docs.docker.com/reference/dockerfile/#copy---from
"""

from __future__ import annotations

import posixpath
from collections.abc import Iterator
from itertools import chain
from typing import NamedTuple
from weakref import WeakKeyDictionary

from ....semantics.file_effects import FileEffect, absolute_path, path_effects
from ....semantics.mounts import is_below
from ....semantics.program import FactOfProgram, Program
from ....semantics.selection import Selection
from ....semantics.stage import Stage
from ....semantics.step import Step
from ....syntax.bodies import Transfer, body_of
from ....syntax.dataclass import dataclass
from ....syntax.grammar import Keyword
from ....syntax.lazy_pattern import lazy_pattern
from ....syntax.words import Word
from ...finding import Confidence, Edit, Finding, Fix, Safety, Severity
from ...rule import Category, Rule, Surroundings

RULE = Rule(
    __name__,
    __doc__,
    Severity.ERROR,
    Category.CORRECTNESS,
    confidence=Confidence.MEDIUM,
    fix=Safety.UNSAFE,
)

_OF_EVERY_IMAGE = frozenset(
    (
        *("bin", "boot", "dev", "etc", "home", "lib", "lib32", "lib64", "media", "mnt", "opt", "proc", "root", "run"),
        *("sbin", "srv", "sys", "tmp", "usr", "var", "go", "app", "nix", "builder", "workspace", "data"),
    )
)
"""Folders at the root that base images have, or may have."""
_AT_ROOT = lazy_pattern(r"(?<![\w.})\"'-])/([\w.-]+)")
_COMPILERS = frozenset(("gcc", "g++", "cc", "clang", "clang++"))
_PUTS_ELSEWHERE = frozenset(("cp", "mv", "install", "ln", "tar", "rsync", "upx", "find", "xargs", "strip", "make"))


@dataclass(frozen=True, slots=True)
class _Missing:
    """Why a path cannot be what was meant, and what may have been."""

    message: str
    meant: str | None = None
    confidence: Confidence = Confidence.MEDIUM


_Copy = tuple[Step, int, Word, str]
"""Step, source stage, word and value of a path that is copied."""


def _copies(step: Step) -> tuple[_Copy, ...]:
    """The paths without a pattern that are copied from a stage."""
    body = body_of(step.instruction)
    if not isinstance(body, Transfer) or step.is_deferred or body.source_stage is None:
        return ()
    if step.instruction.flag("parents") is not None:
        return ()
    use = next((use for use in step.images if use.stage is not None), None)
    if use is None or use.stage is None:
        return ()
    values = ((word, step.evaluate(word)) for word in body.file_sources)
    stage = use.stage
    return tuple(
        (step, stage, word, value)
        for word, value in values
        if value and not any(mark in value for mark in "*?[\\") and value not in (".", "/", "./")
    )


def _missing(stage: Stage, value: str) -> _Missing | None:
    """What is wrong with a path that is copied from a stage, as far as the stage tells."""
    if stage.facts.is_windows:
        return None
    is_absolute, is_empty = value.startswith("/"), stage.chain[-1].base.is_scratch
    path = posixpath.normpath("/" + value.lstrip("/"))
    if is_empty:
        return _from_empty(stage, path)
    return _elsewhere(stage, path) if is_absolute else _relative(stage, path)


def _from_empty(stage: Stage, path: str) -> _Missing | None:
    written: list[str] = []
    for link in stage.chain:
        if link.select(_unknown).facts:
            return None
        effects = link.select(path_effects).facts
        # What is copied as a folder may hold anything below its destination.
        if any(effect.is_tree and is_below(path, effect.path) for effect in effects):
            return None
        written.extend(effect.path for effect in effects if effect.effect is FileEffect.WRITES)
        written.extend(workdir for workdir in link.select(_workdirs).facts)
    if not written or any(is_below(place, path) for place in written):
        return None
    name = stage.name or stage.from_step.item.text.strip()
    return _Missing(f"nothing writes `{path}` in the stage `{name}`", confidence=Confidence.HIGH)


def _unknown(step: Step) -> tuple[bool, ...]:
    """What may write anywhere: RUN, an archive that is unpacked, a destination that is not known."""
    if step.keyword is Keyword.RUN:
        return (True,)
    body = body_of(step.instruction)
    if not isinstance(body, Transfer):
        return ()
    return (True,) if step.keyword is Keyword.ADD or len(path_effects(step)) < len(body.sources) else ()


def _workdirs(step: Step) -> tuple[str, ...]:
    if step.keyword is not Keyword.WORKDIR or not step.instruction.words:
        return ()
    path = absolute_path(step.workdir.value, step.evaluate(step.instruction.words[0]))
    return () if path is None else (path,)


def _relative(stage: Stage, path: str) -> _Missing | None:
    """A relative path of which nothing in the stage speaks as one at the root."""
    first = path.split("/")[1]
    workdir = stage.final_state.workdir
    is_ours = workdir.instruction is not None and workdir.value not in (None, "/")
    if first in _OF_EVERY_IMAGE or not is_ours or workdir.value is None:
        return None
    for link in stage.chain:
        mentioned = link.select(_roots).facts
        if first in mentioned or "/" in mentioned:
            return None
    # The base image may have a folder of this name; official ones do not.
    if stage.facts.distribution is None:
        return None
    meant = posixpath.join(workdir.value, path.lstrip("/"))
    message = f"this is looked for at `{path}`, since sources begin at the root of a stage; did you mean `{meant}`?"
    return _Missing(message, meant=meant)


def _roots(step: Step) -> tuple[str, ...]:
    """The folders at the root that a step speaks of; `/` itself if what it runs may write there without saying so."""
    found = [name for _, text in _texts(step) for name in _AT_ROOT.findall(text)]
    names = {part for name in found for part in (name, name.partition(".")[0]) if part}
    runs_at_root = step.keyword is Keyword.RUN and step.workdir.value in (None, "/")
    return (*names, "/") if runs_at_root else tuple(names)


def _texts(step: Step) -> tuple[tuple[str | None, str], ...]:
    """Where steps that write run, and all that they say."""
    if step.keyword not in (Keyword.RUN, Keyword.COPY, Keyword.ADD, Keyword.WORKDIR, Keyword.VOLUME):
        return ()
    where = step.workdir.value if step.keyword is Keyword.RUN else "somewhere"
    key = (RULE.id, where)
    if key not in step.item.memo:
        # The same object for the same text, so that a new step of an old instruction is no reason to look again.
        step.item.memo[key] = ((where, step.item.text),)
    found: tuple[tuple[str | None, str], ...] = step.item.memo[key]
    return found


def _outputs(step: Step) -> tuple[str, ...]:
    """The programs that a step builds at a place that it names."""
    script = step.commands
    if step.keyword is not Keyword.RUN or script is None or not script.dialect.is_posix:
        return ()
    found: list[str] = []
    for command in script.commands:
        values = [word.value or "" for word in command.words]
        name = values[0].rpartition("/")[2]
        is_build = (name == "go" and values[1:2] == ["build"]) or name in _COMPILERS
        if is_build and "-o" in values[:-1] and not command.in_subshell:
            path = absolute_path(step.workdir.value, values[values.index("-o") + 1])
            found.extend(() if path is None or values[values.index("-o") + 1].endswith("/") else (path,))
    return tuple(found)


def _elsewhere(stage: Stage, path: str) -> _Missing | None:
    """A path at the root where nothing is built, while the stage builds something of that name in another place."""
    outputs = [output for link in stage.chain for output in link.select(_outputs).facts]
    name = posixpath.basename(path)
    built = [output for output in outputs if posixpath.basename(output) == name]
    if len(built) != 1 or any(is_below(output, path) for output in outputs):
        return None
    for link in stage.chain:
        if link.select(_moves_things).facts:
            return None
        if any(path in text or posixpath.dirname(path) + "/ " in text for _, text in link.select(_texts).facts):
            return None
        # What is copied into the stage may hold a file of that name.
        effects = link.select(path_effects).facts
        if any(effect.is_tree and is_below(path, effect.path) for effect in effects):
            return None
    return _Missing(f"nothing writes `{path}` in the stage `{stage.name or '?'}`, which writes `{built[0]}`")


def _moves_things(step: Step) -> tuple[bool, ...]:
    script = step.commands
    if step.keyword is not Keyword.RUN or script is None:
        return ()
    for command in script.commands:
        name = command.name.value
        if name is None or "/" in name or name.rpartition("/")[2] in _PUTS_ELSEWHERE or name == "cd":
            return (True,)
    return ()


@RULE.on_facts_of_dockerfile(_copies, _unknown, path_effects, _workdirs, _texts, _outputs, _moves_things)
def check(program: Program, surroundings: Surroundings) -> Iterator[Finding]:
    found = sorted(chain.from_iterable(_checked(program).missing.values()), key=_in_file)
    for (_, _, (step, _, word, _)), missing in found:
        fixes = _fixes(step, word, missing)
        yield RULE.at(step, word.span, missing.message, fixes=fixes, confidence=missing.confidence)


class _Checked(NamedTuple):
    """The copies from each stage, out of ``selected``, and those of them whose path cannot be what was meant."""

    selected: dict[int, Selection[_Copy]]
    copies: dict[int, list[FactOfProgram[_Copy]]]
    missing: dict[int, list[tuple[FactOfProgram[_Copy], _Missing]]]


_CHECKED: WeakKeyDictionary[Program, _Checked] = WeakKeyDictionary()


def _checked(program: Program) -> _Checked:
    """What is copied from where; after an edit only stages that it changed are asked again, since there may be many."""
    selected = program.selected(_copies)
    before = program.before
    known = None if before is None else _CHECKED.get(before)
    if known is not None and known.selected is selected:
        checked = _Checked(selected, known.copies, known.missing.copy())
        places = program.changed_stages
    else:
        checked = _Checked(selected, {}, {})
        for found in program.select(_copies):
            if found.fact[1] < found.stage:
                checked.copies.setdefault(found.fact[1], []).append(found)
        places = list(checked.copies)
    for place in places:
        stage = program.stages[place]
        judged = [(copy, _known_missing(stage, copy.fact[3])) for copy in checked.copies.get(place, ())]
        checked.missing[place] = [(copy, missing) for copy, missing in judged if missing is not None]
    _CHECKED[program] = checked
    return checked


def _known_missing(stage: Stage, value: str) -> _Missing | None:
    known: dict[str, _Missing | None] | None = stage.memo.get(_missing)
    if known is None:
        known = stage.memo[_missing] = {}
    if value not in known:
        known[value] = _missing(stage, value)
    return known[value]


def _in_file(found: tuple[FactOfProgram[_Copy], _Missing]) -> tuple[int, int]:
    return found[0].stage, found[0].position


def _fixes(step: Step, word: Word, missing: _Missing) -> list[Fix]:
    meant = missing.meant
    if meant is None or not meant.endswith("/" + word.text.lstrip("./")):
        return []
    fix = Fix(
        f"Write `{meant}`",
        Safety.UNSAFE,
        lambda: (Edit(step.item, word.span, meant),),
        "whether the file is there, only the build knows",
    )
    return [fix]
